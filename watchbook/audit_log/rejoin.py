"""Back in step after an older database was restored: the signed leaves that it lacks come from the signer's own copy.

A log is never signed again at a smaller size. So what was sealed after the backup was made gets its places back, as
opaque leaves; which of them have no event any more is counted and recorded, for the register to say. An event that still
waited in the backup and was sealed since is not sealed twice.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.head import HeadFiles, SignedHead
from watchbook.audit_log.models import Event, Pending, SealedLog
from watchbook.audit_log.record import Actor, Kind, record
from watchbook.audit_log.reference import pass_over
from watchbook.audit_log.seal import SealedLeaf, append, locked_log, rows
from watchbook.audit_log.sign import SigningPlace, SigningRefused, event_of, leaves, stored_log
from watchbook.ledger import checkpoint
from watchbook.ledger.tree import Range, leaf_hashes

RESTORED = Kind(
    "rejoin.restored",
    fields=("entries_before", "entries_signed", "entries_without_event"),
    says=_("An older database was restored, and the audit log was brought back to its last signed state."),
)
TAKE_BACK = "DELETE FROM audit_log_pending WHERE event_id = ANY (%s)"


@transaction.atomic
def note(files: HeadFiles, *, by: Actor, at: datetime) -> int:
    """Record that signed leaves come back, and how many have no event any more; gives that number. As the app role."""
    log, head = SealedLog.objects.get(), _head(files)
    # Refused before it is recorded: the event of a rejoin that never came about would excuse a later deletion.
    if not _joining(stored_log(), files=files, head=head):
        return 0
    lost = _missing(files, begin=log.size, end=head.log.size)
    if not _is_replayed():
        pass_over(lost)
    record(
        RESTORED,
        subject=log,
        by=by,
        at=at,
        entries_before=log.size,
        entries_signed=head.log.size,
        entries_without_event=lost,
    )
    return lost


def fill(place: SigningPlace) -> int:
    """Put back the signed leaves that the database lacks; gives how many. As the sealer's role. Raises SigningRefused."""
    with transaction.atomic():
        log, head = locked_log(), _head(place.files)
        signed = _joining(log, files=place.files, head=head)
        if signed:
            sealed = [SealedLeaf(event_of(leaf), leaf) for leaf in signed]
            rows(TAKE_BACK, [one.event_id for one in sealed])
            append(log, sealed)
    return len(signed)


def adopt(place: SigningPlace, *, trusted: str) -> int:
    """Begin a head anew where it was lost: the whole log recomputed and held against a checkpoint that somebody kept.

    Gives the log's size. Raises SigningRefused, or BadNote for a checkpoint that this log's key did not sign.
    """
    with transaction.atomic():
        log, kept = stored_log(), checkpoint.read(trusted, log=place.signer.verifier)
        if place.files.read() is not None:
            raise SigningRefused(
                "The signer has its head.",
                why="Beginning it anew would let it forget what it signed.",
                next_step="Nothing is to be done; `watchbook doctor` says whether all is well.",
            )
        whole = leaves(0, log.size)
        hashes = leaf_hashes(whole)
        grown, then = Range().extended(hashes), Range().extended(hashes[: kept.size])
        if grown != log or (then.size, then.root()) != (kept.size, kept.root):
            raise SigningRefused(
                f"The database's log of {log.size} entries did not grow out of the {kept.size} of that checkpoint.",
                why="It is an older or another log, or it was changed.",
                next_step="Nothing was signed. Restore another backup, and keep this one so that somebody can find out why.",
            )
        place.files.move(
            before=None,
            after=SignedHead(place.signer.name, grown, place.signer.verifier.line),
            leaves=b"".join(whole),
        )
    return log.size


def _joining(log: Range, *, files: HeadFiles, head: SignedHead) -> list[bytes]:
    """Return the signed leaves that the log lacks. Raises SigningRefused where they do not join it to what was signed."""
    signed = files.leaves_between(log.size, head.log.size)
    if log.extended(leaf_hashes(signed)) != head.log:
        raise SigningRefused(
            "The signer's leaves do not join the database's log to what was signed.",
            why="The database is of another log, or was changed, or the signer's copy was.",
            next_step="Nothing was changed. Restore another backup, and keep this one so that somebody can find out why.",
        )
    return signed


def _head(files: HeadFiles) -> SignedHead:
    head = files.read()
    if head is None:
        raise SigningRefused(
            f"There is no signer's head in {files.folder}.",
            why="Without it nobody knows what was signed.",
            next_step="Put back the folder from the machine that signed last.",
        )
    return head


def _is_replayed() -> bool:
    """Whether this database was replayed since it was put back, and passed over the numbers then: the event waits for the sealer still."""
    replayed = Event.objects.filter(name="deletion.replayed", fields__entries_lost__gt=0)
    return replayed.filter(id__in=Pending.objects.values("event_id")).exists()


def _missing(files: HeadFiles, *, begin: int, end: int) -> int:
    ids = [event_of(leaf) for leaf in files.leaves_between(begin, end)] if end > begin else []
    return len(ids) - Event.objects.filter(id__in=ids).count()
