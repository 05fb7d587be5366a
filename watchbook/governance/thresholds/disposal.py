"""Disposal of the authority's thresholds of drift: what is due, where a person is named, and how it goes (called by retention)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record
from watchbook.governance.thresholds.models import DriftThreshold
from watchbook.keys import destruction
from watchbook.organisation.models import Person

DISPOSED = Kind(
    "drift_threshold.disposed",
    fields=("from_on",),
    says=_("Earlier thresholds of looks were disposed of at the end of their retention."),
    is_grave=True,
)
PERSONAL_FIELDS = {"governance.DriftThreshold.why": "adopted documents"}


def due(on: date) -> list[UUID]:
    """Every row whose place another had taken before a day; the period of its class is applied by retention."""
    return list(DriftThreshold.objects.filter(from_on__lt=on).values_list("id", flat=True))[1:]


def find(text: str) -> list[UUID]:
    """Rows whose reason holds this text."""
    return list(DriftThreshold.objects.filter(why__icontains=text).values_list("id", flat=True))


@transaction.atomic
def dispose(row_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove a row; the event keeps its numbers' day."""
    row = DriftThreshold.objects.select_for_update(of=("self",)).get(pk=row_id)
    destruction.at_commit(row.id)
    record(DISPOSED, subject=row, by=by, at=at, from_on=row.from_on)
    row.delete()
