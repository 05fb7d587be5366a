"""A made-up site to be captured: two hosts on the loopback, by HTTP and TLS, every kind of request, and feeds that end, or do not.

`python -m tests.capture.site` serves until its input ends and prints a line of JSON: addresses, the key tests vouch for, and what
each address gives (`expected`: method, address, SHA-256), so that it can run in a process of its own.
"""

import base64
import datetime
import functools
import gzip
import hashlib
import http.server
import ipaddress
import json
import random
import ssl
import struct
import sys
import tempfile
import threading
import time
import urllib.parse
import zlib
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.capture import site_pages, site_raw

NEAR, FAR = "127.0.0.1", "127.0.0.2"  # two sites, so that a frame of the other lives in a process of its own
POSTS, PER_PAGE, POSTED_PAGES = 120, 10, 4
PICTURE = 224  # pixels square, of noise: 150 kB
MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


@functools.cache
def picture(number, *, side=PICTURE):
    """A PNG of noise, always the same for its number."""
    noise = random.Random(number)
    rows = b"".join(b"\0" + noise.randbytes(side * 3) for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


@functools.cache
def sound():
    """A WAV of 12 seconds, which players ask for in ranges."""
    noise = random.Random("sound").randbytes(12 * 44100 * 2)
    return (
        b"RIFF"
        + struct.pack(
            "<I4s4sIHHIIHH4sI",
            36 + len(noise),
            b"WAVE",
            b"fmt ",
            16,
            1,
            1,
            44100,
            88200,
            2,
            16,
            b"data",
            len(noise),
        )
        + noise
    )


def feed_page(number, *, kind, posts_in_all=POSTS):
    """One page of a feed: ten posts, and the name of the next as its kind tells it."""
    last = posts_in_all // PER_PAGE - 1
    posts = [site_pages.post(number * PER_PAGE + place) for place in range(PER_PAGE)]
    more = number < last or kind == "endless"
    if kind in {"mute", "late", "dropped", "broken-off", "thrown"}:  # says nothing of there being more
        return {"posts": posts if number <= last else []}
    return {"posts": posts, "next": number + 1 if more else None, "has_more": more}


def make_certificate(folder, *, days=(-1, 30), host=NEAR):
    """A key and a certificate of its own for both hosts; its key's hash is what tests vouch for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Watchbook’s test site")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=days[0]))
        .not_valid_after(now + datetime.timedelta(days=days[1]))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(one)) for one in (NEAR, FAR)]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    path = Path(folder) / f"{host}{days[1]}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    spki = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return path, base64.b64encode(hashlib.sha256(spki).digest()).decode()


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers from a table of addresses, and by name where an answer is made anew."""

    protocol_version = "HTTP/1.1"
    site = None

    def do_GET(self):
        parts = urllib.parse.urlsplit(self.path)
        asked = dict(urllib.parse.parse_qsl(parts.query))
        length = int(self.headers.get("Content-Length") or 0)
        posted = self.rfile.read(length) if length else b""
        made = getattr(self, "make_" + parts.path.strip("/").replace("-", "_").replace("/", "_"), None)
        if parts.path.startswith("/worse/"):
            site_raw.answer(self, asked, posted)
        elif made:
            made(asked, posted)
        elif parts.path in self.site.table:
            self.give(*self.site.table[parts.path])
        else:
            self.give("text/plain", b"There is nothing here.", status=404)

    def do_POST(self):
        self.do_GET()

    def do_HEAD(self):
        self.do_GET()

    def give(self, kind, body, *, status=200, headers=(), packed=False):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if packed and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 1)
            self.send_header("Content-Encoding", "gzip")
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def make_feed(self, asked, posted):
        kind, number = asked.get("kind", "ends"), int(asked.get("page", 0))
        if posted:
            number = json.loads(posted)["page"]
        body = self.site.page_of_feed(number, kind=kind)
        if number == 3 and kind == "error":
            self.give("text/plain", b"busy", status=503)
        elif number == 3 and kind == "broken-off":
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            self.connection.close()
        elif number == 3 and kind == "slow":
            time.sleep(4)
            self.give("application/json", body)
        else:
            self.give("application/json", body, packed=True)

    def make_go(self, _, __):
        self.give("text/plain", b"", status=302, headers=[("Location", "/pictures/redirected.png")])

    def make_first(self, _, __):
        self.give("text/html", b"elsewhere", status=301, headers=[("Location", "/?kind=ends")])

    def make_sound(self, _, __):
        body, asked = sound(), self.headers.get("Range", "")
        if not asked:
            self.give("audio/wav", body, headers=[("Accept-Ranges", "bytes")])
            return
        first, _, last = asked.removeprefix("bytes=").partition("-")
        start, end = int(first), min(int(last) if last else len(body) - 1, len(body) - 1)
        told = [("Content-Range", f"bytes {start}-{end}/{len(body)}"), ("Accept-Ranges", "bytes")]
        self.give("audio/wav", body[start : end + 1], status=206, headers=told)

    def make_none(self, _, __):
        self.send_response(204)
        self.end_headers()

    def make_beacon(self, _, posted):
        self.give("text/plain", b"heard " + posted)

    def make_pieces(self, _, __):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-16")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in site_pages.PIECES:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def make_events(self, _, __):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for number in range(3):
            self.wfile.write(f"data: event {number}\n\n".encode())
            self.wfile.flush()
        self.site.over.wait()

    def make_socket(self, _, __):
        key = self.headers["Sec-WebSocket-Key"] + MAGIC
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header(
            "Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()
        )
        self.end_headers()
        for words in (b"one frame", b"another frame"):
            self.wfile.write(bytes([0x81, len(words)]) + words)
        self.wfile.flush()
        self.site.over.wait()
        self.close_connection = True

    def make_endless_stream(self, _, __):
        self._pour(b"x" * 4096, pause=0.02)

    def make_gigabyte(self, _, __):
        self._pour(b"\0" * 262144, length=1 << 30)

    def make_download(self, _, __):
        self.give(
            "application/octet-stream",
            b"file",
            headers=[("Content-Disposition", 'attachment; filename="x.bin"')],
        )

    def make_refuse(self, _, __):
        self.give("text/html", b"<h1>Forbidden</h1>", status=403)

    def make_away(self, asked, _):
        self.give("text/html", b"", status=302, headers=[("Location", asked["to"])])

    def _pour(self, piece, *, length=0, pause=0):
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length" if length else "Connection", str(length) if length else "close")
        self.end_headers()
        sent = 0
        try:
            while not self.site.over.is_set() and (not length or sent < length):
                self.wfile.write(piece)
                sent += len(piece)
                time.sleep(pause)
        except OSError:
            self.close_connection = True

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    """One host's port; a browser that hangs up is no fault."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        pass


class Site:
    """The two hosts, running."""

    def __init__(self, folder, *, tls=False, days=(-1, 30), posts=POSTS):
        self.over, self.posts = threading.Event(), posts
        handler = type("OneSitesHandler", (Handler,), {"site": self})
        self.servers = [Server((host, 0), handler) for host in (NEAR, FAR)]
        self.trusted = ""
        if tls:
            path, self.trusted = make_certificate(folder, days=days)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(path)
            for server in self.servers:
                server.socket = context.wrap_socket(
                    server.socket, server_side=True, do_handshake_on_connect=False
                )
        scheme = "https" if tls else "http"
        self.near, self.far = (
            f"{scheme}://{host}:{server.server_address[1]}"
            for host, server in zip((NEAR, FAR), self.servers, strict=True)
        )
        self.allowed = [one.partition("://")[2] for one in (self.near, self.far)]
        self.table = site_pages.table(self, picture=picture)
        for server in self.servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()

    def page_of_feed(self, number, *, kind="ends"):
        """A page of the feed as it goes over the wire."""
        return json.dumps(feed_page(number, kind=kind, posts_in_all=self.posts)).encode()

    def expected(self):
        """Method, address and body of everything that a whole capture of the page `/?kind=ends` holds."""
        found = site_pages.expected(self, picture=picture)
        found += [
            ("GET", f"{self.near}/sound", sound()),
            ("GET", f"{self.near}/pieces", b"".join(site_pages.PIECES)),
        ]
        pages = self.posts // PER_PAGE
        asked = [f"{self.near}/feed?kind=ends&page={number}" for number in range(pages - POSTED_PAGES)]
        found += [("GET", url, self.page_of_feed(number)) for number, url in enumerate(asked)]
        return found + [
            ("POST", f"{self.near}/feed?kind=ends", self.page_of_feed(number))
            for number in range(pages - POSTED_PAGES, pages)
        ]

    def close(self):
        self.over.set()
        for server in self.servers:
            server.shutdown()
            server.server_close()


@contextmanager
def running(*, tls=False, days=(-1, 30), posts=POSTS):
    """The site in threads of this process."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(folder, tls=tls, days=days, posts=posts)
        try:
            yield site
        finally:
            site.close()


def main():
    with running(tls="--tls" in sys.argv) as site:
        expected = [(method, url, hashlib.sha256(body).hexdigest()) for method, url, body in site.expected()]
        print(
            json.dumps(
                {
                    "near": site.near,
                    "far": site.far,
                    "allowed": site.allowed,
                    "trusted": site.trusted,
                    "expected": expected,
                }
            ),
            flush=True,
        )
        sys.stdin.read()


if __name__ == "__main__":
    main()
