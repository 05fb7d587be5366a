"""The Merkle tree of RFC 6962 §2.1: hashes, the compact range that grows a log, and both kinds of proof.

A log of n leaves is kept as its *compact range*: the roots of the perfect subtrees that n is made of, one for each bit
of n, the largest first. It grows without the leaves behind it and gives the root at any time:

>>> whole = Range().extended([leaf_hash(bytes([number])) for number in range(7)])
>>> half = Range().extended([leaf_hash(bytes([number])) for number in range(3)])
>>> half.extended([leaf_hash(bytes([number])) for number in range(3, 7)]) == whole
True
>>> len(whole.hashes), whole.root().hex()[:16]
(3, '3560191803028444')

Proofs are made from a reader of perfect subtrees, `node(level, index)`, as tiles give it (`ledger.tiles`). Those who were
given one check it: with `verify.py`, or as the specifications say.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

DIGEST_BYTES = 32
LEAF, NODE = b"\x00", b"\x01"

type Node = Callable[[int, int], bytes]
"""Reads the root of the perfect subtree of 2**level leaves that begins at leaf index·2**level."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf: SHA-256(0x00 ‖ leaf)."""
    return sha256(LEAF + leaf).digest()


def leaf_hashes(leaves: Iterable[bytes]) -> list[bytes]:
    """The hashes of many leaves."""
    return [sha256(LEAF + leaf).digest() for leaf in leaves]


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node: SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(NODE + left + right).digest()


def row_above(row: Sequence[bytes]) -> list[bytes]:
    """The nodes above an even row, each over two neighbours."""
    return [sha256(NODE + left + right).digest() for left, right in zip(row[::2], row[1::2], strict=True)]


@dataclass(frozen=True)
class Range:
    """A log as its compact range: how many leaves, and a root for each bit of that number, the largest first."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Refuse hashes that cannot be of that size."""
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError(f"{len(self.hashes)} hashes are no compact range of {self.size} leaves.")
        if any(len(one) != DIGEST_BYTES for one in self.hashes):
            raise ValueError(f"A hash of a compact range is {DIGEST_BYTES} bytes.")

    def extended(self, hashes: Iterable[bytes]) -> "Range":
        """The range after more leaves, given as their hashes."""
        row = list(hashes)
        size, level, waiting, kept = self.size + len(row), self.size, list(self.hashes), []
        while row or level:
            if level & 1:
                row.insert(0, waiting.pop())
            if len(row) & 1:
                kept.append(row.pop())
            row, level = row_above(row), level >> 1
        return Range(size=size, hashes=tuple(reversed(kept)))

    def root(self) -> bytes:
        """The root of the whole tree; SHA-256 of nothing for an empty one."""
        if not self.hashes:
            return sha256().digest()
        *left, root = self.hashes
        for one in reversed(left):
            root = node_hash(one, root)
        return root


def inclusion_proof(index: int, *, size: int, node: Node) -> list[bytes]:
    """The hashes beside the way from a leaf up to the root of the first `size` leaves (RFC 6962 §2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"A log of {size} leaves has no leaf {index}.")
    start, end, proof = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(range_root(middle, end, node=node))
            end = middle
        else:
            proof.append(range_root(start, middle, node=node))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, *, size: int, node: Node) -> list[bytes]:
    """The hashes that show the first `old` of `size` leaves to be unchanged (RFC 6962 §2.1.2)."""
    if not 0 < old <= size:
        raise ValueError(f"A log of {size} leaves has not grown out of one of {old}.")
    start, end, proof = 0, size, []
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(range_root(middle, end, node=node))
            end = middle
        else:
            proof.append(range_root(start, middle, node=node))
            start = middle
    if start:
        proof.append(range_root(start, end, node=node))
    return proof[::-1]


def range_root(start: int, end: int, *, node: Node) -> bytes:
    """The root over leaves start to end, where start is a multiple of every power of two within; empty if none."""
    hashes = []
    while start < end:
        level = (end - start).bit_length() - 1
        hashes.append(node(level, start >> level))
        start += 1 << level
    return Range(size=(1 << len(hashes)) - 1, hashes=tuple(hashes)).root()


def _split(size: int) -> int:
    """The largest power of two below a size above one: where RFC 6962 cuts a tree."""
    return 1 << ((size - 1).bit_length() - 1)
