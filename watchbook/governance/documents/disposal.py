"""Disposal of editions, with their steps, clauses, readings and files: due once they ended or were taken back."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.documents.models import Clause, Document, DocumentStep, Reading, Step
from watchbook.governance.documents.permissions import may_read_documents
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "document.disposed",
    ("reference", "edition", "versions"),
    says=_("The document was deleted at the end of its retention period."),
    is_grave=True,
)


def _ended() -> QuerySet[Document]:
    """Editions that were superseded or withdrawn, with the first day on which they were."""
    first = Subquery(_ends().order_by("on").values("on")[:1])
    return Document.objects.as_at(None).annotate(ended_on=first)


def _ends() -> QuerySet[DocumentStep]:
    return DocumentStep.objects.as_at(None).filter(
        document_reference=OuterRef("reference"),
        edition=OuterRef("edition"),
        step__in=[Step.SUPERSEDED, Step.WITHDRAWN],
        is_struck=False,
    )


def _ended_before(day: date) -> QuerySet[Document]:
    return Document.objects.filter(Exists(_ends().filter(on__lt=day)))


OF_EDITION = ("document_reference", "edition")
due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="adopted_document",
        tables={
            Reading: OF_EDITION,
            Clause: OF_EDITION,
            DocumentStep: OF_EDITION,
            Document: ("reference", "edition"),
        },
        rows=_ended,
        among=_ended_before,
        began="ended_on",
        event=_("the date on which the edition was replaced or withdrawn"),
        named_in={
            Document: ("title", "version_label", "file_name"),
            DocumentStep: ("decided_by", "minute", "address", "words"),
            Clause: ("heading", "text"),
        },
    )
)
READERS = {Document: may_read_documents}
