"""Working days and how they are counted: anywhere in the United Kingdom (FOIA s.10(6)), or in one nation."""

from calendar import SATURDAY, SUNDAY
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from watchbook.law.bank_holidays import BankHoliday, bank_holiday

type DayReason = Literal[
    "working_day", "disregarded", "day_0", "weekend", "bank_holiday",
    "calendar_day", "clarification_awaited", "next_working_day",
]  # fmt: skip

_WEEKEND = (SATURDAY, SUNDAY)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Whose bank holidays close a day."""

    name: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a count: whether it counts, as which working day, and why; a bank holiday with those that close it."""

    on: date
    counts: bool
    number: int | None
    reason: DayReason
    holidays: tuple[BankHoliday, ...] = ()


UK = Calendar(name="uk", tables=("england_and_wales", "scotland", "northern_ireland"))
CALENDARS = {
    each.name: each
    for each in (
        UK,
        Calendar(name="england", tables=("england_and_wales",)),
        Calendar(name="wales", tables=("england_and_wales",)),
        Calendar(name="scotland", tables=("scotland",)),
        Calendar(name="northern_ireland", tables=("northern_ireland",)),
    )
}


def holidays_on(day: date, *, calendar: Calendar) -> tuple[BankHoliday, ...]:
    """Give the bank holidays that close the day; every nation's table has Good Friday and Christmas Day."""
    found = (bank_holiday(day, nation=table) for table in calendar.tables)
    return tuple(holiday for holiday in found if holiday is not None)


def is_working_day(day: date, *, calendar: Calendar) -> bool:
    """Say whether the day is a working day (FOIA s.10(6)); a day beyond the tables is refused, a Sunday too."""
    holidays = holidays_on(day, calendar=calendar)
    return not holidays and not is_weekend(day)


def is_weekend(day: date) -> bool:
    """Say whether the day is a Saturday or a Sunday."""
    return day.weekday() in _WEEKEND


def days_after(
    start: date, *, number: int, calendar: Calendar, disregarded: tuple[date, date] | None = None
) -> tuple[Day, ...]:
    """List each day after the start until so many working days have counted; the last is the day sought.

    The working days from the first to the last that the law disregards are listed and not counted: those in
    which a fee is awaited (FOIA s.10(2)). The start must be in the table too.
    """
    holidays_on(start, calendar=calendar)
    listed: list[Day] = []
    day, counted = start, 0
    while counted < number:
        day += _ONE_DAY
        holidays = holidays_on(day, calendar=calendar)
        reason = _why(day, holidays=holidays, disregarded=disregarded)
        counts = reason == "working_day"
        counted += counts
        listed.append(Day(day, counts, counted if counts else None, reason, holidays))
    return tuple(listed)


def days_through(last: date, *, after: date, calendar: Calendar) -> int:
    """Count the working days after one day up to and including another: FOI 9477 was answered on day 19."""
    counted, day = 0, after
    while day < last:
        day += _ONE_DAY
        counted += is_working_day(day, calendar=calendar)
    return counted


def _why(day: date, *, holidays: tuple[BankHoliday, ...], disregarded: tuple[date, date] | None) -> DayReason:
    """Say why the day counts or not (FOIA s.10(6)): a Saturday stays one, whatever else falls on it."""
    if is_weekend(day):
        return "weekend"
    if holidays:
        return "bank_holiday"
    if disregarded is not None and disregarded[0] <= day <= disregarded[1]:
        return "disregarded"
    return "working_day"
