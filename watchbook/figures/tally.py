"""A tally: rows, and the moment or day that places each in a period; counted by the database, whoever asks.

So a year of many rows costs what its sums cost; whoever wants the rows themselves, as the evidence of an answer, takes `within`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Count,
    DateField,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Sum,
)
from django.db.models import Value as Given
from django.utils.functional import Promise

from watchbook.authorisations.queries import central_record
from watchbook.authorisations.rules.in_force import ends_at
from watchbook.reading.times.period import Period

type Rows = QuerySet[Any]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Tally:
    """A thing that is counted: its rows as at a moment (None: now), and the column that places each in a period.

    `is_moment` where the column holds a moment and not a day. `until` names the last day of what runs on: it is counted in each
    period in which it ran. `listed` names the days that an earlier record gives of the same act, in an array of the
    authorisation. `path` leads from a row to its authorisation.
    """

    title: Promise
    rows: Callable[[datetime | None], Rows]
    day: str
    is_moment: bool = False
    until: str = ""
    listed: str = ""
    path: str = ""

    def within(self, periods: Sequence[Period], *, as_at: datetime | None = None) -> Rows:
        """The rows of these periods."""
        wanted = Q(pk__in=[])
        for one in periods:
            wanted |= self.condition(one)
        return self.rows(as_at).filter(wanted)

    def condition(self, period: Period) -> Q:
        """Of its rows, those of a period."""
        first, last = period.first_on, period.last_on
        if self.until:
            runs = Q(**{self.until: None}) | Q(**{f"{self.until}__gte": first})
            return runs & Q(**{f"{self.day}__lte": last})
        if not self.is_moment:
            return Q(**{f"{self.day}__range": (first, last)})
        begins, ends = ends_at(first - ONE_DAY), ends_at(last)
        return Q(**{f"{self.day}__gte": begins, f"{self.day}__lt": ends})


class ListedDays(Func):
    """Count the days of an array that lie between two days."""

    template = "(SELECT count(*) FROM (SELECT %(expressions)s) AS told (days, first, last), unnest(told.days) AS one WHERE one BETWEEN told.first AND told.last)"
    output_field = IntegerField()


def recorded(rows: Callable[[], Rows]) -> Callable[[datetime | None], Rows]:
    """Find what was recorded by a moment."""
    return lambda as_at: rows() if as_at is None else rows().filter(recorded_at__lte=as_at)


def counted(
    told: Tally, periods: Sequence[Period], *, by: str = "", as_at: datetime | None = None
) -> dict[Any, tuple[int, ...]]:
    """Count the rows of a tally in each of these periods, by a column; without one, under None. One query, two with an earlier record.

    The column is one of the authorisation, where the tally is of authorisations, else of its rows.
    """
    found = _counted(
        told.within(periods, as_at=as_at),
        by=told.path + by if by else "",
        counts={_in(place): Count("pk", filter=told.condition(one)) for place, one in enumerate(periods)},
    )
    if told.listed:
        earlier = central_record.took_effect(as_at=as_at).exclude(**{told.listed: []})
        for key, more in _counted(earlier, by=by, counts=_sums(told.listed, periods)).items():
            ours = found.get(key, (0,) * len(periods))
            found[key] = tuple(map(sum, zip(ours, more, strict=True)))
    return found if by else {None: found.get(None, (0,) * len(periods))}


def _counted(rows: Rows, *, by: str, counts: dict[str, Any]) -> dict[Any, tuple[int, ...]]:
    rows = rows.select_related(None).order_by()
    if not by:
        one = rows.aggregate(**counts)
        return {None: tuple(one[name] or 0 for name in counts)}
    listed = rows.values_list(by).annotate(**counts)
    return {_key(row[0]): tuple(count or 0 for count in row[1:]) for row in listed}


def _key(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _sums(column: str, periods: Sequence[Period]) -> dict[str, Any]:
    return {
        _in(place): Sum(
            ListedDays(
                F(column),
                Given(one.first_on, output_field=DateField()),
                Given(one.last_on, output_field=DateField()),
            )
        )
        for place, one in enumerate(periods)
    }


def _in(place: int) -> str:
    return f"in_{place}"
