"""Pages of captures: asked for from a look, mine, those of a look, and one: how far it is, how it ended, what it holds."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.evidence import capture as acts
from watchbook.evidence.forms import WHOLE, AskForm
from watchbook.evidence.models import Capture
from watchbook.evidence.permissions import (
    may_ask_for_capture,
    may_decide_relevance,
    may_produce_exhibit,
    may_stop_capture,
)
from watchbook.evidence.queries.captures import addresses_of, captures_of_person
from watchbook.evidence.self_contradiction import hashes_in_words
from watchbook.evidence.states import UNDER_WAY, CaptureState
from watchbook.evidence.views.found import capture_or_404, told_of
from watchbook.evidence.wording import (
    besides_in_words,
    end_in_words,
    end_of,
    signature_in_words,
)
from watchbook.keys import envelope
from watchbook.looks.permissions import may_open_looks
from watchbook.looks.views.found import look_or_404
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.web.long_list import ListChoice, cut

ORDERS = {"reference": "reference", "state": "state", "asked": "asked_at", "by": "asked_by__name"}
STATES = ListChoice(gettext_lazy("Current stage"), "state", CaptureState.choices)

LATE_AFTER = 120  # seconds of waiting, or without a word of its worker, after which the page says whom to ask


@require_http_methods(METHODS)
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Which page of the sitting, and how much. Sent with nothing chosen, as the look's button does: its first page, whole."""
    look, by = look_or_404(request, reference), reader(request)
    may_ask_for_capture(by, look)
    form = AskForm(_chosen(request), addresses=addresses_of(look))

    def act() -> Capture:
        return acts.ask(look, form.address, in_full=form.in_full, by=by, at=timezone.now())

    if request.method == "POST" and (row := acted(form, act)):
        words = _("The capture is in the queue. Watchbook takes the captures in order.")
        return done(request, words, "evidence:capture", row.reference)
    return render(request, "evidence/ask.html", {"form": form, "look": look})


@require_safe
def captures(request: HttpRequest) -> HttpResponse:
    """What somebody asked for: under way first."""
    may_open_looks(reader(request))
    rows = cut(request, captures_of_person(reader(request)), sort=ORDERS, choose={"state": STATES})
    return render(request, "evidence/captures.html", {"captures": rows, "said": envelope.opened_all(rows)})


@require_safe
def of_look(request: HttpRequest, reference: str) -> HttpResponse:
    """What was captured in a look; where somebody else than its officer reads it, that is recorded first."""
    look, by = look_or_404(request, reference), reader(request)
    rows = cut(request, look.captures.select_related("asked_by"), sort=ORDERS, choose={"state": STATES})
    said = acts.read(list(rows), by=by, at=timezone.now())
    return render(request, "evidence/of_look.html", {"look": look, "captures": rows, "said": said})


@require_safe
def capture(request: HttpRequest, reference: str) -> HttpResponse:
    """One capture: its state, how far it is, how it ended and what it holds."""
    row = capture_or_404(request, reference)
    acts.read([row], by=reader(request), at=timezone.now())
    said = envelope.opened(row)
    heard = row.told_at or row.begun_at or row.asked_at
    is_silent = (timezone.now() - heard).total_seconds() > LATE_AFTER
    context = {
        "capture": row,
        "said": said,
        "hashes": hashes_in_words(said),
        "signature": signature_in_words(row.came_signed),
        "end": end_in_words(
            was_said=said.get("end_was_said", False), silent_seconds=said.get("silent_seconds", 0)
        ),
        "besides": besides_in_words(said.get("besides", []), kind=row.content_kind),
        "after_the_end": end_of(row.content_kind),
        **told_of(row),
        "is_under_way": row.state in UNDER_WAY,
        "is_late": is_silent and row.state == CaptureState.WAITING,
        "is_silent": is_silent and row.state == CaptureState.RUNNING,
        "repeated_by": row.repeated_by.all(),
        "events": events_about(row.id),
        "may_stop_capture": may_stop_capture,
        "may_ask_for_capture": may_ask_for_capture,
        "may_produce_exhibit": may_produce_exhibit,
        "may_decide_relevance": may_decide_relevance,
    }
    return render(request, "evidence/capture.html", context)


@require_POST
def stop(request: HttpRequest, reference: str) -> HttpResponse:
    """End it early, or give it up."""
    row = acts.stop(capture_or_404(request, reference), by=reader(request), at=timezone.now())
    words = _("You asked to stop the capture. We keep the part captured so far.")
    if row.state == CaptureState.GIVEN_UP:
        words = _("The capture was cancelled.")
    return done(request, words, "evidence:capture", reference)


@require_POST
def repeat(request: HttpRequest, reference: str) -> HttpResponse:
    """Take it again, as a capture of its own."""
    row = acts.repeat(capture_or_404(request, reference), by=reader(request), at=timezone.now())
    words = _("You asked for a new capture.")
    return done(request, words, "evidence:capture", row.reference)


def _chosen(request: HttpRequest) -> Any:
    if request.method != "POST":
        return None
    is_button = not {"page", "extent"} & request.POST.keys()
    return {"page": "0", "extent": WHOLE} if is_button else request.POST
