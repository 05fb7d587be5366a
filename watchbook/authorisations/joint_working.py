"""Joint working and third parties: who else acts under an authorisation, and that they have seen what it allows.

The authority that leads authorises; a partner confirms that it has seen the authorisation; whoever acts for the council is
within its responsibility (Covert Surveillance Code on joint working and third parties; paragraphs to be confirmed).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.models import Authorisation, JointWorking
from watchbook.authorisations.permissions import may_record_partner
from watchbook.authorisations.states import AuthorisationState
from watchbook.keys.envelope import put
from watchbook.organisation.models import Person

WORDS = ("partner", "scope", "confirmed_by")
RUNNING = frozenset({AuthorisationState.GRANTED, AuthorisationState.EFFECTIVE})
CONFIRMED = Kind(
    "joint_working.confirmed",
    fields=("reference", "role", "confirmed_on"),
    personal=("their_reference", *WORDS),
    says=gettext_lazy("A partner confirmed which parts of the authorisation they had seen."),
)


@dataclass(frozen=True)
class Partner:
    """Who works beside us, in which role, what they saw, who confirmed it and when."""

    role: str
    partner: str
    scope: str
    confirmed_by: str
    confirmed_on: date
    their_reference: str = ""


@transaction.atomic
def confirm(authorisation: Authorisation, told: Partner, *, by: Person, at: datetime) -> JointWorking:
    """Record that a partner has seen the authorisation, or that we have seen theirs."""
    row = locked(authorisation)
    may_record_partner(by, row)
    _check(row, told, today=london_day(at))
    written = JointWorking(
        authorisation=row,
        role=told.role,
        their_reference=told.their_reference.strip(),
        confirmed_on=told.confirmed_on,
        by=by,
        at=at,
    )
    words = {name: getattr(told, name).strip() for name in WORDS}
    put(written, words)
    written.save(force_insert=True)
    record_row(
        CONFIRMED,
        row,
        by=by,
        at=at,
        role=told.role,
        confirmed_on=told.confirmed_on,
        their_reference=written.their_reference,
        **words,
    )
    return written


def _check(row: Authorisation, told: Partner, *, today: date) -> None:
    if row.state not in RUNNING or row.decided_at is None:
        raise WrongState(
            _(
                "You cannot record a partner: the state of the authorisation is “{now}”, so no partner can act under it. Open its page to see what happens next."
            ).format(now=row.get_state_display())
        )
    if not (told.partner.strip() and told.scope.strip() and told.confirmed_by.strip()):
        raise WrongState(
            _(
                "You cannot record a partner yet. Enter the name of the partner, the parts of the authorisation that the partner saw, and the person who confirmed "
                "this."
            )
        )
    if told.role == JointWorking.Role.THEY_LEAD and not told.their_reference.strip():
        raise WrongState(
            _(
                "You cannot record a partner yet: you work under the partner’s authorisation, and its reference is missing. Enter the reference."
            )
        )
    if told.confirmed_on > today or told.confirmed_on < london_day(row.decided_at):
        raise WrongState(
            _(
                "You cannot record that date. Enter a date for the confirmation that is not in the future and not before the date of the officer’s decision."
            )
        )
    if told.role == JointWorking.Role.THIRD_PARTY and row.uses_company is False:
        raise WrongState(
            _(
                "You cannot record a company as a partner: the application says that no company acts for us. Ask the authorising officer to amend the "
                "authorisation at a review first."
            )
        )
