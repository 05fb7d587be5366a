"""The whole log recomputed from its leaves and events, and held against what is signed, published and kept (docs/explanation/integrity.md#against-a-superuser).

It believes no stored hash: the tree is made anew from the leaves, each leaf from its event as far as that is there. All is
read as it stood at one moment, so that sealing goes on beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef

from watchbook.audit_log import erasure, missing_events, models, row_verification
from watchbook.audit_log.event_opening import committed
from watchbook.audit_log.head import BadHead, HeadFiles, SignedHead
from watchbook.audit_log.health import last_verified
from watchbook.audit_log.moments import Moments
from watchbook.audit_log.outside_words import outside_problems
from watchbook.audit_log.row_digests import rows_of
from watchbook.audit_log.row_verification import RowsVerified
from watchbook.audit_log.seal import read_tile, rows
from watchbook.audit_log.sign import SigningRefused, leaves, one_moment, stored_log
from watchbook.ledger import checkpoint
from watchbook.ledger.leaf import leaf as leaf_of
from watchbook.ledger.note import BadNote, Ed25519Verifier
from watchbook.ledger.tiles import WIDTH, TilePlace, root_of_tile, tiles_of
from watchbook.ledger.tree import DIGEST_BYTES, Range, leaf_hashes

AT_ONCE = 4096
WRITTEN_SINCE = """
    SELECT event.id FROM public.audit_log_event AS event WHERE pg_catalog.age(event.xmin) <= pg_catalog.age(%(xid)s::xid)
    UNION SELECT event_id FROM public.audit_log_eventsecret AS one WHERE pg_catalog.age(one.xmin) <= pg_catalog.age(%(xid)s::xid)
    UNION SELECT id FROM public.audit_log_event JOIN (
        SELECT DISTINCT number FROM public.audit_log_rowdigest AS one WHERE pg_catalog.age(one.xmin) <= pg_catalog.age(%(xid)s::xid)
    ) AS digests USING (number)
"""
NUMBERS = """
    SELECT (SELECT last_value FROM public.audit_log_event_number), COALESCE(max(number), 0), count(number) - count(DISTINCT number)
    FROM public.audit_log_event
"""
# Whether a leaf of before is from a transaction that ended after an earlier run: it may have been open beside that run.
LEAVES_WRITTEN_SINCE = """
    SELECT EXISTS (SELECT FROM public.audit_log_leaf AS one
        WHERE "index" < %s AND pg_catalog.age(one.xmin) <= pg_catalog.age(%s::xid))
