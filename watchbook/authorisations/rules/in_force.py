"""Say when an authorisation is in force, and when its reviews are due (RIPA s.43, Codes on reviews).

From the moment it takes effect to the end of its last day in London; an overdue review bars new looks after its grace.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from watchbook.acting.london_day import LONDON, london_day
from watchbook.authorisations.states import AuthorisationKind
from watchbook.law.durations import ACTS, is_juvenile
from watchbook.law.parameters import NotInForce, number
from watchbook.law.periods import months_after
from watchbook.law.working_days import CALENDARS, days_after

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Times:
    """When an authorisation took effect, its last day, and when it was stopped or cancelled; None for not yet."""

    effective_from: datetime | None
    ends_on: date | None
    stopped_at: datetime | None = None
    cancelled_at: datetime | None = None


def ends_at(last_day: date) -> datetime:
    """The moment at which it ceases: midnight in London after its last day, whichever way the clocks stand."""
    return datetime.combine(last_day + _ONE_DAY, time(), tzinfo=LONDON)


def ceases_at(times: Times) -> datetime | None:
    """The earliest of its end, the instruction to stop and its cancellation; None where it never took effect."""
    if times.effective_from is None or times.ends_on is None:
        return None
    moments = (ends_at(times.ends_on), times.stopped_at, times.cancelled_at)
    return min(moment for moment in moments if moment is not None)


def last_day_before(until: datetime) -> date:
    """Return the last London day of which some part lies before a moment at which something ends."""
    return london_day(until - timedelta(microseconds=1))


def last_day_of(times: Times) -> date | None:
    """Return the last day on which it is or was in force, an earlier stop or cancellation counted; None where it never took effect."""
    ceases = ceases_at(times)
    return None if ceases is None else last_day_before(ceases)


def is_in_force(times: Times, *, at: datetime) -> bool:
    """Whether something done at that moment is covered (invariant I2)."""
    ceases = ceases_at(times)
    return times.effective_from is not None and ceases is not None and times.effective_from <= at < ceases


def has_lapsed(times: Times, *, at: datetime) -> bool:
    """Whether its time ran out and nobody cancelled it by then: a fault that the SRO hears of (invariant I7)."""
    if times.ends_on is None or times.effective_from is None:
        return False
    cancelled = times.cancelled_at is not None and times.cancelled_at <= at
    return at >= ends_at(times.ends_on) and not cancelled


def lapsed_ever(times: Times, *, at: datetime) -> bool:
    """Whether by a moment its time had run out before anybody cancelled it; a later cancellation does not undo that."""
    ended = at if times.cancelled_at is None else min(times.cancelled_at, at)
    return times.effective_from is not None and times.ends_on is not None and ended >= ends_at(times.ends_on)


def days_in_force(times: Times, *, until: datetime) -> int:
    """How many London days it was in force, first and last included; what requesters ask for."""
    ceases = ceases_at(times)
    if times.effective_from is None or ceases is None:
        return 0
    last = min(ceases, until)
    if last <= times.effective_from:
        return 0
    first_day = london_day(times.effective_from)
    return (last_day_before(last) - first_day).days + 1


@dataclass(frozen=True)
class ReviewFacts:
    """What the time of the next review is worked out from: the grant's or the last review's day."""

    kind: str
    nation: str
    last_on: date
    born: date | None = None


def latest_next_review(facts: ReviewFacts) -> date:
    """The last day on which the next review may be set: a month at most, for a juvenile source by the Code."""
    return months_after(facts.last_on, months=_at_most_months(facts))


def _at_most_months(facts: ReviewFacts) -> int:
    ours = number("authority.review.at_most_months", on=facts.last_on)
    if facts.kind != AuthorisationKind.CHIS or facts.born is None:
        return ours
    if not is_juvenile(facts.born, on=facts.last_on, act=ACTS[facts.nation]):
        return ours
    try:
        return min(ours, number("ripa.chis.juvenile_review_months", on=facts.last_on))
    except NotInForce:
        return ours


def bars_from(due_on: date, *, nation: str) -> date:
    """The first day on which an overdue review bars new looks: the day after the grace."""
    grace = number("authority.review.grace_working_days", on=due_on)
    days = days_after(due_on, number=grace + 1, calendar=CALENDARS[nation])
    return days[-1].on


def is_overdue(due_on: date, *, today: date) -> bool:
    """Whether the review should have been done by now."""
    return today > due_on
