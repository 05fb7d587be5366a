"""A receipt: an event's leaf proven to stand in the log, and the fields of the event that its holder may read.

It is a proof of `ledger.proof` whose extra data is the opening as canonical JSON (RFC 8785):

    {"event": id, "fields": [[name, value, salt] for an open field, or its hash for a closed one, …]}

in the order of the names, with hashes and salts in hex. So any program that reads such proofs can check it against the
leaf, and ours needs no leaf: it makes it from the opening. The name of a closed field is left out, because nothing would
bind it. Closed fields stay closed, and the receipt holds after their salts are erased everywhere.

>>> from uuid import UUID
>>> from watchbook.ledger import checkpoint, leaf, note, tree
>>> event, values, seed = UUID(int=1), {"name": "look.ended", "by": "Jane Roe"}, bytes(32)
>>> log = tree.Range().extended([tree.leaf_hash(leaf.leaf(event, commitment=leaf.commit(values, seed=seed)))])
>>> signer = note.Signer("council.example/log", seed=bytes(32))
>>> head = checkpoint.sign(checkpoint.Checkpoint("council.example/log", log.size, log.root()), signer=signer)
>>> opening = leaf.open_fields(values, seed=seed, names=frozenset({"name"}))
>>> given = write(opening, event=event, index=0, hashes=[], checkpoint=head)
>>> told = check(given, log=signer.verifier)
>>> told.fields, told.closed
({'name': 'look.ended'}, 1)
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import rfc8785

from watchbook.ledger import leaf, proof
from watchbook.ledger.checkpoint import Checkpoint
from watchbook.ledger.cosignature import CosignatureVerifier
from watchbook.ledger.leaf import Opening, Value
from watchbook.ledger.note import BadNote, Ed25519Verifier
from watchbook.ledger.proof import InclusionProof

# A field's hash is over name and value side by side: a number may not lend its first digits to the name.
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Receipt:
    """What a receipt that holds says: this event has these values, and so many closed, at this place under this head."""

    event: UUID
    fields: Mapping[str, Value]
    closed: int
    index: int
    checkpoint: Checkpoint


def write(opening: Opening, *, event: UUID, index: int, hashes: Sequence[bytes], checkpoint: str) -> str:
    """The receipt as its file, for the leaf at `index` and the hashes beside its way up."""
    return InclusionProof(index, tuple(hashes), checkpoint, extra=_packed(opening, event=event)).text


def check(
    content: str | bytes,
    *,
    log: Ed25519Verifier,
    witnesses: Sequence[CosignatureVerifier] = (),
    quorum: int = 0,
) -> Receipt:
    """What a receipt says. Raises BadNote or NotProven with the reason if it does not hold."""
    shown = proof.parse(content)
    event, fields, hashes = _unpacked(shown.extra)
    made = leaf.leaf(event, commitment=leaf.commitment_in_order(hashes))
    head = proof.check(shown, leaf=made, log=log, witnesses=witnesses, quorum=quorum)
    return Receipt(event, fields, len(hashes) - len(fields), shown.index, head)


def _packed(opening: Opening, *, event: UUID) -> bytes:
    """The opening as extra data. Raises ValueError for a name that could be taken in two ways."""
    leaf.of_opening(opening, event=event)
    entries = {name: part.hex() for name, part in opening.hashes.items()} | {
        name: [_named(name, value=value), value, opening.salts[name].hex()]
        for name, value in opening.values.items()
    }
    return _canonical(event, [entries[name] for name in sorted(entries)])


def _unpacked(content: bytes) -> tuple[UUID, dict[str, Value], list[bytes]]:
    """Event, open values and all hashes of the extra data. Raises BadNote for anything but their one form."""
    fields: dict[str, Value] = {}
    try:
        found = json.loads(content)
        event, entries = UUID(found["event"]), found["fields"]
        hashes = [_hash(entry, into=fields) for entry in entries]
        is_canonical = _canonical(event, entries) == content and list(fields) == sorted(fields)
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise BadNote("This receipt does not open an event: its extra data is not of that form.") from wrong
    if not is_canonical:
        raise BadNote("This receipt writes its fields in another than the one canonical form.")
    return event, fields, hashes


def _hash(entry: Any, *, into: dict[str, Value]) -> bytes:
    """The hash of one entry; an open one's value is put among the fields. Raises ValueError or TypeError."""
    if not isinstance(entry, list):
        return _digest(entry)
    name, value, salt = entry
    if _named(name, value=value) in into:
        raise ValueError(f"{name} is opened twice.")
    into[name] = value
    return leaf.field_hash(value, name=name, salt=_digest(salt))


def _digest(text: str) -> bytes:
    content = bytes.fromhex(text)
    if len(content) != leaf.DIGEST_BYTES or content.hex() != text:
        raise ValueError("A hash or salt is 32 bytes in small hexadecimal.")
    return content


def _named(name: str, *, value: Value) -> str:
    if not _NAME.fullmatch(name) or (isinstance(value, int) and name[-1].isdigit()):
        raise ValueError(f"A field named {name!r} with such a value could be taken in two ways.")
    return name


def _canonical(event: UUID, entries: list[Any]) -> bytes:
    return rfc8785.dumps({"event": str(event), "fields": entries})
