"""Documents that the authority adopts, edition by edition: recorded, corrected, taken back where entered by mistake.

What happens to an edition afterwards (approval, publication, review, withdrawal) is in document_step.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.files.upload import Content
from watchbook.governance.documents import document_step
from watchbook.governance.documents.editions import LockedEdition, last_edition, lock_edition
from watchbook.governance.documents.models import Document
from watchbook.governance.documents.permissions import may_correct_document, may_record_document
from watchbook.governance.documents.rules import comes_into_force_on, why_not_dated
from watchbook.organisation.models import Person, Service
from watchbook.register.entry import check, keep_file, next_version, taken_back, values_of, write

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
RECORDED = Kind("document.recorded", FIELDS, PERSONAL, _("The document was recorded."))
CORRECTED = Kind(
    "document.corrected", FIELDS, PERSONAL, _("The document’s entry was corrected by a new version.")
)
TAKEN_BACK = Kind(
    "document.taken_back",
    FIELDS,
    PERSONAL,
    _("The document’s entry was taken back because it was a mistake."),
)


@dataclass(frozen=True)
class DocumentParticulars:
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
def add(particulars: DocumentParticulars, *, file: Content | None, by: Person, at: datetime) -> Document:
    """Record the first edition of a document, as a draft, with its file if one is held."""
    may_record_document(by, particulars.kind)
    _check(particulars, at=at)
    row = Document(reference=next_reference(REGISTER), edition=1, recorded_by=by, **values_of(particulars))
    keep_file(row, file)
    return write(RECORDED, row, by=by, at=at)


@transaction.atomic
def add_edition(
    document: Document, particulars: DocumentParticulars, *, file: Content | None, by: Person, at: datetime
) -> Document:
    """Record a further edition of a document, as a draft; once approved it supersedes the one before."""
    locked = lock_edition(document.reference, document.edition)
    may_record_document(by, locked.row.kind)
    _check(particulars, at=at, kind=locked.row.kind)
    edition = last_edition(document.reference) + 1
    row = Document(reference=document.reference, edition=edition, recorded_by=by, **values_of(particulars))
    keep_file(row, file)
    return write(RECORDED, row, by=by, at=at)


@transaction.atomic
def correct(
    document: Document, particulars: DocumentParticulars, *, file: Content | None, by: Person, at: datetime
) -> Document:
    """A new version of an edition's entry; the old one stays. The file on record is carried over, or exchanged in a draft."""
    locked = _newest(document)
    may_correct_document(by, locked.row.kind, locked.state)
    _check(particulars, at=at, kind=locked.row.kind)
    if file and locked.held.is_file_fixed:
        raise WrongState(
            _("You cannot replace the file of an approved edition. Record a new edition instead.")
        )
    newer = next_version(locked.row, by=by, changes=values_of(particulars))
    keep_file(newer, file)
    write(CORRECTED, newer, by=by, at=at)
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
    newer = write(TAKEN_BACK, taken_back(locked.row, by=by), by=by, at=at)
    if older := locked.superseded_by_this:
        document_step.restore(older.document, by=by, at=at)
    return newer


def _newest(document: Document) -> LockedEdition:
    locked = lock_edition(document.reference, document.edition)
    if locked.row.pk != document.pk:
        raise WrongState(
            _(
                "You cannot save this document: somebody has changed the entry since you opened it. Open the document again and correct its newest version."
            )
        )
    return locked


def _check(particulars: DocumentParticulars, *, at: datetime, kind: str | None = None) -> None:
    if kind and particulars.kind != kind:
        raise WrongState(
            _(
                "You cannot change the kind of a document. If the kind is wrong, take the entry back and record the document again."
            )
        )
    refusal = why_not_dated(particulars.dated_on, today=london_day(at))
    check(refusal, tried=_("You cannot record this document"))
