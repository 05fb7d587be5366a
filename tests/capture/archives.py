"""Foreign archives for tests, good and hostile, made byte by byte."""

import gzip
import io
import json
import struct
import zipfile
import zlib
from hashlib import sha256

RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nSet-Cookie: session=secret;\r\n Path=/secret\r\n\r\n<h1>Hello</h1><script>steal()</script>"
REQUEST = (
    b"GET / HTTP/1.1\r\nHost: site.example\r\nCookie: session=secret\r\nAuthorization: Basic secret\r\n\r\n"
)


def record(block, *, kind="response", address="https://site.example/", length=None, first=b"WARC/1.1"):
    """One WARC record."""
    head = (
        f"\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-11-25T09:00:00Z\r\n"
        f'WARC-JSON-Metadata: {{"cookie":"secret"}}\r\nContent-Type: application/http\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n'
    ).encode()
    return first + head + block + b"\r\n\r\n"


WARC = (
    record(b"software: someone\r\n", kind="warcinfo", address="")
    + record(REQUEST, kind="request")
    + record(RESPONSE)
)
WARC_GZ = gzip.compress(record(REQUEST, kind="request")) + gzip.compress(record(RESPONSE))
PAGES = (
    b'{"format":"json-pages-1.0"}\n'
    + json.dumps(
        {"url": "https://site.example/", "title": "<b>Hi</b>", "ts": "2026-11-25T09:00:00Z"}
    ).encode()
)


GOOD = {"archive/data.warc.gz": WARC_GZ, "pages/pages.jsonl": PAGES}


def wacz(members=None, *, deflated=(), hashes=True, unlisted=()):
    """A WACZ of these members, with a data package that lists their hashes but for some."""
    given = dict(GOOD if members is None else members)
    listed = [
        {"path": name, "hash": f"sha256:{sha256(content).hexdigest()}", "bytes": len(content)}
        for name, content in given.items()
        if name not in unlisted
    ]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in given.items():
            archive.writestr(
                zipfile.ZipInfo(name),
                content,
                zipfile.ZIP_DEFLATED if name in deflated else zipfile.ZIP_STORED,
            )
        if hashes:
            archive.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": listed}))
    return made.getvalue()


def patched(content, *, name, to):
    """The archive with a name written over by another of its length."""
    assert len(name) == len(to)
    return content.replace(name, to)


def overlapping():
    """Many names for one packed member, as in a bomb that nests nothing."""
    body = b"the same bytes for all"
    sizes = (zlib.crc32(body), len(body), len(body), 1)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 0x21, *sizes, 0) + b"a" + body
    listed = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 0x21, *sizes, 0, 0, 0, 0, 0, 0)
        + bytes([97 + number])
        for number in range(20)
    )
    return local + listed + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 20, 20, len(listed), len(local), 0)


MHTML = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://site.example/
Subject: Hi
Date: Wed, 25 Nov 2026 09:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----B"

------B
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://site.example/
Set-Cookie: secret

<h1 onclick=3D"x()">Hello =C3=A9</h1><script>alert(1)</script><iframe src=3D"http://127.0.0.1/"></iframe>
------B
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://site.example/../../etc/passwd

iVBORw0KGgo=
------B--
"""
