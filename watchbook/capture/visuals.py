"""Pictures and texts as a person would have seen them: the first view, views that the tiles do not hold, tiles, the text that came at each step, DOM.

Never one picture of a whole feed: 67,000 pixels of height took 13 s and 1.9 GB. The first view is a PNG. The page as it stands at
the end is in tiles, JPEG of five eighths of full size, in which words are legible. A step has a picture of its own, a JPEG in full
size, where the tiles may not hold what it shows: in frames and parts that scroll by themselves, at the beginning, from time to
time, and wherever something is gone or another that was in view before.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from watchbook.capture.cdp import Connection, Unanswered
from watchbook.capture.plan import Limits
from watchbook.capture.times import Clock, written

STEP_QUALITY, TILE_QUALITY = 50, 60
TILE = 4000  # pixels of height
PICTURE_WITHIN = 15.0
TILE_SCALE = 0.625
WIDEST = 4000
AT_FIRST = 6  # views that are pictured whatever the page does
EACH = 20  # and from time to time
CLOSELY = 8  # views after one at which something was gone or another


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
    passed: list[dict[str, Any]] = field(default_factory=list)  # views of the page that the tiles are to hold
    gone: int = 0  # things that were in view, and gone before a picture held them
    _views: int = 0  # of the page itself
    _closely_until: int = 0

    def __post_init__(self) -> None:
        (self.folder / "visuals").mkdir(exist_ok=True)

    async def first_view(self) -> None:
        """What stood on the screen before anything was scrolled."""
        self.notes.clear()
        self.passed.clear()
        await self._picture("visuals/0000.png", {"format": "png", "optimizeForSpeed": True})

    async def step(self, state: dict[str, Any], *, frame: str, is_pictured: bool) -> bool:
        """One view on the way down, of the page or of a frame in it, with the text that came and went since: whether it is pictured."""
        number = len(self.notes)
        note = {
            "step": number, "frame": frame or None, "at": written(self.clock.now()), "offset": state["top"], "height": state["height"],
            "picture": None, "came": state.get("came", ""), "went": state.get("went", ""),
        }  # fmt: skip
        self.notes.append(note)
        if not (self.in_full and is_pictured):
            return False
        if not frame and state.get("is_of_document") and self._is_in_tiles(state):
            self.passed.append(note)
            return False
        return await self.picture(note)

    def _is_in_tiles(self, state: dict[str, Any]) -> bool:
        """Whether the tiles will likely hold what a view of the page shows."""
        number, self._views = self._views, self._views + 1
        if state.get("is_losing"):
            self._closely_until = number + CLOSELY
        return number >= max(AT_FIRST, self._closely_until) and number % EACH > 0

    async def picture(self, note: dict[str, Any]) -> bool:
        """Take a picture of what stands on the screen, for a view: whether one was given."""
        name = f"visuals/step-{note['step']:04}.jpg"
        is_given = await self._picture(name, {"format": "jpeg", "quality": STEP_QUALITY})
        note["picture"] = name if is_given else None
        return is_given

    def not_pictured(self) -> list[str]:
        """Say what no picture holds."""
        gone = f"{self.gone} places of the page that were in view and had gone or changed before a picture was taken"
        return [*self.missing, *([gone] if self.gone else [])]

    async def tiles(self, *, width: int, height: int) -> None:
        """The page as it stands at the end, in pieces from top to bottom."""
        if not self.in_full:
            return
        wide = min(width, WIDEST)
        for number, top in enumerate(range(0, min(height, self.limits.tile_pixels), TILE)):
            clip = {"x": 0, "y": top, "width": wide, "height": min(TILE, height - top), "scale": TILE_SCALE}
            asked = {"format": "jpeg", "quality": TILE_QUALITY, "clip": clip, "captureBeyondViewport": True}
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
