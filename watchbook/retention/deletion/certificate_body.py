"""The body of a certificate: what is committed to in the audit log at each of the three ends of a deletion. Ids and hashes alone.

It is made anew from the list and the log each time. Its limits are worded for good: another sentence needs another FORMAT,
or the seal of every certificate before it would break.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop

from watchbook.audit_log.models import Event
from watchbook.retention.deletion import sample
from watchbook.retention.deletion.in_clear import FILES_KEPT, KEPT_ASIDE, until
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.states import ItemOutcome, ListState
from watchbook.retention.fate import STAYS

FORMAT = "watchbook/certificate-of-deletion/v1"
CIPHER = "AES-256-GCM"  # both of what is sealed under an item's key and of the key itself
KEY_BITS = 256
TECHNIQUE = "NIST SP 800-88 r2: purge, cryptographic erase"
LIMITS = (
    gettext_noop(
        "This certificate cannot prove that no copy exists. People who printed, photographed, copied or received something "
        "may still have it. So may people who copied a whole key folder together with its key-encryption key."
    ),
    gettext_noop(
        "This certificate proves that two people agreed to the deletion, that the keys were then destroyed in both copies of "
        "the key store, and that the log shows these acts in that order. If the keys were kept in files, the certificate "
        "cannot prove that no traces of the keys are left on the disk."
    ),
)
# The first limit where something lay in clear.
CLEAR_LIMIT = gettext_noop(
    "Some of these records held unencrypted data, which no key protected. We deleted that data here, but anybody with a "
    "backup can read it until the last backup that holds it expires. The entry for each such record names the data and "
    "the date."
)
CLEAR_TECHNIQUE = "rows deleted, files unlinked: no cryptographic erase"
# Events by which something of a thing left: packs, prints, copies, exports, letters. Each with the handlings that count.
LEFT = {
    "pack.made": (),
    "court_pack.made": (),
    "named_export.exported": (),
    "answer.sent": (),
    "error_report.notified": (),
    "custody.noted": ("copied", "printed", "transferred"),
}
COPIES = """
    WITH gone AS MATERIALIZED (
        SELECT thing.is_protected, unnest(array_append(ARRAY(
            SELECT (key ->> 'item')::uuid FROM jsonb_array_elements(thing.keys) AS key
        ), thing.item)) AS item
        FROM retention_deletionitem AS thing WHERE thing.deletion_list_id = %s
    )
    SELECT event.id, bool_or(gone.is_protected) FROM audit_log_event AS event JOIN gone ON gone.item = event.subject_id
    WHERE event.name = ANY (%s) AND event.recorded_at <= %s GROUP BY event.id
"""
AT_ONCE = 2000
ONE_WORD = 3  # the edition since which there is one word for every reason to keep a thing
TELLS_CLEAR = 4  # the edition since which it tells what lay in clear
TELLS_SAMPLE = 5  # the edition since which it tells who opened which record of the sample
TELLS_LET_GO = 6  # the edition since which it tells who lifted which hold, as the person who approved saw it
OF_A_THING = (
    "number", "table", "item", "item_reference", "last_on", "outcome", "keys", "files", "is_protected", "clear",
)  # fmt: skip
# The event of each step in its order; each end is told by its own.
STEPS = ("proposed", "approved", "keys_listed", "rows_deleted")
ENDED = {"unreadable": "keys_destroyed", "irrecoverable": "keys_replaced", "gone": "completed"}
ENDS = (ListState.UNREADABLE, ListState.IRRECOVERABLE, ListState.GONE)
canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class CopyThatLeft(NamedTuple):
    """A copy that left the authority's register: what happened, of which thing, when, and who can be asked about it."""

    event: Event
    what: str
    reference: str


def body(row: DeletionList, *, at_end: ListState, between: str = ",") -> Iterator[str]:
    """Say what the certificate says once a list came to an end, in its one canonical form, piece by piece.

    Nothing of later ends is in it. Its things come last by the order of names, so that however many there are, one is
    held at a time. `between` comes between two of them, where somebody is to read it.
    """
    yield f'{canonical(_head(row, at_end=at_end))[:-1]},"things":['
    things = row.items.exclude(outcome=ItemOutcome.RELEASED).order_by("number").values(*OF_A_THING)
    for place, one in enumerate(things.iterator(chunk_size=AT_ONCE)):
        told = _thing(one, edition=row.certificate_edition or 1) | _in_clear(one, row)
        yield f"{between if place else ''}{canonical(told)}"
    yield "]}"


def limits_of(row: DeletionList) -> list[str]:
    """The limits of a certificate: first that something of it was never encrypted, where it was not. One query."""
    return [CLEAR_LIMIT, *LIMITS] if _tells_clear(row) else list(LIMITS)


def digest(row: DeletionList, *, at_end: ListState) -> str:
    """The SHA-256 of the body in its one canonical form, in hexadecimal."""
    whole = sha256()
    for piece in body(row, at_end=at_end):
        whole.update(piece.encode())
    return whole.hexdigest()


