"""The investigation or subject of an address, for the pages of whoever may read or change it."""

from django.http import HttpRequest

from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.permissions import may_change_investigation, may_read_investigation
from watchbook.investigations.queries import investigation_by_reference, subject_of
from watchbook.register.views.acting import or_404, readable_or_404, reader


def investigation_or_404(request: HttpRequest, reference: str) -> Investigation:
    """The investigation of an address, for somebody who may read it."""
    row, unknown = investigation_by_reference(reference), Investigation(reference=reference)
    return readable_or_404(row, may_read_investigation, by=reader(request), unknown=unknown)


def investigation_to_change(request: HttpRequest, reference: str) -> Investigation:
    """The investigation of an address, for somebody who may change it."""
    row = investigation_or_404(request, reference)
    may_change_investigation(reader(request), row)
    return row


def subject_or_404(investigation: Investigation, number: int) -> Subject:
    """One of its subjects."""
    return or_404(subject_of(investigation, number))
