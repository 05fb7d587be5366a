"""What the pages share: the capture of an address, for whoever may read it."""

from django.http import Http404, HttpRequest

from watchbook.evidence.models import Capture
from watchbook.evidence.permissions import may_read_capture
from watchbook.evidence.queries.captures import capture_by_reference
from watchbook.register.views.acting import reader


def capture_or_404(request: HttpRequest, reference: str) -> Capture:
    """The capture of an address, for somebody who may read it."""
    row = capture_by_reference(reference)
    if row is None:
        raise Http404
    may_read_capture(reader(request), row)
    return row
