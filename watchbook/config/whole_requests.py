"""Requests whole before they take a thread: a slow client waits in the event loop, for a bounded time, and holds up nobody.

Django's handlers are synchronous, so each request has a thread while it is answered. The body of a form is read before, and the
answer is sent after. A longer body, a file's, comes while its thread runs: few threads take those, and whoever is not signed in is
refused before the first byte is read. One person has at most half of them (web/middleware.py), whatever they send and however slowly.
"""

import asyncio
import io
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIApplication

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = Sequence[tuple[bytes, bytes]]

FORM = 128 * 1024  # bytes of a body that is kept in memory: more than a page without sign-in takes
FIRST = 20  # seconds that every body has
SLOWEST = 64 * 1024  # bytes a second that a longer one comes with, from its first second on
BLOCK = 64 * 1024  # bytes of a streamed answer that are sent together
READ_WITHIN = 60  # seconds in which a client takes a block
HURRY = "watchbook.hurry"  # what an application calls that reads a longer body only to forget it
ONCE = (b"host", b"content-length", b"content-type")


class NotHttp(Exception):
    """A head that two programs could read in two ways, so that one request hides in another; the status says which kind."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class WholeRequests:
    """An ASGI application that runs a WSGI one in threads."""

    def __init__(self, application: WSGIApplication, *, threads: int, senders: int) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, "request")
        self.senders = ThreadPoolExecutor(senders, "upload")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request; whoever left gets none."""
        try:
            body, pool = await self._body(scope, receive)
        except NotHttp as wrong:
            await _refuse(send, wrong.status)
        except TimeoutError:
            await _refuse(send, 408)
        except ConnectionError:
            pass
        else:
            loop = asyncio.get_running_loop()
            answer = _Answer(send, loop)
            told = environ(scope, body=body)
            if isinstance(body, io.BufferedReader):
                told[HURRY] = cast(_Arriving, body.raw).hurry
            rest = await loop.run_in_executor(pool, answer.make, self.application, told)
            await answer.end(rest)

    async def _body(self, scope: Message, receive: Receive) -> tuple[io.BufferedIOBase, ThreadPoolExecutor]:
        """The body, whole or still to come, and which threads take it. Raises NotHttp, TimeoutError and ConnectionError."""
        length = body_length(scope["headers"])
        if length > FORM:
            return io.BufferedReader(_Arriving(receive)), self.senders
        async with asyncio.timeout(FIRST + length / SLOWEST):
            return io.BytesIO(await _whole(receive)), self.threads


def body_length(headers: Headers) -> int:
    """The length of the body in bytes. Raises NotHttp.

    RFC 9112, section 6.3: a request with both a length and a transfer coding may be an attempt at request smuggling. Browsers send forms
    with their length, so no coding is taken at all.
    """
    names = [name.lower() for name, _value in headers]
    if b"transfer-encoding" in names:
        raise NotHttp(411)
    if any(names.count(name) > 1 for name in ONCE) or b"host" not in names:
        raise NotHttp(400)
    said = next((value for name, value in headers if name.lower() == b"content-length"), b"0")
    if not said.isdigit() or len(said) > 15:
        raise NotHttp(400)
    return int(said)


def environ(scope: Message, *, body: io.BufferedIOBase) -> dict[str, Any]:
    """The request as PEP 3333 has it. A name with an underscore is left out: it would read as the same with a hyphen."""
    path = unquote_to_bytes(scope["raw_path"]) if scope.get("raw_path") else scope["path"].encode()
    found: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": str(scope["server"][0]),
        "SERVER_PORT": str(scope["server"][1]),
        "REMOTE_ADDR": str(scope["client"][0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        word = name.decode("latin-1").upper()
        if "_" in word:
            continue
        word = word.replace("-", "_")
        key = word if word in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{word}"
        between = "; " if key == "HTTP_COOKIE" else ","
        text = value.decode("latin-1")
        found[key] = f"{found[key]}{between}{text}" if key in found else text
    return found


async def _piece(receive: Receive) -> tuple[bytes, bool]:
    """The next bytes of a body, and whether more come."""
    message = await receive()
    if message["type"] != "http.request":
        raise ConnectionAbortedError("The client left before its request was whole.")
    return bytes(message.get("body") or b""), bool(message.get("more_body"))


async def _whole(receive: Receive) -> bytes:
    pieces, more = [], True
    while more:
        piece, more = await _piece(receive)
        pieces.append(piece)
    return b"".join(pieces)


async def _refuse(send: Send, status: int) -> None:
    """A short answer, and the end of the connection: nothing that follows is read as another request."""
    head = [(b"content-length", b"0"), (b"connection", b"close"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": b""})


class _Arriving(io.RawIOBase):
    """A body that still comes in, read from a thread; its time begins with the first read, not while it waits for the thread.

    What came buys the time for what follows; a length that was only said buys none.
    """

    def __init__(self, receive: Receive) -> None:
        self.receive = receive
        self.loop = asyncio.get_running_loop()
        self.until: float | None = None
        self.is_hurried = False
        self.rest, self.more = b"", True

    def hurry(self, within: float) -> None:
        """Wait no longer than so many seconds for whatever still comes."""
        self.until, self.is_hurried = self.loop.time() + within, True

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, into: Any) -> int:
        """Read what came. Raises OSError where it took too long."""
        while self.more and not self.rest:
            self.rest, self.more = asyncio.run_coroutine_threadsafe(self._next(), self.loop).result()
        now, self.rest = self.rest[: len(into)], self.rest[len(into) :]
        into[: len(now)] = now
        return len(now)

    async def _next(self) -> tuple[bytes, bool]:
        if self.until is None:
            self.until = self.loop.time() + FIRST
        async with asyncio.timeout_at(self.until):  # TimeoutError is an OSError
            piece, more = await _piece(self.receive)
        if not self.is_hurried:
            self.until += len(piece) / SLOWEST
        return piece, more


class _Answer:
    """The answer of a WSGI application: the head with the first bytes, from its thread; what is left, after it."""

    def __init__(self, send: Send, loop: asyncio.AbstractEventLoop) -> None:
        self.send, self.loop = send, loop
        self.is_begun = False
        self.head: dict[str, Any] = {}

    def make(self, application: WSGIApplication, environ: dict[str, Any]) -> bytes:
        """Run the application, in a thread; the last bytes are sent when the thread is free again."""
        chunks: Iterable[bytes] = application(environ, self._start)
        rest = bytearray()
        try:
            for chunk in chunks:
                if len(rest) >= BLOCK and getattr(chunks, "streaming", False):
                    sent = self._pass_on(bytes(rest), more=True)
                    asyncio.run_coroutine_threadsafe(sent, self.loop).result()
                    rest.clear()
                rest += chunk
        finally:
            getattr(chunks, "close", lambda: None)()
        return bytes(rest)

    async def end(self, rest: bytes) -> None:
        """Send what is left."""
        await self._pass_on(rest, more=False)

    def _start(self, status: str, headers: list[tuple[str, str]], _wrong: object = None, /) -> Any:
        pairs = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self.head = {"type": "http.response.start", "status": int(status[:3]), "headers": pairs}

    async def _pass_on(self, block: bytes, *, more: bool) -> None:
        async with asyncio.timeout(READ_WITHIN):
            if not self.is_begun:
                self.is_begun = True
                await self.send(self.head)
            await self.send({"type": "http.response.body", "body": block, "more_body": more})
