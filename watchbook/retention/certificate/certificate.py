"""The certificate of a list for whoever asks: its body, its receipts in the order of the log, the copies that left, and the limits.

A page, a PDF and a JSON file say the same; `verify.py` checks the file.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.event_opening import ALWAYS_SHOWN
from watchbook.audit_log.models import Event
from watchbook.audit_log.receipt import NotSealed, newest_receipt
from watchbook.retention.deletion.certificate_body import ENDS, body
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.states import ListState

LIMITS: tuple[Promise, ...] = (
    _(
        "This certificate cannot prove that no copy exists. People who printed, photographed, copied or received something "
        "may still have it. So may people who copied a whole key folder together with its key-encryption key."
    ),
    _(
        "It proves that two people agreed, that the keys were destroyed in both copies of the key store, and that this was "
        "logged in that order. If the keys were kept in files, it cannot prove that the disk keeps no overwritten blocks of them."
    ),
)
# Events by which something of a thing left: packs, prints, copies, exports, letters. Each with the handlings that count.
LEFT = {
    "pack.made": (),
    "court_pack.made": (),
    "named_export.exported": (),
    "answer.sent": (),
    "error_report.notified": (),
    "custody.noted": ("copied", "printed", "transferred"),
}
TOLD = (
    "proposed",
    "approved",
    "keys_listed",
    "rows_deleted",
    "keys_destroyed",
    "keys_replaced",
    "completed",
)


@dataclass(frozen=True)
class CopyThatLeft:
    """A copy that left the authority's register: what happened, of which thing, when, and who can be asked about it."""

    event: Event
    what: str
    reference: str


def ended_at(row: DeletionList) -> ListState | None:
    """The last end that a list came to, as its certificate says it; None before the first."""
    return next((end for end in reversed(ENDS) if getattr(row, f"{end.value}_at")), None)


def as_file(row: DeletionList, *, at_end: ListState) -> str:
    """The certificate as one JSON file for an outsider."""
    told: dict[str, Any] = {
        "limits": [str(one) for one in LIMITS],
        "left": [
            {
                "what": one.what,
                "reference": one.reference,
                "at": one.event.at.isoformat(),
                "ask": str(one.event.by),
            }
            for one in copies_that_left(row)
        ],
        "body": body(row, at_end=at_end),
        "receipts": list(receipts(row)),
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def events(row: DeletionList) -> list[Event]:
    """List what the log says of the deletion, in its order: one event of each step."""
    names = [f"deletion.{one}" for one in TOLD]
    return list(Event.objects.filter(subject_id=row.id, name__in=names).order_by("number"))


def receipts(row: DeletionList) -> Iterator[str]:
    """The receipt of each step that is sealed, in the order of the log."""
    for event in events(row):
        try:
            yield newest_receipt(event, names=ALWAYS_SHOWN | event.fields.keys())
        except NotSealed:
            return


def copies_that_left(row: DeletionList) -> list[CopyThatLeft]:
    """List the copies that left of the things of a list, as the log remembers it: the log outlives the things. One query."""
    ids = {UUID(one["item"]) for keys in row.items.values_list("keys", flat=True) for one in keys}
    ids |= set(row.items.values_list("item", flat=True))
    found = Event.objects.filter(subject_id__in=ids, name__in=LEFT).order_by("number")
    return [
        CopyThatLeft(one, one.fields.get("handling") or one.name.partition(".")[0], one.fields["reference"])
        for one in found
        if not LEFT[one.name] or one.fields.get("handling") in LEFT[one.name]
    ]
