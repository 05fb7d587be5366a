"""Disposal of error reports: what is due, where a person is named, how a report goes (called by retention)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.queries import nothing_happened_since
from watchbook.audit_log.record import Kind, record_row
from watchbook.keys import destruction, envelope
from watchbook.organisation.models import Person
from watchbook.oversight.error_report.error_notice import READ
from watchbook.oversight.error_report.models import ErrorNotice, ErrorReport
from watchbook.oversight.error_report.states import ErrorState

DISPOSED = Kind(
    "error_report.disposed",
    is_grave=True,
    fields=("reference", "kind", "state"),
    says=_("The error report, with its notices, was disposed of at the end of its retention."),
)
PERSONAL_FIELDS = {
    "oversight.ErrorReport.envelope": "oversight correspondence",
    "oversight.ErrorNotice.envelope": "oversight correspondence",
}


def due(on: date) -> list[UUID]:
    """Reports that were dismissed or sent in full, and to which nothing happened since a day."""
    over = ErrorReport.objects.filter(
        nothing_happened_since(on, besides=(READ.name,)),
        state__in=[ErrorState.DISMISSED, ErrorState.REPORTED],
    )
    return list(over.values_list("id", flat=True))


def find(text: str) -> list[UUID]:
    """Every report that holds this text, in itself or in one of its notices."""
    rows: list[envelope.Enveloped] = [*ErrorReport.objects.all(), *ErrorNotice.objects.all()]
    held = envelope.opened_all(rows)
    return list(dict.fromkeys(row.item for row in rows if envelope.says(held[UUID(str(row.pk))], text)))


@transaction.atomic
def dispose(report_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove a report and its notices; their key ends at the commit."""
    row = ErrorReport.objects.select_for_update(of=("self",)).get(pk=report_id)
    record_row(DISPOSED, row, by=by, at=at)
    destruction.at_commit(row.id)
    row.notices.all().delete()
    row.delete()
