"""Disposal of the authority’s thresholds of drift: due once others have taken their place."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.thresholds.models import DriftThreshold
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "drift_threshold.disposed",
    ("from_on",),
    says=_("Earlier thresholds of looks were disposed of at the end of their retention."),
    is_grave=True,
)


def _replaced(on: date) -> QuerySet[DriftThreshold]:
    """Every row whose place another had taken before a day."""
    begun = DriftThreshold.objects.filter(from_on__lt=on)
    return begun.filter(pk__in=list(begun.values_list("pk", flat=True))[1:])


due, find, dispose, PERSONAL_FIELDS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="adopted documents",
        tables={DriftThreshold: ()},
        due=_replaced,
        named_in={DriftThreshold: ("why",)},
    )
)
