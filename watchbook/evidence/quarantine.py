"""The quarantine of what was made elsewhere: in memory, looked at against every limit, sealed, encrypted, stored; then gone.

Neither the file nor the bundle around it ever lies on a disk in clear: uploads of this page are written into a folder in
memory (`QuarantineUploadHandler`), and so is everything on the way to the store.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.identifiers import uuidv7
from watchbook.capture import arrival, seal
from watchbook.capture.arrival import Arrival
from watchbook.capture.foreign_wacz import ForeignPage
from watchbook.capture.refusal import CaptureRefused
from watchbook.evidence import content, intake, looked_into, memory_folder, said_times, worker_lock
from watchbook.evidence.capture_worker import site_words
from watchbook.evidence.intake import SealedArrival
from watchbook.evidence.looked_into import HeldThings
from watchbook.evidence.models import Capture, ContentKind
from watchbook.evidence.permissions import may_take_in
from watchbook.files.scan import scan
from watchbook.files.store import the_store
from watchbook.keys import sealed_content
from watchbook.ledger.note import Signer
from watchbook.ledger.post import Post, post
from watchbook.ledger.timestamp import TimestampAuthority
from watchbook.looks.models import Look
from watchbook.organisation.models import Person
from watchbook.reading import child
from watchbook.reading.child import ReadingFault, ReadingLimits, Unreadable

COPIES = 3  # in memory at once: the file, the bundle around it, its ciphertext
KIND = f"{Capture.kind_of_envelope}.content"
BUNDLE, ENCRYPTED, ARRIVAL, SEEN, VERIFY = "bundle.zip", "bundle.enc", "arrival.json", "seen", "VERIFY.txt"
READER = "watchbook.capture.arrival:looked_at"
LIMITS = ReadingLimits(processor=120, wall=300)
UNREADABLE: dict[ReadingFault, tuple[Promise, Promise]] = {
    ReadingFault.COSTLY: (
        gettext_lazy("The file takes more time or memory to read than an archive of its size should."),
        gettext_lazy("Ask the sender for the file in parts, or as a WARC or WACZ file."),
    ),
    ReadingFault.BROKEN: (
        gettext_lazy("The file is damaged, or was made to crash programs."),
        gettext_lazy("Ask the sender for another copy."),
    ),
    ReadingFault.BUSY: (
        gettext_lazy("We are reading too many other files at this moment."),
        gettext_lazy("Upload the file again in a minute."),
    ),
}


@dataclass(frozen=True)
class IntakeMeans:
    """With what it is sealed and stamped, as the machine has it."""

    signer: Signer
    authorities: Sequence[TimestampAuthority] = ()
    send: Post = post


@dataclass(frozen=True)
class QuarantinedFile:
    """A file in quarantine: where it lies in memory, what it is called, who is said to have made it and with what."""

    path: Path
    name: str
    made_by: str
    made_with: str = ""
    address: str = ""


def take_in(look: Look, arrived: QuarantinedFile, means: IntakeMeans, *, by: Person) -> Capture:
    """Scan it, look at it, seal it, encrypt it, store it. Nothing is kept of what is refused."""
    may_take_in(by, look)
    intake.check_way(look)
    check_room(arrived.path.stat().st_size)
    with arrived.path.open("rb") as file:
        scan(file)
    identity = uuidv7()
    folder = memory_folder.the_folder()
    # Before anybody could clear its folder away, or settle what is just being stored.
    worker_lock.take(identity)
    try:
        with memory_folder.one_for(identity, within=folder) as room:
            found = _looked_at(arrived, room / SEEN)
            held = looked_into.held_in(arrived.path, kind=found.kind, name=arrived.name)
            if found.kind == ContentKind.PDF:
                looked_into.write_words(arrived.path, to=room / SEEN)
            received = _sealed(identity, arrived, found, look=look, means=means, room=room, held=held)
            row = intake.receive(look, received, by=by, at=timezone.now())
            return _stored(row, room / ENCRYPTED, by=by)
    finally:
        worker_lock.release(identity)


def _looked_at(arrived: QuarantinedFile, seen: Path) -> Arrival:
    """Return what a child of ours found it to be; what is seen of it lies in the folder then. Raises CaptureRefused."""
    seen.mkdir()
    try:
        with arrived.path.open("rb") as file:
            told = child.ask(
                READER,
                file,
                str(arrived.path),
                arrived.name,
                settings.INTAKE_MAX_BYTES,
                str(seen),
                limits=LIMITS,
            )
    except Unreadable as failure:
        why, next_step = map(str, UNREADABLE[failure.why])
        raise CaptureRefused(_("You cannot add this file."), why=why, next_step=next_step) from None
    if "refused" in told:
        said = told["refused"]
        raise CaptureRefused(said["what"], why=said["why"], next_step=said["next"])
    return arrival.of_told(told["found"])


def check_room(size: int) -> None:
    """Raise WrongState where memory would not hold a file of this size, its bundle and its ciphertext."""
    free = shutil.disk_usage(memory_folder.the_folder()).free
    if free < COPIES * size:
        raise WrongState(
            _(
                "You cannot add this file now: there is not enough free memory. Try again later, or tell the operator."
            )
        )


def _sealed(
    identity: UUID,
    arrived: QuarantinedFile,
    found: Arrival,
    *,
    look: Look,
    means: IntakeMeans,
    room: Path,
    held: HeldThings | None,
) -> SealedArrival:
    beside = {"within": held, "captured": asdict(said_times.of([one.at for one in found.pages]))}
    told = found.told() | beside
    bundled = _bundled(identity, arrived, told, look=look, means=means, room=room)
    with (room / BUNDLE).open("rb") as source, (room / ENCRYPTED).open("wb") as target:
        kept = sealed_content.seal(source, target, item=identity, kind=KIND)
    (room / BUNDLE).unlink()
    return SealedArrival(
        id=identity,
        plain_sha256=kept.plain_sha256,
        plain_bytes=kept.plain_bytes,
        file_sha256=kept.sealed_sha256,
        file_bytes=kept.sealed_bytes,
        manifest_sha256=bundled.manifest_sha256,
        came_sha256=found.sha256,
        content_kind=found.kind,
        came_signed=found.came_signed,
        stamps_missing=list(bundled.gaps),
        said=_said(arrived, found) | beside,
    )


def _bundled(
    identity: UUID,
    arrived: QuarantinedFile,
    told: dict[str, Any],
    *,
    look: Look,
    means: IntakeMeans,
    room: Path,
) -> seal.SealedBundle:
    """A bundle of ours around the file, with what was said of it and when it came."""
    now = timezone.now()
    told |= {
        "arrived_at": now.isoformat(),
        "name": arrived.name,
        "made_by": arrived.made_by,
        "made_with": arrived.made_with,
    }
    files: dict[str, Path | bytes] = {
        told["file"]: arrived.path,
        VERIFY: seal.VERIFY_TEXT_OF_ARRIVAL.encode(),
        ARRIVAL: json.dumps(told, indent=1, ensure_ascii=False).encode(errors="backslashreplace"),
    }
    files |= {f"{SEEN}/{path.name}": path for path in (room / SEEN).iterdir()}
    about = {"id": str(identity), "status": "IMPORTED", "look": look.reference, "basis": str(look.basis)}
    return seal.seal(
        files,
        to=room / BUNDLE,
        signer=means.signer,
        about=about,
        at=now,
        authorities=means.authorities,
        send=means.send,
    )


def _said(arrived: QuarantinedFile, found: Arrival) -> dict[str, object]:
    """For the envelope: what the file says of itself, and what was said of it."""
    page = found.pages[0] if found.pages else ForeignPage("", "", "")
    words = {
        "address": arrived.address or page.address,
        "shown": page.address,
        "title": page.title,
        "name": arrived.name,
        "made_by": arrived.made_by,
        "made_with": arrived.made_with,
    }
    return {name: site_words(text) for name, text in words.items()} | {
        "own_hashes": found.own_hashes,
        "differing": [(site_words(name), how) for name, how in found.differing],
        "pages": len(found.pages) + found.more_pages,
        "besides": found.besides,
        "short_answers": found.short_answers,
        "is_cut_off": found.is_cut_off,
        "record_digests": asdict(found.record_digests)
        | {"differing": [site_words(name) for name in found.record_digests.differing]},
        "not_held": [site_words(name) for name in found.not_held],
        "more_not_held": found.more_not_held,
        "latest": found.latest,
        "listed_otherwise": [tuple(map(site_words, one)) for one in found.listed_otherwise],
    }


def _stored(row: Capture, encrypted: Path, *, by: Person) -> Capture:
    """Put it into the store; where that fails, nothing of it is held."""
    try:
        the_store().put_file(encrypted)
        if not content.is_whole(row):
            raise WrongState(
                _("You cannot add this file now: the file store did not save all of it. Try again later.")
            )
        return intake.hold(row, by=by, at=timezone.now())
    except (OSError, WrongState) as failure:
        intake.abandon(row, by=by, at=timezone.now())
        if isinstance(failure, WrongState):
            raise
        raise WrongState(
            _("You cannot add this file now: the file store did not accept it. Tell the operator.")
        ) from failure


class QuarantineUploadHandler(FileUploadHandler):
    """Of a file that is larger than the limit, or does not say so and grows, only the size is left."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  # Django calls it so
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """A body that says itself that it is too large is not written at all."""
        beside = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        self.left = 0 if content_length > settings.INTAKE_MAX_BYTES + beside else settings.INTAKE_MAX_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        file = NamedTemporaryFile(dir=memory_folder.the_folder())  # noqa: SIM115  # it lives as long as the request
        self.file = UploadedFile(file, self.file_name, self.content_type, 0, self.charset)
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it: written, or counted alone."""
        self.left -= len(raw_data)
        self.is_too_large = self.is_too_large or self.left < 0
        if not self.is_too_large:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """The file; one that was too large is empty, and has the size that was sent."""
        if self.is_too_large:
            self.file.truncate(0)
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        """Whoever sent it has gone: nothing is left."""
        if hasattr(self, "file"):
            self.file.close()
