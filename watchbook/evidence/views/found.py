"""What the pages share: the capture of an address, for whoever may read it."""

from typing import Any

from django.http import HttpRequest

from watchbook.evidence import looked_into, said_times
from watchbook.evidence.models import Capture, Exhibit, Origin
from watchbook.evidence.permissions import may_read_capture
from watchbook.evidence.queries.captures import capture_by_reference
from watchbook.evidence.queries.exhibits import exhibit_by_reference
from watchbook.evidence.self_contradiction import Contradiction, contradiction_of
from watchbook.evidence.wording import cut_off_in_words, no_copy_in_words
from watchbook.investigations.models import Investigation
from watchbook.keys import envelope
from watchbook.looks.models import Look
from watchbook.register.views.acting import readable_or_404, reader


def capture_or_404(request: HttpRequest, reference: str) -> Capture:
    """The capture of an address, for somebody who may read it."""
    row, unknown = capture_by_reference(reference), unknown_capture(reference)
    return readable_or_404(row, may_read_capture, by=reader(request), unknown=unknown)


def exhibit_or_404(request: HttpRequest, reference: str) -> Exhibit:
    """The exhibit of an address."""
    row, unknown = exhibit_by_reference(reference), Exhibit(capture=unknown_capture(reference))
    return readable_or_404(
        row, lambda by, one: may_read_capture(by, one.capture), by=reader(request), unknown=unknown
    )


def unknown_capture(reference: str) -> Capture:
    """A capture of which nobody knows anything: so are those refused who ask for one that does not exist."""
    return Capture(look=Look(investigation=Investigation(reference=reference)))


def contradiction_in(capture: Capture) -> Contradiction | None:
    """Return in what a file made elsewhere contradicts itself."""
    said = envelope.opened(capture) if capture.origin == Origin.IMPORTED else {}
    return contradiction_of(said, capture.came_signed)


def told_of(capture: Capture) -> dict[str, Any]:
    """Return what every page says on which somebody uses a file made elsewhere: that it contradicts itself, or holds more than it shows."""
    said = envelope.opened(capture) if capture.origin == Origin.IMPORTED else {}
    return {
        "contradiction": contradiction_of(said, capture.came_signed),
        "pages_in_file": said.get("pages", 0),
        "within": looked_into.in_words(said, kind=capture.content_kind),
        "cut_off": cut_off_in_words(said, kind=capture.content_kind),
        "no_copy": no_copy_in_words(said, kind=capture.content_kind),
        "captured": said_times.told(said).in_words(),
        "captured_later": said_times.told(said).warning(capture.asked_at),
    }
