"""A receipt: an event's leaf proven to stand in the log, and the fields of the event that its holder may read.

It is a proof of `ledger.proof` whose extra data is the opening as canonical JSON (RFC 8785):

    {"closed": {name: hash, …}, "event": id, "fields": {name: value, …}, "salts": {name: salt, …}}

with hashes and salts in hex. So any program that reads such proofs can check it against the leaf, and ours needs no leaf:
it makes it from the opening. Closed fields stay closed, and the receipt holds after their salts are erased everywhere.

>>> from uuid import UUID
>>> from watchbook.ledger import checkpoint, leaf, note, tree
>>> event, values, seed = UUID(int=1), {"name": "look.ended", "by": "Jane Roe"}, bytes(32)
>>> log = tree.Range().extended([tree.leaf_hash(leaf.leaf(event, commitment=leaf.commit(values, seed=seed)))])
>>> signer = note.Signer("council.example/log", seed=bytes(32))
>>> head = checkpoint.sign(checkpoint.Checkpoint("council.example/log", log.size, log.root()), signer=signer)
>>> opening = leaf.open_fields(values, seed=seed, names=frozenset({"name"}))
>>> given = write(opening, event=event, index=0, hashes=[], checkpoint=head)
>>> check(given, log=signer.verifier).opening.values
{'name': 'look.ended'}
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import rfc8785

from watchbook.ledger import leaf, proof
from watchbook.ledger.checkpoint import Checkpoint
from watchbook.ledger.cosignature import CosignatureVerifier
from watchbook.ledger.leaf import Opening, Value
from watchbook.ledger.note import BadNote, Ed25519Verifier
from watchbook.ledger.proof import Proof


@dataclass(frozen=True)
class Receipt:
    """What a receipt that holds says: this event, these values, at this place of the log under this checkpoint."""

    event: UUID
    opening: Opening
    index: int
    checkpoint: Checkpoint


def write(opening: Opening, *, event: UUID, index: int, hashes: Sequence[bytes], checkpoint: str) -> str:
    """The receipt as its file, for the leaf at `index` and the hashes beside its way up."""
    return Proof(index, tuple(hashes), checkpoint, extra=_packed(opening, event=event)).text


def check(
    content: str | bytes,
    *,
    log: Ed25519Verifier,
    witnesses: Sequence[CosignatureVerifier] = (),
    quorum: int = 0,
) -> Receipt:
    """What a receipt says. Raises BadNote or NotProven with the reason if it does not hold."""
    shown = proof.parse(content)
    event, opening = _unpacked(shown.extra)
    head = proof.check(
        shown, leaf=leaf.of_opening(opening, event=event), log=log, witnesses=witnesses, quorum=quorum
    )
    return Receipt(event, opening, shown.index, head)


def _packed(opening: Opening, *, event: UUID) -> bytes:
    return rfc8785.dumps(
        {
            "closed": _hexed(opening.hashes),
            "event": str(event),
            "fields": dict(opening.values),
            "salts": _hexed(opening.salts),
        }
    )


def _unpacked(content: bytes) -> tuple[UUID, Opening]:
    """Event and opening of the extra data. Raises BadNote for anything but their one form."""
    try:
        found = json.loads(content)
        event = UUID(found["event"])
        fields: Mapping[str, Value] = found["fields"]
        opening = Opening(fields, _unhexed(found["salts"]), _unhexed(found["closed"]))
        is_canonical = _packed(opening, event=event) == content
        leaf.of_opening(opening, event=event)
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise BadNote("This receipt does not open an event: its extra data is not of that form.") from wrong
    if not is_canonical:
        raise BadNote("This receipt writes its fields in another than the one canonical form.")
    return event, opening


def _hexed(parts: Mapping[str, bytes]) -> dict[str, str]:
    return {name: part.hex() for name, part in parts.items()}


def _unhexed(parts: Mapping[str, str]) -> dict[str, bytes]:
    return {name: bytes.fromhex(part) for name, part in parts.items()}
