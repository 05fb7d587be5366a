"""Sends a few bytes to a witness or a time-stamp authority and takes a few bytes back.

The only code of the ledger that opens a connection, and only to addresses that the operator set. It goes nowhere else:
a redirection is an answer like any other. Nobody there can hold it up: who does not connect or has not answered in full
after so many seconds, one byte at a time or not at all, is hung up on. Whoever calls may bring another of the kind `Post`.
"""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Timer
from urllib.parse import urlsplit

SECONDS = 10.0  # to connect, and again for everything after that
MOST_BYTES = 1024 * 1024


class Unreachable(OSError):
    """Nobody answered, or not in a way that can be read; to be tried again later."""


@dataclass(frozen=True)
class Reply:
    """What came back: the status and the content."""

    status: int
    content: bytes

    @property
    def words(self) -> str:
        """The status as an error tells it."""
        if 300 <= self.status < 400:
            return f"{self.status}: it points to another address, which is not followed. Enter the right one."
        return f"{self.status}."


type Post = Callable[[str, bytes, str], Reply]
"""Sends content of a media type to an address. Raises Unreachable."""


def post(address: str, content: bytes, media_type: str) -> Reply:
    """Send over HTTP or HTTPS, wait twenty seconds at the most, and read one megabyte at the most. Raises Unreachable."""
    try:
        connection, path = _connection(address)
    except ValueError as wrong:
        raise Unreachable(f"{address!r} is no address that can be asked: {wrong}") from wrong
    try:
        connection.connect()
        with _hanging_up(connection.sock) as is_over:
            connection.request("POST", path, body=content, headers={"Content-Type": media_type})
            answer = connection.getresponse()
            given = answer.read(MOST_BYTES + 1)
    except (OSError, HTTPException) as wrong:
        raise Unreachable(f"{address} did not answer: {wrong or type(wrong).__name__}") from wrong
    finally:
        connection.close()
    if len(given) > MOST_BYTES:
        raise Unreachable(f"{address} answered with more than {MOST_BYTES} bytes.")
    if answer.length or is_over.is_set():
        raise Unreachable(f"{address} did not answer in full within {SECONDS:.0f} seconds, or broke off.")
    return Reply(answer.status, given)


@contextmanager
def _hanging_up(line: socket.socket) -> Iterator[Event]:
    """Within, whoever dawdles is hung up on after `SECONDS`; the event says that it came to that."""
    is_over = Event()

    def hang_up() -> None:
        is_over.set()
        with suppress(OSError):
            # The socket itself, under its encryption, which another thread is reading.
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    timer = Timer(SECONDS, hang_up)
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()


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
