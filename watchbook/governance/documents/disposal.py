"""Disposal of documents: editions that ended, where a person is named in them, and how one goes (called by retention)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record
from watchbook.files import removal
from watchbook.governance.documents.models import Clause, Document, DocumentStep, Reading, Step
from watchbook.keys import destruction
from watchbook.organisation.models import Person

DISPOSED = Kind(
    "document.disposed",
    fields=("reference", "edition", "versions"),
    says=_("The document was disposed of at the end of its retention."),
    is_grave=True,
)
CLASS = "policies and assessments"
PERSONAL_FIELDS = {
    "governance.Document.title": CLASS,
    "governance.Document.version_label": CLASS,
    "governance.Document.file_name": CLASS,
    "governance.DocumentStep.decided_by": CLASS,
    "governance.DocumentStep.minute": CLASS,
    "governance.DocumentStep.address": CLASS,
    "governance.DocumentStep.words": CLASS,
    "governance.Clause.heading": CLASS,
    "governance.Clause.text": CLASS,
}
NEWEST_FIRST = ("-recorded_at", "-id")


def due(on: date) -> list[UUID]:
    """Editions that were superseded or withdrawn before a day, or taken back: their newest versions."""
    ended = DocumentStep.objects.as_at(None).filter(
        document_reference=OuterRef("reference"),
        edition=OuterRef("edition"),
        step__in=[Step.SUPERSEDED, Step.WITHDRAWN],
        on__lt=on,
        is_struck=False,
    )
    struck = Q(is_struck=True, recorded_at__date__lt=on)
    rows = Document.objects.as_at(None).filter(struck | Exists(ended))
    return list(rows.values_list("id", flat=True))


def find(text: str) -> list[UUID]:
    """Editions in whose words, steps or clauses this text stands, in whichever version: their newest versions."""
    named = Document.objects.filter(
        Q(title__icontains=text) | Q(version_label__icontains=text) | Q(file_name__icontains=text)
    )
    steps = DocumentStep.objects.filter(
        Q(decided_by__icontains=text)
        | Q(minute__icontains=text)
        | Q(address__icontains=text)
        | Q(words__icontains=text)
    )
    clauses = Clause.objects.filter(Q(heading__icontains=text) | Q(text__icontains=text))
    found = {
        *named.values_list("reference", "edition"),
        *steps.values_list("document_reference", "edition"),
        *clauses.values_list("document_reference", "edition"),
    }
    newest = Document.objects.as_at(None).order_by("reference", "edition")
    return [row.id for row in newest if (row.reference, row.edition) in found]


@transaction.atomic
def dispose(document_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove an edition with its steps, clauses, readings and file, in every version; the event keeps the count."""
    row = Document.objects.select_for_update(of=("self",)).get(pk=document_id)
    named = Q(document_reference=row.reference, edition=row.edition)
    tables: tuple[QuerySet[Reading | Clause | DocumentStep | Document], ...] = (
        Reading.objects.filter(named),
        Clause.objects.filter(named),
        DocumentStep.objects.filter(named),
        Document.objects.filter(reference=row.reference, edition=row.edition),
    )
    rows = [one for table in tables for one in table.select_for_update(of=("self",)).order_by(*NEWEST_FIRST)]
    hashes = {one.file_sha256 for one in rows if isinstance(one, Document) and one.file_sha256}
    destruction.at_commit(*(one.id for one in rows))
    for one in rows:
        record(
            DISPOSED,
            subject=one,
            by=by,
            at=at,
            reference=row.reference,
            edition=row.edition,
            versions=len(rows),
        )
        one.delete()
    removal.at_commit(*hashes)
