"""Documents that the authority adopts, edition by edition: recorded, corrected, taken back where entered by mistake.

What happens to an edition afterwards (approval, publication, review, withdrawal) is in document_step.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record
from watchbook.audit_log.reference import next_reference
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.governance.documents import document_step
from watchbook.governance.documents.editions import LockedEdition, last_edition, lock_edition, new_version
from watchbook.governance.documents.models import Document
from watchbook.governance.documents.permissions import may_correct_document, may_record_document
from watchbook.governance.documents.rules import comes_into_force_on, why_not_dated
from watchbook.organisation.models import Person, Service

REGISTER = "D"
FIELDS = (
    "reference",
    "edition",
    "kind",
    "concerns_social_media",
    "dated_on",
    "owner",
    "service",
    "must_read",
    "review_on",
    "in_use_from",
    "file_sha256",
    "corrects",
    "is_struck",
)
PERSONAL = ("title", "version_label")
RECORDED = Kind(
    "document.recorded", fields=FIELDS, personal=PERSONAL, says=gettext_lazy("The document was recorded.")
)
CORRECTED = Kind(
    "document.corrected",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The document’s entry was corrected by a new version."),
)
TAKEN_BACK = Kind(
    "document.taken_back",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The document’s entry was taken back as made by mistake."),
)


@dataclass(frozen=True)
class Particulars:
    """What an edition is, whose it is, how far it is about social media, who must read it, and its days."""

    kind: str
    title: str
    owner: Person
    concerns_social_media: str
    version_label: str = ""
    dated_on: date | None = None
    service: Service | None = None
    must_read: tuple[str, ...] = ()
    review_on: date | None = None
    in_use_from: date | None = None


@transaction.atomic
def add(particulars: Particulars, *, file: Content | None, by: Person, at: datetime) -> Document:
    """Record the first edition of a document, as a draft, with its file if one is held."""
    may_record_document(by, particulars.kind)
    _check(particulars, at=at)
    row = _row(particulars, reference=next_reference(REGISTER), edition=1, by=by)
    _keep(row, file=file)
    row.save(force_insert=True)
    _tell(RECORDED, row=row, by=by, at=at)
    return row


@transaction.atomic
def add_edition(
    document: Document, particulars: Particulars, *, file: Content | None, by: Person, at: datetime
) -> Document:
    """Record a further edition of a document, as a draft; once approved it supersedes the one before."""
    locked = lock_edition(document.reference, document.edition)
    may_record_document(by, locked.row.kind)
    _check(particulars, at=at, kind=locked.row.kind)
    row = _row(particulars, reference=document.reference, edition=last_edition(document.reference) + 1, by=by)
    _keep(row, file=file)
    row.save(force_insert=True)
    _tell(RECORDED, row=row, by=by, at=at)
    return row


@transaction.atomic
def correct(
    document: Document, particulars: Particulars, *, file: Content | None, by: Person, at: datetime
) -> Document:
    """A new version of an edition's entry; the old one stays. The file on record is carried over, or exchanged in a draft."""
    locked = _newest(document)
    may_correct_document(by, locked.row.kind, locked.state)
    _check(particulars, at=at, kind=locked.row.kind)
    if file and locked.held.is_file_fixed:
        raise WrongState(
            _("The file of an approved edition is fixed. Record a new edition for another text.")
        )
    newer = _row(particulars, reference=document.reference, edition=document.edition, by=by)
    newer.corrects = locked.row
    _carry_file(locked.row, to=newer)
    _keep(newer, file=file)
    newer.save(force_insert=True)
    _tell(CORRECTED, row=newer, by=by, at=at)
    approved, older = locked.held.approved, locked.superseded_by_this
    if older and approved:
        ends_on = comes_into_force_on(approved.on, in_use_from=newer.in_use_from)
        document_step.supersede(older.document, on=ends_on, by=by, at=at)
    return newer


@transaction.atomic
def take_back(document: Document, *, by: Person, at: datetime) -> Document:
    """Say that an edition was entered by mistake: it counts no more, its rows stay, what it superseded counts again."""
    locked = _newest(document)
    may_correct_document(by, locked.row.kind, locked.state)
    struck = new_version(locked.row, by=by)
    struck.is_struck = True
    struck.save(force_insert=True)
    _tell(TAKEN_BACK, row=struck, by=by, at=at)
    if older := locked.superseded_by_this:
        document_step.restore(older.document, by=by, at=at)
    return struck


def _newest(document: Document) -> LockedEdition:
    locked = lock_edition(document.reference, document.edition)
    if locked.row.pk != document.pk:
        raise WrongState(
            _(
                "This entry was changed in the meantime. Open the document again and correct its newest version."
            )
        )
    return locked


def _check(particulars: Particulars, *, at: datetime, kind: str | None = None) -> None:
    if kind and particulars.kind != kind:
        raise WrongState(
            _(
                "A document’s kind does not change. If it is wrong, take the entry back and record the document anew."
            )
        )
    if refusal := why_not_dated(particulars.dated_on, today=london_day(at)):
        raise WrongState(cannot(_("You cannot record this document"), refusal))


def _row(particulars: Particulars, *, reference: str, edition: int, by: Person) -> Document:
    return Document(
        reference=reference,
        edition=edition,
        kind=particulars.kind,
        title=particulars.title.strip(),
        version_label=particulars.version_label.strip(),
        dated_on=particulars.dated_on,
        concerns_social_media=particulars.concerns_social_media,
        owner=particulars.owner,
        service=particulars.service,
        must_read=list(particulars.must_read),
        review_on=particulars.review_on,
        in_use_from=particulars.in_use_from,
        recorded_by=by,
    )


def _keep(row: Document, *, file: Content | None) -> None:
    """Keep the bytes first: a row may never name a file that is not there."""
    if file is None:
        return
    row.file_sha256 = the_store().put(file.data)
    row.file_name, row.file_media_type, row.file_size = file.name, file.media_type, len(file.data)


def _carry_file(older: Document, *, to: Document) -> None:
    for field in Document.FILE_FIELDS:
        setattr(to, field, getattr(older, field))


def _tell(kind: Kind, *, row: Document, by: Person, at: datetime) -> None:
    record(
        kind,
        subject=row,
        by=by,
        at=at,
        reference=row.reference,
        edition=row.edition,
        kind=str(row.kind),
        concerns_social_media=str(row.concerns_social_media),
        dated_on=row.dated_on,
        owner=row.owner_id,
        service=row.service_id,
        must_read=[str(duty) for duty in row.must_read],
        review_on=row.review_on,
        in_use_from=row.in_use_from,
        file_sha256=row.file_sha256,
        corrects=row.corrects_id,
        is_struck=row.is_struck,
        title=row.title,
        version_label=row.version_label,
    )
