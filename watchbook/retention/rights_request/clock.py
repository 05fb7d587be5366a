"""The clock of a rights request, from the days of its steps: identity, clarification, longer time (DPA 2018 s.54)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from watchbook.law.explanations import Deadline
from watchbook.law.rights_requests import Pause, rights_answer_due
from watchbook.organisation.models import Authority
from watchbook.retention.rights_request.models import RightsRequest, RightsStep
from watchbook.retention.rights_request.rules import Right
from watchbook.retention.rights_request.states import RightsState, RightsStepKind


@dataclass(frozen=True)
class RightsClock:
    """The last day of the answer, none while the time stands still; and the last day without the longer time."""

    deadline: Deadline | None
    ordinary: Deadline | None


def clock_of(request: RightsRequest, *, as_if_extended: bool = False) -> RightsClock:
    """The clock of a request. Two queries, one where its steps were fetched with it. Raises law.Refusal.

    Asking who asks stops it. Asking what is meant stops it for a request for access alone: the law says so of no other.
    """
    steps, is_access = list(request.steps.all()), Right.ACCESS in request.rights
    if request.state == RightsState.IDENTITY or (request.state == RightsState.UNCLEAR and is_access):
        return RightsClock(None, None)
    counted = partial(
        rights_answer_due,
        request.received_on,
        nation=Authority.objects.get().nation,
        identified=next((one.on for one in reversed(steps) if one.kind == RightsStepKind.IDENTIFIED), None),
        pauses=list(_pauses(steps)) if is_access else [],
    )
    is_extended = as_if_extended or any(one.kind == RightsStepKind.EXTENDED for one in steps)
    return RightsClock(deadline=counted(is_extended=is_extended), ordinary=counted())


def _pauses(steps: Iterable[RightsStep]) -> Iterable[Pause]:
    asked = None
    for one in steps:
        if one.kind == RightsStepKind.CLARIFICATION_ASKED:
            asked = one.on
        elif one.kind == RightsStepKind.CLARIFIED and asked:
            yield Pause(asked, one.on)
