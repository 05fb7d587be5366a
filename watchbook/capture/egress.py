"""The egress filter: the browser's only road out, which lets it go into the world and nowhere else.

A CONNECT and plain HTTP proxy on the loopback. Each host is resolved once for the whole capture, by us; every address found
must be out in the world (`addresses`), else the host is refused; the one that answered first is pinned, so a name that means
something else a second later is never asked again. Ports 80 and 443 only. TLS passes through and is never opened: the
browser itself verifies the site. Over plain HTTP the `Connection` header is the proxy's own, as the protocol has it.

In its own thread and event loop, so that who records is not held up. `serve_at` takes a socket of the inside of a cell and
gives up its own: then nobody else on this machine can use it either. `addresses_of(host)` says which address was used, for
WARC-IP-Address: the browser itself only sees ours.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from watchbook.capture import exchange
from watchbook.capture.exchange import BrowserRequest
from watchbook.capture.policy import PORTS, Policy, is_call_home, is_in, is_our_own, same_host, why_not_global

ALLOWED, REFUSED, FAILED = "allowed", "refused", "failed"
CHUNK = 256 * 1024
AFTER_EOF = 30.0
STOP_WITHIN = 10.0
Resolve = Callable[[str], Sequence[str]]
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class EgressConnection:
    """One connection that the browser asked for."""

    method: str
    host: str
    port: int
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    outcome: str = FAILED
    reason: str = "it was broken off"
    address: str = ""
    calls_home: bool = False
    sent: int = 0
    received: int = 0
    ended_at: datetime | None = None


class NotLetThrough(Exception):
    """Why a connection was not made."""

    def __init__(self, outcome: str, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome


def flags(address: str) -> list[str]:
    """What keeps Chromium to the filter even where no wall does: no other road, no name resolved by itself."""
    return [
        f"--proxy-server={address}",
        "--proxy-bypass-list=<-loopback>",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--disable-quic",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # its name until it lost its first word
        "--dns-prefetch-disable",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-pings",
    ]


def look_up(host: str) -> list[str]:
    """Every address of a host, in the system's order."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@contextmanager
