"""Proposed duties decided together: each by its own act and with its own event, all of them or none."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.organisation import duty
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.permissions import may_propose_duty


class ListRefused(Exception):
    """Nothing of a list was decided; `duties` says of each that stood in the way why."""

    def __init__(self, duties: Sequence[tuple[Duty, str]]) -> None:
        super().__init__(duties[0][1])
        self.duties = tuple(duties)


@transaction.atomic
def decide_all(rows: Sequence[Duty], *, grants: bool, by: Person, at: datetime) -> list[Duty]:
    """Grant a whole list, or decline it. Raises ListRefused with each reason and leaves nothing."""
    may_propose_duty(by)
    decided: list[Duty] = []
    refused: list[tuple[Duty, str]] = []
    for row in rows:
        try:
            with transaction.atomic():
                one = duty.grant(row, by=by, at=at) if grants else duty.decline(row, by=by, at=at)
        except (NotPermitted, WrongState) as refusal:
            refused.append((row, str(refusal)))
        else:
            decided.append(one)
    if refused:
        raise ListRefused(refused)
    return decided
