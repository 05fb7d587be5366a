"""What the answers carried: asked of the browser as soon as each has ended, held against its length, fetched again where it broke.

A player asks for its medium in ranges and never ends, and a page breaks off what it no longer shows; both are fetched once more,
whole, by the browser itself in the page's own frame, and are marked so.
"""

import asyncio
import contextlib
from binascii import a2b_base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from watchbook.capture.cdp import Connection, Unanswered
from watchbook.capture.plan import Limits
from watchbook.capture.recorder import Recorder
from watchbook.capture.traffic import (
    BROKEN_OFF,
    EMPTY_BODY,
    OUT_OF_TIME,
    PARTIAL_CONTENT,
    Exchange,
    Message,
    RequestOutcome,
)

AT_ONCE = 6
CHUNK = 1 << 20
BODY_WITHIN = 30.0
OPEN_WITHIN = 3.0


class NothingCame(Unanswered):
    """The browser says that the address did not give anything."""


@dataclass
class Bodies:
    """Collects the bodies of one capture and hands on each exchange that is whole, or will never be."""

    connection: Connection
    recorder: Recorder
    limits: Limits
    whole: Callable[[Exchange], None]
    frame: Callable[[], tuple[str, str]]  # the main session and the page's own frame
    _queue: asyncio.Queue[Exchange] = field(default_factory=asyncio.Queue)
    _workers: list[asyncio.Task[None]] = field(default_factory=list)
    _again: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _known: set[tuple[str, str]] = field(default_factory=set)

    def start(self) -> None:
        """Begin collecting."""
        self._workers = [asyncio.create_task(self._work()) for _ in range(AT_ONCE)]

    def put(self, one: Exchange) -> None:
        """An exchange that has ended."""
        self._queue.put_nowait(one)

    async def all_in(self) -> None:
        """Wait until every ended exchange is whole and every medium is fetched."""
        await self._queue.join()
        while waiting := [task for task in self._again.values() if not task.done()]:
            await asyncio.wait(waiting)

    def fetch_named(self, urls: Iterable[str]) -> None:
        """Films and sounds that the page names and nobody played: fetched whole like those that were."""
        kept = {one.url for one in self.recorder.exchanges if one.outcome is RequestOutcome.STORED}
        session, frame = self.frame()
        for url in sorted({one.partition("#")[0] for one in urls} - kept):
            named = Exchange(
                request_id=f"named.{url}", session=session, request={"url": url, "method": "GET", "headers": {}},
                kind="Media", frame=frame, begun=self.recorder.moment(),
            )  # fmt: skip
            self._fetch_again(named, why="named by the page, not played")

    async def stop(self) -> None:
        """Collect no more; what is open is taken as far as it came."""
        for task in (*self._workers, *self._again.values()):
            task.cancel()
        await asyncio.gather(*self._workers, *self._again.values(), return_exceptions=True)

    async def take_open(self, one: Exchange, *, reason: str) -> None:
        """An answer that has not ended, kept as far as it came."""
        asked = {"requestId": one.request_id}
        if one.kind != "Media":
            with contextlib.suppress(Unanswered):
                told = await self.connection.call(
                    "Network.streamResourceContent", asked, session=one.session, within=OPEN_WITHIN
                )
                one.body = a2b_base64(told["bufferedData"])
        self.give_up(one, reason=reason)

    def give_up(self, one: Exchange, *, reason: str = OUT_OF_TIME) -> None:
        """An answer whose end is not waited for."""
        if one.outcome is not RequestOutcome.OPEN:
            return
        one.reason, one.ended = reason, self.recorder.moment()
        one.outcome = RequestOutcome.TRUNCATED if one.response else RequestOutcome.FAILED
        if one.kind == "Media":
            one.outcome = RequestOutcome.IN_PARTS
        if one.is_left:
            one.outcome = RequestOutcome.LEFT
        self.whole(one)

    async def _work(self) -> None:
        while True:
            one = await self._queue.get()
            try:
                await self._collect(one)
            finally:
                self._queue.task_done()

    async def _collect(self, one: Exchange) -> None:
        if one.response and (one.kind == "Media" or one.status == PARTIAL_CONTENT) and one.method == "GET":
            one.outcome = RequestOutcome.IN_PARTS
            self._fetch_again(one, why="asked for in ranges by the page")
        elif one.outcome is RequestOutcome.FAILED:
            self._take_failed(one)
        elif one.outcome is RequestOutcome.OPEN:
            await self._take_finished(one)
        self.whole(one)

    def _take_failed(self, one: Exchange) -> None:
        if one.response and one.status in EMPTY_BODY:  # the browser calls an answer without a body broken off
            one.outcome, one.reason, one.body = RequestOutcome.STORED, "", b""
        elif one.method == "GET" and BROKEN_OFF in one.reason and one.kind not in {"Document", "EventSource"}:
            self._fetch_again(one, why=one.reason)

    async def _take_finished(self, one: Exchange) -> None:
        if self._is_elsewhere(one):
            one.outcome = RequestOutcome.ELSEWHERE
            return
        if one.body is None:
            one.body = await self._body(one)
        if one.body is None or self._is_short(one):
            one.outcome = RequestOutcome.TRUNCATED
            one.reason = "length" if one.decoded_length > self.limits.body_bytes else "unspecified"
            if one.method == "GET" and one.decoded_length <= self.limits.body_bytes:
                self._fetch_again(one, why="the browser no longer had it whole")
        else:
            one.outcome = RequestOutcome.STORED
        self._known.add((one.method, one.url))

    async def _body(self, one: Exchange) -> bytes | None:
        if one.method == "HEAD" or one.status in EMPTY_BODY:
            return b""
        try:
            asked = {"requestId": one.request_id}
            told = await self.connection.call(
                "Network.getResponseBody", asked, session=one.session, within=self._within()
            )
        except Unanswered:
            return b"" if one.content_length == 0 else None
        return a2b_base64(told["body"]) if told["base64Encoded"] else str(told["body"]).encode()

    def _within(self) -> float:
        return max(BODY_WITHIN, self.limits.stalled_seconds)

    def _is_elsewhere(self, one: Exchange) -> bool:
        answer = one.response or {}
        if answer.get("fromServiceWorker"):
            return True
        cached = answer.get("fromDiskCache") or answer.get("fromPrefetchCache")
        return bool(cached and (one.method, one.url) in self._known)

    def _is_short(self, one: Exchange) -> bool:
        length = len(one.body or b"")
        if one.method == "HEAD" or one.status in EMPTY_BODY or 300 <= one.status < 400:
            return False
        said = one.content_length
        return length < one.decoded_length or (said is not None and length < said)

    def _fetch_again(self, one: Exchange, *, why: str) -> None:
        """Fetch its address once, whole; however many ranges a player asked for."""
        if one.url not in self._again:
            self._again[one.url] = asyncio.create_task(self._fetch(one, why=why))

    async def _fetch(self, one: Exchange, *, why: str) -> None:
        # Over a connection of its own, of which nothing is said.
        again = Exchange(
            request_id=f"{one.request_id}.whole", session=one.session, kind=one.kind, frame=one.frame,
            request={"url": one.url, "method": "GET", "headers": {}}, begun=self.recorder.moment(),
            initiator="watchbook", fetched_again=why,
        )  # fmt: skip
        self.recorder.exchanges.append(again)
        try:
            await self._load(again)
        except NothingCame as refusal:
            again.outcome, again.reason = RequestOutcome.FAILED, str(refusal)
        except Unanswered:  # what a player still loads holds the cache's copy for a while
            try:
                await self._load(again, past_cache=True)
            except Unanswered as refusal:
                again.outcome, again.reason = RequestOutcome.FAILED, str(refusal)
        again.ended = self.recorder.moment()
        if again.outcome is RequestOutcome.STORED and one.outcome is not RequestOutcome.IN_PARTS:
            one.fetched_again = "whole, in a record of its own"
        self.whole(again)

    async def _load(self, again: Exchange, *, past_cache: bool = False) -> None:
        session, frame = self.frame()
        options = {"disableCache": past_cache, "includeCredentials": True}
        asked: Message = {"frameId": frame, "url": again.url, "options": options}
        answer = self.connection.call(
            "Network.loadNetworkResource", asked, session=session, within=self._within()
        )
        told = (await answer)["resource"]
        if not told["success"]:
            raise NothingCame(str(told.get("netErrorName")))
        headers = told.get("headers", {})
        again.response = {"status": int(told["httpStatusCode"]), "statusText": "", "headers": headers}
        again.outcome = RequestOutcome.STORED
        again.body = await self._stream(again, session=session, handle=told["stream"])

    async def _stream(self, again: Exchange, *, session: str, handle: str) -> bytes:
        body = bytearray()
        while True:
            asked = {"handle": handle, "size": CHUNK}
            told = await self.connection.call("IO.read", asked, session=session, within=self._within())
            data = str(told["data"])
            body += a2b_base64(data) if told.get("base64Encoded") else data.encode()
            if told["eof"] or len(body) >= self.limits.body_bytes:
                break
        self.connection.ask("IO.close", {"handle": handle}, session=session)
        self.recorder.grown(len(body))
        if not told["eof"]:
            again.outcome, again.reason = RequestOutcome.TRUNCATED, "length"
        return bytes(body)
