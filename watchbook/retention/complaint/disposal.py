"""Disposal of complaints about personal data: due once their outcome was told (called by retention)."""

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.audit_log.record import Kind
from watchbook.files.disposal import Going, disposing
from watchbook.keys import envelope
from watchbook.retention.complaint.models import Complaint, ComplaintStep
from watchbook.retention.complaint.permissions import may_read_complaints

DISPOSED = Kind(
    "complaint.disposed",
    fields=("reference", "received_on", "outcome"),
    says=_("The complaint about personal data was deleted at the end of its retention period."),
    is_grave=True,
)
CLASS = "rights_request"
PERSONAL_FIELDS = {f"retention.{name}.envelope": CLASS for name in ("Complaint", "ComplaintStep")}
ENDINGS = (
    Ending(
        Complaint,
        rows=lambda: Complaint.objects.filter(closed_on__isnull=False),
        began="closed_on",
        code=CLASS,
        event=_("the date on which the person was told the outcome"),
        page=lambda row: reverse("retention:complaint", args=[row.reference]),
    ),
)

READERS = {Complaint: may_read_complaints}


def due(on: date) -> list[UUID]:
    """Complaints whose outcome was told before a day."""
    return ending.due(ENDINGS, on)


def find(*texts: str) -> list[UUID]:
    """Complaints that hold one of these texts, in themselves or in a step, however it is spelt."""
    rows: list[envelope.Enveloped] = [*Complaint.objects.all(), *ComplaintStep.objects.all()]
    return list(dict.fromkeys(row.item for row in envelope.holding(rows, *texts)))


GOES = (Going(Complaint, DISPOSED, parts=(Going(ComplaintStep, by=("complaint_id",)),)),)
dispose = disposing(GOES)
