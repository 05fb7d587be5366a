"""Which other captures there are of a page, within its investigation or among its officer's own."""

from watchbook.evidence.models import Capture
from watchbook.evidence.page_address import is_same_page
from watchbook.evidence.states import CaptureState
from watchbook.keys import envelope

ASKED = 500  # the newest; each envelope is opened


def captures_of_same_page(capture: Capture) -> list[Capture]:
    """Those that are held and were asked for at the same address, the newest first. One query; no other investigation is looked into."""
    look = capture.look
    rows = Capture.objects.filter(state=CaptureState.HELD).exclude(pk=capture.pk).select_related("asked_by")
    if look.investigation_id is not None:
        rows = rows.filter(look__investigation=look.investigation_id)
    else:
        rows = rows.filter(look__investigation=None, look__opened_by=look.opened_by_id)
    said = envelope.opened_all([capture, *(found := list(rows.order_by("-asked_at")[:ASKED]))])
    address = said[capture.id]["address"]
    return [row for row in found if is_same_page(said[row.id]["address"], address)]
