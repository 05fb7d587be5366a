"""Disposal of editions, with their steps, clauses, readings and files: due once they ended or were taken back."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.documents.models import Clause, Document, DocumentStep, Reading, Step
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "document.disposed",
    ("reference", "edition", "versions"),
    says=_("The document was disposed of at the end of its retention."),
    is_grave=True,
)


def _ended(on: date) -> QuerySet[Document]:
    """Editions that were superseded or withdrawn before a day, or taken back."""
    ended = DocumentStep.objects.as_at(None).filter(
        document_reference=OuterRef("reference"),
        edition=OuterRef("edition"),
        step__in=[Step.SUPERSEDED, Step.WITHDRAWN],
        on__lt=on,
        is_struck=False,
    )
    taken_back = Q(is_struck=True, recorded_at__date__lt=on)
    return Document.objects.as_at(None).filter(taken_back | Exists(ended))


OF_EDITION = ("document_reference", "edition")
due, find, dispose, PERSONAL_FIELDS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="policies and assessments",
        tables={
            Reading: OF_EDITION,
            Clause: OF_EDITION,
            DocumentStep: OF_EDITION,
            Document: ("reference", "edition"),
        },
        due=_ended,
        named_in={
            Document: ("title", "version_label", "file_name"),
            DocumentStep: ("decided_by", "minute", "address", "words"),
            Clause: ("heading", "text"),
        },
    )
)
