"""The signer's step: recompute from the leaves' own bytes, move the head on, sign (docs/explanation/integrity.md#signing).

The order is: tiles committed, head and leaves on disk, signed, stored. A crash between any two is mended by the next
step, for the same head gives the same signature. The signer believes no row: it holds what the database says against its
own head, and refuses a log that is shorter (a rollback) or different (a fork) instead of signing a second truth.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction

from watchbook.audit_log import signing_key
from watchbook.audit_log.head import LEAF_BYTES, HeadFiles, HeadMoved, SignedHead
from watchbook.audit_log.seal import as_range, read_tile, rows
from watchbook.ledger import checkpoint
from watchbook.ledger.checkpoint import Checkpoint
from watchbook.ledger.note import Signer
from watchbook.ledger.tiles import grown, range_of
from watchbook.ledger.tree import Range, leaf_hashes

AT_ONCE = 65_536  # leaves read in one go: 3 MB
TRIES = 3

ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
LOG = "SELECT size, hashes FROM audit_log_sealedlog"
LEAVES = (
    'SELECT "index", event_id, leaf FROM audit_log_leaf WHERE "index" >= %s AND "index" < %s ORDER BY "index"'
)
NEWEST = "SELECT COALESCE(max(size), 0) FROM audit_log_signedcheckpoint"
STORE = "INSERT INTO audit_log_signedcheckpoint (size, note) VALUES (%s, %s) ON CONFLICT DO NOTHING"


class SigningRefused(Exception):
    """The log in the database is not the one that was signed: what happened, why, and what to do next."""

    def __init__(self, what: str, *, why: str, next_step: str) -> None:
        super().__init__(f"{what} {why} {next_step}")
        self.what, self.why, self.next_step = what, why, next_step


class LogRolledBack(SigningRefused):
    """The database holds fewer leaves than were signed."""


class LogForked(SigningRefused):
    """The database holds other leaves than those that were signed, or tiles that do not follow from its leaves."""


@dataclass(frozen=True)
class SigningPlace:
    """The signer's key and its files."""

    signer: Signer
    files: HeadFiles


def the_signing_place() -> SigningPlace:
    """This installation's key and files, as the settings say. Raises NoSigningKey."""
    return SigningPlace(signing_key.read(settings.SIGNING_KEY), the_head_files())


def the_head_files() -> HeadFiles:
    """The signer's files alone; whoever only looks needs no key."""
    return HeadFiles(settings.SEALING_FOLDER)


def sign(place: SigningPlace) -> int:
    """Sign what is sealed and not yet signed; gives the size that is signed now. Raises SigningRefused or BadHead."""
    for _ in range(TRIES):
        try:
            return _sign(place)
        except HeadMoved:
            continue
    raise HeadMoved


def check(place: SigningPlace) -> SignedHead | None:
    """The signer's head, once the database was held against it. Raises SigningRefused or BadHead."""
    head = place.files.read()
    with transaction.atomic():
        _check(head, place=place, log=stored_log())
    return head


def _sign(place: SigningPlace) -> int:
    with transaction.atomic():
        head, log = place.files.read(), stored_log()
        _check(head, place=place, log=log)
        _check_newest(head, place=place)
        known = head.log if head else Range()
        while known.size < log.size:
            batch = leaves(known.size, min(known.size + AT_ONCE, log.size))
            grew = _grown(known, batch)
            if grew.size == log.size and grew != log:
                raise _forked(f"its {log.size} leaves do not give the root that it keeps")
            after = SignedHead(origin=place.signer.name, log=grew, key=place.signer.verifier.line)
            place.files.move(before=head, after=after, leaves=b"".join(batch))
            head, known = after, grew
        return _store(known, place=place)


def event_of(leaf: bytes) -> UUID:
    """Whose event a leaf is."""
    return UUID(bytes=leaf[1:17])


@contextmanager
def one_moment() -> Iterator[None]:
    """Within, the database is read as it stood at one moment, whoever seals beside. Not within another transaction."""
    with transaction.atomic(durable=True):
        rows(ONE_MOMENT)
        yield


def stored_log() -> Range:
    """How far the database says the log is sealed. Raises LogForked for what no log can be."""
    try:
        ((size, hashes),) = rows(LOG)
        return as_range(size, bytes(hashes))
    except ValueError as wrong:
        raise _forked("its one row that says how far it is sealed is gone or spoilt") from wrong


