"""The seal of the audit log, for those who check: what waits, what is sealed, who outside saw it; receipts of entries, slips of acts."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.asked_signer import the_signer
from watchbook.audit_log.event_opening import ALWAYS_SHOWN
from watchbook.audit_log.health import last_verified, seal_health
from watchbook.audit_log.models import Event
from watchbook.audit_log.queries import entry_of
from watchbook.audit_log.receipt import NotSealed, newest_receipt
from watchbook.audit_log.receipt import slip as promised
from watchbook.audit_log.signing_key import NoSigningKey
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


@require_safe
def slip(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """The promise to whoever acted that the act was accepted, sealed or not; 404 for an act of somebody else."""
    event = get_object_or_404(Event, id=event_id, by=request.user.pk)
    try:
        text = promised(event, signer=the_signer())
    except NoSigningKey:
        raise WrongState(
            _("You cannot download the slip now: Watchbook cannot read the key of the audit log. Ask a system administrator to run “watchbook doctor”.")
        ) from None  # fmt: skip
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="{event.recorded_at:%Y-%m-%d-%H%M%S}-{event.name}-{event_id}.slip"'
    )
    return response


def _event(asked: str) -> Event | None:
    try:
        return Event.objects.filter(id=UUID(asked)).first()
    except ValueError:
        return None
