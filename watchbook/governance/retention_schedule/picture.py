"""The retention schedule as a picture: a bar for each class whose period is a number. Pure presentation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt

from watchbook.governance.retention_schedule.models import RetentionClass
from watchbook.governance.retention_schedule.rules import length_in_words

WIDEST, ROW = 215, 40
DAYS_OF = {"days": timedelta(days=1).days, "months": 30.4, "years": 365.25}


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, how long, what happens then, and where it stands."""

    title: str
    length: str
    action: str
    width: int
    top: int


def bars(classes: Iterable[RetentionClass]) -> list[Bar]:
    """The bars in the order of the table; their lengths grow with the square root, so that days can be seen beside years."""
    rows = [(row, row.period * DAYS_OF[row.unit]) for row in classes if row.period is not None]
    longest = max((days for _row, days in rows), default=1)
    return [
        Bar(
            title=row.title,
            length=length_in_words(row.period or 0, row.unit),
            action=row.action,
            width=max(2, round(WIDEST * sqrt(days / longest))),
            top=place * ROW,
        )
        for place, (row, days) in enumerate(rows)
    ]
