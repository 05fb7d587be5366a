"""The curve of how often a subject was looked at, as lines of a picture. Pure presentation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from watchbook.looks.rules.drift import LookLimits
from watchbook.organisation.queries import today
from watchbook.web.day_field import BOXES, EARLIEST_YEAR
from watchbook.web.picture import WHOLE, Shape, line


@dataclass(frozen=True)
class Curve:
    """The lines of the figures and of the thresholds, and the first and last day."""

    shapes: tuple[Shape, ...]
    first: date
    last: date

    @staticmethod
    def changes(days: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
        """The days on which the figure changed, the newest first: what the table beside the picture says."""
        changed = [one for one, before in zip(days[1:], days[:-1], strict=True) if one[1] != before[1]]
        return [days[0], *changed][::-1]


def drawn(days: Sequence[tuple[date, int]], *, by_law: LookLimits) -> Curve:
    """The figures of the days as steps, each as wide as its day, and a line at each threshold."""
    top = max(by_law.red_look + 1, *(count for _day, count in days))
    step = WHOLE / len(days)

    def height(count: int) -> float:
        return 2 + 96 * (1 - count / top)

    shapes = [
        line(0, height(by_law.amber_look), WHOLE, height(by_law.amber_look), look="dashed"),
        line(0, height(by_law.red_look), WHOLE, height(by_law.red_look), look="dark"),
    ]
    begins, before = 0.0, days[0][1]
    for place, (_day, count) in enumerate(days):
        across = place * step
        if count != before:
            shapes.append(line(begins, height(before), across, height(before), look="plain"))
            shapes.append(line(across, height(before), across, height(count), look="plain"))
            begins, before = across, count
    shapes.append(line(begins, height(before), WHOLE, height(before), look="plain"))
    return Curve(tuple(shapes), first=days[0][0], last=days[-1][0])


def day_asked(sent: Mapping[str, str]) -> date:
    """Return the day in the three boxes, else today; before the earliest year there is no window to count in."""
    day, month, year = (sent.get(f"on-{box}", "") for box in BOXES)
    try:
        asked = date(int(year), int(month), int(day))
    except ValueError:
        return today()
    return min(asked, today()) if asked.year >= EARLIEST_YEAR else today()
