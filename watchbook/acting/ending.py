"""The ending of what is kept: which event begins its time, and by which class of the retention schedule it runs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from watchbook.acting.london_day import LONDON

MOMENT = "_at"  # how a column with a moment is named; one with a day ends in “_on”


@dataclass(frozen=True)
class Ending:
    """The end of the things of one table, or of those whose time one event began.

    `rows` are those whose time has begun, and `began` the column that says when: a moment (`…_at`) or a day (`…_on`).
    `code` is the class of the schedule. `by_hand` names the column with the last day where a person sets it for each
    thing; then `code` is the column with its class. `event` says what begins the time. `within` are the columns that
    name what the thing lies in: a hold on that holds it too. `page` gives its address. `among` are
    rows, found by an index, among which are all whose time began before a day or a moment: only those are asked when it began.
    """

    table: type[Any]
    rows: Callable[[], Any]
    began: str
    code: str
    event: Any
    within: tuple[str, ...] = ()
    page: Callable[[Any], str] | None = None
    by_hand: bool = False
    among: Callable[[Any], Any] | None = None

    def begun_before(self, day: date) -> Any:
        """Return the things whose time began before a day."""
        before = self.at_the_start_of(day)
        rows = self.rows()
        if self.among:
            rows = rows.filter(pk__among=self.among(before).order_by().values("pk"))
        return rows.filter(**{f"{self.began}__lt": before})

    @property
    def is_moment(self) -> bool:
        """Whether the column has moments; else it has days."""
        return self.began.endswith(MOMENT)

    def at_the_start_of(self, day: date) -> date | datetime:
        """Return a day as the column compares with it: the day, or the moment at which it begins in London."""
        return datetime.combine(day, time(), tzinfo=LONDON) if self.is_moment else day


def due(endings: Iterable[Ending], on: date) -> list[UUID]:
    """Return the ids of everything whose time began before a day; the periods are the schedule's."""
    return [key for one in endings for key in one.begun_before(on).values_list("id", flat=True)]
