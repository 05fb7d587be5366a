"""The whole log recomputed from its leaves and events, and held against what is signed, published and kept (docs/explanation/integrity.md#against-a-superuser).

It believes no stored hash: the tree is made anew from the leaves, each leaf from its event as far as that is there. All is
read as it stood at one moment, so that sealing goes on beside it.
"""

from collections.abc import Iterator
from hashlib import sha256
from itertools import batched

from django.db.models import Exists, OuterRef

from watchbook.audit_log import missing_events, models, row_verification, timestamp_token
from watchbook.audit_log.event_opening import committed
from watchbook.audit_log.head import BadHead, HeadFiles, SignedHead
from watchbook.audit_log.row_digests import rows_of
from watchbook.audit_log.seal import read_tile
from watchbook.audit_log.sign import SigningRefused, leaves, one_moment, stored_log
from watchbook.ledger import checkpoint, note
from watchbook.ledger.cosignature import CosignatureVerifier
from watchbook.ledger.leaf import leaf as leaf_of
from watchbook.ledger.note import BadNote, Ed25519Verifier, Signature
from watchbook.ledger.tiles import WIDTH, TilePlace, root_of_tile, tiles_of
from watchbook.ledger.tree import DIGEST_BYTES, Range, leaf_hashes

AT_ONCE = 4096


def problems(*, key: Ed25519Verifier, files: HeadFiles) -> list[str]:
    """Each thing that does not hold, as a sentence; none if all does."""
    found: list[str] = []
    try:
        head = files.read()  # before the database is looked at, which is never behind the head
    except BadHead as wrong:
        head, found = None, [str(wrong)]
    with one_moment():
        try:
            return [*found, *_problems(key=key, files=files, head=head)]
        except SigningRefused as refusal:
            return [*found, refusal.what]


def _problems(*, key: Ed25519Verifier, files: HeadFiles, head: SignedHead | None) -> Iterator[str]:
    """Raises SigningRefused for a log whose leaves are not what leaves must be, for then nothing can be recomputed."""
    log = stored_log()
    roots = _roots(log.size, wanted=_sizes(head, log=log))
    if roots[log.size] != log.root():
        yield f"The {log.size} leaves do not give the root that the database keeps."
    if beyond := models.Leaf.objects.filter(index__gte=log.size).count():
        yield f"{beyond} leaves stand after the last of the log: they were put in by hand."
    yield from _heads(roots, key=key)
    yield from _head(files, head=head, roots=roots, log=log)
    yield from _tiles(log.size)
    yield from _outsiders()
    yield from missing_events.deleted()
    yield from _events()
    yield from row_verification.problems()


def _sizes(head: SignedHead | None, *, log: Range) -> set[int]:
    signed = models.SignedCheckpoint.objects.values_list("size", flat=True)
    published = models.PublishedCheckpoint.objects.values_list("size", flat=True)
    return {log.size, *signed, *published, *([head.log.size] if head else [])}


def _roots(size: int, *, wanted: set[int]) -> dict[int, bytes]:
    """The root of each wanted size, recomputed from the stored leaves. Raises SigningRefused for leaves out of place."""
    log, roots = Range(), {0: Range().root()}
    ends = sorted({*(one for one in wanted if 0 < one <= size), *range(AT_ONCE, size, AT_ONCE)})
    for end in ends:
        log = log.extended(leaf_hashes(leaves(log.size, end)))
        roots[end] = log.root()
    return roots


def _heads(roots: dict[int, bytes], *, key: Ed25519Verifier) -> Iterator[str]:
    """Checkpoints that the key did not sign, that are not of this log, and two of one size that differ."""
    seen: dict[int, tuple[str, bytes]] = {}
    for what, size, text in _notes():
        try:
            head = checkpoint.read(text, log=key)
        except BadNote as wrong:
            yield f"The {what} checkpoint of {size} entries does not hold: {wrong}"
            continue
        if head.size != size or roots.get(head.size) != head.root:
            yield f"The {what} checkpoint of {head.size} entries is not of the log that the database holds."
        other, root = seen.setdefault(head.size, (what, head.root))
        if root != head.root:
            yield (
                f"Two checkpoints of {head.size} entries, one {other} and one {what}, are both signed with the log's key and"
                " have different roots: two histories were signed (a fork). Keep both, they are the evidence."
            )


