"""What a capture worker does with one capture: claim, take, seal, encrypt, store; and settle what a dead worker left.

Workers may run on many hosts: they share the database, the file store and the key service, nothing else. Killed anywhere,
the next round finds each capture either held, because its ciphertext is whole in the store, or failed, with nothing left.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.capture import seal, start
from watchbook.capture.completeness import REASONS, in_words
from watchbook.capture.plan import Limits, Plan
from watchbook.capture.refusal import CaptureRefused
from watchbook.capture.seal import SealedBundle as Bundled
from watchbook.evidence import capture, content, memory_folder, worker_lock
from watchbook.evidence.capture import SealedCapture
from watchbook.evidence.models import Capture
from watchbook.evidence.queries.captures import check_basis, is_in_force, oldest_waiting, told_of
from watchbook.evidence.states import CaptureState
from watchbook.files import removal
from watchbook.files.refused import StoreFailed
from watchbook.files.store import the_store
from watchbook.keys import envelope, sealed_content
from watchbook.keys.refused import KeyDestroyed, KeysMissing, WrappingFailed
from watchbook.keys.sealed_content import SealedContent as Encrypted
from watchbook.ledger.note import Signer
from watchbook.ledger.post import Post, post
from watchbook.ledger.timestamp import TimestampAuthority
from watchbook.organisation.models import Person

# What ends one capture and not the worker. Trouble with the database is the worker's: nothing could be written down.
ENDS_ONE = (CaptureRefused, WrongState, OSError, KeyDestroyed, KeysMissing, WrappingFailed)


@dataclass(frozen=True)
class WorkerMeans:
    """What a worker works with, as its machine has it. `child`, `allowed` and `trusted_keys` differ in tests alone."""

    chromium: Path
    signer: Signer
    folder: Path
    mode: str
    authorities: Sequence[TimestampAuthority] = ()
    allowed: tuple[str, ...] = ()
    trusted_keys: tuple[str, ...] = ()
    own_addresses: tuple[str, ...] = ()
    # Of its program, hashed once; the child hashes it each time where it is not given.
    browser_sha256: str = ""
    child: Sequence[str] = start.CHILD
    limits: Limits = field(default_factory=Limits)
    send: Post = post


def take_next(
    means: WorkerMeans, *, by: Person, stopping: Callable[[], bool] = start.never
) -> Capture | None:
    """Take the capture that waits longest to its end. `stopping`: whether the worker itself shall end, and so this one early."""
    row = _claimed(by)
    if row is None:
        return None
    try:
        _take(row, means, by=by, stopping=stopping)
    finally:
        worker_lock.release(row.id)
    return row


def settle(*, by: Person) -> int:
    """End what a worker that is gone began: held where the store has it whole, else failed. How many; each once."""
    begun = list(Capture.objects.filter(state__in=(CaptureState.RUNNING, CaptureState.STORING)))
    return sum(_settled(row.id, by=by) for row in begun)


def clear(folder: Path) -> None:
    """Remove from memory what nobody is at work on any more: folders of captures, and uploads that were never looked at."""
    for capture_id, left in memory_folder.left_in(folder).items():
        if worker_lock.is_free(capture_id):
            memory_folder.remove(left)
    for upload in memory_folder.uploads_left_in(folder):
        upload.unlink(missing_ok=True)


def _claimed(by: Person) -> Capture | None:
    with transaction.atomic():
        row = oldest_waiting()
        if row is None or not worker_lock.take(row.id):
            return None
        return capture.begin(row, by=by, at=timezone.now())


def _take(row: Capture, means: WorkerMeans, *, by: Person, stopping: Callable[[], bool]) -> None:
    try:
        check_basis(row.look, at=timezone.now())
        with memory_folder.one_for(row.id, within=means.folder) as folder:
            made, sealed = _sealed(row, means, folder=folder, stopping=stopping)
            capture.seal_up(row, made, by=by, at=timezone.now())
            the_store().put_file(sealed)
            _hold(row, made.file_sha256, by=by)
    except StoreFailed:
        return  # nobody knows what it kept: the next rounds settle this one, once the store answers
    except ENDS_ONE as why:
        # Another worker took this one for dead and failed it; or a backup brought it back after its disposal.
        with suppress(WrongState, KeyDestroyed):
            capture.fail(row, str(why), by=by, at=timezone.now())


def _sealed(
    row: Capture, means: WorkerMeans, *, folder: Path, stopping: Callable[[], bool]
) -> tuple[capture.SealedCapture, Path]:
    """What the browser made, sealed as a bundle by the parent and encrypted, all of it in memory."""
    plan = _plan(row, means, folder=folder / "taken")
    asked_to_stop = Capture.objects.filter(pk=row.id, stop_asked_at__isnull=False)

    def must_stop() -> bool:
        """A wish of its officer or ours, or the end of what the look rests on: nothing more is taken."""
        return stopping() or asked_to_stop.exists() or not is_in_force(row.look, at=timezone.now())

    record = start.captured(
        plan,
        progress=lambda told: capture.note_progress(row.id, told, told_at=timezone.now()),
        stop=must_stop,
        child=means.child,
    )
    bundle, sealed = folder / "bundle.zip", folder / "content"
    about = dict(plan.basis or {}) | {
        "id": str(row.id),
        "address": plan.url,
        "shown": site_words(record["address"]["shown"]),
        "status": str(record["status"]),
        "in_full": row.in_full,
        "repeats": row.repeats.reference if row.repeats else None,
    }
    # Everything that the child left, by its name in the bundle.
    left = (path for path in sorted(plan.folder.rglob("*")) if path.is_file())
    bundled = seal.seal(
        {str(path.relative_to(plan.folder)): path for path in left},
        to=bundle,
        signer=means.signer,
        about=about,
        at=timezone.now(),
        authorities=means.authorities,
        send=means.send,
    )
    with bundle.open("rb") as source, sealed.open("xb") as to:
        encrypted = sealed_content.seal(source, to, item=row.item, kind=content.kind_of(row))
    return made_of(record, bundled=bundled, encrypted=encrypted), sealed


def _plan(row: Capture, means: WorkerMeans, *, folder: Path) -> Plan:
    return Plan(
        url=envelope.opened(row)["address"],
        folder=folder,
        program=means.chromium,
        mode=means.mode,
        allowed=means.allowed,
        trusted_keys=means.trusted_keys,
        own_addresses=means.own_addresses,
        browser_sha256=means.browser_sha256,
        in_full=row.in_full,
        basis=told_of(row, at=timezone.now()),
        limits=means.limits,
    )


def _hold(row: Capture, name: str, *, by: Person) -> None:
    """If another worker took this one for dead meanwhile and failed it, what was just stored goes again."""
    try:
        capture.hold(row, by=by, at=timezone.now())
    except WrongState:
        removal.at_commit(name)
        raise


def _settled(capture_id: UUID, *, by: Person) -> bool:
    if not worker_lock.take(capture_id):
        return False
    try:
        return _end(Capture.objects.get(pk=capture_id), by=by)
    except (StoreFailed, KeyDestroyed):
        return False  # the store does not answer; or a backup brought it back after its disposal
    finally:
        worker_lock.release(capture_id)


def _end(row: Capture, *, by: Person) -> bool:
    """It may have been ended between the list and the lock."""
    if row.state == CaptureState.STORING and content.is_whole(row):
        capture.hold(row, by=by, at=timezone.now())
        return True
    if row.state in {CaptureState.RUNNING, CaptureState.STORING}:
        died = _(
            "The program that was taking the capture stopped, so no part of it was kept. Capture the page again."
        )
        capture.fail(row, died, by=by, at=timezone.now())
        return True
    return False


LONGEST = 2000  # characters of a site's own words


def made_of(record: Mapping[str, Any], *, bundled: Bundled, encrypted: Encrypted) -> SealedCapture:
    """The capture about to be stored, from the child's record and what sealing and encrypting it gave."""
    reasons = [str(one["reason"]) for one in record["reasons"]]
    return SealedCapture(
        status=str(record["status"]),
        reasons=[one for one in reasons if one in REASONS],
        manifest_sha256=bundled.manifest_sha256,
        stamps_missing=list(bundled.gaps),
        plain_sha256=encrypted.plain_sha256,
        plain_bytes=encrypted.plain_bytes,
        file_sha256=encrypted.sealed_sha256,
        file_bytes=encrypted.sealed_bytes,
        said=_said(record)
        | {"stamps_asked": len(bundled.stamped) + len(bundled.gaps)}
        | {"reasons": [site_words(in_words(one)) for one in reasons]},
    )


def _said(record: Mapping[str, Any]) -> dict[str, Any]:
    """For the envelope; no envelope could hold half a letter."""
    address, looked = record["address"], record["looked"]
    return {
        "shown": site_words(address["shown"]),
        "answered": int(address.get("answered") or 0),
        "title": site_words(address["title"]),
        "requests": {
            name: int(record["requests"][name])
            for name in ("made", "stored", "failed", "refused", "truncated")
        },
        "begun": str(record["times"]["begun"]),
        "ended": str(record["times"]["ended"]),
        "site_says": site_words(record["times"]["site_says"]),
        "posts": int(looked["posts_in_view"]),
        "end_was_said": bool(looked["site_said_it_was_the_end"]),
        "silent_seconds": float(looked.get("silent_seconds_at_the_end", 0)),
    }


def site_words(text: object) -> str:
    """What a site says, cut, and with a sign for half a letter."""
    return str(text)[:LONGEST].encode(errors="replace").decode()
