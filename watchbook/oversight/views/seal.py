"""The seal of the audit log, for those who check: what waits, what is sealed, who outside saw it; receipts of entries."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from watchbook.audit_log.event_opening import ALWAYS_SHOWN
from watchbook.audit_log.health import last_verified, seal_health
from watchbook.audit_log.models import Event
from watchbook.audit_log.queries import entry_of
from watchbook.audit_log.receipt import NotSealed, newest_receipt
from watchbook.organisation.models import Person
from watchbook.oversight.permissions import may_check_seal, may_take_receipt


@require_safe
def seal(request: HttpRequest) -> HttpResponse:
    """How the seal stands, and which entry an event is. Nine queries of its own."""
    by = cast(Person, request.user)
    may_check_seal(by)
    asked = request.GET.get("event", "").strip()
    event = _event(asked)
    context = {
        "health": seal_health(now=timezone.now()),
        "verified": last_verified(),
        "asked": asked,
        "event": event,
        "entry": entry_of(event.id) if event else None,
        "may_take_receipt": may_take_receipt,
    }
    return render(request, "oversight/seal.html", context)


@require_safe
def receipt(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """The receipt of one event, opened as far as it names nobody; 404 until it is sealed."""
    may_take_receipt(cast(Person, request.user))
    try:
        text = newest_receipt(get_object_or_404(Event, id=event_id), names=ALWAYS_SHOWN)
    except NotSealed:
        raise Http404 from None
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{event_id}.tlog-proof"'
    return response


def _event(asked: str) -> Event | None:
    try:
        return Event.objects.filter(id=UUID(asked)).first()
    except ValueError:
        return None
