"""The look itself: the page opened, scrolled to its end with its frames, and asked at the end what it shows."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from watchbook.capture.cdp import Unanswered
from watchbook.capture.limits import Limits
from watchbook.capture.page import Page
from watchbook.capture.scroll import Scroll, Word
from watchbook.capture.times import Clock
from watchbook.capture.traffic import Message
from watchbook.capture.visuals import Visuals

SETTLED_WITHIN = 8.0
FRAME_LEAST = 120  # pixels of a frame's view worth scrolling


@dataclass
class Viewing:
    """What is seen of one page, and how its scrolling ended."""

    url: str
    page: Page
    visuals: Visuals
    clock: Clock
    limits: Limits
    word: Callable[[], Word]
    all_in: Callable[[], Awaitable[None]]
    progress: Callable[[], None]
    opened: Message = field(default_factory=dict)
    ends: dict[str, Any] = field(default_factory=dict)
    frame_texts: list[dict[str, str]] = field(default_factory=list)
    scrolls: list[Scroll] = field(default_factory=list)
    is_busy: bool = False

    async def whole(self) -> None:
        """Open and look, again where the page goes elsewhere by itself. Raises Unanswered."""
        self.opened = await self.page.open(self.url)
        self.visuals.session = self.page.targets.main
        if self.opened.get("errorText") or self.opened.get("isDownload"):
            return
        while True:
            self.page.went.clear()
            try:
                await self._document()
                return
            except Unanswered:
                if not await self.page.goes_elsewhere():
                    raise

    async def _document(self) -> None:
        await self._loaded()
        await self.visuals.first_view()
        await self.visuals.begin_views()
        await self._scroll(*self.page.own_frame())
        await self._scroll_frames()
        await self.visuals.end_views()
        await self._settle()
        await self.see_the_end()
        await self.visuals.tiles(width=self.ends["width"], height=self.ends["height"])
        await self.visuals.mhtml()

    async def _loaded(self) -> None:
        try:
            await asyncio.wait_for(self.page.loaded.wait(), self.limits.load_seconds)
        except TimeoutError:
            self.page.reached.append("not_loaded")

    async def _scroll(self, session: str, frame: str) -> None:
        async def tell(what: str) -> Any:
            here = self.page.own_frame() if (session, frame) == own else (session, frame)
            return await self.page.tell(what, session=here[0], frame=here[1])

        async def step_done(_: int, state: dict[str, Any]) -> None:
            await self.visuals.step(len(self.visuals.notes), state)
            self.progress()

        own = self.page.own_frame()
        until = self.limits.closing_at()
        scroll = Scroll(tell, self.word, self.clock.seconds, step_done, self.limits, until)
        self.scrolls.append(scroll)
        try:
            await scroll.whole()
        finally:
            self.page.reached += [reason for reason in scroll.stopped if reason != "end"]

    async def _scroll_frames(self) -> None:
        """Frames that scroll by themselves, each brought into view first."""
        for session, frame in self.page.frames()[1:]:
            with contextlib.suppress(Unanswered):
                await self.page.tell("scrollers()", session=session, frame=frame)
                state = await self.page.tell("choose(0)", session=session, frame=frame)
                if state["view"] < FRAME_LEAST or state["height"] <= state["view"] + 8:
                    continue
                await self._bring_into_view(frame)
                await self._scroll(session, frame)

    async def _bring_into_view(self, frame: str) -> None:
        with contextlib.suppress(Unanswered):
            main = self.page.targets.main
            owner = await self.page.wire.call("DOM.getFrameOwner", {"frameId": frame}, session=main)
            node = {"backendNodeId": owner["backendNodeId"]}
            await self.page.wire.call("DOM.scrollIntoViewIfNeeded", node, session=main)

    async def _settle(self) -> None:
        """Until nothing is waited for, and every body is in."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SETTLED_WITHIN + self.limits.stalled_seconds):
                while self.page.recorder.waited_for(stalled=self.limits.stalled_seconds):
                    await asyncio.sleep(0.02)
                await self.all_in()

    async def see_the_end(self) -> None:
        """What stands there now: its text, its document, what it says of there being more."""
        self.is_busy = bool((await self.page.tell("at_rest()"))["busy"])
        self.ends = await self.page.tell("ends()")
        dom = await self.page.tell("document_text()")
        for session, frame in self.page.frames()[1:]:
            with contextlib.suppress(Unanswered):
                told = await self.page.tell("ends()", session=session, frame=frame, within=3)
                self.frame_texts.append({"url": told["url"], "text": told["text"]})
        self.visuals.texts(text=self.ends["text"], dom=dom)
