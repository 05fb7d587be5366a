"""Days and months counted on the calendar, and the financial year that begins with a month the caller names."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

A_DAY = timedelta(days=1)
MONTHS_OF_A_YEAR = 12
MONTHS_OF_A_QUARTER = 3


def months_later(day: date, *, months: int) -> date:
    """The same day of the month so many months later, or that month's last where it has none."""
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, MONTHS_OF_A_YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_of_months(first_on: date, *, months: int) -> date:
    """The last day of so many months that begin with a day."""
    after = months_later(first_on, months=months)
    return after - A_DAY if after.day == first_on.day else after


class FinancialYears(NamedTuple):
    """The financial years of an authority, by the month with which they begin."""

    first_month: int

    def beginning_in(self, year: int) -> tuple[date, date]:
        """The first and the last day of the one that begins in a calendar year."""
        first_on = date(year, self.first_month, 1)
        return first_on, last_of_months(first_on, months=MONTHS_OF_A_YEAR)

    def around(self, day: date) -> tuple[date, date]:
        """The first and the last day of the one that a day lies in."""
        first_on, last_on = self.beginning_in(day.year)
        return (first_on, last_on) if day >= first_on else self.beginning_in(day.year - 1)
