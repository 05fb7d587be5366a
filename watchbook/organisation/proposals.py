"""Proposed duties decided together: each by its own act and with its own event, all of them or none."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.organisation import duty
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.permissions import may_propose_duty


class ListRefused(Exception):
    """A list of which nothing was decided; `duties` says of each that stood in the way why, `refusals` as it was raised."""

    def __init__(self, refusals: Sequence[tuple[Duty, NotPermitted | WrongState]]) -> None:
        super().__init__(str(refusals[0][1]))
        self.refusals = tuple(refusals)
        self.duties = tuple((row, str(refusal)) for row, refusal in refusals)


@transaction.atomic
def decide_all(
    rows: Sequence[Duty], *, grants: bool, by: Person, at: datetime, codes: Mapping[UUID, str] | None = None
) -> list[Duty]:
    """Grant a whole list, or decline it; `codes` are what holders read out. Raises ListRefused with each reason and leaves nothing."""
    may_propose_duty(by)
    decided: list[Duty] = []
    refused: list[tuple[Duty, NotPermitted | WrongState]] = []
    for row in rows:
        try:
            with transaction.atomic():
                code = (codes or {}).get(row.person_id, "")
                one = duty.grant(row, by=by, at=at, code=code) if grants else duty.decline(row, by=by, at=at)
        except (NotPermitted, WrongState) as refusal:
            refused.append((row, refusal))
        else:
            decided.append(one)
    if refused:
        raise ListRefused(refused)
    return decided
