"""Disposal of people's data: what is due, where a person is found, and how an account is emptied (called by retention)."""

from datetime import date, datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record
from watchbook.keys import destruction
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import in_force_between

EMPTIED = Kind("person.emptied", says=_("The account was emptied of name and address."))
# Every column that holds personal data, with its class of the retention schedule (checked by an architecture test).
PERSONAL_FIELDS = {
    "organisation.Person.name": "staff accounts",
    "organisation.Person.email": "staff accounts",
    "account.EmailAddress.email": "staff accounts",
}


def due(on: date) -> list[UUID]:
    """Accounts closed and without a duty that would keep them. The period is the schedule's, applied by retention."""
    closed = Person.objects.filter(is_active=False, is_system=False).exclude(name="")
    held = Duty.objects.filter(in_force_between(on, None))
    return list(closed.exclude(duties__in=held).values_list("id", flat=True))


def find(text: str) -> list[UUID]:
    """People whose name or address is exactly this, without regard to case."""
    addresses = EmailAddress.objects.filter(email__iexact=text).values("user")
    found = Person.objects.filter(Q(name__iexact=text) | Q(email__iexact=text) | Q(id__in=addresses))
    return list(found.values_list("id", flat=True))


@transaction.atomic
def dispose(person_id: UUID, *, by: Person, at: datetime) -> None:
    """Empty an account of name and address, in events too; the row stays, so that acts keep their author's id."""
    person = Person.objects.select_for_update().get(pk=person_id)
    person.name, person.email, person.is_active = "", f"{person.id}@watchbook.invalid", False
    person.set_unusable_password()
    person.save(update_fields=["name", "email", "is_active", "password"])
    EmailAddress.objects.filter(user=person).delete()
    destruction.at_commit(person.id)
    record(EMPTIED, subject=person, by=by, at=at)
