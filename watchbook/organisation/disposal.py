"""Disposal of people's data: what is due, where a person is found, and how an account is emptied (called by retention)."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest, TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.acting.london_day import LONDON
from watchbook.audit_log.queries import last_at
from watchbook.audit_log.record import Kind
from watchbook.files.disposal import Going, Rows, disposing
from watchbook.organisation.linked_account import CouncilAccount
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.permissions import may_read_addresses_of_officers
from watchbook.organisation.person import CLOSED
from watchbook.organisation.session_store import Session
from watchbook.organisation.states import DutyState
from watchbook.reading.name_spelling import is_named

EMPTIED = Kind("person.emptied", says=_("The person’s name and address were deleted from the account."))
CLASS = "staff_account"
IN_FORCE = (DutyState.GRANTED, DutyState.ENDED)
# Every column that holds personal data, with its class of the retention schedule (checked by an architecture test).
PERSONAL_FIELDS = {
    "organisation.Person.name": CLASS,
    "organisation.Person.email": CLASS,
    "account.EmailAddress.email": CLASS,
}


def _left() -> QuerySet[Person]:
    """Accounts that were closed and not emptied yet, with the day of that or of the last duty; one without an end keeps it."""
    duties = Duty.objects.filter(person=OuterRef("pk"), state__in=IN_FORCE)
    last = duties.exclude(until_on=None).order_by("-until_on").values("until_on")[:1]
    rows: QuerySet[Person] = Person.objects.filter(
        ~Exists(duties.filter(until_on=None)), is_active=False, is_system=False
    )
    left_on = Greatest(TruncDate(last_at(CLOSED.name), tzinfo=LONDON), Subquery(last))
    return rows.exclude(name="").annotate(left_on=left_on)


ENDINGS = (
    Ending(
        Person,
        rows=_left,
        began="left_on",
        code=CLASS,
        event=_("the date on which the account was closed, or the last date of the person’s last duty"),
        page=lambda row: reverse("organisation:person", args=[row.pk]),
    ),
)

READERS = {Person: may_read_addresses_of_officers}


def due(on: date) -> list[UUID]:
    """Accounts closed before a day and without a duty that would keep them."""
    return ending.due(ENDINGS, on)


def find(*texts: str) -> list[UUID]:
    """People whose name or address is one of these, however it is spelt."""
    addresses: dict[UUID, list[str]] = defaultdict(list)
    for person, address in EmailAddress.objects.values_list("user", "email"):
        addresses[person].append(address)
    people = Person.objects.values_list("id", "name", "email")
    said = {key: (name, email, *addresses[key]) for key, name, email in people}
    return [key for key, words in said.items() if any(is_named(text, one) for one in words for text in texts)]


def _empty(people: Rows) -> None:
    """Empty accounts of name and address, in events too; the rows stay, so that acts keep their author's id."""
    for person in people:
        person.name, person.email, person.is_active = "", f"{person.id}@watchbook.invalid", False
        person.wants_digest = False
        person.set_unusable_password()
        person.save(update_fields=["name", "email", "is_active", "wants_digest", "password"])
    EmailAddress.objects.filter(user__in=people).delete()
    Authenticator.objects.filter(user__in=people).delete()
    Session.objects.filter(person__in=people).delete()
    CouncilAccount.objects.filter(person__in=people).delete()


GOES = (Going(Person, EMPTIED, empties=_empty),)
dispose = disposing(GOES)
