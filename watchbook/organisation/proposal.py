"""The proposal of a duty, taken back by the person who made it before anybody decides on it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import NotPermitted
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.organisation.duty import FIELDS
from watchbook.organisation.history_words import about_duty
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.permissions import may_propose_duty
from watchbook.organisation.states import DutyState, check_move
from watchbook.organisation.turn import take_turn

TAKEN_BACK = Kind(
    "duty.proposal_taken_back",
    fields=FIELDS,
    says=gettext_lazy("The proposal of a duty was taken back."),
    tells=about_duty(gettext_lazy("The proposal of the duty of {duty} was taken back.")),
)


def may_take_back_proposal(person: Person, duty: Duty) -> None:
    """A system administrator takes back their own proposal; another administrator declines it."""
    may_propose_duty(person)
    if duty.proposed_by_id != person.id:
        raise NotPermitted(
            _(
                "You cannot take back this proposal: somebody else made it. Decline it, or ask that person to take it back."
            )
        )


@transaction.atomic
def take_back(duty: Duty, *, by: Person, at: datetime) -> Duty:
    """End a proposal that its proposer made by mistake; it stays on record."""
    take_turn(by)
    duty = locked(duty)
    may_take_back_proposal(by, duty)
    check_move(DutyState(duty.state), to=DutyState.TAKEN_BACK)
    duty.state, duty.ended_by = DutyState.TAKEN_BACK, by
    duty.save(update_fields=["state", "ended_by"])
    record_row(TAKEN_BACK, duty, by=by, at=at, holder=duty.person_id, duty=duty.kind)
    return duty
