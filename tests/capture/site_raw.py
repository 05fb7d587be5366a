"""Answers that HTTP forbids, or that no page should rely on, written to the socket as they are; and what worse pages ask for.

`RAW` maps an address to the statuses that are true of it, and to a reason that must be among those said, or to none.
"""

import base64
import gzip
import hashlib
import json
import time
import urllib.parse
import zlib

from tests.capture.site_worse import graphql, older, page, placed

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
GOOD = b'{"all": "good"}'
PACKED = {
    "gzip": gzip.compress(GOOD),
    "deflate": zlib.compress(GOOD),
    "br": base64.b64decode("4AAQeyJhbGwiOiAiZ29vZCJ9Aw=="),
    "zstd": b"\x28\xb5\x2f\xfd\x20\x0f\x79\0\0" + GOOD,
}
FILM = bytes(range(256)) * 4000
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'

RAW = {
    "/worse/lies-long": ({"FAILED", "PARTIAL"}, None),
    "/worse/lies-short": ({"COMPLETE", "PARTIAL"}, None),
    "/worse/broken-chunks": ({"FAILED", "PARTIAL"}, None),
    "/worse/bad-gzip": ({"FAILED", "PARTIAL", "COMPLETE"}, None),  # a body without a length that unpacks to less looks whole
    "/worse/gzip-bomb": ({"PARTIAL"}, None),
    "/worse/header-bomb": ({"FAILED"}, None),
    "/worse/many-headers": ({"COMPLETE", "FAILED"}, None),
    "/worse/drips": ({"PARTIAL", "FAILED"}, None),
    "/worse/drips-head": ({"FAILED"}, None),
    "/worse/no-answer": ({"FAILED"}, None),
    "/worse/hangs-up": ({"FAILED"}, None),
    "/worse/not-http": ({"FAILED"}, None),
    "/worse/loop": ({"FAILED"}, None),
    "/worse/hops?n=12": ({"COMPLETE"}, None),
    "/worse/proxy-login": ({"FAILED", "PARTIAL", "LOGIN_WALL"}, None),
    "/worse/asks-password": ({"LOGIN_WALL"}, None),
    "/worse/gone": ({"PARTIAL"}, "answered_with_error"),
    "/worse/gone-empty": ({"PARTIAL", "FAILED"}, None),
    "/worse/nothing": ({"FAILED", "PARTIAL"}, None),
    "/worse/to-data": ({"FAILED"}, None),
    "/worse/to-file": ({"FAILED"}, None),
    "/worse/refresh-header": ({"PARTIAL", "COMPLETE"}, None),
}  # fmt: skip


def answer(handler, asked, posted):
    """Whatever is asked below `/worse/`."""
    name = urllib.parse.urlsplit(handler.path).path.removeprefix("/worse/")
    if writer := globals().get(f"_write_{name.replace('-', '_')}"):
        handler.close_connection = True
        try:
            writer(handler.wfile, handler)
            handler.wfile.flush()
        except OSError:
            pass
    elif name == "ask-graphql":
        mode = urllib.parse.urlsplit(handler.path).query
        handler.give("application/json", graphql(json.loads(posted)["variables"]["after"], mode=mode))
    elif name == "older":
        time.sleep(float(asked.get("after", 0)))
        handler.give("application/json", older(int(asked["page"])))
    elif name == "ask-placed":
        handler.give("application/json", placed(urllib.parse.urlsplit(handler.path).query))
    elif name == "as-packed":
        how = asked["as"]
        handler.give("application/json", PACKED[how], headers=[("Content-Encoding", how)])
    elif name == "nest":
        depth = int(urllib.parse.urlsplit(handler.path).query)
        inner = f"<iframe src='/worse/nest?{depth + 1}'></iframe>" if depth < 12 else ""
        handler.give("text/html", f"<p>{depth}</p>{inner}".encode())
    elif name == "dot.svg":
        handler.give("image/svg+xml", DOT)
    elif name == "film.bin":
        handler.give("video/mp4", FILM)
    elif name == "tagged":
        is_known = handler.headers.get("If-None-Match") == '"one"'
        handler.give(
            "text/plain",
            b"" if is_known else b"tagged",
            status=304 if is_known else 200,
            headers=[("ETag", '"one"')],
        )
    elif content := page(name, far=handler.site.far):
        handler.give("text/html; charset=utf-8", content)
    else:
        handler.give("text/plain", b"There is nothing here.", status=404)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def _write_lies_long(out, _):
    out.write(HEAD + b"Content-Length: 5000\r\n\r\n<p>short of what it says")


