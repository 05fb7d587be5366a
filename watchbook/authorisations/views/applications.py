"""Applying: what for, the pages of the form, check your answers, submit, withdraw."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from watchbook.authorisations import application
from watchbook.authorisations.application_form import FormPage, pages_of
from watchbook.authorisations.application_text import sections
from watchbook.authorisations.forms.applications import (
    REPLY,
    AuthorisationReasonForm,
    KindForm,
    PageForm,
)
from watchbook.authorisations.forms.carried import ask_profiles, set_aside
from watchbook.authorisations.from_assessment import carried, carried_answers
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.particulars import (
    all_missing,
    particulars_of,
    replies_in,
    returned_with,
    said_by,
)
from watchbook.authorisations.permissions import (
    may_apply,
    may_read_authorisation,
    may_write_application,
)
from watchbook.authorisations.queries.in_force import not_yet_in_force
from watchbook.authorisations.queries.known_beside import threshold_says
from watchbook.authorisations.queries.likeness import formulaic_boxes
from watchbook.authorisations.queries.profiles import profiles_of_service
from watchbook.authorisations.reading import read
from watchbook.authorisations.rules.kinds import has_crime_threshold
from watchbook.authorisations.states import AuthorisationKind, AuthorisationState, check_writable
from watchbook.authorisations.views.found import ActWords, act_page, authorisation_or_404
from watchbook.investigations import subject as subjects
from watchbook.investigations.models import Subject
from watchbook.investigations.views.found import investigation_or_404
from watchbook.keys.envelope import opened
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, reader
from watchbook.triage import assessment as assessments
from watchbook.triage.views.found import standing_or_404
from watchbook.web.forms import GovukForm

WITHDRAW = ActWords(
    title=gettext_lazy("Withdraw the application"),
    submit=gettext_lazy("Withdraw the application"),
    done=gettext_lazy("The application was withdrawn. Its reference will not be used again."),
)


@require_http_methods(METHODS)
def begin(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin an application on an investigation."""
    investigation = investigation_or_404(request, reference)
    may_apply(reader(request), investigation)
    form = KindForm(request.POST or None)

    def act() -> Authorisation:
        return application.begin(
            investigation, kind=form.cleaned_data["kind"], by=reader(request), at=timezone.now()
        )

    if request.method == "POST" and (row := acted(form, act)):
        return redirect("authorisations:authorisation", row.reference)
    back = reverse("authorisations:of_investigation", args=[reference])
    context = {"form": form, "investigation": investigation, "back_url": back}
    return render(request, "authorisations/begin.html", context)


@require_http_methods(METHODS)
def begin_from(request: HttpRequest, assessment_reference: str, kind: str) -> HttpResponse:
    """Begin an application on an assessment: show what it says already, then carry it."""
    if kind not in AuthorisationKind.values:
        raise Http404
    standing = standing_or_404(request, assessment_reference)
    by, now = reader(request), timezone.now()
    may_apply(by, standing.assessment.investigation)
    form = GovukForm(request.POST if request.method == "POST" else None)

    def act() -> Authorisation:
        return application.begin_from(standing, kind=kind, by=by, at=now)

    if row := acted(form, act):
        return redirect("authorisations:authorisation", row.reference)
    told = carried(standing, assessments.read(standing, by=by, at=now), kind=kind, at=now)
    called = subjects.read(told.subject, by=by, at=now).called if told.subject else ""
    context = {
        "form": form,
        "assessment": standing.assessment,
        "kind": AuthorisationKind(kind).label,
        "answers": carried_answers(told, called=called),
        "waits": not_yet_in_force(told.subject, reader=reader(request)) if told.subject else [],
        "back_url": reverse("triage:assessment", args=[assessment_reference]),
    }
    return render(request, "authorisations/begin_from.html", context)


@require_http_methods(METHODS)
def page(request: HttpRequest, reference: str, page_id: str) -> HttpResponse:
    """One page of the form. What is written is kept at once; the next page follows."""
    row = _to_write(request, reference)
    pages = pages_of(row.kind)
    one = next((each for each in pages if each.id == page_id), None)
    if one is None:
        raise Http404
    form = _page_form(request, row, one)
    ask_profiles(form, profiles_of_service(row.service_id, on=today()))
    asked = {*form.comments, request.GET.get("change", "")}
    carried_here = set_aside(form, opened(row)["carried"], asked=asked)

    def act() -> Authorisation:
        return _kept(row, form, by=reader(request))

    if request.method == "POST" and acted(form, act):
        following = pages[pages.index(one) + 1 :]
        if following and "later" not in request.POST:
            return redirect("authorisations:page", reference, following[0].id)
        return redirect("authorisations:authorisation", reference)
    place = pages.index(one)
    back = (
        reverse("authorisations:page", args=[reference, pages[place - 1].id])
        if place
        else reverse("authorisations:authorisation", args=[reference])
    )
    context = {"form": form, "authorisation": row, "page": one, "back_url": back, "carried": carried_here}
    return render(request, "authorisations/page.html", context)


