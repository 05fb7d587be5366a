"""Figures by period: each period asked about with its count, so that the parts add up to the whole (FOIA 2000 s.1(1))."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from watchbook.audit_log.models import Event
from watchbook.figures.findings import Value
from watchbook.figures.sentences import in_words
from watchbook.reading.times.period import Period
from watchbook.reading.times.time_of_question import TimeKind, TimeOfQuestion


def is_in(on: date, time: TimeOfQuestion) -> bool:
    """Whether a day lies in the time asked about; where no period is named, any day does."""
    return time.kind is not TimeKind.PERIODS or any(one.first_on <= on <= one.last_on for one in time.periods)


def by_period(days: Sequence[date], periods: Iterable[Period]) -> list[Value]:
    """For each period how many of these days lie in it; periods are disjoint, so that no day counts twice."""
    return [
        {"period": period_value(one), "count": sum(one.first_on <= on <= one.last_on for on in days)}
        for one in periods
    ]


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
        return _("every entry until the day of receipt")
    return "; ".join(f"{one.first_on.isoformat()}–{one.last_on.isoformat()}" for one in time.periods)


def counted_sentences(days: Sequence[date], periods: Sequence[Period]) -> list[str]:
    """A sentence for each of several periods; none where there is one only, for it says no more than the total."""
    if len(periods) < 2:
        return []
    return [
        _("{first} to {last}: {count}.").format(
            first=in_words(one.first_on),
            last=in_words(one.last_on),
            count=sum(one.first_on <= on <= one.last_on for on in days),
        )
        for one in periods
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
            "Nothing is kept from before {day}: older entries were disposed of by the retention schedule."
        ).format(day=day)
    return _("The register begins with an entry of {day}, and says nothing of the time before.").format(
        day=day
    )


def was_disposed_of(*kinds: str, as_at: datetime | None) -> bool:
    """Whether anything of these kinds was disposed of by a moment (None: now). One query."""
    events = Event.objects.filter(name__in=kinds)
    return (events if as_at is None else events.filter(recorded_at__lte=as_at)).exists()
