"""Pictures that the server draws: rows of words, each with a strip of shapes; a table beside it says the same.

Places are shares of the strip's width, so that words and strokes keep their size on every screen and on paper. Pure.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

WHOLE = 100.0  # the width of a strip
LINE = 24  # the height of a strip, in pixels
STEP = 18  # from one mark to the mark above it, in pixels
EDGE = 3  # in which no mark lies, so that one at either end is whole


class Shape(NamedTuple):
    """One shape on a strip: a bar, a column, a line, or a mark. Across and down in shares of the strip.

    Marks are dot, ring, square, diamond, cross, triangle, arrow, plus and octagon.

    `look` is how it is filled: plain, light, empty, dark, red, amber, green; of a line, plain, dark or dashed.
    """

    sort: str
    across: float
    down: float = WHOLE / 2
    look: str = "plain"
    to_across: float = 0
    to_down: float = WHOLE / 2


class PictureRow(NamedTuple):
    """A row of a picture: what it says, and its strip."""

    words: str
    shapes: tuple[Shape, ...] = ()
    height: int = LINE


def bar(length: float, *, begins: float = 0, look: str = "plain") -> Shape:
    """A bar from one place to another."""
    return Shape("bar", round(begins, 1), look=look, to_across=round(length, 1))


def line(across: float, down: float, to_across: float, to_down: float, *, look: str = "plain") -> Shape:
    """A line from one point to another."""
    return Shape(
        "line",
        round(across, 1),
        round(down, 1),
        look,
        to_across=round(to_across, 1),
        to_down=round(to_down, 1),
    )


def upright(across: float, *, look: str = "dashed") -> Shape:
    """A line from the top of a strip to its foot, such as today."""
    return line(across, 0, across, WHOLE, look=look)


def stacked(marks: Sequence[Shape], *, least: float, words: str = "") -> PictureRow:
    """A strip on which marks, from left to right, stay at their moments: one that would cover another stands above it."""
    levels: list[int] = []
    last_on: list[float] = []  # the last place on each level
    for one in marks:
        free = [level for level, last in enumerate(last_on) if one.across - last >= least]
        levels.append(free[0] if free else len(last_on))
        last_on[levels[-1] : levels[-1] + 1] = [one.across]
    height = LINE + STEP * max(0, len(last_on) - 1)
    places = [round(WHOLE - WHOLE * (LINE / 2 + STEP * level) / height, 1) for level in levels]
    shapes = (one._replace(down=down) for one, down in zip(marks, places, strict=True))
    return PictureRow(words, tuple(shapes), height)


def bars(figures: Iterable[tuple[str, float]], *, look: str = "plain") -> list[PictureRow]:
    """One bar for each figure, the longest as wide as the strip; each pair is what its row says and the figure."""
    listed = list(figures)
    most = max((figure for _words, figure in listed), default=0)
    return [
        PictureRow(words, (bar(WHOLE * figure / most, look=look),) if most and figure else ())
        for words, figure in listed
    ]


TALL = 64  # the height of a strip of columns, in pixels
GAP = 0.3  # between two columns, as a share of what each has


def columns(figures: Sequence[int], within: Sequence[int] = (), *, words: str = "") -> PictureRow:
    """One column for each figure on one strip, the highest as high as the strip; in it, darker, the part that is `within`."""
    most = max(figures, default=0) or 1
    each = WHOLE / (len(figures) or 1)
    shapes = [
        Shape(
            "column",
            round(each * (place + GAP / 2), 1),
            round(WHOLE - WHOLE * figure / most, 1),
            look,
            to_across=round(each * (1 - GAP), 1),
        )
        for look, those in (("plain", figures), ("dark", within))
        for place, figure in enumerate(those)
        if figure
    ]
    foot = line(0, WHOLE, WHOLE, WHOLE, look="thin")
    return PictureRow(words, (*shapes, foot), TALL)


class Scale(NamedTuple):
    """The time that the strips of a picture span."""

    first: datetime
    last: datetime

    def across(self, moment: datetime) -> float:
        """Return where a moment lies, within the strip."""
        whole = (self.last - self.first).total_seconds()
        share = (moment - self.first).total_seconds() / whole if whole else 0
        return round(EDGE + (WHOLE - 2 * EDGE) * min(1.0, max(0.0, share)), 1)
