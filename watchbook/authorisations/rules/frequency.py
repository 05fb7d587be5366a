"""The frequency of a plan: at most so many looks at its subject in any so many days in a row. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import ngettext

A_DAY = timedelta(days=1)


class Frequency(NamedTuple):
    """So many looks at most in any so many London days in a row."""

    looks: int
    days: int

    def __str__(self) -> str:
        if self.days == 1:
            told = ngettext("At most {looks} look a day", "At most {looks} looks a day", self.looks)
        else:
            told = ngettext(
                "At most {looks} look in any {days} days",
                "At most {looks} looks in any {days} days",
                self.looks,
            )
        return told.format(looks=self.looks, days=self.days)

    def has_room(self, made: Sequence[date], *, on: date) -> bool:
        """Whether one look more on a day keeps to it, given the days of the looks before and after that day."""
        ends = [on + back * A_DAY for back in range(self.days)]
        return all(sum(end - self.days * A_DAY < day <= end for day in made) < self.looks for end in ends)

    def next_day(self, made: Sequence[date], *, on: date) -> date:
        """Return the first day from this one on that has room for one look more."""
        day = on
        while not self.has_room(made, on=day):
            day += A_DAY
        return day