def _notes() -> Iterator[tuple[str, int, str]]:
    """Every checkpoint that the database keeps: what it is, the size of its row, its text."""
    for one in models.SignedCheckpoint.objects.order_by("size"):
        yield "signed", one.size, one.note
    for row in models.PublishedCheckpoint.objects.order_by("on"):
        yield f"published ({row.on})", row.size, row.note


def _head(files: HeadFiles, *, head: SignedHead | None, roots: dict[int, bytes], log: Range) -> Iterator[str]:
    if head is None:
        if models.SignedCheckpoint.objects.exists():
            yield f"The signer's head is missing from {files.folder}."
        return
    if head.log.size > log.size:
        yield f"The database holds {log.size} entries; the signer signed {head.log.size}."
    elif roots[head.log.size] != head.log.root():
        yield f"The first {head.log.size} entries are not those that the signer signed."
    try:
        yield from _copy(files, head=head, log=log)
    except BadHead as wrong:
        yield str(wrong)


def _copy(files: HeadFiles, *, head: SignedHead, log: Range) -> Iterator[str]:
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


def _row(tile: TilePlace) -> list[bytes]:
    """The hashes that a tile must have, from the leaves or from the tiles below."""
    begin = tile.index * WIDTH
    if tile.level == 0:
        return leaf_hashes(leaves(begin, begin + tile.width))
    return [root_of_tile(read_tile(tile.level - 1, begin + place)) for place in range(tile.width)]


def _outsiders() -> Iterator[str]:
    """Time stamps that are not the ones that were logged, and cosignatures that do not hold."""
    kept = set()
    for token in models.TimestampToken.objects.order_by("checkpoint_id", "authority"):
        kept.add(sha256(bytes(token.token)).hexdigest())
        if token.sha256 not in kept:
            yield f"The time stamp by {token.authority} of the checkpoint of {token.checkpoint_id} was changed."
    for event, digest in timestamp_token.noted():
        if digest not in kept:
            yield f"A time stamp that was logged (event {event}) is not kept any more, or was changed."
    for one in models.Cosignature.objects.select_related("checkpoint").order_by("checkpoint_id", "witness"):
        try:
            text, line = note.parse(one.checkpoint.note).text, Signature.parse(one.line)
            note.read(note.write(text, [line]), verifiers=[CosignatureVerifier.parse(one.key)])
        except BadNote as wrong:
            yield f"What {one.witness} signed of the checkpoint of {one.checkpoint_id} does not hold: {wrong}"


def _events() -> Iterator[str]:
    """Events that do not give their leaf, and events that neither wait nor are sealed."""
    unplaced = models.Event.objects.filter(
        ~Exists(models.Leaf.objects.filter(event_id=OuterRef("id"))),
        ~Exists(models.Pending.objects.filter(event_id=OuterRef("id"))),
    )
    yield from (f"The event {one.id} neither waits nor is sealed." for one in unplaced.iterator())
    for batch in batched(models.Leaf.objects.order_by("index").iterator(AT_ONCE), AT_ONCE):
        found = models.Event.objects.in_bulk([one.event_id for one in batch])
        secrets = models.EventSecret.objects.in_bulk(found.keys())
        rows = rows_of([event.number for event in found.values()])
        for one in batch:
            event = found.get(one.event_id)
            if event and not _gives(
                event, secrets.get(event.id), rows=rows.get(event.number), leaf=bytes(one.leaf)
            ):
                yield f"Entry {one.index} does not follow from its event {event.id}: the event was changed."


def _gives(
    event: models.Event, secret: models.EventSecret | None, *, rows: bytes | None, leaf: bytes
) -> bool:
    """Whether the event has this leaf; what no event can be has none."""
    try:
        return (
            secret is not None and leaf_of(event.id, commitment=committed(event, secret, rows=rows)) == leaf
        )
    except (ValueError, TypeError, AttributeError):
        return False