@require_http_methods(METHODS)
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Check your answers, with what is missing and what is too like an earlier application; then submit."""
    row = _to_write(request, reference)
    form = AuthorisationReasonForm({"why": "-"}) if request.method == "POST" else AuthorisationReasonForm()

    def act() -> Authorisation:
        return application.submit(row, by=reader(request), at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The application was sent to the RIPA co-ordinator."))
        return redirect("authorisations:authorisation", reference)
    context = {
        "form": form,
        "authorisation": row,
        "answers": _answers(row, by=reader(request)),
        "missing": all_missing(row),
        "formulaic": formulaic_boxes(row, reader=reader(request), on=today()),
        "back_url": reverse("authorisations:authorisation", args=[reference]),
    }
    return render(request, "authorisations/submit.html", context)


@require_http_methods(METHODS)
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the application back."""
    row = authorisation_or_404(request, reference, may_read_authorisation)
    may_write_application(reader(request), row)
    form = AuthorisationReasonForm(request.POST or None)

    def act() -> Authorisation:
        return application.withdraw(row, why=form.cleaned_data["why"], by=reader(request), at=timezone.now())

    return act_page(request, row, form, act, WITHDRAW)


def _to_write(request: HttpRequest, reference: str) -> Authorisation:
    row = authorisation_or_404(request, reference, may_read_authorisation)
    may_write_application(reader(request), row)
    check_writable(AuthorisationState(row.state))
    return row


def _page_form(request: HttpRequest, row: Authorisation, one: FormPage) -> PageForm:
    return PageForm(
        request.POST or None,
        page=one,
        authorisation=row,
        subjects=_subjects(row, by=reader(request)) if one.id == "subjects" else (),
        people=_colleagues() if one.id == "source" else (),
        comments=returned_with(row),
        initial=said_by(row)
        | {"born": particulars_of(row).source.born}
        | {REPLY + box: text for box, text in replies_in(row).items()},
    )


def _kept(row: Authorisation, form: PageForm, *, by: Person) -> Authorisation:
    """Each thing that the page asks goes to its own act."""
    at = timezone.now()
    before = particulars_of(row)
    told = form.particulars(before, people=_colleagues() if form.page.id == "source" else ())
    if told != before:
        application.describe(row, told, by=by, at=at)
    if "subjects" in form.cleaned_data:
        chosen = set(form.cleaned_data["subjects"])
        subjects = [
            one for one in Subject.objects.filter(investigation=row.investigation_id) if str(one.id) in chosen
        ]
        application.name_subjects(row, subjects, by=by, at=at)
    return application.answer(row, form.answers(), replies=form.replies(), by=by, at=at)


def _subjects(row: Authorisation, *, by: Person) -> list[tuple[Subject, str]]:
    return [(one.subject, one.called) for one in read(row, by=by, at=timezone.now())]


def _colleagues() -> list[Person]:
    return list(Person.objects.active().filter(is_system=False).order_by("name"))


def _answers(row: Authorisation, *, by: Person) -> list[dict[str, Any]]:
    """Everything that the application says, what was chosen and whom it names too, each with its way to change it."""
    rows = [_threshold(row)] if has_crime_threshold(row.kind, nation=row.nation) else []
    readable = read(row, by=by, at=timezone.now())
    for section in sections(row, said_by(row), before=None, readable=readable, comments={}, sees_source=True):
        address = reverse("authorisations:page", args=[row.reference, section.page.id])
        rows += [
            {"question": one.box.asks, "answer": one.text or _("not answered"), "change_url": address}
            for one in section.answers
        ]
    return rows


def _threshold(row: Authorisation) -> dict[str, Any]:
    return {
        "question": _("Offence and crime threshold"),
        "answer": threshold_says(row, on=today()),
        "change_url": reverse("authorisations:page", args=[row.reference, "necessity"]),
    }
