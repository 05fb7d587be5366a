"""The clocks of requests about a person's own data and of complaints (DPA 2018 ss.54, 164A; UK GDPR Art 12A)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from watchbook.law.bank_holidays import BankHoliday
from watchbook.law.counting import CannotBeCounted
from watchbook.law.explanations import Deadline, ExplanationStep, cited
from watchbook.law.parameters import ParameterEntry, parameter_entry, whole_number
from watchbook.law.periods import months_after
from watchbook.law.working_days import (
    CALENDARS,
    Calendar,
    Day,
    DayReason,
    holidays_on,
    is_weekend,
    is_working_day,
)

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """The days on which clarification was asked for and came: both are left out, with those between (s.54(3C))."""

    asked: date
    answered: date


def rights_answer_due(
    received: date,
    *,
    nation: str,
    identified: date | None = None,
    pauses: Iterable[Pause] = (),
    is_extended: bool = False,
) -> Deadline:
    """Say when the answer to a request about a person's own data is due, each day listed.

    Raises NotInForce before the law of 2018, CannotBeCounted for days that cannot all be so, and BeyondTheTable.
    """
    every = sorted(pauses, key=lambda one: one.asked)
    start = identified or received
    _check(received, start, every)
    months, further, pausing, moving = (
        parameter_entry(f"data_protection.rights.{name}", on=received)
        for name in ("months", "extension_months", "clarification_pauses", "moves_to_a_working_day")
    )
    in_all = whole_number(months) + (whole_number(further) if is_extended else 0)
    left_out = _left_out(every, after=start)
    end = _end(months_after(start, months=in_all), left_out=left_out)
    days = _days(start, end, left_out=left_out, calendar=CALENDARS[nation])
    told = [cited("right_received", months, day=received)]
    if identified:
        told.append(cited("identified", months, day=identified))
    if left_out:
        told.append(cited("clarification_awaited", pausing, number=len(left_out)))
    told += _ends(days, end, months=months, further=further if is_extended else None, moving=moving)
    return Deadline(on=days[-1].on, explanation=tuple(told), days=days)


def complaint_acknowledged_by(received: date) -> Deadline:
    """Say by when a complaint about personal data is acknowledged (DPA 2018 s.164A(3)). Raises NotInForce before it."""
    time = parameter_entry("data_protection.complaints.acknowledge_days", on=received)
    number = whole_number(time)
    days = tuple(_calendar_day(received + n * _ONE_DAY, number=n) for n in range(number + 1))
    last = days[-1].on
    step = cited("complaint_acknowledged", time, received=received, number=number, last=last)
    return Deadline(on=last, explanation=(step,), days=days)


def _check(received: date, start: date, pauses: list[Pause]) -> None:
    """Refuse days in an order in which they cannot have been."""
    if start < received:
        raise CannotBeCounted("identified_too_early", {"identified": start, "received": received})
    for pause in pauses:
        if pause.asked < received:
            raise CannotBeCounted("asked_too_early", {"asked": pause.asked, "received": received})
        if pause.answered < pause.asked:
            raise CannotBeCounted(
                "clarified_before_asked", {"clarified": pause.answered, "asked": pause.asked}
            )


def _left_out(pauses: list[Pause], *, after: date) -> frozenset[date]:
    """Give the days of the pauses, each once; on day 0 nothing is counted that could be left out."""
    days = (
        pause.asked + n * _ONE_DAY for pause in pauses for n in range((pause.answered - pause.asked).days + 1)
    )
    return frozenset(day for day in days if day > after)


def _end(end: date, *, left_out: frozenset[date]) -> date:
    """Move the end of the months by a day for each day left out before it."""
    for day in sorted(left_out):
        if day <= end:
            end += _ONE_DAY
    return end


def _days(start: date, end: date, *, left_out: frozenset[date], calendar: Calendar) -> tuple[Day, ...]:
    """List each day to the end of the months, and on to the next working day where that is none.

    Whoever is asked on the day to which the end moved is waited for like anybody else, so that day is left out too.
    """
    listed, day, counted = [_calendar_day(start, number=0)], start, 0
    while day < end:
        day += _ONE_DAY
        if day in left_out:
            listed.append(Day(day, counts=False, number=None, reason="clarification_awaited"))
        else:
            counted += 1
            listed.append(_calendar_day(day, number=counted))
    while day in left_out or not is_working_day(day, calendar=calendar):
        day += _ONE_DAY
        listed.append(_moved_day(day, left_out=left_out, holidays=holidays_on(day, calendar=calendar)))
    return tuple(listed)


def _calendar_day(on: date, *, number: int) -> Day:
    if number:
        return Day(on, counts=True, number=number, reason="calendar_day")
    return Day(on, counts=False, number=None, reason="day_0")


def _moved_day(on: date, *, left_out: frozenset[date], holidays: tuple[BankHoliday, ...]) -> Day:
    """Give a day after the end of the months, which counts for nothing: the last of them is the day sought."""
    if on in left_out:
        return Day(on, counts=False, number=None, reason="clarification_awaited")
    reason: DayReason = "weekend" if is_weekend(on) else "bank_holiday" if holidays else "next_working_day"
    return Day(on, counts=False, number=None, reason=reason, holidays=holidays)


def _ends(
    days: tuple[Day, ...],
    end: date,
    *,
    months: ParameterEntry,
    further: ParameterEntry | None,
    moving: ParameterEntry,
) -> list[ExplanationStep]:
    """Say when the months end, that there are more of them, and that the end moved to a working day."""
    number = whole_number(months)
    told = [cited("month_ends", months, months=number, last=end)]
    if further:
        more = whole_number(further)
        told = [cited("months_extended", further, months=number, further=more, last=end)]
    if days[-1].on != end:
        told.append(cited("moved_to_a_working_day", moving, end=end, last=days[-1].on))
    return told
