"""Failed attempts to sign in as events: each of them up to a number an hour, then one whenever those beyond it have doubled.

Anybody can fail to sign in, from as many addresses as they have, and an event is kept for years. An address that no account has
is as much work as another, so that neither the time nor a second press of the button says which addresses have accounts.
"""

from datetime import datetime

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, gettext_lazy

from watchbook.audit_log.record import Kind, record
from watchbook.organisation.models import Person
from watchbook.web import press

FAILED = Kind("sign_in.failed", says=gettext_lazy("Somebody tried to sign in to this account and failed."))
UNKNOWN_FAILED = Kind(
    "sign_in.unknown_failed",
    says=gettext_lazy("Somebody tried to sign in with an email address that no account has."),
)
PASSKEY_FAILED = Kind(
    "sign_in.passkey_failed",
    says=gettext_lazy("Somebody tried to sign in with a passkey alone and failed."),
)
MANY_FAILED = Kind(
    "sign_in.many_failed",
    fields=("attempts",),
    says=gettext_lazy(
        "Too many sign-in attempts failed within an hour, so we no longer record each failed attempt."
    ),
)
MOST_IN_AN_HOUR = 200
HOUR = 3600  # seconds


@transaction.atomic
def note(address: str, *, at: datetime) -> None:
    """Tell a failed attempt in the history of its account; the address typed is kept nowhere.

    Nobody knows who it was, so the system person records it. Its row is locked, so that two at once are counted as two.
    """
    person = Person.objects.filter(email__iexact=address, is_system=False).first()
    _tell(FAILED if person else UNKNOWN_FAILED, person, at=at)


@transaction.atomic
def note_passkey(person: Person | None, *, at: datetime) -> None:
    """Tell a failed attempt with a passkey alone in the history of the account that it named, if there is one."""
    _tell(PASSKEY_FAILED, person, at=at)


def _tell(kind: Kind, person: Person | None, *, at: datetime) -> None:
    system = Person.objects.select_for_update(no_key=True).filter(is_system=True).first()
    if system is None:  # there are no accounts yet: a demonstration is still loading
        raise ValidationError(gettext("This register is being set up. Try again in a few minutes."))
    count = _counted(at)
    beyond = count - MOST_IN_AN_HOUR
    if beyond <= 0:
        record(kind, subject=person or system, by=system, at=at)
    elif beyond.bit_count() == 1:  # the first beyond, the second, the fourth, the eighth
        record(MANY_FAILED, subject=system, by=system, at=at, attempts=count)
    press.note()


def _counted(at: datetime) -> int:
    """Count an attempt. Return how many there were in this hour of the clock."""
    name = f"failed-sign-ins/{int(at.timestamp()) // HOUR}"
    count: int = cache.get(name, 0) + 1
    cache.set(name, count, HOUR)
    return count
