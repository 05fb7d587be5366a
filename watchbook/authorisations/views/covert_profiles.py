"""Pages of the register of covert profiles. Watchbook keeps the register; it opens and drives no profile."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.authorisations import covert_profile as acts
from watchbook.authorisations import risk_assessment
from watchbook.authorisations.covert_profile import ProfileParticulars
from watchbook.authorisations.forms.applications import AuthorisationReasonForm
from watchbook.authorisations.forms.covert_profiles import (
    FoundForm,
    ProfileForm,
    ProofForm,
    RiskForm,
    UsersForm,
)
from watchbook.authorisations.models import CovertProfile, RiskAssessment
from watchbook.authorisations.permissions import (
    may_approve_profile,
    may_audit_profile,
    may_keep_profiles,
    may_read_profiles,
    may_retire_profile,
    may_review_profile,
)
from watchbook.authorisations.queries.profiles import risks_assessed
from watchbook.authorisations.states import ProfileState
from watchbook.keys.envelope import opened_all
from watchbook.organisation.models import Person, Service
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, reader
from watchbook.web.forms import GovukForm
from watchbook.web.long_list import ListChoice, cut

ACTS = {
    "may_approve_profile": may_approve_profile,
    "may_keep_profiles": may_keep_profiles,
    "may_review_profile": may_review_profile,
    "may_audit_profile": may_audit_profile,
    "may_retire_profile": may_retire_profile,
}
ORDERS = {
    "reference": "reference",
    "platform": "platform",
    "state": "state",
    "review": "review_due_on",
    "audited": "audited_on",
}
STATES = ListChoice(gettext_lazy("State"), "state", ProfileState.choices)
TOLD = ("platform", "name_shown", "handle", "why", "contact_used", "credentials_kept_at", "created_on")


@require_safe
def covert_profiles(request: HttpRequest) -> HttpResponse:
    """Every profile in the register."""
    may_read_profiles(reader(request))
    rows = cut(
        request,
        CovertProfile.objects.select_related("approved_by"),
        sort=ORDERS,
        choose={"state": STATES},
    )
    said = opened_all(rows)
    context = {
        "page": rows,
        "rows": [(row, said[row.id]["name_shown"]) for row in rows],
        "today": today(),
        "may_keep_profiles": may_keep_profiles,
    }
    return render(request, "authorisations/covert_profiles.html", context)


@require_safe
def covert_profile(request: HttpRequest, reference: str) -> HttpResponse:
    """One profile: what it is, who may use it, its checks, what happened."""
    row = _row(request, reference)
    checks = list(row.checks.select_related("by"))
    found = opened_all(checks)
    assessed = risks_assessed(row)
    words = opened_all(assessed.values())
    context = {
        "profile": row,
        "said": acts.read(row, by=reader(request), at=timezone.now()),
        "services": list(Service.objects.filter(id__in=row.services).order_by("name")),
        "users": [(person, assessed.get(person.id)) for person in _users(row)],
        "risks": [(one, words[one.id]) for one in assessed.values()],
        "checks": [(check, found[check.id]["found"]) for check in checks],
        "today": today(),
        "events": events_about(row.id),
        **ACTS,
    }
    return render(request, "authorisations/covert_profile.html", context)


@require_http_methods(METHODS)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a profile in the register."""
    may_keep_profiles(reader(request))
    form = ProfileForm(request.POST or None, services=_services(), people=_people())

    def act() -> CovertProfile:
        told = form.cleaned_data
        return acts.enter(
            ProfileParticulars(**{name: told[name] for name in TOLD}),
            services=Service.objects.filter(id__in=told["services"]),
            users=Person.objects.filter(id__in=told["users"]),
            names_a_real_person=told["names_a_real_person"],
            by=reader(request),
            at=timezone.now(),
        )

    if request.method == "POST" and (row := acted(form, act)):
        messages.success(
            request, _("The profile was entered as {reference}.").format(reference=row.reference)
        )
        return redirect("authorisations:covert_profile", row.reference)
    context = {
        "form": form,
        "title": _("Enter a covert profile"),
        "submit_text": _("Enter profile in the register"),
    }
    return render(request, "authorisations/profile_act.html", context)


