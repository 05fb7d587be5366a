"""The clock of a request, from the days of its steps: clarification, fee, longer time, review (FOIA s.1(3), ss.9, 10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from watchbook.foi.models import Request, RequestStep
from watchbook.foi.states import RequestState, StepKind, state_after
from watchbook.law.clocks import (
    InternalReview,
    answer_due,
    fee_offer_lapse,
    internal_review_due,
    longer_answer_time,
    public_interest_extension,
)
from watchbook.law.explanations import Deadline


@dataclass(frozen=True)
class RequestClock:
    """The last day of the answer, what it waits for, when the request lapses, and when its review is due."""

    deadline: Deadline
    state: RequestState
    lapse: Deadline | None = None
    review: InternalReview | None = None

    @property
    def is_stopped(self) -> bool:
        """Whether the requester is to act next, so that the answer cannot be late."""
        return self.state in (RequestState.UNCLEAR, RequestState.FEE_ASKED, RequestState.ENDED)


def state_of(request: Request) -> RequestState:
    """The state of a request. Two queries, none where its steps and its answer were fetched with it."""
    return state_after((step.kind for step in request.steps.all()), is_answered=hasattr(request, "sent"))


def clock_of(request: Request) -> RequestClock:
    """The clock of a request. Two queries, or none. Raises law.Refusal where the law does not reach the day."""
    newest = {StepKind(step.kind): step for step in request.steps.all()}
    state = state_of(request)
    asked = newest.get(StepKind.FEE_ASKED)
    review = newest.get(StepKind.REVIEW_ASKED)
    return RequestClock(
        deadline=_deadline(request, newest, is_extended=StepKind.EXTENDED in newest),
        state=state,
        lapse=fee_offer_lapse(asked.on, regime=request.regime)
        if asked and state == RequestState.FEE_ASKED
        else None,
        review=internal_review_due(review.on, regime=request.regime) if review else None,
    )


def longest(request: Request) -> Deadline:
    """The last day if more time is taken. Raises law.Refusal where the law of the request knows no longer time."""
    newest = {StepKind(step.kind): step for step in request.steps.all()}
    return _deadline(request, newest, is_extended=True)


def _deadline(request: Request, newest: Mapping[StepKind, RequestStep], *, is_extended: bool) -> Deadline:
    days: dict[str, Any] = {"clarified": _day(newest, StepKind.CLARIFIED)}
    if paid := _day(
        newest, StepKind.FEE_PAID
    ):  # what is not paid yet has not ended: state says that it waits
        days |= {"fee_notice": _day(newest, StepKind.FEE_ASKED), "fee_paid": paid}
    if not is_extended:
        return answer_due(request.received_on, regime=request.regime, **days)
    longer = longer_answer_time(request.regime, on=request.received_on)
    if longer is None:
        return public_interest_extension(request.received_on, regime=request.regime, **days)
    return answer_due(request.received_on, regime=request.regime, days=longer, **days)


def _day(newest: Mapping[StepKind, RequestStep], kind: StepKind) -> date | None:
    return newest[kind].on if kind in newest else None
