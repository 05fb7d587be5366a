"""Time-stamp authorities for tests: real `openssl ts` behind a Post, with a chain of their own, in a folder."""

import shutil
import subprocess

import pytest

from watchbook.ledger.post import Reply
from watchbook.ledger.timestamp import TimestampAuthority

POLICY = "1.2.3.4.1"
CONFIG = """
[tsa]
default_tsa = a
[a]
serial = {folder}/serial
signer_digest = sha256
default_policy = {policy}
digests = sha256
accuracy = secs:1
clock_precision_digits = 0
ess_cert_id_alg = sha256
"""
EXTENSIONS = "extendedKeyUsage=critical,timeStamping\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"


def openssl(*words, folder, given=None):
    done = subprocess.run(["openssl", *words], cwd=folder, input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


class Stamping:
    """An authority: its `authority` to name, and `post` to send requests to."""

    def __init__(self, folder, *, name):
        if shutil.which("openssl") is None:
            pytest.skip("openssl is not here, so there is no time-stamp authority to ask")
        folder.mkdir()
        (folder / "serial").write_text("01")
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder, policy=POLICY))
        (folder / "extensions").write_text(EXTENSIONS)
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        openssl(
            "req",
            "-x509",
            *key,
            "-keyout",
            "ca.key",
            "-out",
            "ca.pem",
            "-days",
            "30",
            "-subj",
            f"/CN={name} root",
            folder=folder,
        )
        openssl("req", *key, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", f"/CN={name}", folder=folder)
        openssl("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "30", "-extfile", "extensions",
                "-out", "tsa.pem", folder=folder)  # fmt: skip
        self.folder, self.asked, self.mute, self.sends_chain = folder, 0, False, False
        pem = (folder / "tsa.pem").read_bytes() + (folder / "ca.pem").read_bytes()
        self.authority = TimestampAuthority.parse(pem, name=name, address=f"https://{name}/", policy=POLICY)

    def answer(self, content):
        self.asked += 1
        (self.folder / "q.tsq").write_bytes(content)
        words = [
            "ts",
            "-reply",
            "-config",
            "tsa.cnf",
            "-section",
            "a",
            "-queryfile",
            "q.tsq",
            "-inkey",
            "tsa.key",
            "-signer",
            "tsa.pem",
        ]
        if self.sends_chain:
            words += ["-chain", "ca.pem"]
        openssl(*words, "-out", "r.tsr", folder=self.folder)
        return (self.folder / "r.tsr").read_bytes()


def post_to(*stamping):
    """A Post that reaches these authorities."""
    by_address = {one.authority.address: one for one in stamping}

    def post(address, content, media_type):
        one = by_address[address]
        return Reply(503, b"") if one.mute else Reply(200, one.answer(content))

    return post
