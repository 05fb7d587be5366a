"""Erasure of an event's personal values and of their salts: the entry still verifies and tells nothing more of a person.

What is sealed goes: the values, and the seed of their salts. What is left is the hash of each: under a salt of 256 random
bits that nobody has any more, it says nothing. (Where the row that the event is about is disposed of, its key goes too.)
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log import personal_facts
from watchbook.audit_log.models import Event, EventSecret
from watchbook.audit_log.record import Actor, Kind, record

COMPLETED = Kind(
    "erasure.completed",
    fields=("erased",),
    says=_("The personal details in an audit log entry were erased. The entry itself can still be checked."),
)
ERASE = "SELECT audit_log_erase(%s)"


def unexplained(secrets: Collection[EventSecret]) -> Iterator[str]:
    """Tell of personal values of events that were changed, or taken out without an erasure."""
    gone = {one.event_id for one in secrets if personal_facts.are_gone(one)}
    erased = Event.objects.filter(name=COMPLETED.name, subject_id__in=gone) if gone else Event.objects.none()
    for event in sorted(gone.difference(erased.values_list("subject_id", flat=True))):
        yield f"The personal values of the event {event} are gone and no event explains why: somebody took them out."
    for one in secrets:
        if not personal_facts.is_as_sealed(one):
            yield f"The personal values of the event {one.event_id} are not those that it was recorded with: somebody changed them."


@transaction.atomic
def erase(event: Event, *, by: Actor, at: datetime) -> bool:
    """Erase an event's personal values; False where there are none or they are gone. Retention alone decides which."""
    secret = EventSecret.objects.get(event=event)
    if not secret.sealed:
        return False
    with connection.cursor() as cursor:
        cursor.execute(ERASE, [event.id])
        (done,) = cursor.fetchone()
    record(COMPLETED, subject=event, by=by, at=at, erased=sorted(personal_facts.names_of(secret)))
    return bool(done)