@require_http_methods(METHODS)
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """Approve its use."""
    row = _row(request, reference)
    may_approve_profile(reader(request), row)
    return _act(request, row, GovukForm, acts.approve, title=_("Approve this profile"))


@require_http_methods(METHODS)
def decline(request: HttpRequest, reference: str) -> HttpResponse:
    """Do not approve it."""
    row = _row(request, reference)
    may_approve_profile(reader(request), row)
    return _act(request, row, AuthorisationReasonForm, acts.decline, title=_("Decline this profile"))


@require_http_methods(METHODS)
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Review whether it is still needed."""
    row = _row(request, reference)
    may_review_profile(reader(request))
    return _act(request, row, FoundForm, acts.review, title=_("Review this profile"))


@require_http_methods(METHODS)
def audit(request: HttpRequest, reference: str) -> HttpResponse:
    """The SRO's audit."""
    row = _row(request, reference)
    may_audit_profile(reader(request))
    return _act(request, row, FoundForm, acts.audit, title=_("Audit this profile"))


@require_http_methods(METHODS)
def retire(request: HttpRequest, reference: str) -> HttpResponse:
    """Retire it."""
    row = _row(request, reference)
    may_retire_profile(reader(request))
    return _act(request, row, ProofForm, acts.retire, title=_("Retire this profile"))


@require_http_methods(METHODS)
def users(request: HttpRequest, reference: str) -> HttpResponse:
    """Who may use it, for which services."""
    row = _row(request, reference)
    may_keep_profiles(reader(request))
    initial = {"services": [str(one) for one in row.services], "users": [str(one) for one in row.users]}
    form = UsersForm(request.POST or None, services=_services(), people=_people(), initial=initial)

    def act() -> CovertProfile:
        told = form.cleaned_data
        return acts.set_users(
            row,
            services=Service.objects.filter(id__in=told["services"]),
            users=Person.objects.filter(id__in=told["users"]),
            by=reader(request),
            at=timezone.now(),
        )

    return _page(request, row, form, act, title=_("People who may use this profile"))


@require_http_methods(METHODS)
def risk(request: HttpRequest, reference: str) -> HttpResponse:
    """Assess the risk to one of its users."""
    row = _row(request, reference)
    may_keep_profiles(reader(request))
    users = {str(one.id): one for one in _users(row)}
    form = RiskForm(request.POST or None, people=users.values())

    def act() -> RiskAssessment:
        told = form.cleaned_data
        return risk_assessment.assess(
            row,
            user=users[told["user"]],
            risks=told["risks"],
            measures=told["measures"],
            by=reader(request),
            at=timezone.now(),
        )

    return _page(request, row, form, act, title=_("Assess the risk to a user"))


def _act(
    request: HttpRequest,
    row: CovertProfile,
    form_of: type[GovukForm],
    how: Callable[..., CovertProfile],
    *,
    title: str,
) -> HttpResponse:
    """The page of an act that takes what its form asks by the same names."""
    form = form_of(request.POST) if request.method == "POST" else form_of()

    def act() -> CovertProfile:
        return how(row, by=reader(request), at=timezone.now(), **form.cleaned_data)

    return _page(request, row, form, act, title=title)


def _page(
    request: HttpRequest,
    row: CovertProfile,
    form: GovukForm,
    act: Callable[[], CovertProfile | RiskAssessment],
    *,
    title: str,
) -> HttpResponse:
    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The register of covert profiles was updated."))
        return redirect("authorisations:covert_profile", row.reference)
    said = acts.read(row, by=reader(request), at=timezone.now())
    context: dict[str, Any] = {
        "form": form,
        "profile": row,
        "said": said,
        "title": title,
        "submit_text": title,
    }
    return render(request, "authorisations/profile_act.html", context)


def _row(request: HttpRequest, reference: str) -> CovertProfile:
    may_read_profiles(reader(request))
    return get_object_or_404(
        CovertProfile.objects.select_related("proposed_by", "approved_by"), reference=reference
    )


def _users(row: CovertProfile) -> list[Person]:
    return list(Person.objects.filter(id__in=row.users).order_by("name"))


def _services() -> list[Service]:
    return list(Service.objects.order_by("name"))


def _people() -> list[Person]:
    return list(Person.objects.active().filter(is_system=False).order_by("name"))