"""


@dataclass(frozen=True)
class Verified:
    """The end of a run that found nothing: of which database, up to which entry, and over which rows."""

    database: int
    log: Range
    rows: RowsVerified


def problems(*, key: Ed25519Verifier, files: HeadFiles, since: Verified | None = None) -> list[str]:
    """Each thing that does not hold, as a sentence; none if all does. `since` leaves out what an earlier run has seen."""
    return verify(key=key, files=files, since=since)[0]


def verify(
    *, key: Ed25519Verifier, files: HeadFiles, since: Verified | None = None
) -> tuple[list[str], Verified | None]:
    """Return what `problems` gives, and how far the run came if there are none."""
    found: list[str] = []
    try:
        head = files.read()  # before the database is looked at, which is never behind the head
    except BadHead as wrong:
        head, found = None, [str(wrong)]
    with one_moment():
        try:
            found += _problems(key=key, files=files, head=head, since=since)
            done = None if found else Verified(_database(), stored_log(), row_verification.verified())
            return found, done
        except SigningRefused as refusal:
            return [*found, refusal.what], None


def is_of_this_database(since: Verified) -> bool:
    """Whether an earlier run was over this database, and not one that a restore put in its place."""
    return since.database == _database()


def _database() -> int:
    ((number,),) = rows("SELECT oid::bigint FROM pg_database WHERE datname = current_database()")
    return int(number)


def _problems(
    *, key: Ed25519Verifier, files: HeadFiles, head: SignedHead | None, since: Verified | None
) -> Iterator[str]:
    """Raises SigningRefused for a log whose leaves are not what leaves must be, for then nothing can be recomputed."""
    log, seen = stored_log(), since.log if since else Range()
    if log.size < seen.size:
        yield f"The log has {log.size} entries; it had {seen.size} when it was last verified."
        return
    begin = Range() if since and rows(LEAVES_WRITTEN_SINCE, seen.size, since.rows.xid)[0][0] else seen
    roots = _roots(log.size, wanted={*_sizes(head, log=log), seen.size}, begin=begin)
    if roots[seen.size] != seen.root():
        yield f"The first {seen.size} entries are not those that were verified last time."
    if roots[log.size] != log.root():
        yield f"The {log.size} leaves do not give the root that the database keeps."
    if beyond := models.Leaf.objects.filter(index__gte=log.size).count():
        yield f"{beyond} leaves stand after the last of the log: they were put in by hand."
    yield from _heads(roots, key=key, begin=begin.size)
    yield from _head(files, head=head, roots=roots, log=log, begin=begin.size, seen=seen.size, key=key)
    yield from _tiles(log.size, begin=begin.size)
    yield from outside_problems()
    yield from missing_events.deleted()
    yield from _standing()
    yield from _events(since=since)
    yield from row_verification.problems(since.rows if since else None)


def _sizes(head: SignedHead | None, *, log: Range) -> set[int]:
    signed = models.SignedCheckpoint.objects.values_list("size", flat=True)
    published = models.PublishedCheckpoint.objects.values_list("size", flat=True)
    return {log.size, *signed, *published, *([head.log.size] if head else [])}


def _roots(size: int, *, wanted: set[int], begin: Range) -> dict[int, bytes]:
    """The root of each wanted size, recomputed from the stored leaves. Raises SigningRefused for leaves out of place."""
    log, roots = begin, {0: Range().root(), begin.size: begin.root()}
    ends = sorted(
        {*(one for one in wanted if log.size < one <= size), *range(log.size + AT_ONCE, size, AT_ONCE)}
    )
    for end in ends:
        log = log.extended(leaf_hashes(leaves(log.size, end)))
        roots[end] = log.root()
    return roots


def _heads(roots: dict[int, bytes], *, key: Ed25519Verifier, begin: int) -> Iterator[str]:
    """Checkpoints that the key did not sign, that are not of this log, and two of one size that differ."""
    seen: dict[int, tuple[str, bytes]] = {}
    for what, size, text in _notes():
        try:
            head = checkpoint.read(text, log=key)
        except BadNote as wrong:
            yield f"The {what} checkpoint of {size} entries does not hold: {wrong}"
            continue
        is_seen = 0 < head.size < begin  # its root was recomputed by an earlier run
        if head.size != size or (roots.get(head.size) != head.root and not is_seen):
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


def _head(
    files: HeadFiles,
    *,
    head: SignedHead | None,
    roots: dict[int, bytes],
    log: Range,
    begin: int,
    seen: int,
    key: Ed25519Verifier,
) -> Iterator[str]:
    if head is None:
        if log.size:
            yield (
                f"The sealer's record of the last checkpoint that it signed is missing from {files.folder}: put the folder back from a copy, or begin it anew with"
                " `watchbook audit-log adopt --trust CHECKPOINT` and a checkpoint that somebody kept."
            )
        return
    yield from _signed_with(head, key=key)
    if head.log.size > log.size:
        yield f"The database holds {log.size} entries; the signer signed {head.log.size}."
    elif head.log.size < seen:
        yield f"The signer's head says {head.log.size} entries; {seen} were verified before. An older head was put in its place."
    elif roots[head.log.size] != head.log.root():
        yield f"The first {head.log.size} entries are not those that the signer signed."
    try:
        yield from _copy(files, head=head, log=log, begin=begin)
    except BadHead as wrong:
        yield str(wrong)


def _signed_with(head: SignedHead, *, key: Ed25519Verifier) -> Iterator[str]:
    """Whether the key is the one that signed, and whether its last checkpoint is still there."""
    if head.key and head.key != key.line:
        yield (
            "The log was signed with another key than the one that is here: put back the key that was, or say publicly"
            f" that it changed and why. The head names {head.key}."
        )
    if not models.SignedCheckpoint.objects.filter(size=head.log.size).exists():
        what = f"The checkpoint of {head.log.size} entries, which the signer signed last, was deleted from the database."
        yield f"{what} Hold the log against the checkpoints that others keep."


def _copy(files: HeadFiles, *, head: SignedHead, log: Range, begin: int) -> Iterator[str]:
    """Where the stored leaves differ from the signer's own copy."""
    for start in range(begin, min(head.log.size, log.size), AT_ONCE):
        end = min(start + AT_ONCE, head.log.size, log.size)
        kept = files.leaves_between(start, end)
        stored = leaves(start, end)
        if kept != stored:
            where = next(
                (place for place, pair in enumerate(zip(kept, stored, strict=False)) if pair[0] != pair[1]),
                len(kept),
            )
            yield f"Entry {start + where} is not the one in the signer's copy of the leaves."
            return


