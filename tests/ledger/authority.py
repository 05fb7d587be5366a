"""A time-stamp authority on loopback that is a real one: OpenSSL's `ts`, with a root and a certificate made for the day."""

import shutil
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from watchbook.ledger.timestamp import TimestampAuthority

POLICY = "1.3.6.1.4.1.55555.1"
SETTINGS = f"""
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[tsa]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[ts]
serial = serial
default_policy = {POLICY}
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
accuracy = secs:1
[req]
distinguished_name = name
[name]
"""


class OpenSSL:
    """A folder with a root, a signing certificate, another one of the same root, and the program that answers."""

    def __init__(self, folder):
        if shutil.which("openssl") is None:
            pytest.skip("there is no openssl on this machine: apt-get install openssl")
        self.folder = folder
        (folder / "settings").write_text(SETTINGS, encoding="utf-8")
        (folder / "serial").write_text("01", encoding="ascii")
        self._certificate("root", issuer=None, kind="ca")
        self._certificate("one", issuer="root", kind="tsa")
        self._certificate("two", issuer="root", kind="tsa")

    def run(self, *arguments, content=b""):
        """One command of OpenSSL in the folder; what it prints."""
        done = subprocess.run(
            ["openssl", *arguments], cwd=self.folder, input=content, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def answer(self, query, *more, signer="one"):
        """The response to a query, by one of the certificates; more options as `ts -reply` takes them."""
        (self.folder / "query").write_bytes(query)
        self.run(
            "ts", "-reply", "-config", "settings", "-section", "ts", "-queryfile", "query",
            "-signer", f"{signer}.pem", "-inkey", f"{signer}.key", "-out", "response", *more,
        )  # fmt: skip
        return (self.folder / "response").read_bytes()

    def verifies(self, response, message):
        """Whether OpenSSL itself accepts a response for a message."""
        (self.folder / "kept").write_bytes(response)
        (self.folder / "message").write_bytes(message)
        done = subprocess.run(
            ["openssl", "ts", "-verify", "-in", "kept", "-data", "message", "-CAfile", "root.pem", "-untrusted", "one.pem"],
            cwd=self.folder, capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode == 0

    def authority(self, address="http://127.0.0.1:9/", *, signer="one", policy=POLICY):
        """It, as an operator enters it: the signing certificate pinned, the root above it."""
        pem = b"".join((self.folder / f"{name}.pem").read_bytes() for name in (signer, "root"))
        return TimestampAuthority.parse(pem, name="Test authority", address=address, policy=policy)

    def _certificate(self, name, *, issuer, kind):
        self.run(
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "settings",
            "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr",
        )  # fmt: skip
        signed = (
            ["-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key"] if issuer else ["-signkey", f"{name}.key"]
        )
        self.run(
            "x509", "-req", "-in", f"{name}.csr", "-days", "30", "-extfile", "settings", "-extensions", kind,
            "-out", f"{name}.pem", *signed,
        )  # fmt: skip


@contextmanager
def answering(reply):
    """A server on loopback that answers each POST with what `reply(path, body)` gives: a status and content."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            status, content = reply(self.path, self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
