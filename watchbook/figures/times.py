"""The time of a figure: the period given by name, else what a question's words name; and its parts, which add up to the whole (FOIA 2000 s.1(1))."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.audit_log.models import Event
from watchbook.figures.financial_year import financial_years
from watchbook.figures.findings import Finding, Inquiry, Query, Value, to_be_searched
from watchbook.figures.sentences import in_words
from watchbook.reading.times.period import Period
from watchbook.reading.times.time_of_question import TimeKind, TimeOfQuestion, time_of_question
from watchbook.reading.times.unclear import TimeFault, UnclearReason

EARLIEST = date(1900, 1, 1)  # no register takes an earlier day
# What a time can be taken for, where it is read in two ways or in none.
READINGS: dict[TimeFault, Promise] = {
    TimeFault.NO_DAY: gettext_lazy("“{words}” is not a date."),
    TimeFault.ONE_TIME_OR_TWO: gettext_lazy("“{words}” can mean one period or two."),
    TimeFault.WHICH_YEARS: gettext_lazy("“{words}” can mean a financial year or calendar years."),
}
WORDS: dict[TimeFault, Promise] = {
    TimeFault.OVERLAP: gettext_lazy(
        "To be searched: the question names periods that overlap. Ask the requester which period they mean."
    ),
    TimeFault.WITH_AND_WITHOUT_DAYS: gettext_lazy(
        "To be searched: the question gives dates for one period and no dates for another."
    ),
    TimeFault.NO_BOUNDS: gettext_lazy(
        "To be searched: “{words}” does not say on which dates the period begins and ends. Ask the requester, or search by hand."
    ),
    TimeFault.FINANCIAL_AND_OTHER_YEAR: gettext_lazy(
        "To be searched: the question names a financial year and another year, which may be a financial or a calendar year."
    ),
    TimeFault.ENDS_BEFORE_IT_BEGINS: gettext_lazy(
        "To be searched: the time asked about ends ({last}) before it begins ({first})."
    ),
    TimeFault.NO_FINANCIAL_YEAR_ENDS: gettext_lazy("To be searched: no financial year ends on {day}."),
    TimeFault.TO_COME: gettext_lazy(
        "To be searched: the question asks about a time after the date on which we received the request."
    ),
}


def time_of(inquiry: Inquiry) -> TimeOfQuestion:
    """The period that an inquiry names, else the periods of its words; to the day it is asked for."""
    if inquiry.period is not None:
        return _given(inquiry.period, on=inquiry.on)
    if inquiry.time is not None:
        return inquiry.time
    return time_of_question(
        inquiry.text,
        received_on=inquiry.on,
        years=financial_years(inquiry.on),
        context=inquiry.context,
    )


def in_its_time(answer: Callable[[Inquiry, TimeOfQuestion], Finding]) -> Query:
    """Answer for the time that an inquiry names; where it cannot be told, a person asks or searches."""

    @wraps(answer)
    def answered(inquiry: Inquiry) -> Finding:
        time = time_of(inquiry)
        return unclear_time(time.unclear) if time.unclear else answer(inquiry, time)

    return answered


def unclear_time(unclear: UnclearReason) -> Finding:
    """No figure, since the time cannot be told: a person asks or searches."""
    return to_be_searched(in_words_of(unclear))


def note_of(is_cut_off: bool) -> str:
    """Tell the requester where the time asked about goes on after the day of receipt; "" elsewhere."""
    if not is_cut_off:
        return ""
    return _(
        "The period in the question ends after the date on which we received the request. This figure goes up to that date."
    )


def in_words_of(unclear: UnclearReason) -> str:
    """Tell the officer why a time cannot be told."""
    if unclear.fault in READINGS:
        why = str(READINGS[unclear.fault]).format(**unclear.values)
        return _("To be searched: {why} Ask the requester, or search by hand.").format(why=why)
    return str(WORDS[unclear.fault]).format(**unclear.values)


def _given(period: Period, *, on: date) -> TimeOfQuestion:
    if period.first_on > on:
        return TimeOfQuestion(TimeKind.TO_COME, unclear=UnclearReason(TimeFault.TO_COME))
    held = Period(period.first_on, min(period.last_on, on))
    return TimeOfQuestion(TimeKind.PERIODS, periods=(held,), is_cut_off=held != period)


def until(inquiry: Inquiry, time: TimeOfQuestion) -> tuple[Period, ...]:
    """The periods asked about; where none is named, all days up to the one for which it is asked."""
    return time.periods if time.kind is TimeKind.PERIODS else (Period(EARLIEST, inquiry.on),)


def is_in(on: date, time: TimeOfQuestion) -> bool:
    """Whether a day lies in the time asked about; where no period is named, any day does."""
    return time.kind is not TimeKind.PERIODS or any(one.first_on <= on <= one.last_on for one in time.periods)


def by_period(days: Sequence[date], periods: Iterable[Period], *, begins: date | None = None) -> list[Value]:
    """For each period how many of these days lie in it; periods are disjoint, so that no day counts twice."""
    return [_counted_value(one, _count_in(one, days), begins=begins) for one in periods]


def values_of(counted: Iterable[tuple[Period, int]], *, begins: date | None) -> list[Value]:
    """Each period with its count, as a machine reads it; None where the register had not begun."""
    return [_counted_value(one, count, begins=begins) for one, count in counted]


def _counted_value(period: Period, count: int, *, begins: date | None) -> Value:
    return {
        "period": period_value(period),
        "count": None if not count and _is_before(period, begins) else count,
    }


def _count_in(period: Period, days: Sequence[date]) -> int:
    return sum(period.first_on <= on <= period.last_on for on in days)


def _is_before(period: Period, begins: date | None) -> bool:
    """Whether a period was over before a register began, of which it cannot say that there was none."""
    return begins is not None and period.last_on < begins


def period_value(period: Period) -> Value:
    """A period as a machine reads it."""
    return {"from": period.first_on.isoformat(), "to": period.last_on.isoformat()}


def runs_in(time: TimeOfQuestion, from_on: date, until_on: date | None) -> bool:
    """Whether what began and may have ended ran on a day of the time asked about; of no period, it did."""
    return time.kind is not TimeKind.PERIODS or any(
        from_on <= one.last_on and (until_on is None or until_on >= one.first_on) for one in time.periods
    )


def ran_in(time: TimeOfQuestion, from_on: date, until_on: date | None, *, on: date) -> bool:
    """Whether it ran in the time asked about; a question that names no time asks about the day it came."""
    if time.kind in {TimeKind.NONE_NAMED, TimeKind.AT_PRESENT}:
        return until_on is None or until_on >= on
    return runs_in(time, from_on, until_on)


def in_days(time: TimeOfQuestion) -> str:
    """The time asked about, as the terms of a search name it."""
    if time.kind is not TimeKind.PERIODS:
        return _("every entry up to the date of receipt")
    return "; ".join(
        _("{first} to {last}").format(first=in_words(one.first_on), last=in_words(one.last_on))
        for one in time.periods
    )


def counted_sentences(
    days: Sequence[date], periods: Sequence[Period], *, begins: date | None = None
) -> list[str]:
    """A sentence for each of several periods; none where there is one only, for it says no more than the total."""
    return sentences_of([(one, _count_in(one, days)) for one in periods], begins=begins)


def sentences_of(counted: Sequence[tuple[Period, int]], *, begins: date | None) -> list[str]:
    """A sentence for each of several periods with its count; of one before the register began that it has no records."""
    if len(counted) < 2:
        return []
    none = _("no records before {day}").format(day=in_words(begins)) if begins else ""
    return [
        _("{first} to {last}: {count}.").format(
            first=in_words(one.first_on),
            last=in_words(one.last_on),
            count=none if not count and _is_before(one, begins) else count,
        )
        for one, count in counted
    ]


def bounds(*, first_entry: date, whole: Period | None, is_disposed_of: bool) -> str:
    """What must be said where a register does not reach back to the first day asked about; "" where it does.

    Absence there is never nil (docs/explanation/answering.md#what-was-deleted): either nothing is kept from before, or the register began later.
    """
    if whole is None or whole.first_on >= first_entry:
        return ""
    day = in_words(first_entry)
    if is_disposed_of:
        return _(
            "We hold no entries from before {day}: they were deleted under the retention schedule."
        ).format(day=day)
    return _("The register begins with an entry dated {day} and does not cover any earlier time.").format(
        day=day
    )


def was_disposed_of(*kinds: str, as_at: datetime | None, besides: Any = ()) -> bool:
    """Whether anything of these kinds was disposed of by a moment (None: now), besides these subjects. One query."""
    events = Event.objects.filter(name__in=kinds).exclude(subject_id__in=besides)
    return (events if as_at is None else events.filter(recorded_at__lte=as_at)).exists()
