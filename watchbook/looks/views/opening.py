"""Pages on which a look is opened: at a prepared subject, at a pasted address, at nobody in particular."""

from collections.abc import Callable
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.authorisations.queries.coverage import coverage
from watchbook.authorisations.queries.in_force import not_yet_in_force, passed_over
from watchbook.authorisations.queries.overt_plans import plan_waiting
from watchbook.investigations.account_address import recognise, recognised
from watchbook.investigations.models import Account, Investigation, Subject, SubjectKind
from watchbook.investigations.queries import looked_at, platform_title, titles_of, worked_on_by
from watchbook.investigations.views.found import investigation_or_404, subject_or_404
from watchbook.keys import draft, envelope
from watchbook.looks import answers, opening
from watchbook.looks.forms.looks import (
    LookForm,
    SubjectLookForm,
    boxes_ticked,
    investigations_listed,
)
from watchbook.looks.forms.opening import NEW, FirstLookForm, GeneralLookForm
from watchbook.looks.models import About, Look, LookOrigin, Purpose
from watchbook.looks.namesakes import namesakes
from watchbook.looks.opening import NewSubject, NotOpened
from watchbook.looks.permissions import may_look_at, may_open_looks
from watchbook.looks.queries.drift import Drift, bound_by, covering, drift_of, made_under
from watchbook.looks.rules.opening import OpeningFacts, can_depart, stops_elsewhere, stops_every_look
from watchbook.looks.rules.wording import answers_kept, assessed_elsewhere, opened_for_it
from watchbook.looks.sitting import NOBODY, Sitting, initial_of, purpose_of, usable_profiles, usual_facts
from watchbook.looks.states import ReTriageState
from watchbook.looks.views.found import accounts_by_id, bound_facts, known_of
from watchbook.organisation.queries import service_of, today
from watchbook.register.views.acting import METHODS, reader
from watchbook.triage.next_steps import applies, next_steps

DRAFT = "look"  # what is typed on the way to the page, sealed in the session


