"""Fetching a feed: through capture's egress filter alone, in bounded time and size, and saying openly who asks.

The filter resolves each host once and lets nothing through that is not out in the world (`capture/egress.py`), so neither a
redirect nor a name that changes its meaning leads inside. Each redirect is held against the register of platforms again.
"""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urljoin, urlsplit, urlunsplit

from watchbook.capture.egress import Egress
from watchbook.listening.platforms import why_not_host

NAME = "Watchbook-listening"
HEADERS = {
    "User-Agent": f"{NAME} (counts posts about council services; keeps no authors)",
    "Accept-Encoding": "identity",
}
LARGEST = 4 * 1024 * 1024
WITHIN = 30.0  # seconds for one answer, however slowly it comes
REDIRECTS = 4
MOVED = {301, 302, 303, 307, 308}


class NotFetched(Exception):
    """The reason why there is no answer: `said` is refused, robots or failed."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True)
class Fetched:
    """An answer: its status, its headers in small letters, its bytes, and the address that gave it after redirects."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    address: str = ""


def fetch(
    address: str, *, egress: Egress, more: Mapping[str, str] | None = None,
    may: Callable[[str], bool] = lambda _address: True,
) -> Fetched:  # fmt: skip
    """Return what an address answers, after at most four redirects, each of which `may` be asked for."""
    for _hop in range(REDIRECTS + 1):
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or why_not_host(parts.hostname or ""):
            raise NotFetched("refused")
        if not may(address):
            raise NotFetched("robots")
        answer = _asked(address, egress=egress, more=more or {})
        if answer.status not in MOVED:
            return replace(answer, address=address)
        before, address = address, urljoin(address, answer.headers.get("location", ""))
        if before.startswith("https:") and not address.startswith("https:"):
            raise NotFetched("refused")
    raise NotFetched("failed")


def _asked(address: str, *, egress: Egress, more: Mapping[str, str]) -> Fetched:
    parts = urlsplit(address)
    host, is_secure = parts.hostname or "", parts.scheme == "https"
    way = ("127.0.0.1", egress.port)
    one = HTTPConnection(*way, timeout=WITHIN)
    if is_secure:
        one = HTTPSConnection(*way, timeout=WITHIN, context=ssl.create_default_context())
    one.set_tunnel(host, parts.port or (443 if is_secure else 80))
    try:
        one.connect()  # to the filter on the loopback, and through it
        with _ended_in_time(one.sock) as is_late:
            one.request(
                "GET", urlunsplit(("", "", parts.path or "/", parts.query, "")), headers={**HEADERS, **more}
            )
            with one.getresponse() as answer:
                told = _read(answer)
    except (OSError, HTTPException, ValueError) as error:
        raise NotFetched("failed") from error
    finally:
        one.close()
    if is_late.is_set():  # what was cut off may look whole
        raise NotFetched("failed")
    return told


@contextlib.contextmanager
def _ended_in_time(way: socket.socket) -> Iterator[threading.Event]:
    """Shut a connection down once its time is over, for whoever waits on it; each wait alone would bound no answer that drips."""
    is_late = threading.Event()

    def cut() -> None:
        is_late.set()
        with contextlib.suppress(OSError):
            way.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(WITHIN, cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_late
    finally:
        timer.cancel()
        timer.join()


def _read(answer: HTTPResponse) -> Fetched:
    headers = {name.lower(): value for name, value in answer.getheaders()}
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise NotFetched("failed")  # it was not asked for, and unpacked it may be of any size
    content = answer.read(LARGEST + 1)
    if len(content) > LARGEST or answer.length:  # too long, or cut off before the end that it promised
        raise NotFetched("failed")
    return Fetched(answer.status, headers, content)
