"""Pages on which a look is opened: at a prepared subject, and at nobody in particular; a pasted address has `first_look`."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.authorisations.models import OvertPlan
from watchbook.authorisations.queries.coverage import coverage
from watchbook.authorisations.queries.in_force import not_yet_in_force, passed_over
from watchbook.authorisations.queries.overt_plans import plan_waiting
from watchbook.investigations.account_address import recognised
from watchbook.investigations.models import Subject
from watchbook.investigations.queries import looked_at
from watchbook.investigations.views.found import investigation_or_404, subject_or_404
from watchbook.keys import envelope
from watchbook.looks import opening
from watchbook.looks.first_look import account_at
from watchbook.looks.forms.looks import LookForm, boxes_ticked
from watchbook.looks.forms.opening import GeneralLookForm, SubjectLookForm
from watchbook.looks.models import About, LookOrigin, Purpose
from watchbook.looks.namesakes import namesakes
from watchbook.looks.opening import NotOpened
from watchbook.looks.permissions import may_look_at, may_open_looks
from watchbook.looks.queries.drift import Drift, before_answers, covering, drift_of
from watchbook.looks.queries.looks_along import made_under
from watchbook.looks.rules.assessed import OpeningFacts, can_depart
from watchbook.looks.sitting import NOBODY, Sitting, initial_of, known_of, usable_profiles, usual_facts
from watchbook.looks.states import ReTriageState
from watchbook.looks.views.first_look import (
    answers_kept,
    at_subject,
    begun_suddenly,
    is_stopped_unasked,
    kept_address,
    opened_look,
    sent_for,
    sitting_of,
)
from watchbook.looks.views.found import accounts_by_id, bound_facts
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, reader
from watchbook.triage.next_steps import applies, next_steps
from watchbook.triage.queries import AssessmentStanding


@require_http_methods(METHODS)
def open_subject(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Open a look at a subject: what decides is asked, the rest is filled in, the officer attests and opens."""
    by = reader(request)
    subject = subject_or_404(investigation_or_404(request, reference), number)
    may_look_at(by, subject)
    kept = kept_address(request, subject=subject)
    rows, accounts = accounts_by_id(subject)
    service = subject.investigation.service_id
    stands = drift_of(subject, service=service, at=timezone.now())
    pasted = account_at(subject, kept.get("address", ""))
    signed = envelope.opened(stands.re_triage)["facts"] if stands.re_triage else {}
    asked = before_answers(stands)
    form = SubjectLookForm(
        sent_for(request, kept),
        accounts=accounts,
        has_namesakes=bool(namesakes(subject, kept.get("address", ""), service=service)),
        facts=_filled_in(subject, stands.assessed) | signed | begun_suddenly(request),
        asks_why=asked.asks_why,
        is_signed=asked.has_re_triage,
        known=known_of(stands.standing),
        profiles=usable_profiles(by, on=today()),
        initial={"purpose": Purpose.INVESTIGATION}
        | initial_of(service, whole=subject.investigation)
        | {"page": kept.get("page", ""), "account": str(pasted.id) if pasted else None},
    )

    def said() -> Sitting:
        account = form.account(rows)
        # An address that names no account is looked at as no account's.
        if kept and pasted in {None, account}:
            return at_subject(form, subject, account=pasted, address=kept["address"], kept=kept)
        own = f"https://{accounts[str(account.id)]}" if account else ""
        return at_subject(form, subject, account=account, address=own, kept=kept)

    if request.method == "POST" and (opened := _opened(request, form, said, subject=subject, kept=kept)):
        return opened
    context = {"form": form, "subject": subject, "accounts": accounts, "drift": stands}
    context |= {"signed_boxes": boxes_ticked(signed), "investigation": subject.investigation}
    context["found"] = recognised(kept.get("address", ""))
    return _shown(request, context, stands=stands, asked=asked)


def _filled_in(subject: Subject, assessed: AssessmentStanding | None) -> dict[str, Any]:
    """Return the answers that the form begins with: the usual ones, and those of the assessment that binds."""
    return usual_facts(subject.investigation.service_id, subject=subject) | bound_facts(assessed, subject)


def _shown(
    request: HttpRequest, context: dict[str, Any], *, stands: Drift, asked: OpeningFacts
) -> HttpResponse:
    """The page of a subject: its form, or what stops every look at it and the ways forward; both name the newest re-triage."""
    covers, subject, assessed = covering(stands), context["subject"], stands.assessed
    limits = {"subject": subject, "reader": reader(request), "at": timezone.now()}
    context |= {"covers": covers, "coverage": coverage(covers.kind, covers.id, **limits) if covers else None}
    context |= {
        "under": made_under(covers.id, at=limits["at"]) if covers else None,
        "proposes": applies(limits["reader"]),
    }
    context["re_triage"] = subject.re_triages.exclude(state=ReTriageState.USED).first()
    context["asked"] = asked
    if not asked.stops_every_look and not is_stopped_unasked(request, asked):
        return render(request, "looks/open_subject.html", context)
    ways = {
        "looked_at": looked_at(subject),
        "passed_over": passed_over(subject, at=timezone.now()),
        "can_depart": all(can_depart(one.outcomes) for one in (assessed, stands.elsewhere) if one),
        "waits": (waits := not_yet_in_force(subject, reader=reader(request))),
        "plan": (plan := _plan_waiting(subject, assessed, asked)),
        "steps": next_steps(assessed, applies=context["proposes"])
        if assessed and asked.stops_every_look and not (waits or plan)
        else [],
    }
    return render(request, "looks/stopped.html", context | ways)


def _plan_waiting(
    subject: Subject, assessed: AssessmentStanding | None, asked: OpeningFacts
) -> OvertPlan | None:
    """Return the plan that waits for a signature, where a plan is what opens a look."""
    wants_plan = asked.is_spent or (assessed is not None and "overt_plan" in assessed.outcomes)
    return plan_waiting(subject) if wants_plan else None


@require_http_methods(METHODS)
def open_general(request: HttpRequest) -> HttpResponse:
    """Open a look at nobody in particular: our own page, a public register, general observation."""
    by = reader(request)
    may_open_looks(by)
    is_carried = "carried" in request.POST  # from the page of a first look, with its address
    kept = kept_address(request) if is_carried else {}
    begun = {"about": About.GENERAL, "address": kept["address"]} if kept else {"purpose": Purpose.OWN_PAGES}
    form = GeneralLookForm(None if is_carried else request.POST or None, facts=NOBODY, initial=begun)

    def said() -> Sitting:
        told = form.cleaned_data
        return sitting_of(form, about=told["about"], address=told["address"], way=LookOrigin.PAGE)

    if form.is_bound and (opened := _opened(request, form, said)):
        return opened
    return render(request, "looks/open_general.html", {"form": form})


def _opened(
    request: HttpRequest,
    form: LookForm,
    said: Callable[[], Sitting],
    *,
    subject: Subject | None = None,
    kept: dict[str, Any] | None = None,
) -> HttpResponse | None:
    """The page of the opened look; else None, with the way forward on the form, and the refusal on record."""
    if not form.is_valid():
        return None
    by, now = reader(request), timezone.now()
    try:
        row = opening.open(said(), by=by, at=now)
    except NotOpened as refusal:
        kept_as = opening.refuse(subject, refusal, by=by, at=now) if subject is not None else None
        form.add_error(None, str(refusal))
        if kept_as is not None:
            form.add_error(None, answers_kept(kept_as.reference))
        return None
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
        return None
    return opened_look(request, row, kept=kept)