def _tiles(size: int, *, begin: int) -> Iterator[str]:
    """Tiles that do not follow from the leaves below them."""
    for tile in tiles_of(size):
        if (tile.index + 1) * WIDTH ** (tile.level + 1) <= begin:
            continue
        if read_tile(tile.level, tile.index)[: tile.width * DIGEST_BYTES] != b"".join(_row(tile)):
            yield f"The tile {tile.path} does not follow from the entries."


def _row(tile: TilePlace) -> list[bytes]:
    """The hashes that a tile must have, from the leaves or from the tiles below."""
    begin = tile.index * WIDTH
    if tile.level == 0:
        return leaf_hashes(leaves(begin, begin + tile.width))
    return [root_of_tile(read_tile(tile.level - 1, begin + place)) for place in range(tile.width)]


def _standing() -> Iterator[str]:
    """Say if the database says another thing of itself than it did: what it is for, and how far events are numbered."""
    mode = models.Installation.objects.values_list("mode", flat=True).first()
    if mode != settings.MODE:
        yield f"The database says that it is for {mode or 'nothing'}, and this service is for {settings.MODE}: its one row was changed."
    verified = last_verified()
    for what, model in (("signed", models.SignedCheckpoint), ("published", models.PublishedCheckpoint)):
        told = verified.fields.get(f"{what}_checkpoints") if verified else None
        if told and (gone := told - model.objects.count()) > 0:
            yield f"{gone} {what} checkpoints were deleted since the last verification. Hold the log against those that others keep."
    ((last, newest, twice),) = rows(NUMBERS)
    if twice or not newest <= last <= newest + 1_000_000:  # acts that were undone take numbers too
        yield f"Events are numbered from {last} on though there are {newest}, {twice} of them twice: somebody changed the numbers."


def _events(*, since: Verified | None) -> Iterator[str]:
    """Events that do not give their leaf, and events that neither wait nor are sealed."""
    fresh = models.Event.objects.filter(number__gt=since.rows.number) if since else models.Event.objects
    unplaced = fresh.filter(
        ~Exists(models.Leaf.objects.filter(event_id=OuterRef("id"))),
        ~Exists(models.Pending.objects.filter(event_id=OuterRef("id"))),
    )
    yield from (f"The event {one.id} neither waits nor is sealed." for one in unplaced.iterator())
    moments = Moments()
    yield from moments.heads_amiss()
    for batch in batched(_leaves_to_check(since), AT_ONCE):
        found = models.Event.objects.in_bulk([one.event_id for one in batch])
        secrets = models.EventSecret.objects.in_bulk(found.keys())
        digests = rows_of([event.number for event in found.values()])
        yield from erasure.unexplained(secrets.values())
        for one in batch:
            event = found.get(one.event_id)
            if event is None:
                continue
            if not _gives(event, secrets.get(event.id), rows=digests.get(event.number), leaf=bytes(one.leaf)):
                yield f"Entry {one.index} does not follow from its event {event.id}: the event was changed."
            yield from moments.amiss(one.index, event)


def _leaves_to_check(since: Verified | None) -> Iterator[models.Leaf]:
    """Every leaf in order; or those of events that were sealed or written since, each batch in order, the log's growth last."""
    if since is None:
        yield from models.Leaf.objects.order_by("index").iterator(AT_ONCE)
        return
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN_SINCE, {"xid": since.rows.xid})
        written = [event for (event,) in cursor.fetchall()]
    earlier = models.Leaf.objects.filter(index__lt=since.log.size)
    for ids in batched(written, AT_ONCE):
        yield from earlier.filter(event_id__in=ids).order_by("index")
    yield from models.Leaf.objects.filter(index__gte=since.log.size).order_by("index").iterator(AT_ONCE)


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