def serving(policy: Policy, *, resolve: Resolve = look_up) -> Iterator["Egress"]:
    """The filter, for as long as the block lasts; afterwards every connection through it is closed."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    filtered = Egress(policy, resolve=resolve, port=listener.getsockname()[1])
    filtered.start(listener)
    try:
        yield filtered
    finally:
        filtered.stop()


class Egress:
    """A running filter: `address` for the browser, `log` of every connection asked for."""

    def __init__(self, policy: Policy, *, resolve: Resolve, port: int) -> None:
        self.policy = policy
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        self.log: list[EgressConnection] = []
        self.bytes = 0
        self._resolve = resolve
        self._found: dict[str, asyncio.Future[list[str]]] = {}
        self._pinned: dict[tuple[str, int], str] = {}
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="egress", daemon=True)

    def start(self, listener: socket.socket) -> None:
        """Begin to serve at a socket that listens."""
        self._thread.start()
        self._do(self._listen(listener))

    def serve_at(self, listener: socket.socket) -> None:
        """Serve at this socket instead: one that listens inside a cell, at the same port as ours does here."""
        self._do(self._listen(listener))

    def stop(self) -> None:
        """Close every connection and end the thread."""
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(STOP_WITHIN)
        self._loop.close()

    def addresses_of(self, host: str) -> list[str]:
        """Which addresses were used for a host."""
        return sorted({address for (name, _), address in self._pinned.items() if name == same_host(host)})

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(STOP_WITHIN)

    async def _listen(self, listener: socket.socket) -> None:
        before = self._server
        self._server = await asyncio.start_server(self._meet, sock=listener, limit=CHUNK)
        if before:
            before.close()

    async def _close(self) -> None:
        if self._server:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of the browser's, from its request to its end."""
        task = asyncio.current_task()
        if task:
            self._open.add(task)
            task.add_done_callback(self._open.discard)
        try:
            with contextlib.suppress(
                OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError
            ):
                await self._serve(await exchange.read_request(reader), near=(reader, writer))
        finally:
            writer.close()

    async def _serve(self, asked: BrowserRequest, *, near: Streams) -> None:
        _, writer = near
        passage = EgressConnection(asked.method, asked.host, asked.port, calls_home=is_call_home(asked.host))
        self.log.append(passage)
        try:
            _, out = far = await self._connect(asked, passage=passage)
        except NotLetThrough as why:
            passage.outcome, passage.reason, passage.ended_at = why.outcome, str(why), datetime.now(UTC)
            if asked.is_tunnel:  # a plain page would take our words for the site's; it gets none
                writer.write(exchange.refusal(forbidden=why.outcome == REFUSED, reason=str(why)))
                await writer.drain()
            return
        passage.outcome, passage.reason = ALLOWED, ""
        try:
            if asked.is_tunnel:
                writer.write(exchange.ESTABLISHED)
            else:
                out.write(asked.head)
            await self._carry(near, far, passage=passage, is_tunnel=asked.is_tunnel)
        finally:
            out.close()
            passage.ended_at = datetime.now(UTC)

    async def _connect(self, asked: BrowserRequest, *, passage: EgressConnection) -> Streams:
        """A connection to the pinned address, or to the first of the permitted ones that answers, which is then pinned."""
        where = same_host(asked.host), asked.port
        listed = self.policy.allowed.get(where)
        self._refuse_by_words(asked, is_listed=listed is not None)
        pinned = self._pinned.get(where)
        for address in [pinned] if pinned else await self._permitted(where[0], listed=listed):
            with contextlib.suppress(OSError, TimeoutError):
                async with asyncio.timeout(self.policy.connect_within):
                    port = self.policy.ports.get(where, asked.port)
                    streams = await asyncio.open_connection(address, port, limit=CHUNK)
                passage.address = self._pinned.setdefault(where, address)
                return streams
        raise NotLetThrough(FAILED, "it does not answer")

    async def _permitted(self, host: str, *, listed: str | None) -> list[str]:
        """The addresses that the policy lets through; the refusal names the first thing that is wrong."""
        if listed:
            return [listed]
        addresses = await self._addresses(host)
        for address in addresses if listed is None else []:
            if why := why_not_global(address):
                raise NotLetThrough(REFUSED, f"its address {address} is not out in the world: {why}")
            if is_in(address, self.policy.own_addresses):
                raise NotLetThrough(REFUSED, f"its address {address} is in a network of the authority itself")
            if is_our_own(address):
                raise NotLetThrough(REFUSED, f"its address {address} is this machine’s own")
        return addresses

    def _refuse_by_words(self, asked: BrowserRequest, *, is_listed: bool) -> None:
        if is_call_home(asked.host):
            raise NotLetThrough(REFUSED, "the browser itself asks for it, no page does")
        if asked.port not in PORTS and not is_listed:
            raise NotLetThrough(REFUSED, f"port {asked.port} is neither 80 nor 443")
        if len(self.log) > self.policy.connections_limit:
            raise NotLetThrough(REFUSED, "the capture has asked for too many connections")
        if self.bytes > self.policy.bytes_limit:
            raise NotLetThrough(REFUSED, "the capture has taken all the bytes it may")

    async def _addresses(self, host: str) -> list[str]:
        """What the name meant when it was first asked for; a second question is never put."""
        if host not in self._found:
            self._found[host] = asyncio.ensure_future(self._ask(host))
        try:
            found = await asyncio.shield(self._found[host])
        except (OSError, UnicodeError, TimeoutError) as error:
            why = str(error) or "no answer in time"
            raise NotLetThrough(FAILED, f"its name was not found: {why}") from None
        if not found:
            raise NotLetThrough(FAILED, "its name has no address")
        return found

    async def _ask(self, host: str) -> list[str]:
        async with asyncio.timeout(self.policy.connect_within):
            return list(await self._loop.run_in_executor(None, self._resolve, host))

    async def _carry(
        self, near: Streams, far: Streams, *, passage: EgressConnection, is_tunnel: bool
    ) -> None:
        """Bytes both ways until the far side ends, or the near side has and the far one says no more for a while."""
        (reader, writer), (there, out) = near, far
        sending = asyncio.ensure_future(self._pour(reader, out, passage=passage, way="sent"))
        try:
            if not is_tunnel:
                writer.write(await exchange.read_response_head(there))
            await self._pour(there, writer, passage=passage, way="received", until=sending)
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _pour(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *,
        passage: EgressConnection, way: str, until: asyncio.Future[None] | None = None,
    ) -> None:  # fmt: skip
        while True:
            async with asyncio.timeout(AFTER_EOF if until and until.done() else None):
                data = await source.read(CHUNK)
            setattr(passage, way, getattr(passage, way) + len(data))
            self.bytes += len(data)
            if self.bytes > self.policy.bytes_limit:
                passage.reason = "cut off: the capture has taken all the bytes it may"
                return
            if not data:
                break
            sink.write(data)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()
