"""The curve of how often a subject was looked at: points for a server-side SVG. Pure presentation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from watchbook.looks.rules.drift import LookLimits

WIDTH, HEIGHT, LEFT, BOTTOM = 600, 180, 24, 24


@dataclass(frozen=True)
class Curve:
    """The line, the heights of the thresholds, the top figure, and the first and last day."""

    points: str
    amber: float
    red: float
    top: int
    first: date
    last: date

    @staticmethod
    def changes(days: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
        """The days on which the figure changed, the newest first: what the table beside the picture says."""
        changed = [one for one, before in zip(days[1:], days[:-1], strict=True) if one[1] != before[1]]
        return [days[0], *changed][::-1]


def drawn(days: Sequence[tuple[date, int]], *, by_law: LookLimits) -> Curve:
    """The figures of the days as steps."""
    top = max(by_law.red_look + 1, *(count for _day, count in days))
    step = (WIDTH - LEFT) / max(1, len(days) - 1)

    def height(count: int) -> float:
        return round((HEIGHT - BOTTOM) * (1 - count / top) + 4, 1)

    points, before = [], days[0][1]
    for place, (_day, count) in enumerate(days):
        across = round(LEFT + place * step, 1)
        points += [f"{across},{height(before)}", f"{across},{height(count)}"]
        before = count
    return Curve(
        points=" ".join(points),
        amber=height(by_law.amber_look),
        red=height(by_law.red_look),
        top=top,
        first=days[0][0],
        last=days[-1][0],
    )
