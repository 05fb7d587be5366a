"""Pages of complaints for officers: all of them, one with its time and steps, recording one, its steps and letters."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import NotPermitted
from watchbook.audit_log.queries import events_about
from watchbook.files.document.formats import FORMATS
from watchbook.keys.envelope import opened, opened_all
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.retention.complaint import complaint as complaints_
from watchbook.retention.complaint import queries
from watchbook.retention.complaint.complaint import Complained, StepTaken
from watchbook.retention.complaint.forms import (
    ComplaintForm,
    ComplaintStepForm,
    CorrectedLinkForm,
    EndLinkForm,
    LinkForm,
)
from watchbook.retention.complaint.models import Complaint, ComplaintStep
from watchbook.retention.complaint.permissions import (
    may_deal_with_complaint,
    may_decide_complaint,
    may_end_link,
    may_read_complaints,
    may_record_complaint,
)
from watchbook.retention.complaint.states import (
    LETTERS,
    STEPS,
    ComplaintChannel,
    ComplaintOutcome,
    ComplaintState,
    ComplaintStepKind,
)
from watchbook.retention.language import language_words
from watchbook.retention.letter import READ, letter_preview, letter_response
from watchbook.web.long_list import ListChoice, cut

WAITING_CHOICES = {
    "channel": ListChoice(gettext_lazy("Channel"), "channel", ComplaintChannel.choices),
    "state": ListChoice(
        gettext_lazy("State"),
        "state",
        [(one.value, one.label) for one in ComplaintState if one != ComplaintState.CLOSED],
    ),
}
OUTCOMES = ListChoice(gettext_lazy("Outcome"), "outcome", ComplaintOutcome.choices)
CLOSED_ORDERS = {
    "reference": "reference",
    "received": "received_on",
    "outcome": "outcome",
    "closed": "closed_on",
}


@require_safe
def complaints(http: HttpRequest) -> HttpResponse:
    """List the complaints that wait, and every other."""
    may_read_complaints(reader(http))
    waiting = cut(http, queries.waiting(), choose=WAITING_CHOICES, named="waiting")
    context = {
        "page": waiting,
        "waiting": queries.waiting_of(waiting),
        "closed": cut(
            http,
            queries.complaints().filter(closed_on__isnull=False),
            sort=CLOSED_ORDERS,
            choose={"outcome": OUTCOMES},
        ),
        "today": today(),
        "may_record": may_record_complaint,
    }
    return render(http, "retention/complaints.html", context)


@require_safe
def complaint(http: HttpRequest, reference: str) -> HttpResponse:
    """One complaint: who complains of what, by when it is acknowledged, its steps and letters."""
    may_read_complaints(reader(http))
    row = _row(reference)
    steps = list(row.steps.all())
    context = {
        "row": row,
        "said": opened(row),
        "language_words": language_words,
        "deadline": queries.acknowledged_by(row),
        "steps": steps,
        "words": opened_all(steps),
        "kinds": ComplaintStepKind,
        "offered": [one for one in ComplaintStepKind if one in STEPS[ComplaintState(row.state)]],
        "outcome": ComplaintStepKind.OUTCOME_TOLD,
        "outcome_refused": _outcome_refused(reader(http), row),
        "endings": FORMATS,
        "events": events_about(row.id),
        "may_deal": may_deal_with_complaint,
        "may_end_link": may_end_link if queries.ends_of_links(row) else None,
        "today": today(),
    }
    return render(http, "retention/complaint.html", context)


def _outcome_refused(person: Person, row: Complaint) -> str:
    """Say why a person may not tell the outcome; nothing where they may."""
    try:
        may_decide_complaint(person, row)
    except NotPermitted as refusal:
        return str(refusal)
    return ""


@require_http_methods(METHODS)
def add(http: HttpRequest) -> HttpResponse:
    """Record a complaint that came otherwise than by the form."""
    by = reader(http)
    may_record_complaint(by)
    form = ComplaintForm(http.POST or None, initial={"received_on": today()})
    if row := acted(
        form, lambda: complaints_.receive(Complained(**form.cleaned_data), by=by, at=timezone.now())
    ):
        words = _("The complaint was recorded as {reference}.").format(reference=row.reference)
        return done(http, words, "retention:complaint", row.reference)
    return _page(http, form, title=_("Record a complaint about personal data"))


@require_http_methods(METHODS)
def link(http: HttpRequest, reference: str) -> HttpResponse:
    """Link a complaint to the request that it is about."""
    by = reader(http)
    may_deal_with_complaint(by)
    row = _row(reference)
    is_corrected = bool(row.request_reference)
    ask = CorrectedLinkForm if is_corrected else LinkForm
    form = ask(http.POST or None, initial={"request_reference": queries.named_request(row)})
    if acted(form, lambda: complaints_.link(row, **form.cleaned_data, by=by, at=timezone.now())):
        return done(http, _("The complaint was linked to the request."), "retention:complaint", reference)
    title = _("Correct the link to a request") if is_corrected else _("Link the complaint to a request")
    return _page(http, form, row, title=title)


@require_http_methods(METHODS)
def end_link(http: HttpRequest, reference: str) -> HttpResponse:
    """End an earlier link that was wrong."""
    by = reader(http)
    may_deal_with_complaint(by)
    row = _row(reference)
    may_end_link(by, row)
    form = EndLinkForm(http.POST or None, earlier=queries.ends_of_links(row))
    if acted(form, lambda: complaints_.end_link(row, **form.cleaned_data, by=by, at=timezone.now())):
        return done(http, _("The complaint’s earlier link was ended."), "retention:complaint", reference)
    return _page(http, form, row, title=_("End an earlier link"))


@require_http_methods(METHODS)
def step(http: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Record a step, with its letter where it has one."""
    by = reader(http)
    may_deal_with_complaint(by)
    row = _row(reference)
    if kind not in ComplaintStepKind:
        raise Http404
    if kind == ComplaintStepKind.OUTCOME_TOLD:
        may_decide_complaint(by, row)
    sent = http.POST if "change" not in http.POST else None
    first = {"on": today(), "words": http.POST.get("words", ""), "outcome": http.POST.get("outcome", "")}
    form = ComplaintStepForm(sent or None, kind=ComplaintStepKind(kind), initial=first)
    is_unread = kind in LETTERS and READ not in http.POST  # no letter is kept that nobody has read

    def act() -> Any:
        taken = StepTaken(kind=kind, **form.cleaned_data)
        if is_unread:
            return complaints_.preview(row, taken, by=by, today=today())
        return complaints_.take(row, taken, by=by, at=timezone.now(), read=http.POST.get(READ, ""))

    made = acted(form, act)
    if made and is_unread:
        back = reverse("retention:complaint_step", args=[reference, kind])
        return letter_preview(http, made, caption=reference, back_url=back)
    if made:
        words = _("The letter is saved. Now send it.") if kind in LETTERS else _("The step was recorded.")
        return done(http, words, "retention:complaint", reference)
    return _page(http, form, row, title=str(ComplaintStepKind(kind).label), has_letter=kind in LETTERS)


@require_safe
def letter(http: HttpRequest, reference: str, step_id: UUID, ending: str) -> HttpResponse:
    """The letter of a step as it went, in one format."""
    may_read_complaints(reader(http))
    row = get_object_or_404(ComplaintStep, complaint__reference=reference, pk=step_id)
    return letter_response(opened(row)["letter"], name=f"{row.kind}-{reference}", ending=ending)


def _row(reference: str) -> Complaint:
    return get_object_or_404(queries.complaints(), reference=reference)


def _page(
    http: HttpRequest, form: Any, row: Complaint | None = None, *, title: str, has_letter: bool = False
) -> HttpResponse:
    context = {"form": form, "row": row, "title": title, "has_letter": has_letter}
    return render(http, "retention/complaint_act.html", context)
