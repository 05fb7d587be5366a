"""The browser's debugging protocol over a pair of pipes: no port is open, so no other program can drive it.

Messages are JSON ended by a zero byte, over `--remote-debugging-pipe`; sessions are flat. Every call has its own time limit:
a hostile page may leave any of them without an answer.
"""

import asyncio
import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import count
from typing import Any

type Message = dict[str, Any]
type Parameters = Mapping[str, Any] | None
type Listener = Callable[[str, str, Message], None]

END = b"\0"
# The answer that carries a body: most of what comes. What is between the quotation marks is base 64, which has no escapes.
BODY = re.compile(rb'\{"id":(\d+),"result":\{"body":"')
BODY_ENDS = b'","base64Encoded":true}'
AFTER_BODY = 200  # bytes at the most: the session's name
CHUNK = 1 << 20
CALL_WITHIN = 10.0  # seconds


class Unanswered(Exception):
    """The browser refused a call, did not answer it in time, or is gone."""


class Connection:
    """A browser's end of the wire: calls go out, answers and events come in."""

    def __init__(self, *, reads: int, writes: int, listener: Listener) -> None:
        self._reads, self._writes = reads, writes
        self._listener = listener
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[Message]] = {}
        self._pieces: list[bytes] = []
        self._buffer = bytearray(CHUNK)  # one for all reads: a new one each time costs more than what is read
        self._to_send = bytearray()
        self._loop = asyncio.get_running_loop()
        self.closed = asyncio.Event()
        for end in (reads, writes):
            os.set_blocking(end, False)
        self._loop.add_reader(reads, self._read)

    async def call(
        self, method: str, parameters: Parameters = None, *, session: str = "", within: float = CALL_WITHIN
    ) -> Message:
        """One command and its answer. Raises Unanswered."""
        answer = self.ask(method, parameters, session=session)
        timer = self._loop.call_later(within, _give_up, answer, method, within)
        try:
            return await answer
        finally:
            timer.cancel()

    def ask(
        self, method: str, parameters: Parameters = None, *, session: str = ""
    ) -> asyncio.Future[Message]:
        """Send one command now; the order of sending is the order of asking."""
        answer: asyncio.Future[Message] = self._loop.create_future()
        answer.add_done_callback(_seen)
        if self.closed.is_set():
            answer.set_exception(Unanswered(f"{method}: the browser is gone"))
            return answer
        number = next(self._numbers)
        message: Message = {"id": number, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        self._waiting[number] = answer
        answer.add_done_callback(lambda _: self._waiting.pop(number, None))
        self._to_send += json.dumps(message).encode() + END
        self._write()
        return answer

    def close(self) -> None:
        """Give up the wire; whatever still waits is told so."""
        if self.closed.is_set():
            return
        self.closed.set()
        self._loop.remove_reader(self._reads)
        self._loop.remove_writer(self._writes)
        for end in (self._reads, self._writes):
            with suppress(OSError):
                os.close(end)
        for answer in list(self._waiting.values()):
            if not answer.done():
                answer.set_exception(Unanswered("the browser is gone"))

    def _write(self) -> None:
        try:
            sent = os.write(self._writes, self._to_send)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.close()
            return
        del self._to_send[:sent]
        if self._to_send:
            self._loop.add_writer(self._writes, self._write)
        else:
            self._loop.remove_writer(self._writes)

    def _read(self) -> None:
        try:
            count = os.readv(self._reads, [self._buffer])
        except BlockingIOError:
            return
        except OSError:
            count = 0
        if not count:
            self.close()
            return
        *ended, rest = bytes(memoryview(self._buffer)[:count]).split(END)
        for piece in ended:
            self._pieces.append(piece)
            whole = b"".join(self._pieces)
            self._pieces.clear()
            with suppress(RecursionError):  # nested deeper than anything that is asked for
                self._take(_read_body(whole) or json.loads(whole))
        if rest:
            self._pieces.append(rest)

    def _take(self, message: Message) -> None:
        if "method" in message:
            self._listener(message.get("sessionId", ""), message["method"], message.get("params", {}))
            return
        answer = self._waiting.get(message.get("id", 0))
        if answer is None or answer.done():
            return
        if "error" in message:
            answer.set_exception(Unanswered(str(message["error"].get("message"))))
        else:
            answer.set_result(message.get("result", {}))


def _read_body(whole: bytes) -> Message | None:
    """The message if it carries a body in base 64, taken out as it lies there; to read it as JSON costs five times as much."""
    begins = BODY.match(whole)
    ends = whole.rfind(BODY_ENDS, max(0, len(whole) - AFTER_BODY)) if begins else -1
    if begins is None or ends < begins.end():
        return None
    body = memoryview(whole)[begins.end() : ends]
    return {"id": int(begins[1]), "result": {"body": body, "base64Encoded": True}}


def _give_up(answer: asyncio.Future[Message], method: str, within: float) -> None:
    if not answer.done():
        answer.set_exception(Unanswered(f"{method}: no answer within {within:.0f} s"))


def _seen(answer: asyncio.Future[Message]) -> None:
    """Nobody need wait for an answer; a refusal that nobody awaited is no fault of the program."""
    if not answer.cancelled():
        answer.exception()
