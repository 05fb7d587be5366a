"""Pictures and texts as a person would have seen them: the first view, a picture of each scroll step with the text that came, tiles, DOM, text.

Never one picture of a whole feed: 67,000 pixels of height took 13 s and 1.9 GB. The first view is a PNG; each step is a JPEG,
three quarters of full size, of the very frame that was drawn after it; tiles are JPEG in half size.
"""

import asyncio
import base64
import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from watchbook.capture.cdp import Connection, Unanswered
from watchbook.capture.plan import Limits
from watchbook.capture.times import Clock, written

QUALITY = 80
TILE = 4000  # pixels of height
PICTURE_WITHIN = 15.0
TILE_SCALE = 0.5  # tiles show how the page stood at the end, for a seventh of the cost
WIDEST = 4000
FRAME_WITHIN = 0.06  # seconds that the frame of a step may be on its way
# Three quarters of full size: words stay legible, at half the cost.
SCREENCAST = {
    "format": "jpeg", "quality": QUALITY, "maxWidth": 960, "maxHeight": 600, "everyNthFrame": 1,
}  # fmt: skip


@dataclass
class Visuals:
    """The pictures and texts of one capture, written into its folder as they are made."""

    connection: Connection
    folder: Path
    clock: Clock
    limits: Limits
    in_full: bool = True
    session: str = ""
    notes: list[dict[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    _frame: dict[str, Any] = field(default_factory=dict)
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        (self.folder / "visuals").mkdir(exist_ok=True)

    async def first_view(self) -> None:
        """What stood on the screen before anything was scrolled."""
        self.notes.clear()
        await self._picture("visuals/0000.png", {"format": "png", "optimizeForSpeed": True})

    async def begin_views(self) -> None:
        """From now on the browser keeps each frame that it draws ready for us: a fifth of the cost of asking for a picture."""
        if self.in_full:
            await self.connection.call("Page.startScreencast", SCREENCAST, session=self.session)

    async def end_views(self) -> None:
        """No more frames."""
        if self.in_full:
            await self.connection.call("Page.stopScreencast", session=self.session)

    def take_frame(self, told: dict[str, Any]) -> None:
        """A frame that was drawn; the browser sends the next only when it hears that this one came."""
        self.connection.ask("Page.screencastFrameAck", {"sessionId": told["sessionId"]}, session=self.session)
        self._frame = told
        self._came.set()

    async def step(self, state: dict[str, Any], *, frame: str, is_pictured: bool) -> None:
        """One view on the way down, of the page or of a frame in it, with the text that came since the last and that which went."""
        number = len(self.notes)
        name = ""
        if self.in_full and is_pictured:
            name = f"visuals/step-{number:04}.jpg"
            name = name if await self._view(name, state) else ""
        self.notes.append(
            {
                "step": number, "frame": frame or None, "at": written(self.clock.now()), "offset": state["top"], "height": state["height"],
                "picture": name or None, "came": state.get("came", ""), "went": state.get("went", ""),
            }
        )  # fmt: skip

    async def tiles(self, *, width: int, height: int) -> None:
        """The page as it stands at the end, in pieces from top to bottom."""
        if not self.in_full:
            return
        wide = min(width, WIDEST)
        for number, top in enumerate(range(0, min(height, self.limits.tile_pixels), TILE)):
            clip = {"x": 0, "y": top, "width": wide, "height": min(TILE, height - top), "scale": TILE_SCALE}
            asked = {"format": "jpeg", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True}
            if not await self._picture(f"visuals/tile-{number:03}.jpg", asked):
                return
        if height > self.limits.tile_pixels:
            self.missing.append(f"tiles below {self.limits.tile_pixels} pixels")

    def texts(self, *, text: str, dom: str, frames: Sequence[Mapping[str, Any]] = ()) -> None:
        """The visible text at the end, the document at the end, those of its frames, and what came and went at each step."""
        (self.folder / "text.txt").write_text(text, encoding="utf-8", newline="")
        (self.folder / "dom.html").write_text(dom, encoding="utf-8", newline="")
        lines = "".join(f"{json.dumps(note, ensure_ascii=False)}\n" for note in self.notes)
        (self.folder / "steps.jsonl").write_text(lines, encoding="utf-8")
        kept = ({name: one[name] for name in ("frame", "url", "title", "text", "dom")} for one in frames)
        lines = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in kept)
        (self.folder / "frames.jsonl").write_text(lines, encoding="utf-8")

    async def _view(self, name: str, state: dict[str, Any]) -> bool:
        """The newest frame drawn since this step; asked for as a picture where none comes, as on a page that draws nothing new."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FRAME_WITHIN):
                while not self._shows(state):
                    self._came.clear()
                    await self._came.wait()
        if not self._shows(state):
            return await self._picture(name, {"format": "jpeg", "quality": QUALITY})
        (self.folder / name).write_bytes(base64.b64decode(self._frame["data"]))
        return True

    def _shows(self, state: dict[str, Any]) -> bool:
        return bool(self._frame) and self._frame["metadata"]["timestamp"] >= state["drawn"]

    async def _picture(self, name: str, asked: dict[str, Any]) -> bool:
        try:
            told = await self.connection.call(
                "Page.captureScreenshot", asked, session=self.session, within=PICTURE_WITHIN
            )
        except Unanswered as why:
            self.missing.append(f"{name} ({why})")
            return False
        (self.folder / name).write_bytes(base64.b64decode(told["data"]))
        return True
