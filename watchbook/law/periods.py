"""Months, weeks and days of the calendar: when a period that begins with a day ends (RIPA s.43)."""

import calendar
import re
from datetime import MAXYEAR, date, timedelta

from watchbook.law.refusals import Refusal, shown

_A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ONE_DAY = timedelta(days=1)
_MONTHS_IN_A_YEAR = int(calendar.DECEMBER)


class BeyondTheCalendar(Refusal):
    """The period would end after the last day that a calendar can name."""


class NotADay(Refusal):
    """What was given does not name one day of the calendar."""


def months_beginning_with(first_day: date, *, months: int) -> date:
    """Give the last day of so many months beginning with a day, that day included (RIPA s.43)."""
    same_number = _same_number(first_day, months=months)
    if same_number is None:
        return _last_of_month(first_day, months=months)
    return same_number - _ONE_DAY


def months_after(day: date, *, months: int) -> date:
    """Give the same-numbered day so many months later, or that month's last day if it has none."""
    return _same_number(day, months=months) or _last_of_month(day, months=months)


def weeks_after(day: date, *, weeks: int) -> date:
    """Give the same day of the week so many weeks later."""
    try:
        return day + timedelta(weeks=weeks)
    except OverflowError:
        raise BeyondTheCalendar("beyond_the_calendar", {"day": day}) from None


def read_day(text: str) -> date:
    """Read a day written as year, month and day, such as 2026-06-15."""
    if _A_DAY.fullmatch(text) is None:
        raise NotADay("not_a_day", {"text": shown(text)})
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotADay("not_a_day", {"text": shown(text)}) from None


def birthday(born: date, *, years: int) -> date:
    """Give the day on which that age is reached; somebody born on 29 February reaches it on 1 March."""
    same_number = _same_number(born, months=years * _MONTHS_IN_A_YEAR)
    return same_number or _last_of_month(born, months=years * _MONTHS_IN_A_YEAR) + _ONE_DAY


def _month(day: date, *, months: int) -> tuple[int, int]:
    """Name the year and month so many months later."""
    years, month = divmod(day.month - 1 + months, _MONTHS_IN_A_YEAR)
    if day.year + years > MAXYEAR:
        raise BeyondTheCalendar("beyond_the_calendar", {"day": day})
    return day.year + years, month + 1


def _last_of_month(day: date, *, months: int) -> date:
    """Give the last day of the month so many months later."""
    year, month = _month(day, months=months)
    return date(year, month, calendar.monthrange(year, month)[1])


def _same_number(day: date, *, months: int) -> date | None:
    """Give the same-numbered day so many months later, if that month has one."""
    last = _last_of_month(day, months=months)
    return last.replace(day=day.day) if day.day <= last.day else None