@require_http_methods(METHODS)
def open_subject(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Open a look at a subject: what decides is asked, the rest is filled in, the officer attests and opens."""
    by = reader(request)
    subject = subject_or_404(investigation_or_404(request, reference), number)
    may_look_at(by, subject)
    kept = _kept(request, subject=subject)
    rows, accounts = accounts_by_id(subject)
    service = subject.investigation.service_id
    stands = drift_of(subject, service=service, at=timezone.now())
    pasted = opening.account_at(subject, kept.get("address", ""))
    signed = envelope.opened(stands.re_triage)["facts"] if stands.re_triage else {}
    form = SubjectLookForm(
        _sent(request, kept),
        accounts=accounts,
        has_namesakes=bool(namesakes(subject, kept.get("address", ""), service=service)),
        facts=usual_facts(service, subject=subject) | bound_facts(stands.assessed, subject) | signed,
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
            return _at_subject(form, subject, account=pasted, address=kept["address"], kept=kept)
        own = f"https://{accounts[str(account.id)]}" if account else ""
        return _at_subject(form, subject, account=account, address=own, kept=kept)

    if request.method == "POST" and (opened := _opened(request, form, said, subject=subject, kept=kept)):
        return opened
    context = {"form": form, "subject": subject, "accounts": accounts, "drift": stands}
    context |= {"signed_boxes": boxes_ticked(signed), "investigation": subject.investigation}
    context["found"] = recognised(kept.get("address", ""))
    return _shown(request, context, stands=stands)


def _shown(request: HttpRequest, context: dict[str, Any], *, stands: Drift) -> HttpResponse:
    """The page of a subject: its form, or what stops every look at it and the ways forward; both name the newest re-triage."""
    covers, subject, assessed = covering(stands), context["subject"], stands.assessed
    limits = {"subject": subject, "reader": reader(request), "at": timezone.now()}
    context |= {"covers": covers, "coverage": coverage(covers.kind, covers.id, **limits) if covers else None}
    context |= {
        "under": made_under(covers.id, at=limits["at"]) if covers else None,
        "proposes": applies(limits["reader"]),
    }
    context["re_triage"] = subject.re_triages.exclude(state=ReTriageState.USED).first()
    asked = OpeningFacts(("none",), stands.standing.level, **bound_by(stands))
    if not stops_every_look(asked):
        return render(request, "looks/open_subject.html", context)
    ways = {
        "looked_at": looked_at(subject),
        "elsewhere": assessed_elsewhere() if stops_elsewhere(asked) else "",
        "passed_over": passed_over(subject, at=timezone.now()),
        "can_depart": all(can_depart(one.outcomes) for one in (assessed, stands.elsewhere) if one),
        "in_force": asked.references,
        "waits": (waits := not_yet_in_force(subject)),
        "plan": (plan := "overt_plan" in (assessed.outcomes if assessed else ()) and plan_waiting(subject)),
        "steps": next_steps(assessed, applies=context["proposes"])
        if assessed and not (waits or plan)
        else [],
    }
    return render(request, "looks/stopped.html", context | ways)


@require_http_methods(METHODS)
def open_address(request: HttpRequest) -> HttpResponse:
    """Open a look at a pasted address of which nothing is prepared."""
    by = reader(request)
    may_open_looks(by)
    kept = _kept(request)
    found = recognised(kept.get("address", ""))
    if found is None:
        return redirect("looks:looks")
    service = by.service_id
    offered = list(worked_on_by(by).select_related("service"))
    form = FirstLookForm(
        _sent(request, kept),
        facts=usual_facts(service),
        profiles=usable_profiles(by, on=today()),
        investigations=investigations_listed(offered, titles_of(offered)),
        names_account=found.account is not None,
        initial={"purpose": Purpose.INVESTIGATION, "investigation": NEW, "page": kept["page"]}
        | initial_of(service),
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        chosen = {row.reference: row for row in offered}.get(told["investigation"])
        if chosen is not None and told["why"] in {"", form.initial.get("why")}:
            told["why"] = purpose_of(chosen)
        prepared = _prepared(request, form, address=kept["address"], chosen=chosen)
        if prepared is not None:
            subject, account = prepared

            def said() -> Sitting:
                return _at_subject(form, subject, account=account, address=kept["address"], kept=kept)

            opened = _opened(request, form, said, subject=subject, kept=kept)
            return opened or _refused(request, form, subject, kept=kept)
    return render(request, "looks/open_address.html", {"form": form, "found": found})


@require_http_methods(METHODS)
def open_general(request: HttpRequest) -> HttpResponse:
    """Open a look at nobody in particular: our own page, a public register, general observation."""
    by = reader(request)
    may_open_looks(by)
    form = GeneralLookForm(
        request.POST or None,
        facts=NOBODY,
        initial={"purpose": Purpose.OWN_PAGES},
    )

    def said() -> Sitting:
        told = form.cleaned_data
        return _sitting(form, about=told["about"], address=told["address"], way=LookOrigin.PAGE)

    if request.method == "POST" and (opened := _opened(request, form, said)):
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
        row: Look = opening.open(said(), by=by, at=now)
    except NotOpened as refusal:
        kept_as = answers.refuse(subject, refusal, by=by, at=now) if subject is not None else None
        form.add_error(None, str(refusal))
        if kept_as is not None:
            form.add_error(None, answers_kept(kept_as.reference))
        return None
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
        return None
    if kept:
        draft.forget(request.session, DRAFT)
    messages.success(request, _("The look is open. Close it here when you have finished looking."))
    return redirect("looks:look", row.reference)


def _prepared(
    request: HttpRequest, form: FirstLookForm, *, address: str, chosen: Investigation | None
) -> tuple[Subject, Account | None] | None:
    """The subject of the address and its account, made ready; or None, with the refusal on the form."""
    told = form.cleaned_data
    by, address = reader(request), form.cleaned_data.get("leads_to") or address
    if not told["why"]:
        form.add_error("why", _("Enter the reason for this look"))
        return None
    service = chosen.service if chosen else service_of(by)
    if service is None:
        form.add_error(
            None,
            _(
                "You cannot open an investigation: you do not belong to a service. Ask a system administrator to add you to one."
            ),
        )
        return None
    where = platform_title(recognise(address).platform)
    new = NewSubject(
        address=address,
        kind=SubjectKind(told["kind"]),
        called=told["called"],
        why=told["why"],
        power=told["power"],
        title=_("{why}, {where}, from {day:%-d %B %Y}").format(why=told["why"], where=where, day=today()),
        investigation=chosen,
    )
    try:
        subject = opening.prepare(new, service=service, by=by, at=timezone.now())
        return subject, opening.account_at(subject, address)
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
    return None


def _refused(request: HttpRequest, form: LookForm, subject: Subject, *, kept: dict[str, Any]) -> HttpResponse:
    """The subject is prepared and the look is not opened: its own page shows how often it was looked at, and the ways."""
    keep_address(request, kept["address"], way=_way(kept), subject=subject)
    told, whole = [*form.non_field_errors()], subject.investigation
    if whole.opened_by_id == reader(request).id and not whole.looks.exists():
        told.append(opened_for_it(whole.reference))
    messages.warning(request, " ".join(told))
    return redirect("looks:open_subject", whole.reference, subject.number)


def _at_subject(
    form: LookForm, subject: Subject, *, account: Account | None, address: str, kept: dict[str, Any]
) -> Sitting:
    return _sitting(
        form, about=About.SUBJECT, subject=subject, account=account, address=address, way=_way(kept)
    )


def _sitting(form: LookForm, **more: Any) -> Sitting:
    told = form.cleaned_data
    return Sitting(
        purpose=told["purpose"],
        why=told["why"],
        facts=form.facts(),
        attests=told["attests"],
        why_not=told.get("why_not", ""),
        not_the_same=told.get("not_the_same", ""),
        **form.used(),
        **more,
    )


def keep_address(request: HttpRequest, address: str, *, way: str, subject: Subject | None) -> None:
    """Keep an address for the page that comes next: for one subject, or none yet, and for that page alone."""
    kept = {"address": address, "way": way, "subject": str(subject.id) if subject else ""}
    draft.keep(request.session, DRAFT, kept | {"page": token_hex(8)})


def _kept(request: HttpRequest, *, subject: Subject | None = None) -> dict[str, Any]:
    """Return what was pasted on the way to this page, unless it was pasted for another subject."""
    kept = draft.kept(request.session, DRAFT)
    return kept if subject is None or kept.get("subject") == str(subject.id) else {}


def _sent(request: HttpRequest, kept: dict[str, Any]) -> QueryDict | None:
    """Return what was sent. If another address was pasted since the page was shown, the answers that decide are asked again."""
    if request.method != "POST" or request.POST.get("page", "") == kept.get("page", ""):
        return request.POST or None
    messages.warning(
        request,
        _(
            "You cannot open the look yet: you pasted another address after this page was shown. Check the address below, then open the look again."
        ),
    )
    told = QueryDict(request.POST.urlencode(), mutable=True)
    told["page"] = kept.get("page", "")
    told.setlist("deciding", [])
    return told


def _way(kept: dict[str, Any]) -> str:
    return str(kept.get("way", LookOrigin.PAGE))
