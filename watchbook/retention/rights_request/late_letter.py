"""Letters on paper that were recorded late: each moves the clock only once another officer has looked at its copy."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState, cannot
from watchbook.organisation.models import Person
from watchbook.retention.rights_request.models import RightsRequest, RightsStep
from watchbook.retention.rights_request.states import RightsStepKind

RECORDED_WITHIN = 7  # days: a letter is signed, posted and scanned within a week; what comes later could be made up backwards


def is_late(on: date, *, today: date, due_on: date | None) -> bool:
    """Whether a letter of a day is recorded too long after it, or after the time that it would lengthen was over."""
    return (today - on).days > RECORDED_WITHIN or (due_on is not None and on <= due_on < today)


def unchecked(steps: Iterable[RightsStep]) -> list[RightsStep]:
    """Return the letters recorded late of which nobody but their recorder has seen the copy since."""
    every = list(steps)
    checks = [one for one in every if one.kind == RightsStepKind.LETTER_CHECKED]
    return [
        one
        for one in every
        if one.is_to_check
        and not any(
            check.recorded_by_id != one.recorded_by_id and check.recorded_at > one.recorded_at
            for check in checks
        )
    ]


def closed_on(row: RightsRequest) -> date | None:
    """Return the day of the answer once its letter has been checked; until then it counts as answered when that was recorded."""
    steps = list(row.steps.all())
    answer = next((one for one in steps if one.kind == RightsStepKind.ANSWERED), None)
    return row.closed_on if answer is None or answer in unchecked(steps) else answer.on


def check_other(row: RightsRequest, *, by: Person) -> None:
    """Raise WrongState unless there is a letter to check that somebody else recorded."""
    tried, left = _("You cannot check this letter"), unchecked(row.steps.all())
    if not left:
        raise WrongState(
            cannot(
                tried,
                _(
                    "No letter about this request is waiting for a check. Open the request to see its letters."
                ),
            )
        )
    if all(one.recorded_by_id == by.id for one in left):
        why = _("You recorded the letter yourself. Ask another officer who answers requests to check it.")
        raise WrongState(cannot(tried, why))
