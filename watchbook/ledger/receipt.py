"""A receipt: an event's leaf proven to stand in the log, and the fields of the event that its holder may read.

It is a proof as a file (c2sp.org/tlog-proof), to be checked offline by whoever has the log's key, whose extra data is the
opening as canonical JSON (RFC 8785):

    {"event": id, "fields": [[name, value, salt] for an open field, or its hash for a closed one, …]}

in the order of the names, with hashes and salts in hex. So any program that reads such proofs can check it against the
leaf, and `verify.py` needs no leaf: it makes it from the opening. The name of a closed field is left out, because nothing would
bind it. Closed fields stay closed, and the receipt holds after their salts are erased everywhere.

>>> from uuid import UUID
>>> from watchbook.ledger import checkpoint, leaf, note, tree, verify
>>> event, values, seed = UUID(int=1), {"name": "look.ended", "by": "Jane Roe"}, bytes(32)
>>> log = tree.Range().extended([tree.leaf_hash(leaf.leaf(event, commitment=leaf.commit(values, seed=seed)))])
>>> signer = note.Signer("council.example/log", seed=bytes(32))
>>> head = checkpoint.sign(checkpoint.Checkpoint("council.example/log", log.size, log.root()), signer=signer)
>>> opening = leaf.open_fields(values, seed=seed, names=frozenset({"name"}))
>>> given = write(opening, event=event, index=0, hashes=[], checkpoint=head)
>>> told = verify.receipt_of(given, [signer.verifier.line])
>>> told.fields, told.closed
({'name': 'look.ended'}, 1)
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import rfc8785

from watchbook.ledger import leaf, note
from watchbook.ledger.leaf import Opening, Value

HEADER = "c2sp.org/tlog-proof@v1"
# A field's hash is over name and value side by side: a number may not lend its first digits to the name.
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class InclusionProof:
    """Which leaf, the hashes beside its way up, the signed checkpoint, and data that the format carries unread."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    @property
    def text(self) -> str:
        """The proof as its file."""
        return "".join(f"{line}\n" for line in self._lines()) + "\n" + self.checkpoint

    def _lines(self) -> Iterator[str]:
        yield HEADER
        if self.extra:
            yield f"extra {note.encoded(self.extra)}"
        yield f"index {self.index}"
        yield from map(note.encoded, self.hashes)


def write(opening: Opening, *, event: UUID, index: int, hashes: Sequence[bytes], checkpoint: str) -> str:
    """The receipt as its file, for the leaf at `index` and the hashes beside its way up."""
    return InclusionProof(index, tuple(hashes), checkpoint, extra=_packed(opening, event=event)).text


def _packed(opening: Opening, *, event: UUID) -> bytes:
    """The opening as extra data. Raises ValueError for a name that could be taken in two ways."""
    leaf.of_opening(opening, event=event)
    entries = {name: part.hex() for name, part in opening.hashes.items()} | {
        name: [named(name, value=value), value, opening.salts[name].hex()]
        for name, value in opening.values.items()
    }
    return canonical(event, [entries[name] for name in sorted(entries)])


def named(name: str, *, value: Value) -> str:
    """The name of an open field. Raises ValueError for one that could be taken in two ways."""
    if not _NAME.fullmatch(name) or (isinstance(value, int) and name[-1].isdigit()):
        raise ValueError(f"A field named {name!r} with such a value could be taken in two ways.")
    return name


def canonical(event: UUID, entries: list[Any]) -> bytes:
    """The extra data in its one form."""
    return rfc8785.dumps({"event": str(event), "fields": entries})
