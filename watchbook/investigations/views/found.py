"""What the pages share: the investigation or subject of an address, if this person may read it, and an act tried."""

from collections.abc import Callable

from django.http import Http404, HttpRequest

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Recorded
from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.permissions import may_read_investigation
from watchbook.investigations.queries import investigation_by_reference, subject_of
from watchbook.register.views.acting import reader
from watchbook.web.forms import GovukForm


def investigation_or_404(request: HttpRequest, reference: str) -> Investigation:
    """The investigation of an address, for somebody who may read it."""
    row = investigation_by_reference(reference)
    if row is None:
        raise Http404
    may_read_investigation(reader(request), row)
    return row


def subject_or_404(investigation: Investigation, number: int) -> Subject:
    """One of its subjects."""
    row = subject_of(investigation, number)
    if row is None:
        raise Http404
    return row


def attempt[Row: Recorded](form: GovukForm, act: Callable[[], Row]) -> Row | None:
    """The act's row; or None with its refusal on the form, where everything typed still stands."""
    if not form.is_valid():
        return None
    try:
        return act()
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
    return None
