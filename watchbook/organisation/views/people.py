"""Pages of people: the list, an account, a one-time link."""

from collections.abc import Iterable
from datetime import timedelta
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.queries import events_about
from watchbook.organisation import one_time_links, sign_in
from watchbook.organisation import person as acts
from watchbook.organisation.credential import with_credential, without_credential
from watchbook.organisation.forms import FirstLinkForm, LinksForm, PersonForm
from watchbook.organisation.late_duty import granted_late, would_be_late
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.permissions import (
    may_add_person,
    may_ask_recovery,
    may_close_account,
    may_end_duty,
    may_propose_duty,
    may_propose_duty_for,
    may_see_people,
)
from watchbook.organisation.proposal import may_take_back_proposal
from watchbook.organisation.proposals import proposals_for, takings_of, why_not
from watchbook.organisation.queries import in_force_on, joined_duties, today
from watchbook.organisation.rules import TITLES
from watchbook.organisation.service_choice import service_choice
from watchbook.organisation.states import IdentityCheck
from watchbook.organisation.views.duties import account_of
from watchbook.web.long_list import ListChoice, cut
from watchbook.web.press import lead_again_to
from watchbook.web.wording import moment

PEOPLE_ORDERS = {"name": "name", "service": ("service__name", "name")}
ACCOUNTS = ListChoice(
    gettext_lazy("Account"),
    "is_active",
    [("True", gettext_lazy("open, or no password yet")), ("False", gettext_lazy("closed"))],
)
AGAIN = "again"  # in the address to which a second press of the button leads


def _holds(kind: str) -> Q:
    return Q(Exists(Duty.objects.filter(in_force_on(today()), kind=kind, person=OuterRef("pk"))))


DUTIES = ListChoice(gettext_lazy("Duty held today"), _holds, TITLES.items())


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """A page of those with an account, or of those who hold a duty today, with what waits for a second person. Six queries of its own."""
    by = cast(Person, request.user)
    may_see_people(by)
    rows = Person.objects.filter(is_system=False).select_related("service").prefetch_related("duties")
    choose = {"duty": DUTIES, "service": service_choice(), "account": ACCOUNTS}
    waiting = proposals_for(by)
    return render(
        request,
        "organisation/people.html",
        {
            "page": cut(request, rows, sort=PEOPLE_ORDERS, choose=choose),
            "proposals": waiting,
            "taken": takings_of(waiting),
            "joined": joined_duties(on=today()),
            "account_of": account_of,
            "today": today(),
            "why_not": why_not,
            "would_be_late": would_be_late,
            "codes_are_asked": settings.HOLDERS_INTRODUCE_THEMSELVES,
            "may_add_person": may_add_person,
            "may_propose_duty": may_propose_duty,
        },
    )


@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One account: its duties and what happened to it and to them."""
    may_see_people(cast(Person, request.user))
    row = get_object_or_404(
        with_credential(Person.objects.select_related("service")), pk=person_id, is_system=False
    )
    duties = list(row.duties.select_related("service", "proposed_by", "decided_by", "ended_by"))
    context = {
        "person": row,
        "duties": duties,
        "events": events_about(row.id, *(duty.id for duty in duties))[::-1],
        "may_end_duty": may_end_duty,
        "may_close_account": may_close_account,
        "may_add_person": may_add_person,
        "may_make_link": sign_in.may_make_link,
        "may_ask_recovery": may_ask_recovery,
        "may_propose_duty_for": may_propose_duty_for,
        "may_take_back_proposal": may_take_back_proposal,
        "granted_late": granted_late,
        "today": today(),
    }
    return render(request, "organisation/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request: HttpRequest) -> HttpResponse:
    """A new account; its one-time link is shown once, to be handed over."""
    by = cast(Person, request.user)
    may_add_person(by)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            identity = IdentityCheck(form.cleaned_data.pop("identity"))
            added = acts.add(**form.cleaned_data, by=by, at=timezone.now())
        except WrongState as refusal:
            form.add_error("name", str(refusal))
        else:
            return _link_page(request, person=added, identity=identity, by=by)
    return render(request, "organisation/person_add.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def person_link(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A new one-time link for someone who lost theirs before they set a password."""
    by = cast(Person, request.user)
    row = get_object_or_404(Person, pk=person_id)
    sign_in.may_make_link(by, row)
    form = FirstLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        identity = IdentityCheck(form.cleaned_data["identity"])
        return _link_page(request, person=row, identity=identity, by=by)
    context = {"form": form, "person": row, "again": AGAIN in request.GET}
    return render(request, "organisation/person_link_ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def people_links(request: HttpRequest) -> HttpResponse:
    """One-time links for everyone who has no password yet, shown together to be printed."""
    by = cast(Person, request.user)
    may_add_person(by)
    rows = without_credential()
    form = LinksForm(request.POST or None, people=rows, initial={"people": rows})
    if request.method == "POST" and form.is_valid():
        identity = IdentityCheck(form.cleaned_data["identity"])
        return links_page(request, people=form.cleaned_data["people"], identity=identity, by=by)
    context = {"form": form, "anybody": rows.exists(), "again": AGAIN in request.GET}
    return render(request, "organisation/people_links.html", context)


def _link_page(request: HttpRequest, *, person: Person, identity: IdentityCheck, by: Person) -> HttpResponse:
    """Shown in answer to the form, so that the link stands in no address and no history; a second press leads to a new one."""
    lead_again_to(f"{reverse('organisation:person_link', args=[person.id])}?{AGAIN}=yes")
    path = sign_in.make_link(person, identity=identity, by=by, at=timezone.now())
    link = request.build_absolute_uri(path)
    until = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    context = {"person": person, "link": link, "until": moment(until)}
    return render(request, "organisation/person_link.html", context)


def links_page(
    request: HttpRequest,
    *,
    people: Iterable[Person],
    identity: IdentityCheck,
    by: Person,
    proposed: int = 0,
) -> HttpResponse:
    """The links of several, in answer to the form for the same reason; after an import, what it proposed."""
    lead_again_to(f"{reverse('organisation:people_links')}?{AGAIN}=yes")
    made = one_time_links.make_links(people, identity=identity, by=by, at=timezone.now())
    links = [(person, request.build_absolute_uri(path)) for person, path in made]
    return render(request, "organisation/links.html", {"links": links, "proposed": proposed})
