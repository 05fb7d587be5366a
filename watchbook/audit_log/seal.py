"""The sealer's step: take what waits, give it its place, grow the tree; in one transaction, safe for two at once.

What waits is taken by deletion and never by "number > last seen": numbers are given before a transaction commits, so a
late one would be passed over (docs/explanation/integrity.md#sequencing). The row of the log is the one lock, and only sealers ask for it. A crash
at any point undoes all of it. The connection is the sealer's role, which sees opaque leaves only.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from watchbook.ledger.tiles import grown
from watchbook.ledger.tree import DIGEST_BYTES, Range, leaf_hashes

AT_ONCE = 4096

LOCK = "SELECT size, hashes FROM audit_log_sealedlog FOR UPDATE"
TAKE = "SELECT number, event_id, leaf FROM audit_log_take(%s)"
READ_TILE = "SELECT content FROM audit_log_tile WHERE level = %s AND index = %s"
KEEP_TILE = """
    INSERT INTO audit_log_tile (level, index, content) VALUES (%s, %s, %s)
    ON CONFLICT (level, index) DO UPDATE SET content = excluded.content
"""
GROW = "UPDATE audit_log_sealedlog SET size = %s, hashes = %s"


class SealedLeaf(NamedTuple):
    """A leaf that has its place: whose event it is, and its 49 bytes."""

    event_id: UUID
    leaf: bytes


def seal() -> int:
    """Seal up to `AT_ONCE` of what waits; gives how many leaves that were."""
    with transaction.atomic():
        log = locked_log()
        # What waits, oldest first.
        taken = [SealedLeaf(event, bytes(leaf)) for _number, event, leaf in sorted(rows(TAKE, AT_ONCE))]
        if taken:
            append(log, taken)
        return len(taken)


def rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows that a query gives; none of a statement that only writes."""
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall() if cursor.description else []


def locked_log() -> Range:
    """How far the log is sealed; nobody else seals until this transaction ends."""
    ((size, hashes),) = rows(LOCK)
    return as_range(size, bytes(hashes))


def append(log: Range, leaves: Sequence[SealedLeaf]) -> None:
    """Add leaves after those of the log: rows, tiles and the log's own row, in the caller's transaction."""
    hashes = leaf_hashes(one.leaf for one in leaves)
    after = log.extended(hashes)
    tiles = list(grown(log.size, hashes, read=read_tile))
    with connection.cursor() as cursor:
        with cursor.copy("COPY audit_log_leaf (index, event_id, leaf) FROM STDIN") as copy:
            for index, one in enumerate(leaves, start=log.size):
                copy.write_row((index, one.event_id, one.leaf))
        cursor.executemany(KEEP_TILE, [(tile.level, tile.index, content) for tile, content in tiles])
        cursor.execute(GROW, [after.size, b"".join(after.hashes)])


def read_tile(level: int, index: int) -> bytes:
    """A stored tile; nothing where there is none."""
    found = rows(READ_TILE, level, index)
    return bytes(found[0][0]) if found else b""


def as_range(size: int, hashes: bytes) -> Range:
    """A compact range from its row. Raises ValueError where the hashes cannot be of that size."""
    parts = tuple(hashes[at : at + DIGEST_BYTES] for at in range(0, len(hashes), DIGEST_BYTES))
    return Range(size=size, hashes=parts)
