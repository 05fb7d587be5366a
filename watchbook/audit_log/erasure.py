"""Erasure of an event's personal values and of their salts: the entry still verifies and tells nothing more of a person.

The seed goes, since every salt follows from it. What is left are the salts of the open fields, so that those can still be
shown, and the hash of each personal one: under a salt of 256 random bits that nobody has any more, it says nothing.
"""

import json
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.models import Event, EventSecret
from watchbook.audit_log.opening import fields_of, salts_of
from watchbook.audit_log.record import Actor, Kind, record
from watchbook.ledger import leaf as ledger

COMPLETED = Kind(
    "erasure.completed",
    fields=("erased",),
    says=_(
        "The personal values of an entry of the audit log were erased. The entry still proves what it proved."
    ),
)
ERASE = "SELECT audit_log_erase(%s, %s::jsonb, %s::jsonb)"


@transaction.atomic
def erase(event: Event, *, by: Actor, at: datetime) -> bool:
    """Erase an event's personal values; False where there are none or they are gone. Retention alone decides which."""
    secret = EventSecret.objects.get(event=event)
    if not secret.personal:
        return False
    values = fields_of(event, secret)
    salts = salts_of(secret, values.keys())
    hashes = {
        name: ledger.field_hash(values[name], name=name, salt=salts[name]).hex() for name in secret.personal
    }
    kept = {name: salts[name].hex() for name in values if name not in hashes}
    with connection.cursor() as cursor:
        cursor.execute(ERASE, [event.id, json.dumps(kept), json.dumps(hashes)])
        (done,) = cursor.fetchone()
    record(COMPLETED, subject=event, by=by, at=at, erased=sorted(hashes))
    return bool(done)
