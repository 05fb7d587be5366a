"""When reviews are due, when one is overdue, and when nothing new may be looked at until it is done (Codes on reviews)."""

from dataclasses import dataclass
from datetime import date

from watchbook.authorisations.rules.kinds import AuthorisationKind
from watchbook.law.durations import ACTS, is_juvenile
from watchbook.law.parameters import NotInForce, number
from watchbook.law.periods import months_after
from watchbook.law.working_days import CALENDARS, days_after


@dataclass(frozen=True)
class Reviewed:
    """What the time of the next review is worked out from: the grant's or the last review's day."""

    kind: str
    nation: str
    last_on: date
    born: date | None = None


def latest_next_review(facts: Reviewed) -> date:
    """The last day on which the next review may be set: a month at most, for a juvenile source by the Code."""
    return months_after(facts.last_on, months=_at_most_months(facts))


def _at_most_months(facts: Reviewed) -> int:
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
