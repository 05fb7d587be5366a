"""Disposal of requests: what is due, where a person is named, and how a request goes (called by retention)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record
from watchbook.foi.models import Request
from watchbook.organisation.models import Person

DISPOSED = Kind(
    "request.disposed",
    fields=("reference", "received_on"),
    says=_("The request was disposed of at the end of its retention."),
)
PERSONAL_FIELDS = {"foi.Request.text": "requests for information"}


def due(on: date) -> list[UUID]:
    """Requests received before a day; the period of their class is the schedule's, applied by retention."""
    return list(Request.objects.filter(received_on__lt=on).values_list("id", flat=True))


def find(text: str) -> list[UUID]:
    """Requests whose text holds this."""
    return list(Request.objects.filter(text__icontains=text).values_list("id", flat=True))


@transaction.atomic
def dispose(request_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove a request and its questions; the event keeps the reference and the day of receipt."""
    request = Request.objects.select_for_update().get(pk=request_id)
    record(
        DISPOSED, subject=request, by=by, at=at, reference=request.reference, received_on=request.received_on
    )
    request.delete()
