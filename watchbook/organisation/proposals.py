"""Proposed duties decided together: each by its own act and with its own event, all of them or none."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from watchbook.acting.refusals import NotPermitted, WrongState, can
from watchbook.organisation import duty
from watchbook.organisation.introduction import AccountTaking, is_due, nobody_yet, own_link, takings, used_up
from watchbook.organisation.lone_administrator import is_for_the_sro, one_alone
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.officers_in_office import why_not_their_maker
from watchbook.organisation.permissions import may_decide_duty, may_see_people
from watchbook.organisation.proposals_waiting import duties_to_decide
from watchbook.organisation.recovery_apart import apart


class ListRefused(Exception):
    """A list of which nothing was decided; `duties` says of each that stood in the way why, `refusals` as it was raised."""

    def __init__(self, refusals: Sequence[tuple[Duty, NotPermitted | WrongState]]) -> None:
        super().__init__(str(refusals[0][1]))
        self.refusals = tuple(refusals)
        self.duties = tuple((row, str(refusal)) for row, refusal in refusals)


def proposals_for(person: Person) -> list[Duty]:
    """The proposals that this person may decide today. One query."""
    return to_be_decided(person, duties_to_decide(person, at=timezone.now()))


def to_be_decided(person: Person, rows: Iterable[Duty]) -> list[Duty]:
    """Return those of `duties_to_decide` that this person may decide. No query."""
    return [row for row in rows if can(may_decide_duty, person, row)]


def takings_of(rows: Sequence[Duty]) -> dict[UUID, AccountTaking]:
    """Find how the accounts of those for whom duties are proposed were taken; nothing where one person may do all."""
    if not rows or not settings.HOLDERS_INTRODUCE_THEMSELVES:
        return {}
    return takings(row.person_id for row in rows)


def why_not(row: Duty, *, by: Person, taking: AccountTaking | None) -> str:
    """Say why this person cannot grant a row of `proposals_for` now, first what will not pass; nothing where they can."""
    if not row.may_propose:  # type: ignore[attr-defined]  # annotated, as the next
        return duty.proposer_left(row)
    if is_due(taking) and taking and taking.link_by == by.id:
        return own_link()
    if apart_now := apart(row.apart_since, proposer=row.proposed_by.name, at=timezone.now()):  # type: ignore[attr-defined]  # annotated
        return apart_now
    if made := why_not_their_maker(by, row, at=timezone.now()):
        return made
    if not is_due(taking):
        return ""
    return nobody_yet() if taking is None else used_up(row.codes_used_up_at)  # type: ignore[attr-defined]  # annotated


@transaction.atomic
def decide_all(
    rows: Sequence[Duty], *, grants: bool, by: Person, at: datetime, codes: Mapping[UUID, str] | None = None
) -> list[Duty]:
    """Grant a whole list, or decline it; `codes` are what holders read out. Raises ListRefused with each reason and leaves nothing."""
    may_see_people(by)
    lone = [row for row in rows if grants and is_for_the_sro(row)]
    if lone[1:]:
        raise ListRefused([(row, WrongState(one_alone(lone[0]))) for row in lone[1:]])
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
