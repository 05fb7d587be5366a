"""The secret address of somebody's calendar feed: made, shown once, withdrawn. Only its hash is kept.

The feed has references and dates and nothing else: a calendar lies on other people's machines.
"""

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.record import Kind, record
from watchbook.authorisations.models import CalendarAddress
from watchbook.authorisations.permissions import may_have_calendar
from watchbook.organisation.models import Person

SECRET_BYTES = 32
MADE = Kind("calendar_address.created", says=gettext_lazy("A secret address for a calendar feed was made."))
WITHDRAWN = Kind(
    "calendar_address.withdrawn", says=gettext_lazy("The secret address for a calendar feed was withdrawn.")
)


@transaction.atomic
def make(*, by: Person, at: datetime) -> str:
    """The secret part of a new address, which nobody can read again; an earlier address stops at once."""
    may_have_calendar(by)
    Person.objects.select_for_update().get(pk=by.pk)
    for earlier in CalendarAddress.objects.filter(person=by, withdrawn_at=None):
        _end(earlier, by=by, at=at)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = CalendarAddress(person=by, secret_sha256=hash_of(secret))
    row.save(force_insert=True)
    record(MADE, subject=row, by=by, at=at)
    return secret


@transaction.atomic
def withdraw(*, by: Person, at: datetime) -> CalendarAddress:
    """End one's own address: the feed is gone from now on."""
    may_have_calendar(by)
    row = CalendarAddress.objects.select_for_update().filter(person=by, withdrawn_at=None).first()
    if row is None:
        raise WrongState(
            _(
                "You cannot withdraw your calendar address: you do not have one, so nobody can subscribe to your dates."
            )
        )
    _end(row, by=by, at=at)
    return row


def whose(secret: str) -> Person | None:
    """Whose feed lies under a secret, while the address stands and the person still holds a duty for it."""
    row = CalendarAddress.objects.filter(secret_sha256=hash_of(secret), withdrawn_at=None).first()
    if row is None:
        return None
    person = Person.objects.get(pk=row.person_id)
    return person if can(may_have_calendar, person) else None


def hash_of(secret: str) -> str:
    """What is kept of it."""
    return sha256(secret.encode()).hexdigest()


def _end(row: CalendarAddress, *, by: Person, at: datetime) -> None:
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    record(WITHDRAWN, subject=row, by=by, at=at)
