"""Elements of a web page that no reader sees: those that a style hides, or that have the colour of what is behind them."""

import re
from collections import Counter
from typing import NamedTuple

_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
))  # fmt: skip
_CLOSE_EACH_OTHER = frozenset(("p", "li", "td", "th", "tr"))  # of which programs often write no end
_HIDES = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0*\.?0+\s*(?:[;!]|$)"
    r"|font(?:-size)?\s*:\s*0*(?:\.\d+|0(?:\.\d+)?)?\s*(?:px|pt|em|rem|%)?\s*(?:[;!]|$))",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]{1,40})", re.IGNORECASE)
_BEHIND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]{1,40})", re.IGNORECASE)
_WHITE = {"white", "#fff", "#ffffff", "rgb(255,255,255)", "transparent", "rgba(0,0,0,0)"}


class _Element(NamedTuple):
    tag: str = ""
    is_hidden: bool = False
    colour: str = "black"
    behind: str = "white"


class Unseen:
    """The elements that are open, and whether a style hides what stands in them."""

    def __init__(self) -> None:
        self._open = [_Element()]
        self._tags: Counter[str] = Counter()

    @property
    def is_here(self) -> bool:
        """Whether text that comes now is seen by nobody."""
        now = self._open[-1]
        return now.is_hidden or now.colour == now.behind

    def begins(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Open an element."""
        if tag in _VOID:
            return
        if tag in _CLOSE_EACH_OTHER and self._open[-1].tag == tag:
            self.ends(tag)
        above, style = self._open[-1], attributes.get("style") or ""
        colour, behind = _COLOUR.search(style), _BEHIND.search(style)
        hides = "hidden" in attributes or bool(_HIDES.search(style))
        self._tags[tag] += 1
        self._open.append(
            _Element(
                tag,
                above.is_hidden or hides,
                _plain(colour[1] if colour else attributes.get("color"), above.colour),
                _plain(behind[1] if behind else attributes.get("bgcolor"), above.behind),
            )
        )

    def ends(self, tag: str) -> None:
        """Close an element, and what was left open in it; an end without a beginning does nothing."""
        if not self._tags[tag]:
            return
        while self._open[-1].tag != tag:
            self._tags[self._open.pop().tag] -= 1
        self._open.pop()
        self._tags[tag] -= 1


def _plain(colour: str | None, above: str) -> str:
    written = "".join((colour or "").lower().split())
    return "white" if written in _WHITE else written or above
