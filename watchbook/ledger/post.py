"""Sends a few bytes to a witness or a time-stamp authority and takes a few bytes back.

The only code of the ledger that opens a connection, and only to addresses that the operator set. It goes nowhere else:
a redirection is an answer like any other. Whoever calls may bring another of the kind `Post`.
"""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

SECONDS = 10.0
MOST_BYTES = 1024 * 1024


class Unreachable(OSError):
    """Nobody answered, or not in a way that can be read; to be tried again later."""


@dataclass(frozen=True)
class Reply:
    """What came back: the status and the content."""

    status: int
    content: bytes


type Post = Callable[[str, bytes, str], Reply]
"""Sends content of a media type to an address. Raises Unreachable."""


def post(address: str, content: bytes, media_type: str) -> Reply:
    """Send over HTTP or HTTPS, wait ten seconds at the most for each step, and read one megabyte at the most."""
    try:
        connection, path = _connection(address)
    except ValueError as wrong:
        raise Unreachable(f"{address!r} is no address that can be asked: {wrong}") from wrong
    try:
        connection.request("POST", path, body=content, headers={"Content-Type": media_type})
        answer = connection.getresponse()
        given = answer.read(MOST_BYTES + 1)
    except (OSError, HTTPException) as wrong:
        raise Unreachable(f"{address} did not answer: {wrong or type(wrong).__name__}") from wrong
    finally:
        connection.close()
    if len(given) > MOST_BYTES:
        raise Unreachable(f"{address} answered with more than {MOST_BYTES} bytes.")
    return Reply(answer.status, given)


def _connection(address: str) -> tuple[HTTPConnection, str]:
    parts = urlsplit(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    match parts.scheme, parts.hostname:
        case "https", str(host):
            secure = ssl.create_default_context()
            return HTTPSConnection(host, parts.port, timeout=SECONDS, context=secure), path
        case "http", str(host):
            return HTTPConnection(host, parts.port, timeout=SECONDS), path
    raise ValueError("it begins with http:// or https:// and names a host.")
