"""The time in which the answer to a request, or its end without one, can be challenged: a review, then a complaint."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from watchbook.acting.london_day import london_day
from watchbook.foi.clock import state_of
from watchbook.foi.models import Request, RequestStep
from watchbook.foi.states import ENDS, LEADS_TO, RequestState, StepKind
from watchbook.law.clocks import internal_review_request_by
from watchbook.law.counting import time_allowed, time_if_any
from watchbook.law.parameters import whole_number
from watchbook.law.periods import months_after, weeks_after
from watchbook.law.refusals import Refusal
from watchbook.organisation.models import Regime

# The ends without a letter of answers that are answers all the same: the requester may ask for a review of them.
ANSWERING_ENDS = (StepKind.TRANSFERRED, StepKind.HELD_ELSEWHERE)
ONE_DAY = timedelta(days=1)


def answered_on(request: Request) -> date | None:
    """The day of its answer: of the letter, or of the step that said who else holds it; None while it has none."""
    if hasattr(request, "sent"):
        return request.sent.sent_on
    last = [step for step in request.steps.all() if step.kind in LEADS_TO][-1:]
    return last[0].on if last and last[0].kind in ANSWERING_ENDS else None


def ended_on(request: Request) -> date | None:
    """The day on which one person recorded that it ended without an answer; None while it did not."""
    end = end_of(request)
    return london_day(end.recorded_at) if end else None


def end_of(request: Request) -> RequestStep | None:
    """The step by which one person ended it, whether or not that answered it; None while it did not end so."""
    if state_of(request) != RequestState.ENDED:
        return None
    return [step for step in request.steps.all() if step.kind in LEADS_TO][-1]


def ended() -> Iterator[tuple[Request, RequestStep]]:
    """Every request that one person ended, each with that step. Three queries."""
    rows = Request.objects.filter(steps__kind__in=ENDS, sent=None).distinct().order_by("reference")
    for row in rows.select_related("sent").prefetch_related("steps__recorded_by"):
        if end := end_of(row):
            yield row, end


def is_challengeable(row: Request, answered_on: date, *, on: date) -> bool:
    """Whether it is under review, or the time for a review, and for a complaint after it, still runs."""
    if state_of(row) == RequestState.REVIEWED:
        return True
    return challenged_until(answered_on, regime=row.regime) >= on


def challenged_until(sent_on: date, *, regime: str) -> date:
    """The last day to go to the Commissioner after a review, in weeks or in months; date.max where the law gives none yet."""
    try:
        review = internal_review_request_by(sent_on, regime=regime).on
        if weeks := time_if_any(regime, "commissioner.complaint_weeks", on=review):
            return weeks_after(review, weeks=whole_number(weeks))
        months = time_allowed(regime, "commissioner.appeal_months", on=review)
        return months_after(review, months=whole_number(months))
    except Refusal:
        return date.max


@cache
def answered_since(on: date) -> date:
    """The first day of an answer that can still be challenged on a day, under any regime."""
    first = on
    while any(challenged_until(first - ONE_DAY, regime=regime) >= on for regime in Regime):
        first -= ONE_DAY
    return first
