"""Scrolls a page to its end a view at a time, and knows when it has ended: by the site's own word where it gives one.

No fixed waits: a step ends when its frame is drawn and the pictures in view are in. At the bottom, what the site's answers say
decides how long to wait: they named a further page (wait for it), they named none (a moment), they said nothing (longer).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from watchbook.capture.plan import Limits

PART = 0.9  # of a view, so that each picture overlaps the one before
PICTURES_WITHIN = 3000  # milliseconds that a step waits for the pictures in view
SLICE = 60  # milliseconds between two looks at the bottom
PATIENCE_AFTER_END = 0.2  # seconds, by what the site said
PATIENCE = 1.2  # of a page that brought nothing new while it was scrolled
PATIENCE_OF_A_STRIP = 0.5  # that is scrolled sideways and brought nothing yet
PATIENCE_FOR_MORE = 8.0
TIMES_THE_SLOWEST = 3  # a feed that took long before may take that long again
MOST_ROUNDS = 3  # of opening what is closed, within what was opened
STILL_STEPS = 40  # at the bottom of a page that changes and never moves
PATIENCE_OF_A_NUDGE = 3.0
FEW_POSTS = 5  # fewer are hardly a feed
NUDGE_AFTER = 0.5  # of the patience: once up and down again, for pages that count movements

type State = dict[str, Any]


@dataclass(frozen=True)
class Word:
    """What is known of there being more: requests waited for, a promise of the site, its word that it is the end."""

    waits: bool
    is_promised: bool
    is_end: bool
    is_listed: bool = False  # a script was answered with a list
    is_thin: bool = False  # the feed's last answer brought less than the one before


@dataclass
class Scroll:
    """One document's way down. `tell` calls a function of what watches it; `step_done` sees each step."""

    tell: Callable[[str], Awaitable[Any]]
    word: Callable[[], Word]
    seconds: Callable[[], float]
    step_done: Callable[[int, State], Awaitable[None]]
    limits: Limits
    until: float
    slice: int = SLICE
    steps: int = 0
    pixels: int = 0
    stopped: list[str] = field(default_factory=list)
    slowest: float = 0.0  # seconds at the bottom until something came
    is_feed: bool = False
    opened: int = 0  # things of the document that were closed
    is_short: bool = False  # a strip, of which most bring nothing
    has_scripts: bool = True  # a document without any brings nothing by itself
    silence: float = 0.0  # seconds after which the end of a feed was taken for reached that never said so
    is_left_loading: bool = False  # it showed that it was loading when nothing came any more
    is_left_watching: bool = False  # it grew, and still watched whether its end is reached

    async def whole(self) -> None:
        """The document, then each part of it that scrolls by itself."""
        await self.step_done(self.steps, await self.tell(f"step(0, {PICTURES_WITHIN})"))
        rounds = 0
        while (
            await self._whole_once() and rounds < MOST_ROUNDS and (opened := await self.tell("open_closed()"))
        ):
            rounds, self.opened = rounds + 1, self.opened + opened
            await self.tell("choose(0)")
            await self.tell("step(-1e6, 0)")  # what came of it stands in the page, to be seen from its top

    async def _whole_once(self) -> bool:
        """Whether it came to the end of each part; the parts are counted once the document has brought its own."""
        await self.tell("scrollers()")
        if await self._part(0) != "end":
            return False
        for index in range(1, int(await self.tell("scrollers()"))):
            if await self._part(index) != "end":
                return False
        return True

    async def _part(self, index: int) -> str:
        state = await self.tell(f"choose({index})")
        self.has_scripts = state.get("has_scripts", True)
        self.is_short = state.get("is_strip", False)
        if index and state["height"] <= state["view"] + 8:
            return "end"
        reason = await self._up(state) or await self._down(await self.tell(f"choose({index})"))
        self.stopped.append(reason)
        return reason

    async def _up(self, state: State) -> str:
        """To the top of what does not begin there, as a chat, which brings what is older when it gets there."""
        travelled, still, is_there = 0, 0, state["at_start"]
        while not is_there and still < STILL_STEPS:
            if reached := self._reached(travelled):
                return reached
            before, state = state, await self._step(-PART)
            travelled += max(0, before["top"] - state["top"])
            still = still + 1 if (state["top"], state["height"]) == (before["top"], before["height"]) else 0
            if state["at_start"]:
                state = await self._more(state, edge="at_start")
                if not state:
                    return "deadline"
                is_there = state["at_start"] and not state.get("grew")
        return "" if is_there else "still_changing"

    async def _step(self, part: float) -> State:
        state: State = await self.tell(f"step({part}, {PICTURES_WITHIN})")
        self.steps += 1
        await self.step_done(self.steps, state)
        return state

    async def _down(self, state: State) -> str:
        """Why it went no further: `end`, or the limit that was reached."""
        travelled, still = 0, 0
        while still < STILL_STEPS:
            if state["at_end"]:
                state = await self._more(state, edge="at_end")
                if state and state["at_end"] and not state.get("grew"):
                    return "end"
                if not state:
                    return "deadline"
            if reached := self._reached(travelled):
                return reached
            before = state
            is_later, state = self.steps > 0, await self._step(PART)
            has_grown = state["height"] > before["height"] + state["view"] / 2
            self.is_feed = self.is_feed or (is_later and has_grown)
            travelled += max(0, state["top"] - before["top"])
            still = still + 1 if (state["top"], state["height"]) == (before["top"], before["height"]) else 0
        return "still_changing"

    def _reached(self, travelled: int) -> str:
        self.pixels = max(self.pixels, travelled)
        if self.seconds() > self.until:
            return "deadline"
        if self.steps >= self.limits.steps:
            return "steps"
        return "pixels" if travelled > self.limits.pixels else ""

    async def _more(self, state: State, *, edge: str) -> State:
        """Wait at an edge, `at_end` or `at_start`, until something comes or nothing will; empty when time is over."""
        began, nudged = self.seconds(), False
        since = state.get("changes", 0)
        quiet_from = began
        while self.seconds() < self.until:
            now: State = await self.tell(f"grown({since}, {self.slice}, '{edge}')")
            if not now[edge] or now["changes"] != since:
                self.is_short = False
                self.slowest, self.is_feed = max(self.slowest, self.seconds() - began), True
                return {**now, "grew": True}
            word = self.word()
            if word.waits:
                quiet_from = self.seconds()
                continue
            patience = self._patience(word, posts=now.get("posts", 0))
            if patience < PATIENCE_FOR_MORE and (await self.tell("at_rest()"))["busy"]:
                patience = PATIENCE_FOR_MORE
            quiet = self.seconds() - quiet_from
            if quiet >= patience:
                await self._note_silence(word, patience=patience)
                return now
            if not nudged and not word.is_end and quiet >= min(patience, PATIENCE_OF_A_NUDGE) * NUDGE_AFTER:
                nudged = True
                back = 0.5 if edge == "at_start" else -0.5
                await self.tell(f"step({back}, 0)")
                now = await self.tell(f"step({-2 * back}, 0)")
                since = now["changes"]
        return {}

    async def _note_silence(self, word: Word, *, patience: float) -> None:
        """Note what the page showed when it was waited for no longer: nothing that no one said is called the end."""
        rest = await self.tell("at_rest()")
        self.is_left_loading |= rest["busy"]
        if word.is_end or patience < self.limits.silent_seconds or not self.has_scripts:
            return
        self.silence = max(self.silence, patience)
        self.is_left_watching |= self.is_feed and not word.is_thin and rest["watches"]

    def _patience(self, word: Word, *, posts: int) -> float:
        """The silence that is taken for the end, in seconds, where the site itself says nothing."""
        if word.is_promised:
            return PATIENCE_FOR_MORE
        if self.is_short and self.has_scripts:
            return PATIENCE_OF_A_STRIP
        if word.is_end or not self.has_scripts:
            return PATIENCE_AFTER_END
        is_feed = self.is_feed or word.is_listed or posts >= FEW_POSTS
        patience = self.limits.silent_seconds if is_feed else PATIENCE
        return min(PATIENCE_FOR_MORE, max(patience, TIMES_THE_SLOWEST * self.slowest))
