"""Looks of the last twelve months as a picture: one bar a month, for those who read the figures of looks."""

from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format

from watchbook.acting.refusals import can
from watchbook.law.periods import months_after
from watchbook.looks.permissions import may_read_look_figures
from watchbook.looks.sitting import TOTAL
from watchbook.organisation.models import Person
from watchbook.register.asked_together import Reader, Wants, gathered
from watchbook.register.queries import sums
from watchbook.web.picture import WHOLE

MONTHS = 12


class MonthOfLooks(NamedTuple):
    """A month: its first day, how many looks were made in it, and its share of the most."""

    first_on: date
    looks: int
    share: float

    @property
    def words(self) -> str:
        """October 2026."""
        return date_format(self.first_on, "F Y")


def year_of_looks(person: Person, *, on: date) -> list[MonthOfLooks]:
    """The twelve months up to a day, the oldest first; none for those who may not read the figures, or before the first look."""
    return gathered([year_of_looks_for(person, on=on)])


def year_of_looks_for(person: Person, *, on: date) -> Reader[MonthOfLooks]:
    """The same, asked for together with others. Each month is counted by the register’s totals, which stay when looks are disposed of."""
    if not can(may_read_look_figures, person):
        return
    months = [months_after(on.replace(day=1), months=number) for number in range(1 - MONTHS, 1)]
    rows = sums(TOTAL, first_month=months[0], last_month=on, by=("month",))
    yield Wants(rows)
    made = dict(rows)
    if most := max((made.get(month, 0) for month in months), default=0):
        for one in months:
            yield MonthOfLooks(one, made.get(one, 0), round(WHOLE * made.get(one, 0) / most, 1))
