"""HTTP/1.1 as the egress filter speaks it: one request's head in, one response's head out, nothing read beyond them."""

import asyncio
import re
from dataclasses import dataclass

HEAD_LIMIT = 128 * 1024
HEAD_WITHIN = 60.0
ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
HOST = rb"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)"
TUNNEL = re.compile(rb"CONNECT " + HOST + rb":(?P<port>\d{1,5}) HTTP/1\.[01]")
PLAIN = re.compile(
    rb"(?P<method>[A-Z]{1,20}) http://" + HOST + rb"(:(?P<port>\d{1,5}))?(?P<path>[/?][^\s]*)? HTTP/1\.[01]",
    re.IGNORECASE,
)
HOP_BY_HOP = re.compile(rb"(connection|proxy-[a-z-]+|keep-alive|upgrade|host|te)\s*:", re.IGNORECASE)
CONNECTION = re.compile(rb"(connection|proxy-connection|keep-alive)\s*:", re.IGNORECASE)
INTERIM = re.compile(rb"HTTP/1\.[01] 1\d\d")


@dataclass(frozen=True)
class BrowserRequest:
    """What the browser asked for; `head` is what to send on, empty for a tunnel."""

    method: str
    host: str
    port: int
    head: bytes

    @property
    def is_tunnel(self) -> bool:
        """Whether the bytes that come next are nobody's to read."""
        return self.method == "CONNECT"


class NotUnderstood(OSError):
    """Bytes that are no request to a proxy."""


async def read_request(reader: asyncio.StreamReader) -> BrowserRequest:
    """The head of a request; what is not exactly a tunnel's or a plain page's is not understood."""
    first, *headers = await _head(reader)
    if tunnel := TUNNEL.fullmatch(first):
        return BrowserRequest("CONNECT", tunnel["host"].decode(), _port(tunnel["port"]), b"")
    plain = PLAIN.fullmatch(first)
    if plain is None:
        raise NotUnderstood("no request to a proxy")
    method, port = plain["method"].upper(), plain["port"]
    path = plain["path"] or b"/"
    host = plain["host"] + (b":" + port if port else b"")
    lines = [
        b"%b %b HTTP/1.1" % (method, path if path.startswith(b"/") else b"/" + path),
        b"Host: " + host,
        *(line for line in headers if not HOP_BY_HOP.match(line)),
        b"Connection: close",
    ]
    head = b"\r\n".join(lines) + b"\r\n\r\n"
    return BrowserRequest(method.decode(), plain["host"].decode(), _port(port or b"80"), head)


async def read_response_head(reader: asyncio.StreamReader) -> bytes:
    """The head of a response, interim ones before it as they came; the connection closes after it."""
    before = b""
    while True:
        lines = await _head(reader)
        if not INTERIM.match(lines[0]):
            break
        before += b"\r\n".join(lines) + b"\r\n\r\n"
    kept = [line for line in lines if not CONNECTION.match(line)]
    return before + b"\r\n".join([*kept, b"Connection: close"]) + b"\r\n\r\n"


def refusal(*, forbidden: bool, reason: str) -> bytes:
    """What the browser is told when a connection is not made."""
    status = b"403 Forbidden" if forbidden else b"502 Bad Gateway"
    said = f"Not let through: {reason}.\n".encode()
    head = b"HTTP/1.1 %b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    return head % (status, len(said)) + said


async def _head(reader: asyncio.StreamReader) -> list[bytes]:
    async with asyncio.timeout(HEAD_WITHIN):
        whole = await reader.readuntil(b"\r\n\r\n")
    if len(whole) > HEAD_LIMIT:
        raise NotUnderstood("a head without end")
    return whole[:-4].split(b"\r\n")


def _port(digits: bytes) -> int:
    port = int(digits)
    if not 0 < port < 65536:
        raise NotUnderstood("no port")
    return port
