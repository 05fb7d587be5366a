"""Disposal of the authority’s thresholds of drift: due once others have taken their place."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.thresholds.models import DriftThreshold
from watchbook.governance.thresholds.permissions import may_read_drift_thresholds
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "drift_threshold.disposed",
    ("from_on",),
    says=_("Earlier limits on repeat looks were deleted at the end of their retention period."),
    is_grave=True,
)


def _replaced() -> QuerySet[DriftThreshold]:
    """Every row, with the day from which another holds in its place."""
    beyond = Q(from_on__gt=OuterRef("from_on")) | Q(recorded_at__gt=OuterRef("recorded_at"))
    later = DriftThreshold.objects.filter(beyond, from_on__gte=OuterRef("from_on"))
    return DriftThreshold.objects.annotate(
        replaced_on=Subquery(later.order_by("from_on").values("from_on")[:1])
    )


due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="adopted_document",
        tables={DriftThreshold: ()},
        rows=_replaced,
        began="replaced_on",
        event=_("the date from which later limits on repeat looks applied instead"),
        named_in={DriftThreshold: ("why",)},
        among=lambda before: DriftThreshold.objects.filter(from_on__lt=before),
    )
)
READERS = {DriftThreshold: may_read_drift_thresholds}
