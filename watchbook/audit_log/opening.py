"""An event opened in part: its fields with their salts where they are to be shown, and hashes of the rest.

It works before and after erasure: what was erased has its hash left and can never be opened again.
"""

from collections.abc import Collection

from watchbook.audit_log.models import Event, EventSecret
from watchbook.audit_log.record import standing
from watchbook.ledger import leaf as ledger
from watchbook.ledger.leaf import Opening, Value

# What is shown of an event without harm to anybody: what happened, to which kind of row, and when it was so.
ALWAYS_SHOWN = frozenset({"name", "subject_table", "at"})


class Closed(Exception):
    """A field that was to be opened is not the event's, or was erased."""


def fields_of(event: Event, secret: EventSecret) -> dict[str, Value]:
    """Every field that can still be opened."""
    return {**standing(event), **event.fields, **secret.personal}


def opened(event: Event, *, names: Collection[str]) -> Opening:
    """The event with the named fields open. Raises Closed for a name that cannot be opened."""
    secret = EventSecret.objects.get(event=event)
    values = fields_of(event, secret)
    if missing := set(names) - values.keys():
        said = "was erased" if missing & set(secret.hashes or {}) else "is not one of its fields"
        raise Closed(f"{', '.join(sorted(missing))} {said}.")
    salts = salts_of(secret, values.keys())
    erased = {name: bytes.fromhex(one) for name, one in (secret.hashes or {}).items()}
    closed = {
        name: ledger.field_hash(value, name=name, salt=salts[name])
        for name, value in values.items()
        if name not in names
    }
    return Opening(
        values={name: values[name] for name in names},
        salts={name: salts[name] for name in names},
        hashes=closed | erased,
    )


def salts_of(secret: EventSecret, names: Collection[str]) -> dict[str, bytes]:
    """The salt of each field: from the seed, or as erasure left it."""
    if secret.salts is not None:
        return {name: bytes.fromhex(secret.salts[name]) for name in names}
    return {name: ledger.salt(bytes(secret.seed), name=name) for name in names}


def committed(event: Event, secret: EventSecret) -> bytes:
    """The commitment that an event's fields give as they stand now; another than the recorded one if any was changed."""
    values = fields_of(event, secret)
    erased = secret.hashes or {}
    salts = salts_of(secret, values.keys() - erased.keys())
    hashes = {name: ledger.field_hash(values[name], name=name, salt=one) for name, one in salts.items()}
    return ledger.commitment(hashes | {name: bytes.fromhex(one) for name, one in erased.items()})
