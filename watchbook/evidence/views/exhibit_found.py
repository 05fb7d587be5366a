"""The exhibit of an address, for whoever may read its capture."""

from django.http import Http404, HttpRequest

from watchbook.evidence.models import Exhibit
from watchbook.evidence.permissions import may_read_capture
from watchbook.evidence.queries.exhibits import exhibit_by_reference
from watchbook.register.views.acting import reader


def exhibit_or_404(request: HttpRequest, reference: str) -> Exhibit:
    """The exhibit of an address."""
    row = exhibit_by_reference(reference)
    if row is None:
        raise Http404
    may_read_capture(reader(request), row.capture)
    return row
