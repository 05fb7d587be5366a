"""The list of investigations, the exact search, one investigation, its notes and who needs to know."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.governance.offences.queries import offence_name
from watchbook.investigations import investigation as acts
from watchbook.investigations import need_to_know as list_acts
from watchbook.investigations import note as note_acts
from watchbook.investigations import permissions, queries, tabs
from watchbook.investigations.forms import AmendForm, NeedToKnowForm, NoteForm, ReasonForm, SubjectSearchForm
from watchbook.investigations.investigation import InvestigationParticulars
from watchbook.investigations.models import Investigation, NeedToKnow
from watchbook.investigations.overview import overview
from watchbook.investigations.states import InvestigationState
from watchbook.investigations.views.found import investigation_or_404, investigation_to_change
from watchbook.organisation.models import Person
from watchbook.organisation.service_choice import service_choice
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.web.long_list import ListChoice, cut

ORDERS = {
    "reference": "reference",
    "service": ("service__name", "reference"),
    "opened": "opened_on",
    "state": "state",
}
# The acts that take a reason and nothing else, by their page, and what is said once they are done.
WITH_REASON = {
    "close": (acts.close, gettext_lazy("The investigation was closed.")),
    "reopen": (acts.reopen, gettext_lazy("The investigation was opened again.")),
}
STATES = ListChoice(gettext_lazy("State"), "state", InvestigationState.choices)
LIST_CHANGED = gettext_lazy("The list of people with access was changed.")


@require_safe
def investigations(request: HttpRequest) -> HttpResponse:
    """Those that I may read, the newest first."""
    permissions.may_see_investigations(reader(request))
    choose = {"service": service_choice(), "state": STATES}
    page = cut(request, queries.investigations_of(reader(request)), sort=ORDERS, choose=choose)
    rows = list(page.object_list)
    context = {
        "page": page,
        "rows": rows,
        "titles": queries.titles_of(rows),
        "may_open_investigations": permissions.may_open_investigations,
        "may_see_broken_glass": permissions.may_see_broken_glass,
    }
    return render(request, "investigations/investigations.html", context)


@require_http_methods(METHODS)
def search(request: HttpRequest) -> HttpResponse:
    """An exact name or handle; it is sent in the body of the request, for addresses are logged."""
    permissions.may_search_subjects(reader(request))
    form = SubjectSearchForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = queries.subjects_called(form.cleaned_data["word"], reader=reader(request))
    return render(request, "investigations/search.html", {"form": form, "found": found})


@require_safe
def investigation(request: HttpRequest, reference: str) -> HttpResponse:
    """One investigation, and what happened."""
    row = investigation_or_404(request, reference)
    context = {
        **tabs.frame(row, person=reader(request), active=tabs.OVERVIEW.address),
        "overview": overview(row, reader=reader(request), at=timezone.now()),
        "offence": offence_name(row.offence),
        "events": events_about(row.id),
        "may_change_investigation": permissions.may_change_investigation,
    }
    return render(request, "investigations/investigation.html", context)


@require_http_methods(METHODS)
def amend(request: HttpRequest, reference: str) -> HttpResponse:
    """Say it better."""
    row = investigation_to_change(request, reference)
    said = acts.particulars_of(row)
    form = AmendForm(request.POST or None, initial={**said.__dict__, "offence": row.offence})

    def act() -> Investigation:
        told = dict(form.cleaned_data)
        offence = told.pop("offence")
        return acts.amend(
            row, InvestigationParticulars(**told), offence=offence, by=reader(request), at=timezone.now()
        )

    if acted(form, act):
        return done(
            request,
            _("The details of the investigation were changed."),
            "investigations:investigation",
            reference,
        )
    return render(request, "investigations/amend.html", {"form": form, "investigation": row})


@require_http_methods(METHODS)
def with_reason(request: HttpRequest, reference: str, page: str) -> HttpResponse:
    """Close it or open it again, with the reason."""
    row, (act, words) = investigation_to_change(request, reference), WITH_REASON[page]
    form = ReasonForm(request.POST or None)
    if acted(form, lambda: act(row, **form.cleaned_data, by=reader(request), at=timezone.now())):
        return done(request, words, "investigations:investigation", reference)
    return render(request, f"investigations/{page}.html", {"form": form, "investigation": row})


@require_http_methods(METHODS)
def notes(request: HttpRequest, reference: str) -> HttpResponse:
    """The notes on an investigation, and a form for another."""
    row = investigation_or_404(request, reference)
    form = NoteForm(request.POST or None)
    if acted(form, lambda: note_acts.write(row, **form.cleaned_data, by=reader(request), at=timezone.now())):
        return done(request, _("The note was written."), "investigations:notes", reference)
    context = {
        **tabs.frame(row, person=reader(request), active=tabs.NOTES.address),
        "form": form,
        "notes": queries.notes_of(row),
        "may_change_investigation": permissions.may_change_investigation,
    }
    return render(request, "investigations/notes.html", context)


@require_http_methods(METHODS)
def need_to_know(request: HttpRequest, reference: str) -> HttpResponse:
    """Who needs to know, every time that the glass was broken, and a form to put somebody on the list."""
    row = investigation_or_404(request, reference)
    form = NeedToKnowForm(request.POST or None, people=queries.who_could_need_to_know(row))

    def act() -> NeedToKnow:
        whose = get_object_or_404(Person, pk=form.cleaned_data["person"])
        return list_acts.add(row, whose, by=reader(request), at=timezone.now())

    if acted(form, act):
        return done(request, LIST_CHANGED, "investigations:need_to_know", reference)
    context = {
        **tabs.frame(row, person=reader(request), active=tabs.NEED_TO_KNOW.address),
        "form": form,
        "entries": cut(request, queries.need_to_know_of(row)),
        "rows": cut(request, queries.broken_glass_of(row), named="glass"),
        "may_change_investigation": permissions.may_change_investigation,
    }
    return render(request, "investigations/need_to_know.html", context)


@require_POST
def need_to_know_remove(request: HttpRequest, reference: str, person_id: UUID) -> HttpResponse:
    """Take somebody off the list."""
    row = investigation_to_change(request, reference)
    list_acts.remove(row, get_object_or_404(Person, pk=person_id), by=reader(request), at=timezone.now())
    return done(request, LIST_CHANGED, "investigations:need_to_know", reference)
