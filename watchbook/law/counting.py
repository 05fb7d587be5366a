"""How a time of so many working days is counted: whose days, which value of the law, and each day listed."""

from dataclasses import dataclass
from datetime import date

from watchbook.law.bank_holidays import table
from watchbook.law.explanations import ExplanationStep, cited
from watchbook.law.parameters import ParameterEntry, UnknownParameter, parameter_entry, whole_number
from watchbook.law.provisions import provision
from watchbook.law.refusals import Refusal
from watchbook.law.working_days import CALENDARS, UK, Calendar, Day, days_after


class CannotBeCounted(Refusal):
    """The days given cannot all be so, or the law knows no such clock."""


@dataclass(frozen=True, slots=True)
class Count:
    """Each day of a count, and the steps that tell which days counted and which weekdays did not."""

    days: tuple[Day, ...]
    rule: tuple[ExplanationStep, ...]

    @property
    def last(self) -> date:
        """Give the day on which the time ends."""
        return self.days[-1].on


def time_allowed(law: str, subject: str, *, on: date) -> ParameterEntry:
    """Give the time that the law allows; a time that it does not know is refused."""
    entry = time_if_any(law, subject, on=on)
    if entry is None:
        raise CannotBeCounted("no_such_time", {"subject": subject, "law": provision(law).title})
    return entry


def time_if_any(law: str, subject: str, *, on: date) -> ParameterEntry | None:
    """Give the time that the law allows, or nothing if that law knows no such time."""
    try:
        return parameter_entry(f"{law}.{subject}", on=on)
    except UnknownParameter:
        return None


def count_after(
    start: date,
    *,
    law: str,
    time: ParameterEntry,
    on: date,
    disregarded: tuple[date, date] | None = None,
) -> Count:
    """Count working days from the day after the start, by the calendar that the law gave on a day."""
    entry = time_allowed(law, "working_day.calendar", on=on)
    calendar = CALENDARS[str(entry.value)]
    days = days_after(start, number=whole_number(time), calendar=calendar, disregarded=disregarded)
    day_0 = Day(on=start, counts=False, number=None, reason="day_0")
    return Count(days=(day_0, *days), rule=_rule(days, entry=entry, calendar=calendar))


def _rule(days: tuple[Day, ...], *, entry: ParameterEntry, calendar: Calendar) -> tuple[ExplanationStep, ...]:
    """Say which days count, and name the weekdays that did not (FOIA s.10(6))."""
    closed = tuple(day for day in days if day.reason == "bank_holiday")
    rule = cited("anywhere_in_the_kingdom", entry)
    if calendar != UK:
        nations = tuple(table(name).nation for name in calendar.tables)
        rule = cited("in_one_nation", entry, nations=nations)
    return (rule, cited("left_out", entry, closed=closed)) if closed else (rule,)