def _head(row: DeletionList, *, at_end: ListState) -> dict[str, Any]:
    """All of the body but its things."""
    ends = ENDS[: ENDS.index(at_end) + 1]
    replaced = ListState.IRRECOVERABLE in ends
    return {
        "format": FORMAT,
        "number": row.reference,
        "limits": limits_of(row),
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
            **({"sample": _sample(row)} if (row.certificate_edition or 1) >= TELLS_SAMPLE else {}),
            **({"let_go": _let_go(row)} if (row.certificate_edition or 1) >= TELLS_LET_GO else {}),
        },
        "method": {
            "technique": TECHNIQUE,
            **({"technique_in_clear": CLEAR_TECHNIQUE} if _tells_clear(row) else {}),
            "cipher": CIPHER,
            "key_bits": KEY_BITS,
            "keeper": row.keeper if replaced else "",
            "key_versions_destroyed_before": row.key_version if replaced else None,
        },
        "copies": {"first": _moment(row.first_copy_at), "second": _moment(row.second_copy_at)},
        "ends": {end.value: _moment(getattr(row, f"{end.value}_at")) for end in ends},
        "left": [_left(one) for one in copies_that_left(row)],
        # Of the steps before this end: the receipt of each is in the file, and the last is this end's own.
        "events": [str(one.id) for one in events(row, at_end=at_end) if one.name != _event_of(at_end)],
    }


def events(row: DeletionList, *, at_end: ListState) -> list[Event]:
    """List what the log says of the deletion up to an end, in its order: the events of each step, of a long list's rows several."""
    names = [*(f"deletion.{one}" for one in STEPS), *map(_event_of, ENDS[: ENDS.index(at_end) + 1])]
    return list(Event.objects.filter(subject_id=row.id, name__in=names).order_by("number"))


def copies_that_left(row: DeletionList) -> list[CopyThatLeft]:
    """List the copies that left of the things of a list before they were unreadable, as the log remembers it. Two queries.

    Of a protected thing it says only that one left, when, and whom to ask.
    """
    protected = _those_of_a_copy(row)
    found = Event.objects.filter(id__among=protected).order_by("number")
    return [
        CopyThatLeft(one, *(("", "") if protected[one.id] else _told_of(one)))
        for one in found
        if not LEFT[one.name] or one.fields.get("handling") in LEFT[one.name]
    ]


def _those_of_a_copy(row: DeletionList) -> dict[UUID, bool]:
    """Return the events by which a copy left of a thing of a list, or of what went with it, each with whether that is protected."""
    with connection.cursor() as cursor:
        cursor.execute(COPIES, [row.pk, list(LEFT), row.unreadable_at])
        return dict(cursor.fetchall())


def _told_of(event: Event) -> tuple[str, str]:
    return event.fields.get("handling") or event.name.partition(".")[0], event.fields["reference"]


def _event_of(end: ListState) -> str:
    return f"deletion.{ENDED[end.value]}"


def _left(one: CopyThatLeft) -> dict[str, str | None]:
    return {
        "what": one.what,
        "reference": one.reference,
        "at": _moment(one.event.at),
        "ask": str(one.event.by),
    }


def _thing(one: dict[str, Any], *, edition: int) -> dict[str, Any]:
    """Tell one thing. Since the third edition what stayed is "kept": why is not for everybody who is given the file."""
    is_kept = one["outcome"] in STAYS and edition >= ONE_WORD
    told = {name: one[name] for name in ("number", "table", "keys", "files")} | {
        "outcome": "kept" if is_kept else one["outcome"],
        "item": str(one["item"]),
        "reference": one["item_reference"],
        "last_on": one["last_on"].isoformat() if one["last_on"] else None,
    }
    if not one["is_protected"]:
        return told
    keys = [*map(_without_kinds, one["keys"])]
    if edition == 1:
        return told | {"table": "", "keys": keys}
    # An id holds the time of its recording, so its hash stands for it. Two keepers agreed: who, the log tells those with access.
    hidden = [key | {"item": hashed(key["item"])} for key in keys]
    return told | {"table": "", "keys": hidden, "item": hashed(told["item"]), "keepers": 2}


def _sample(row: DeletionList) -> list[dict[str, Any]]:
    """Tell who opened which record before the approval, or read its entry, by the number of the record, and when."""
    return [
        {
            "record": one.fields["number"],
            "read": "record" if one.name == sample.OPENED.name else "entry",
            "by": str(one.by),
            "at": _moment(one.at),
        }
        for one in sample.readings(row)
    ]


def _let_go(row: DeletionList) -> list[dict[str, Any]]:
    """Tell which holds had been lifted from its records, as the person who approved saw it, with the ids of people for their names."""
    return [{"words": words, "people": people} for words, people in row.let_go or []]


def _tells_clear(row: DeletionList) -> bool:
    went = row.items.filter(outcome=ItemOutcome.DELETED, clear__isnull=False)
    return (row.certificate_edition or 1) >= TELLS_CLEAR and went.exists()


def _in_clear(one: dict[str, Any], row: DeletionList) -> dict[str, Any]:
    """Tell what of a thing that went lay in clear, how it went, and the day on which the last backup with it falls out."""
    if (
        not one["clear"]
        or one["outcome"] != ItemOutcome.DELETED
        or (row.certificate_edition or 1) < TELLS_CLEAR
    ):
        return {}
    clear = one["clear"]
    noted = {name: clear[name] for name in (FILES_KEPT, KEPT_ASIDE) if name in clear}
    day = until(row, clear) if KEPT_ASIDE not in clear and (clear["files"] or clear["columns"]) else None
    told = {
        "technique": CLEAR_TECHNIQUE,
        "files": clear["files"],
        "columns": ["not named"] if one["is_protected"] else clear["columns"],
        "in_backups_until": day.isoformat() if day else None,
        **noted,
    }
    return {"clear": told}


def hashed(item: str) -> str:
    """The SHA-256 of an id, in hexadecimal: whoever has the id finds it, and nobody finds the id by it."""
    return sha256(UUID(item).bytes).hexdigest()


def _without_kinds(key: dict[str, Any]) -> dict[str, Any]:
    """Tell a key of a protected thing without the kinds of what lay under it, which would say what it was."""
    return key | {"sealed": [["", digest] for _kind, digest in key["sealed"]]}


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None
