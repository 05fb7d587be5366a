"""Proofs as files (c2sp.org/tlog-proof): that a leaf stands in a log, to be checked offline by whoever has the log's key.

>>> from watchbook.ledger import checkpoint, note, tree
>>> signer = note.Signer("council.example/log", seed=bytes(32))
>>> log = tree.Range().extended(tree.leaf_hashes([b"a leaf", b"another"]))
>>> head = checkpoint.sign(checkpoint.Checkpoint("council.example/log", log.size, log.root()), signer=signer)
>>> shown = InclusionProof(index=0, hashes=(tree.leaf_hash(b"another"),), checkpoint=head)
>>> check(parse(shown.text), leaf=b"a leaf", log=signer.verifier).size
2
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchbook.ledger import checkpoint, note
from watchbook.ledger.checkpoint import Checkpoint
from watchbook.ledger.cosignature import CosignatureVerifier
from watchbook.ledger.note import BadNote, Ed25519Verifier
from watchbook.ledger.tree import check_inclusion, leaf_hash

HEADER = "c2sp.org/tlog-proof@v1"
# No log of 2**63 leaves or fewer has a longer way to its root.
MOST_HASHES = 63


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


def parse(content: str | bytes) -> InclusionProof:
    """Take a proof apart without checking it. Raises BadNote."""
    text = note.utf8(content)
    head, found, signed = text.partition("\n\n")
    first, *lines = head.split("\n")
    if not found or first != HEADER:
        raise BadNote(
            f"A proof begins with {HEADER} and holds a checkpoint after an empty line; this does not."
        )
    extra = note.decoded(lines.pop(0).removeprefix("extra ")) if lines and lines[0][:6] == "extra " else b""
    if not lines or not lines[0].startswith("index ") or len(lines) > MOST_HASHES + 1:
        raise BadNote(
            f"A proof says the index of its leaf and has at most {MOST_HASHES} hashes; this does not."
        )
    index = checkpoint.number(lines[0].removeprefix("index "))
    return InclusionProof(index, tuple(map(checkpoint.digest, lines[1:])), signed, extra)


def check(
    proof: InclusionProof,
    *,
    leaf: bytes,
    log: Ed25519Verifier,
    witnesses: Sequence[CosignatureVerifier] = (),
    quorum: int = 0,
) -> Checkpoint:
    """The checkpoint under which the leaf stands, signed by the log and by enough of the witnesses.

    Raises BadNote or NotProven with the reason.
    """
    head = checkpoint.read(proof.checkpoint, log=log)
    signed = note.read(proof.checkpoint, verifiers=[log, *witnesses])
    seen = {one.name for one in signed.signatures} & {one.name for one in witnesses}
    if len(seen) < quorum:
        raise BadNote(f"{len(seen)} known witnesses have signed this checkpoint; {quorum} are asked for.")
    check_inclusion(leaf_hash(leaf), index=proof.index, size=head.size, proof=proof.hashes, root=head.root)
    return head
