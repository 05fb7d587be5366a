"""An event opened in part: its fields with their salts where they are to be shown, and hashes of the rest.

It works before and after erasure: what was erased has its hash left and can never be opened again.
"""

from collections.abc import Collection

from watchbook.audit_log import personal_facts
from watchbook.audit_log.models import Event, EventSecret
from watchbook.audit_log.record import NAMES, standing
from watchbook.audit_log.row_digests import rows_of
from watchbook.ledger import leaf as ledger
from watchbook.ledger.leaf import Opening, Value

# What is shown of an event without harm to anybody: what happened, to which kind of row, and when it was so.
ALWAYS_SHOWN = frozenset({"name", "subject_table", "at"})


class FieldNotOpened(Exception):
    """A field that was to be opened is not the event's, or was erased."""


def opened(event: Event, *, names: Collection[str]) -> Opening:
    """The event with the named fields open. Raises Closed for a name that cannot be opened."""
    secret, rows = EventSecret.objects.get(event=event), rows_of([event.number]).get(event.number)
    values: dict[str, Value] = standing(event, personal=secret.hashes, rows=rows) | event.fields
    names = {*names, *values.keys() & {NAMES}}
    salts = {name: ledger.salt(bytes(secret.seed), name=name) for name in values}
    if set(names) & secret.hashes.keys():
        personal = personal_facts.opened(secret, event=event)
        values |= {name: personal.facts[name] for name in personal.salts}
        salts |= personal.salts
    if missing := set(names) - values.keys():
        said = "was erased" if missing & secret.hashes.keys() else "is not one of its fields"
        raise FieldNotOpened(f"{', '.join(sorted(missing))} {said}.")
    return Opening(
        values={name: values[name] for name in names},
        salts={name: salts[name] for name in names},
        hashes={
            name: digest for name, digest in _hashes(event, secret, rows=rows).items() if name not in names
        },
    )


def committed(event: Event, secret: EventSecret, *, rows: bytes | None) -> bytes:
    """The commitment that an event's fields give as they stand now; another than the recorded one if any was changed.

    Personal values are taken by their hashes: whether those are of these values, opening them shows.
    """
    return ledger.commitment(_hashes(event, secret, rows=rows))


def leaf_of(event: Event) -> bytes:
    """The leaf that an event has, or will have once it is sealed."""
    rows = rows_of([event.number]).get(event.number)
    return ledger.leaf(event.id, commitment=committed(event, EventSecret.objects.get(event=event), rows=rows))


def _hashes(event: Event, secret: EventSecret, *, rows: bytes | None) -> dict[str, bytes]:
    told = ledger.field_hashes(
        standing(event, personal=secret.hashes, rows=rows) | event.fields, seed=bytes(secret.seed)
    )
    return told | personal_facts.hashes_of(secret)
