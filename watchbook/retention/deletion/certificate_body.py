"""The body of a certificate: what is committed to in the audit log at each of the three ends of a deletion. Ids and hashes alone.

It is made anew from the list each time, so nothing in it may be worded: a sentence that is put better would break the seal.
"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from watchbook.retention.deletion.models import DeletionItem, DeletionList
from watchbook.retention.deletion.states import ItemOutcome, ListState

FORMAT = "watchbook/certificate-of-deletion/v1"
CIPHER = "AES-256-GCM"  # both of what is sealed under an item's key and of the key itself
KEY_BITS = 256
TECHNIQUE = "NIST SP 800-88 r2: purge, cryptographic erase"
ENDS = (ListState.UNREADABLE, ListState.IRRECOVERABLE, ListState.GONE)
canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def body(row: DeletionList, *, at_end: ListState) -> dict[str, Any]:
    """Say what the certificate says once a list came to an end: nothing of later ends is in it."""
    ends = ENDS[: ENDS.index(at_end) + 1]
    replaced = ListState.IRRECOVERABLE in ends
    return {
        "format": FORMAT,
        "number": row.reference,
        "ground": {
            "kind": row.ground,
            "because": row.because,
            "class": row.retention_class,
            "rule": row.rule,
        },
        "decided": {
            "proposed_by": str(row.proposed_by_id),
            "proposed_at": _moment(row.proposed_at),
            "approved_by": str(row.approved_by_id),
            "approved_at": _moment(row.approved_at),
            "hold_checked_at": _moment(row.hold_checked_at),
        },
        "method": {
            "technique": TECHNIQUE,
            "cipher": CIPHER,
            "key_bits": KEY_BITS,
            "keeper": row.keeper if replaced else "",
            "key_versions_destroyed_before": row.key_version if replaced else None,
        },
        "copies": {"first": _moment(row.first_copy_at), "second": _moment(row.second_copy_at)},
        "ends": {end.value: _moment(getattr(row, f"{end.value}_at")) for end in ends},
        "things": [_thing(one) for one in row.items.exclude(outcome=ItemOutcome.RELEASED)],
    }


def digest(row: DeletionList, *, at_end: ListState) -> str:
    """The SHA-256 of the body in its one canonical form, in hexadecimal."""
    return sha256(canonical(body(row, at_end=at_end)).encode()).hexdigest()


def _thing(one: DeletionItem) -> dict[str, Any]:
    return {
        "number": one.number,
        "table": one.table,
        "item": str(one.item),
        "reference": one.item_reference,
        "last_on": one.last_on.isoformat() if one.last_on else None,
        "outcome": one.outcome,
        "keys": one.keys,
        "files": one.files,
    }


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None
