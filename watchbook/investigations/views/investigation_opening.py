"""Opening an investigation: a question to a page, the answers kept in a sealed draft until they are sent."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.governance.offences.queries import offence_name
from watchbook.investigations import investigation as acts
from watchbook.investigations.forms import OpenInvestigationForm, PowerForm, PurposeForm, TitleForm
from watchbook.investigations.investigation import InvestigationParticulars
from watchbook.investigations.permissions import may_open_investigations
from watchbook.investigations.queries import services_open_to
from watchbook.keys import draft
from watchbook.organisation.models import Service
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, done, reader
from watchbook.web.forms import GovukForm
from watchbook.web.wording import day

FORM = "investigations.opening"
# The questions in their order, each with its form; the check comes after the last.
FORMS: dict[str, type[GovukForm]] = {
    "opening_title": TitleForm,
    "opening_purpose": PurposeForm,
    "opening_power": PowerForm,
    "opening_when": OpenInvestigationForm,
}
STEPS = (*FORMS, "opening_send")
NEEDED = dict(zip(FORMS, ("title", "purpose", "power", "service"), strict=True))


@require_http_methods(METHODS)
def opening_send(request: HttpRequest) -> HttpResponse:
    """Check your answers; the button opens the investigation."""
    by = reader(request)
    may_open_investigations(by)
    typed = draft.kept(request.session, FORM)
    if missing := next((step for step, name in NEEDED.items() if not typed.get(name)), None):
        return redirect(f"investigations:{missing}")
    service = get_object_or_404(Service, pk=typed["service"])
    opened_on = forms.DateField().to_python(typed["opened_on"]) or today()
    if request.method == "POST":
        row = acts.open(
            InvestigationParticulars(title=typed["title"], purpose=typed["purpose"], power=typed["power"]),
            service=service,
            offence=typed["offence"],
            opened_on=opened_on,
            by=by,
            at=timezone.now(),
        )
        draft.forget(request.session, FORM)
        words = _("The investigation was opened as {reference}.").format(reference=row.reference)
        return done(request, words, "investigations:investigation", row.reference)
    answers = _answers(typed, service=service.name, opened_on=day(opened_on))
    context = {"answers": answers, "back_url": reverse("investigations:opening_when"), "form": GovukForm()}
    return render(request, "investigations/opening_send.html", context)


@require_http_methods(METHODS)
def opening(request: HttpRequest, step: str) -> HttpResponse:
    """One question: what it is called, what it is for, under which power, of which service and since when."""
    may_open_investigations(reader(request))
    typed = draft.kept(request.session, FORM)
    options = {"services": services_open_to(reader(request))} if step == "opening_when" else {}
    form = FORMS[step](request.POST or None, initial=_initial(typed), **options)
    place = STEPS.index(step)
    if request.method == "POST" and form.is_valid():
        told = {name: str(value) for name, value in form.cleaned_data.items()}
        draft.keep(request.session, FORM, typed | told)
        is_whole = all((typed | told).get(name) for name in NEEDED.values())
        return redirect(f"investigations:{'opening_send' if is_whole else STEPS[place + 1]}")
    back = f"investigations:{STEPS[place - 1] if place else 'investigations'}"
    return render(request, "investigations/opening.html", {"form": form, "back_url": reverse(back)})


def _initial(typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, the day as a day."""
    opened_on = typed.get("opened_on")
    return typed | ({"opened_on": forms.DateField().to_python(opened_on)} if opened_on else {})


def _answers(typed: dict[str, Any], *, service: str, opened_on: str) -> list[dict[str, str]]:
    told = (
        (_("Title"), typed["title"], "opening_title"),
        (_("Purpose"), typed["purpose"], "opening_purpose"),
        (_("Power"), typed["power"], "opening_power"),
        (_("Service"), service, "opening_when"),
        (_("Opened on"), opened_on, "opening_when"),
        (_("Offence"), offence_name(typed["offence"]) or _("none"), "opening_when"),
    )
    return [
        {"question": question, "answer": answer, "change_url": reverse(f"investigations:{step}")}
        for question, answer, step in told
    ]