def _check(head: SignedHead | None, *, place: SigningPlace, log: Range) -> None:
    """Refuse a log that did not grow out of the head."""
    if head is None:
        _check_never_signed(place)
        return
    if head.origin != place.signer.name:
        raise SigningRefused(
            f"The signer's head in {place.files.head} is of {head.origin}, its key of {place.signer.name}.",
            why="Key and head of two logs were put together.",
            next_step="Put back the key and the folder that belong together. Nothing was signed.",
        )
    if head.key and head.key != place.signer.verifier.line:
        raise SigningRefused(
            "The signing key is another than the one that signed this log.",
            why=f"The head in {place.files.head} names the key {head.key}.",
            next_step="Put back the key that was. If it is lost, nothing can be signed as this log any more: begin a new"
            " one, and publish the last checkpoint of this one with the reason. Nothing was signed.",
        )
    if log.size < head.log.size:
        raise LogRolledBack(
            f"The database holds {log.size} sealed entries of the audit log; {head.log.size} were signed.",
            why="Somebody restored an older database. Signing at a smaller size would let two histories be told.",
            next_step="Restore a newer backup if there is one. Else give `watchbook audit-log rejoin`: it puts back the"
            " signed leaves from the signer's own copy and records which events are lost. Recording goes on meanwhile.",
        )
    if _known_to_tiles(head.log.size, log=log) != head.log:
        raise _forked(f"its first {head.log.size} entries are not those that were signed")


def _known_to_tiles(size: int, *, log: Range) -> Range | None:
    """The range of a size as stored tiles have it; None where they cannot have it."""
    if size == log.size:
        return log
    try:
        return range_of(size, read=read_tile)
    except ValueError:
        return None


def _check_never_signed(place: SigningPlace) -> None:
    ((newest,),) = rows(NEWEST)
    if newest:
        raise SigningRefused(
            f"The sealer's record of the last checkpoint that it signed is missing from {place.files.folder}; {newest} entries were signed.",
            why="Without it the signer cannot know whether this log is the one that it signed.",
            next_step="Put back the folder from the machine that signed last. If it is lost, compare the log with"
            " the newest published checkpoint (or one that somebody kept) and go on from it: `watchbook audit-log adopt --trust CHECKPOINT`.",
        )


def _check_newest(head: SignedHead | None, *, place: SigningPlace) -> None:
    """Refuse an older head: the head is on disk before its signature is in the database."""
    ((newest,),) = rows(NEWEST)
    if head is None or newest <= head.log.size:
        return
    if place.files.read() != head:
        raise HeadMoved
    raise SigningRefused(
        f"The signer's head says {head.log.size} entries; {newest} were signed.",
        why="Somebody put an older head in its place. With it a second history of the later entries could be signed.",
        next_step="Put back the folder as it was when it last signed. If it is lost, move this one away, compare the log with"
        " the newest checkpoint that somebody kept, and go on from it: `watchbook audit-log adopt --trust CHECKPOINT`.",
    )


def _forked(how: str) -> LogForked:
    return LogForked(
        f"The audit log in the database was changed: {how}.",
        why="Somebody who owns the tables changed rows, or the disk did; or this is the database of another log.",
        next_step="Keep the database and the signer's folder as they are and tell whoever answers for the register."
        " `watchbook audit-log verify` says which entry differs. Then restore the newest backup and give `watchbook"
        " audit-log rejoin`. Nothing was signed.",
    )


def leaves(begin: int, end: int) -> list[bytes]:
    """The stored leaves of these places. Raises LogForked unless each is at its place and about its own event."""
    found = [(index, event_id, bytes(leaf)) for index, event_id, leaf in rows(LEAVES, begin, end)]
    for place, (index, event_id, leaf) in zip(range(begin, end), found, strict=False):
        if index != place or len(leaf) != LEAF_BYTES or event_of(leaf) != event_id:
            raise _forked(f"entry {place} is not what a leaf must be")
    if len(found) != end - begin:
        raise _forked(f"entry {begin + len(found)} is missing")
    return [leaf for _index, _event_id, leaf in found]


def _grown(known: Range, batch: list[bytes]) -> Range:
    """The range after these leaves; the tiles that follow from them must be those that are stored."""
    hashes = leaf_hashes(batch)
    for tile, content in grown(known.size, hashes, read=read_tile):
        if read_tile(tile.level, tile.index)[: len(content)] != content:
            raise _forked(f"tile {tile.path} does not follow from the entries")
    return known.extended(hashes)


def _store(log: Range, *, place: SigningPlace) -> int:
    if log.size:
        head = Checkpoint(origin=place.signer.name, size=log.size, root=log.root())
        rows(STORE, log.size, checkpoint.sign(head, signer=place.signer))
    return log.size
