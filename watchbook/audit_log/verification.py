"""The whole log recomputed from its leaves and events, and held against what is signed, published and kept (DESIGN §10).

It believes no stored hash: the tree is made anew from the leaves, each leaf from its event as far as that is there.
"""

from collections.abc import Iterator
from itertools import batched

from django.db.models import Exists, OuterRef

from watchbook.audit_log.head import BadHead, Head, HeadFiles
from watchbook.audit_log.models import (
    Event,
    EventSecret,
    Leaf,
    Pending,
    PublishedCheckpoint,
    SignedCheckpoint,
)
from watchbook.audit_log.opening import committed
from watchbook.audit_log.seal import read_tile
from watchbook.audit_log.sign import Refused, leaves, stored_log
from watchbook.ledger import checkpoint
from watchbook.ledger.leaf import leaf as leaf_of
from watchbook.ledger.note import BadNote, Ed25519Verifier
from watchbook.ledger.tiles import WIDTH, Tile, tiles_of
from watchbook.ledger.tree import DIGEST_BYTES, Range, leaf_hashes, row_above

AT_ONCE = 4096


def problems(*, key: Ed25519Verifier, files: HeadFiles) -> Iterator[str]:
    """Each thing that does not hold, as a sentence; none if all does."""
    log = stored_log()
    try:
        roots = _roots(log.size, wanted=_sizes(files, log=log))
    except Refused as refusal:
        yield refusal.what
        return
    if roots[log.size] != log.root():
        yield f"The {log.size} leaves do not give the root that the database keeps."
    yield from _heads(roots, key=key)
    yield from _head(files, roots=roots, log=log)
    yield from _tiles(log.size)
    yield from _events()


def _sizes(files: HeadFiles, *, log: Range) -> set[int]:
    signed = SignedCheckpoint.objects.values_list("size", flat=True)
    published = PublishedCheckpoint.objects.values_list("size", flat=True)
    return {log.size, *signed, *published, *_head_size(files)}


def _head_size(files: HeadFiles) -> list[int]:
    try:
        head = files.read()
    except BadHead:
        return []
    return [head.log.size] if head else []


def _roots(size: int, *, wanted: set[int]) -> dict[int, bytes]:
    """The root of each wanted size, recomputed from the stored leaves. Raises Refused for leaves out of place."""
    log, roots = Range(), {0: Range().root()}
    ends = sorted({*(one for one in wanted if 0 < one <= size), *range(AT_ONCE, size, AT_ONCE)})
    for end in ends:
        log = log.extended(leaf_hashes(leaves(log.size, end)))
        roots[end] = log.root()
    return roots


def _heads(roots: dict[int, bytes], *, key: Ed25519Verifier) -> Iterator[str]:
    for kind, rows in (
        ("signed", SignedCheckpoint.objects.order_by("size")),
        ("published", PublishedCheckpoint.objects.order_by("on")),
    ):
        for row in rows:
            try:
                head = checkpoint.read(row.note, log=key)
            except BadNote as wrong:
                yield f"The {kind} checkpoint of {row.size} entries does not hold: {wrong}"
                continue
            if head.size != row.size or roots.get(head.size) != head.root:
                yield f"The {kind} checkpoint of {head.size} entries is not of the log that the database holds."


def _head(files: HeadFiles, *, roots: dict[int, bytes], log: Range) -> Iterator[str]:
    try:
        head = files.read()
    except BadHead as wrong:
        yield str(wrong)
        return
    if head is None:
        if SignedCheckpoint.objects.exists():
            yield f"The signer's head is missing from {files.folder}."
        return
    if head.log.size > log.size:
        yield f"The database holds {log.size} entries; the signer signed {head.log.size}."
    elif roots[head.log.size] != head.log.root():
        yield f"The first {head.log.size} entries are not those that the signer signed."
    yield from _copy(files, head=head, log=log)


def _copy(files: HeadFiles, *, head: Head, log: Range) -> Iterator[str]:
    """Where the stored leaves differ from the signer's own copy."""
    for begin in range(0, min(head.log.size, log.size), AT_ONCE):
        end = min(begin + AT_ONCE, head.log.size, log.size)
        kept = files.leaves_between(begin, end)
        stored = leaves(begin, end)
        if kept != stored:
            where = next(
                (place for place, pair in enumerate(zip(kept, stored, strict=False)) if pair[0] != pair[1]),
                len(kept),
            )
            yield f"Entry {begin + where} is not the one in the signer's copy of the leaves."
            return


def _tiles(size: int) -> Iterator[str]:
    """Tiles that do not follow from the leaves below them."""
    for tile in tiles_of(size):
        if read_tile(tile.level, tile.index)[: tile.width * DIGEST_BYTES] != b"".join(_row(tile)):
            yield f"The tile {tile.path} does not follow from the entries."


def _row(tile: Tile) -> list[bytes]:
    """The hashes that a tile must have, from the leaves or from the tiles below."""
    begin = tile.index * WIDTH
    if tile.level == 0:
        return leaf_hashes(leaves(begin, begin + tile.width))
    return [_root_of(read_tile(tile.level - 1, begin + place)) for place in range(tile.width)]


def _root_of(content: bytes) -> bytes:
    row = [content[at : at + DIGEST_BYTES] for at in range(0, len(content), DIGEST_BYTES)]
    while len(row) > 1:
        row = row_above(row)
    return row[0] if row else b""


def _events() -> Iterator[str]:
    """Events that do not give their leaf, and events that neither wait nor are sealed."""
    unplaced = Event.objects.filter(
        ~Exists(Leaf.objects.filter(event_id=OuterRef("id"))),
        ~Exists(Pending.objects.filter(event_id=OuterRef("id"))),
    )
    yield from (f"The event {one.id} neither waits nor is sealed." for one in unplaced.iterator())
    for batch in batched(Leaf.objects.order_by("index").iterator(AT_ONCE), AT_ONCE):
        found = Event.objects.in_bulk([one.event_id for one in batch])
        secrets = EventSecret.objects.in_bulk(found.keys())
        for one in batch:
            event = found.get(one.event_id)
            if event and not _gives(event, secrets.get(event.id), leaf=bytes(one.leaf)):
                yield f"Entry {one.index} does not follow from its event {event.id}: the event was changed."


def _gives(event: Event, secret: EventSecret | None, *, leaf: bytes) -> bool:
    return secret is not None and leaf_of(event.id, commitment=committed(event, secret)) == leaf


def events_lost() -> int:
    """How many sealed entries have no event: those that an older backup did not hold."""
    return Leaf.objects.filter(~Exists(Event.objects.filter(id=OuterRef("event_id")))).count()
