"""Disposal of error reports: what is due, where a person is named, how a report goes (called by retention)."""

from datetime import date
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.audit_log.queries import heard_of_before, last_happened
from watchbook.audit_log.record import Kind
from watchbook.files.disposal import Going, disposing
from watchbook.keys import envelope
from watchbook.oversight.error_report.error_notice import READ
from watchbook.oversight.error_report.models import ErrorNotice, ErrorReport
from watchbook.oversight.error_report.permissions import may_read_errors
from watchbook.oversight.error_report.states import ErrorState

DISPOSED = Kind(
    "error_report.disposed",
    is_grave=True,
    fields=("reference", "kind", "state"),
    says=_("The error report was deleted at the end of its retention period, with its notices."),
)
CLASS = "oversight_record"
PERSONAL_FIELDS = {
    "oversight.ErrorReport.envelope": CLASS,
    "oversight.ErrorNotice.envelope": CLASS,
}


ENDINGS = (
    Ending(
        ErrorReport,
        rows=lambda: ErrorReport.objects.filter(
            state__in=[ErrorState.DISMISSED, ErrorState.REPORTED]
        ).annotate(quiet_at=last_happened(besides=(READ.name,))),
        began="quiet_at",
        code=CLASS,
        event=_("the date on which we recorded that the error was dismissed or reported in full"),
        page=lambda row: reverse("oversight:error", args=[row.reference]),
        among=partial(heard_of_before, ErrorReport),
    ),
)

READERS = {ErrorReport: may_read_errors}


def due(on: date) -> list[UUID]:
    """Reports that were dismissed or sent in full, and to which nothing happened since a day."""
    return ending.due(ENDINGS, on)


def find(*texts: str) -> list[UUID]:
    """Every report that holds one of these texts, in itself or in one of its notices."""
    rows: list[envelope.Enveloped] = [*ErrorReport.objects.all(), *ErrorNotice.objects.all()]
    held = envelope.opened_all(rows)
    return list(dict.fromkeys(row.item for row in rows if envelope.says(held[UUID(str(row.pk))], *texts)))


GOES = (Going(ErrorReport, DISPOSED, parts=(Going(ErrorNotice, by=("report_id",)),)),)
dispose = disposing(GOES)
