"""Accounts of people: added, closed and opened again by a system administrator."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.organisation import duty as duties
from watchbook.organisation.jobs import tell_soon
from watchbook.organisation.models import Duty, Person, Service
from watchbook.organisation.names import check_address, check_name
from watchbook.organisation.officers_in_office import check_kept
from watchbook.organisation.permissions import may_add_person, may_close_account
from watchbook.organisation.queries import in_force_between, in_force_on
from watchbook.organisation.session_store import Session
from watchbook.organisation.states import DutyState
from watchbook.organisation.turn import take_turn

ADDED = Kind(
    "person.added",
    fields=("service",),
    personal=("email", "full_name"),
    says=gettext_lazy("The account was added."),
)
CLOSED = Kind("person.closed", says=gettext_lazy("The account was closed; its sessions and duties ended."))
REOPENED = Kind("person.reopened", says=gettext_lazy("The account was opened again."))


@transaction.atomic
def add(*, email: str, name: str, service: Service | None, by: Person, at: datetime) -> Person:
    """An account without a password: its holder sets one by a one-time link. Raises WrongState where its name or address misleads."""
    take_turn(by)
    may_add_person(by)
    check_address(email)
    check_name(name, others=Person.objects.values_list("name", flat=True))
    person = Person(email=email.strip().lower(), name=name.strip(), service=service)
    person.set_unusable_password()
    person.save(force_insert=True)
    record_row(ADDED, person, by=by, at=at, service=service.id if service else None, full_name=person.name)
    return person


@transaction.atomic
def close(person: Person, *, by: Person, at: datetime) -> Person:
    """No more sign-in for this account, no session and no duty of it; what it did stays in the registers."""
    take_turn(by)
    person = Person.objects.select_for_update().get(pk=person.pk)
    may_close_account(by, person)
    held = check_close(by, person, at=at)
    person.is_active = False
    person.save(update_fields=["is_active"])
    Session.objects.filter(person=person).delete()
    for duty in held:
        if duty.state == DutyState.GRANTED and duty.until_on != london_day(at):
            duties.end_with_account(duty, by=by, at=at)
    tell_soon(record(CLOSED, subject=person, by=by, at=at))
    return person


def check_close(by: Person, person: Person, *, at: datetime) -> list[Duty]:
    """Find the duties that the closing of an account would end. Raises WrongState where it cannot be closed now. Two queries and more."""
    if not person.is_active:
        raise WrongState(
            _("You cannot close this account: it is closed already. Open it again if it should be in use.")
        )
    held = list(person.duties.filter(in_force_between(london_day(at), None)))
    check_kept(by, person, kinds=[duty.kind for duty in held], on=london_day(at), at=at)
    return held


@transaction.atomic
def reopen(person: Person, *, by: Person, at: datetime) -> Person:
    """Sign-in again for a closed account."""
    take_turn(by)
    person = Person.objects.select_for_update().get(pk=person.pk)
    may_close_account(by, person)
    check_reopen(person, at=at)
    person.is_active = True
    person.save(update_fields=["is_active"])
    tell_soon(record(REOPENED, subject=person, by=by, at=at))
    return person


def check_reopen(person: Person, *, at: datetime) -> None:
    """Refuse to open an account again that is in use, has no name any more, or would hold today's duties again. One query."""
    if person.is_active or not person.name:
        raise WrongState(
            _(
                "You cannot open this account again: it is in use, or its personal data was deleted. If the data was deleted, add the person again."
            )
        )
    if settings.HOLDERS_INTRODUCE_THEMSELVES and person.duties.filter(in_force_on(london_day(at))).exists():
        raise WrongState(
            _(
                "You cannot open this account again today: its duties last until midnight, and the person would hold them again. Open it"
                " tomorrow."
            )
        )
