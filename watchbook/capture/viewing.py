"""The look itself: the page opened, scrolled to its end with its frames, and asked at the end what it shows."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from watchbook.capture.cdp import Unanswered
from watchbook.capture.page import CapturedPage
from watchbook.capture.plan import Limits
from watchbook.capture.scroll import PICTURES_WITHIN, SLICE, Scroll, Word
from watchbook.capture.times import Clock
from watchbook.capture.traffic import Message
from watchbook.capture.visuals import Visuals

SETTLED_WITHIN = 8.0
FRAME_LEAST = 8  # pixels of a frame's view: in less nobody sees anything
FRAME_PICTURED = 120  # pixels of a frame's view worth pictures of its own
FRAME_WITHIN = 3.0
SLICE_MEANWHILE = 400  # milliseconds between two looks at what is nobody's hurry
# Counted in frames as in the page.
OF_FRAMES = ("posts", "unseen", "held_back", "parts_passed_over", "password")

type SessionFrame = tuple[str, str]  # session and frame


@dataclass
class Viewing:
    """What is seen of one page, and how its scrolling ended."""

    url: str
    page: CapturedPage
    visuals: Visuals
    clock: Clock
    limits: Limits
    word: Callable[[], Word]
    all_in: Callable[[], Awaitable[None]]
    fetch_named: Callable[[Iterable[str]], None]
    progress: Callable[[], None]
    opened: Message = field(default_factory=dict)
    ends: dict[str, Any] = field(default_factory=dict)
    frame_ends: list[dict[str, Any]] = field(default_factory=list)
    # Films and sounds by address, whether they were played or not.
    media: dict[str, None] = field(default_factory=dict)
    scrolls: list[Scroll] = field(default_factory=list)
    is_busy: bool = False
    # Of each frame how high its view is, 0 where there is nothing to scroll yet.
    _views: dict[SessionFrame, int] = field(default_factory=dict)
    _scrolled: set[SessionFrame] = field(default_factory=set)

    async def whole(self) -> None:
        """Open and look, again where the page goes elsewhere by itself. Raises Unanswered."""
        self.opened = await self.page.open(self.url)
        self.visuals.session = self.page.targets.main
        if self.opened.get("errorText") or self.opened.get("isDownload"):
            return
        while not await self._is_seen():
            self.page.went.clear()

    async def _is_seen(self) -> bool:
        """Whether the document was looked at to its end; no call to one that is gone is waited for."""
        look, went = (asyncio.create_task(one) for one in (self._document(), self.page.went.wait()))
        try:
            await asyncio.wait({look, went}, return_when=asyncio.FIRST_COMPLETED)
            if look.done() and isinstance(look.exception(), Unanswered):
                return not await self.page.goes_elsewhere() and await look is None
            return look.done() and await look is None
        finally:
            for task in (look, went):
                task.cancel()
            await asyncio.gather(look, went, return_exceptions=True)

    async def _document(self) -> None:
        self._views.clear()
        self._scrolled.clear()
        try:
            await asyncio.wait_for(self.page.loaded.wait(), self.limits.load_seconds)
        except TimeoutError:
            self.page.note("not_loaded")
        if await self.page.tell("has_own_elements()"):
            await self._open_closed_roots()
        await self.visuals.first_view()
        await self._scroll_all()
        await self._settle()
        if await self._scroll_frames():  # that were filled by what was still waited for
            await self._settle()
        await self.see_the_end()
        self.fetch_named(self.media)
        await self.visuals.tiles(width=self.ends["width"], height=self.ends["height"])

    async def _settle(self) -> None:
        """Until nothing is waited for, and every body is in."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SETTLED_WITHIN + self.limits.stalled_seconds):
                while self.page.recorder.waited_for(stalled=self.limits.stalled_seconds):
                    await asyncio.sleep(0.02)
                await self.all_in()

    async def _scroll_all(self) -> None:
        meanwhile = asyncio.create_task(self._scroll_small_frames())
        try:
            await self._scroll(self.page.own_frame(), is_pictured=True)
            await meanwhile
        finally:
            meanwhile.cancel()
        await self._scroll_frames()

    async def _scroll(self, where: SessionFrame, *, is_pictured: bool) -> None:
        async def tell(what: str) -> Any:
            here = self.page.own_frame() if where == own else where
            return await self.page.tell(what, session=here[0], frame=here[1])

        async def step_done(_: int, state: dict[str, Any]) -> None:
            frame = "" if where == own else where[1]
            if await self.visuals.step(state, frame=frame, is_pictured=is_pictured):
                await tell("pictured()")
            if state.get("gone") and self.visuals.passed and not frame:
                await self._look_again(tell, state)
            self.progress()

        own = self.page.own_frame()
        until = self.limits.closing_at()
        slice_ = SLICE if is_pictured else SLICE_MEANWHILE
        scroll = Scroll(tell, self.word, self.clock.seconds, step_done, self.limits, until, slice_)
        self.scrolls.append(scroll)
        try:
            await scroll.whole()
        finally:
            self.page.reached += [reason for reason in scroll.stopped if reason != "end"]

    async def _look_again(self, tell: Callable[[str], Awaitable[Any]], state: dict[str, Any]) -> None:
        """Something is gone that no picture holds, and what else has none may go too: back to it, view by view."""
        passed, self.visuals.passed = self.visuals.passed, []
        self.visuals.gone += state["gone"]
        for note in passed:
            await tell(f"look_at({note['offset']}, {PICTURES_WITHIN})")
            await self.visuals.picture(note)
        await tell("pictured(true)")
        await tell(f"look_at({state['top']}, {PICTURES_WITHIN})")

    async def _scroll_small_frames(self) -> None:
        """Small frames all at once while the page itself is scrolled: without pictures, and most of the time out of view."""
        await self._views_of(self.page.frames()[1:])
        small = [one for one, view in self._views.items() if 0 < view < FRAME_PICTURED]
        await asyncio.gather(*(self._scroll_frame(one, is_pictured=False) for one in small))
        for one in small:
            if not await self._holds_back(one):
                self._scrolled.add(one)

    async def _scroll_frames(self) -> bool:
        """Scroll frames that scroll by themselves, each brought into view first, with those that come meanwhile: whether any did."""
        has_scrolled = False
        self._scrolled.add(self.page.own_frame())
        asked = set[SessionFrame]()
        while waiting := [one for one in self.page.frames() if one not in self._scrolled | asked]:
            asked |= {*waiting}
            await self._views_of([one for one in waiting if not self._views.get(one)])
            for one in [one for one in waiting if self._views[one]]:
                await self._bring_into_view(one[1])
                await self._scroll_frame(one, is_pictured=self._views[one] >= FRAME_PICTURED)
                self._scrolled.add(one)
                has_scrolled = True
        return has_scrolled

    async def _views_of(self, frames: list[SessionFrame]) -> None:
        self._views |= dict(zip(frames, await asyncio.gather(*map(self._view_of, frames)), strict=True))

    async def _view_of(self, where: SessionFrame) -> int:
        """How high a frame's view is if there is anything to scroll in it; one that does not answer is not passed over in silence."""
        try:
            count = await self._of_frame("scrollers()", where)
            state = await self._of_frame("choose(0)", where)
        except Unanswered:
            self._note_passed_over(where)
            return 0
        scrolls = count > 1 or state["height"] > state["view"] + 8
        return int(state["view"]) if scrolls and state["view"] >= FRAME_LEAST else 0

    async def _holds_back(self, where: SessionFrame) -> bool:
        with contextlib.suppress(Unanswered):
            return bool(await self._of_frame("held_back()", where))
        return False

    async def _scroll_frame(self, where: SessionFrame, *, is_pictured: bool) -> None:
        try:
            await self._scroll(where, is_pictured=is_pictured)
        except Unanswered:
            self._note_passed_over(where)

    async def _of_frame(self, what: str, where: SessionFrame, *, within: float = FRAME_WITHIN) -> Any:
        return await self.page.tell(what, session=where[0], frame=where[1], within=within)

    def _note_passed_over(self, where: SessionFrame) -> None:
        """Said only of a frame that is still there: one that the page took away meanwhile is no gap."""
        if where in self.page.frames():
            self.page.note("frames_unwatched")

    async def _open_closed_roots(self) -> None:
        for session in self.page.targets.documents():
            try:
                await self.page.open_closed_roots(session)
            except Unanswered:
                self.page.note("roots_unwatched")

    async def _bring_into_view(self, frame: str) -> None:
        with contextlib.suppress(Unanswered):
            main = self.page.targets.main
            owner = await self.page.wire.call("DOM.getFrameOwner", {"frameId": frame}, session=main)
            node = {"backendNodeId": owner["backendNodeId"]}
            await self.page.wire.call("DOM.scrollIntoViewIfNeeded", node, session=main)

    async def see_the_end(self) -> None:
        """What stands there now, in the page and its frames: text, document, what it says of there being more."""
        await self._open_closed_roots()
        self.is_busy = bool((await self.page.tell("at_rest()"))["busy"])
        self.ends = await self.page.tell("ends()")
        dom = await self.page.tell("document_text()")
        self.frame_ends = []
        for where in self.page.frames()[1:]:
            try:
                self.frame_ends.append(await self._end_of_frame(where))
            except Unanswered:
                self._note_passed_over(where)
        if await self.page.unwatched():
            self.page.note("frames_unwatched")
        for told in (self.ends, *self.frame_ends):
            self.media |= dict.fromkeys(told["media"])
        self.visuals.texts(text=self.ends["text"], dom=dom, frames=self.frame_ends)

    async def _end_of_frame(self, where: SessionFrame) -> dict[str, Any]:
        told: dict[str, Any] = await self._of_frame("ends()", where)
        told["busy"] = (await self._of_frame("at_rest()", where))["busy"]
        told["frame"] = where[1]
        told["dom"] = await self._of_frame("document_text()", where)
        return told

    def all_ends(self) -> dict[str, Any]:
        """The page's end and those of its frames as one: what is missing in a frame is missing in the page."""
        if not self.ends:
            return {}
        whole = dict(self.ends)
        for told in self.frame_ends:
            for name in OF_FRAMES:
                whole[name] += told[name]
            for name in ("more", "next"):
                whole[name] = [*whole[name], *told[name]]
            whole["said_short"] = whole["said_short"] or told["said_short"]
            whole["frame_sets"] = [*whole.get("frame_sets", []), (told["posinset"], told["setsize"])]
            whole["words"] += told["words"]
        return whole