def _write_lies_short(out, _):
    out.write(HEAD + b"Content-Length: 9\r\n\r\n<p>short and then much more than it says</p>" * 20)


def _write_broken_chunks(out, _):
    out.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n8\r\n<p>one, \r\nfff\r\nand no more")


def _write_bad_gzip(out, _):
    out.write(
        HEAD
        + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n"
        + gzip.compress(b"<p>one" * 5000)[:60]
        + b"\0\1\2" * 50
    )


def _write_gzip_bomb(out, _):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    out.write(HEAD + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + packer.compress(b"<p>bomb</p>"))
    for _ in range(400):
        out.write(packer.compress(b" " * (1 << 20)))
    out.write(packer.flush())


def _write_header_bomb(out, _):
    out.write(HEAD)
    for number in range(30_000):
        out.write(b"X-%d: %s\r\n" % (number, b"a" * 100))
    out.write(b"\r\n<p>bomb")


def _write_many_headers(out, _):
    out.write(HEAD + b"".join(b"X-%d: \xff\xfe\xc3\xa9 %d\r\n" % (number, number) for number in range(900)))
    out.write(b"Content-Length: 8\r\n\r\n<p>many\n")


def _write_drips(out, handler):
    out.write(HEAD + b"Content-Length: 1000000\r\n\r\n<p>drips</p>")
    _drip(out, handler, b" ")


def _write_drips_head(out, handler):
    out.write(HEAD)
    _drip(out, handler, b"X: y\r\n")


def _write_no_answer(out, handler):
    handler.site.over.wait()


def _write_hangs_up(out, handler):
    handler.connection.close()


def _write_not_http(out, _):
    out.write(b"\x16\x03\x01 220 mail.example ESMTP\r\n")


def _write_loop(out, _):
    _redirect(out, "/worse/loop")


def _write_hops(out, handler):
    left = int(urllib.parse.urlsplit(handler.path).query.partition("=")[2])
    _redirect(out, f"/worse/hops?n={left - 1}" if left else "/worse/small")


def _write_proxy_login(out, _):
    out.write(b"HTTP/1.1 407 Proxy\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 3\r\n\r\n<p>")


def _write_asks_password(out, _):
    out.write(
        b"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nContent-Type: text/html\r\nContent-Length: 8\r\n\r\n<p>who?\n"
    )


def _write_gone(out, _):
    out.write(
        b"HTTP/1.1 410 Gone\r\nContent-Type: text/html\r\nContent-Length: 30\r\n\r\n<p>This post has been deleted.\n"
    )


def _write_gone_empty(out, _):
    out.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")


def _write_nothing(out, _):
    out.write(b"HTTP/1.1 204 No Content\r\n\r\n")


def _write_to_data(out, _):
    _redirect(out, "data:text/html,<p>in")


def _write_to_file(out, _):
    _redirect(out, "file:///etc/passwd")


def _write_refresh_header(out, _):
    out.write(HEAD + b"Refresh: 0; url=/worse/small\r\nContent-Length: 6\r\n\r\n<p>go\n")


def _redirect(out, to):
    out.write(b"HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % to.encode())


def _drip(out, handler, drop):
    while not handler.site.over.is_set():
        out.write(drop)
        out.flush()
        time.sleep(0.2)


def _write_feed_socket(out, handler):
    """A feed over a websocket: each page is asked for by a message; one breaks off after two pages."""
    key = handler.headers["Sec-WebSocket-Key"] + MAGIC
    accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()
    out.write(
        b"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n"
        % accept.encode()
    )
    is_broken = handler.path.endswith("?broken")
    for number in range(2 if is_broken else 5):
        told = {
            "items": json.loads(older(number))["items"],
            "next_cursor": f"cursor-of-{number + 1}" if number < 4 else None,
        }
        content = json.dumps(told).encode()
        out.write(b"\x81\x7e" + len(content).to_bytes(2, "big") + content)
        out.flush()
        if number < 4 and not _read_frame(handler.rfile):
            return
    if not is_broken:
        handler.site.over.wait()


def _read_frame(source):
    head = source.read(2)
    if len(head) < 2 or head[0] & 15 == 8:
        return b""
    mask = source.read(4)
    return bytes(one ^ mask[place % 4] for place, one in enumerate(source.read(head[1] & 127)))
