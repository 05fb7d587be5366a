"""Disposal of audits and inspections with what they recommended: due once reported, or held, and all is discharged."""

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.permissions import may_read_oversight
from watchbook.oversight.recommendation.models import Recommendation, RecommendationStep
from watchbook.oversight.recommendation.queries import recommendation_rows
from watchbook.oversight.recommendation.states import LEADS_TO, Progress
from watchbook.register.disposal import Disposal, disposal_of

RETENTION = "oversight_record"
AUDIT_DISPOSED = Kind(
    "internal_audit.disposed",
    fields=("reference", "versions"),
    says=_("The audit was deleted at the end of its retention period, with its recommendations."),
    is_grave=True,
)
INSPECTION_DISPOSED = Kind(
    "inspection.disposed",
    fields=("reference", "versions"),
    says=_("The inspection was deleted at the end of its retention period, with its recommendations."),
    is_grave=True,
)
# Nothing goes before what names it: steps, then recommendations, then what recommended.
RECOMMENDED: dict[type[Model], tuple[str, ...]] = {
    RecommendationStep: ("recommendation__source_reference",),
    Recommendation: ("source_reference",),
}
WORDS: dict[type[Model], tuple[str, ...]] = {
    Recommendation: ("number", "words"),
    RecommendationStep: ("words", "file_name"),
}


def _undone() -> QuerySet[Recommendation, str]:
    """Name what recommended something that is not discharged: what never was is not asked for its last step."""
    steps = [step for step, to in LEADS_TO.items() if to == Progress.DISCHARGED]
    ever = RecommendationStep.objects.filter(step__in=steps).values("recommendation_reference")
    undone = ~Q(reference__in=ever) | ~Q(last_step__in=steps)
    rows = recommendation_rows().filter(undone).order_by()
    return rows.values_list("source_reference", flat=True).distinct()


def _audits() -> QuerySet[InternalAudit]:
    return InternalAudit.objects.as_at(None).filter(~Q(reference__among=_undone()))


def _inspections() -> QuerySet[Inspection]:
    rows = Inspection.objects.as_at(None).annotate(over_on=Coalesce("report_received_on", "last_on"))
    return rows.filter(~Q(reference__among=_undone()))


due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    Disposal(
        AUDIT_DISPOSED,
        retention_class=RETENTION,
        tables={**RECOMMENDED, InternalAudit: ("reference",)},
        rows=_audits,
        began="reported_on",
        event=_("the date of the report, once all the recommendations in it are discharged"),
        page="oversight:audit",
        named_in={InternalAudit: ("title", "findings", "release_provision", "file_name"), **WORDS},
    ),
    Disposal(
        INSPECTION_DISPOSED,
        retention_class=RETENTION,
        tables={**RECOMMENDED, Inspection: ("reference",)},
        rows=_inspections,
        began="over_on",
        event=_("the date of the report, once all the recommendations in it are discharged"),
        page="oversight:inspection",
        named_in={Inspection: ("scope", "release_provision", "file_name"), **WORDS},
    ),
)
READERS = {InternalAudit: may_read_oversight, Inspection: may_read_oversight}
