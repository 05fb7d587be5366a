"""What the pages share: the capture of an address, for whoever may read it."""

from django.http import HttpRequest

from watchbook.evidence.models import Capture, Exhibit
from watchbook.evidence.permissions import may_read_capture
from watchbook.evidence.queries.captures import capture_by_reference
from watchbook.evidence.queries.exhibits import exhibit_by_reference
from watchbook.register.views.acting import or_404, reader


def capture_or_404(request: HttpRequest, reference: str) -> Capture:
    """The capture of an address, for somebody who may read it."""
    row = or_404(capture_by_reference(reference))
    may_read_capture(reader(request), row)
    return row


def exhibit_or_404(request: HttpRequest, reference: str) -> Exhibit:
    """The exhibit of an address."""
    row = or_404(exhibit_by_reference(reference))
    may_read_capture(reader(request), row.capture)
    return row
