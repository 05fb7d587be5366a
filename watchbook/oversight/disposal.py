"""Disposal of audits and inspections with what they recommended: what is due, where a person is named, how an entry goes."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.models import Recorded
from watchbook.audit_log.record import Kind, record
from watchbook.files import removal
from watchbook.files.models import KeptFile
from watchbook.keys import destruction
from watchbook.organisation.models import Person
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.recommendation.models import Recommendation, RecommendationStep
from watchbook.oversight.recommendation.queries import recommendations
from watchbook.oversight.recommendation.states import Progress

AUDIT_DISPOSED = Kind(
    "internal_audit.disposed",
    fields=("reference", "rows"),
    says=_("The audit, with what it recommended, was disposed of at the end of its retention."),
    is_grave=True,
)
INSPECTION_DISPOSED = Kind(
    "inspection.disposed",
    fields=("reference", "rows"),
    says=_("The inspection, with what it recommended, was disposed of at the end of its retention."),
    is_grave=True,
)
RETENTION = "oversight correspondence"
PERSONAL_FIELDS = {
    "oversight.InternalAudit.title": RETENTION,
    "oversight.InternalAudit.findings": RETENTION,
    "oversight.InternalAudit.release_provision": RETENTION,
    "oversight.InternalAudit.file_name": RETENTION,
    "oversight.Inspection.scope": RETENTION,
    "oversight.Inspection.release_provision": RETENTION,
    "oversight.Inspection.file_name": RETENTION,
    "oversight.Recommendation.number": RETENTION,
    "oversight.Recommendation.words": RETENTION,
    "oversight.RecommendationStep.words": RETENTION,
    "oversight.RecommendationStep.file_name": RETENTION,
}


def due(on: date) -> list[UUID]:
    """What was reported (or held) before a day and has no recommendation left to discharge; in its newest version."""
    undone = {one.row.source_reference for one in recommendations() if one.progress != Progress.DISCHARGED}
    audits = InternalAudit.objects.as_at(None).filter(
        Q(reported_on__lt=on) | Q(is_struck=True, recorded_at__date__lt=on)
    )
    inspections = Inspection.objects.as_at(None).annotate(over_on=Coalesce("report_received_on", "last_on"))
    rows: list[InternalAudit | Inspection] = [*audits, *inspections.filter(over_on__lt=on)]
    return [row.id for row in rows if row.reference not in undone]


def find(text: str) -> list[UUID]:
    """Every version of an audit or inspection that holds this text, in itself or in what it recommended."""
    steps = RecommendationStep.objects.filter(_holds(text, RecommendationStep))
    followed = Q(reference__in=steps.values("recommendation_reference"))
    sources = Recommendation.objects.filter(_holds(text, Recommendation) | followed).values(
        "source_reference"
    )
    found: list[UUID] = []
    for table in (InternalAudit, Inspection):
        newest = table.objects.as_at(None)
        named = table.objects.filter(_holds(text, table)).values("reference")
        rows = newest.filter(Q(reference__in=named) | Q(reference__in=sources))
        found += rows.values_list("id", flat=True)
    return found


def _holds(text: str, table: type) -> Q:
    """The condition that a column of a table holds a text."""
    condition = Q()
    for field in PERSONAL_FIELDS:
        _part, name, column = field.split(".")
        if name == table.__name__:
            condition |= Q(**{f"{column}__icontains": text})
    return condition


@transaction.atomic
def dispose(row_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove every version of an audit or inspection, what it recommended and what was done about it, and the files."""
    audit = InternalAudit.objects.filter(pk=row_id).first()
    source: InternalAudit | Inspection = audit or Inspection.objects.get(pk=row_id)
    kind = AUDIT_DISPOSED if audit else INSPECTION_DISPOSED
    recommended = Recommendation.objects.filter(source_reference=source.reference)
    steps = RecommendationStep.objects.filter(recommendation_reference__in=recommended.values("reference"))
    versions = type(source)._default_manager.filter(reference=source.reference)
    # No row goes before those that name it: steps, then recommendations, then versions, each the newest first.
    rows: list[Recorded] = []
    for table in (steps, recommended, versions):
        rows += table.select_for_update().order_by("-recorded_at", "-id")
    hashes = {row.file_sha256 for row in rows if isinstance(row, KeptFile) and row.file_sha256}
    destruction.at_commit(*(row.id for row in rows))
    for row in rows:
        record(kind, subject=row, by=by, at=at, reference=source.reference, rows=len(rows))
        row.delete()
    removal.at_commit(*hashes)
