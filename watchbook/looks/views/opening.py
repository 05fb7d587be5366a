"""Pages on which a look is opened: at a prepared subject, at a pasted address, at nobody in particular."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.investigations.account_address import recognised
from watchbook.investigations.models import Investigation, Subject, SubjectKind
from watchbook.investigations.queries import titles_of, worked_on_by
from watchbook.investigations.views.found import investigation_or_404, subject_or_404
from watchbook.keys import draft
from watchbook.looks import opening
from watchbook.looks.forms.looks import (
    NEW,
    FirstLookForm,
    GeneralLookForm,
    LookForm,
    SubjectLookForm,
    investigations_listed,
)
from watchbook.looks.models import About, Look, LookOrigin, Purpose
from watchbook.looks.opening import NewSubject, NotOpened
from watchbook.looks.permissions import may_look_at, may_open_looks
from watchbook.looks.queries.drift import drift_of
from watchbook.looks.sitting import NOBODY, Sitting, initial_of, usable_profiles, usual_facts
from watchbook.looks.views.found import accounts_by_id
from watchbook.organisation.queries import service_of, today
from watchbook.register.views.acting import METHODS, reader

DRAFT = "look"  # what is typed on the way to the page, sealed in the session


@require_http_methods(METHODS)
def open_subject(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Open a look at a subject: everything is filled in, the officer attests and opens."""
    by = reader(request)
    subject = subject_or_404(investigation_or_404(request, reference), number)
    may_look_at(by, subject)
    rows, accounts = accounts_by_id(subject)
    service = subject.investigation.service_id
    kept = draft.kept(request.session, DRAFT)
    form = SubjectLookForm(
        request.POST or None,
        accounts=accounts,
        facts=usual_facts(service, subject=subject),
        profiles=usable_profiles(by, on=today()),
        initial={"purpose": Purpose.INVESTIGATION} | initial_of(service),
    )

    def said() -> Sitting:
        account = form.account(rows)
        address = kept.get("address") or (f"https://{accounts[str(account.id)]}" if account else "")
        return _sitting(
            form, about=About.SUBJECT, subject=subject, account=account, address=address, way=_way(kept)
        )

    if request.method == "POST" and (opened := _opened(request, form, said, subject=subject)):
        return opened
    context = {
        "form": form,
        "subject": subject,
        "investigation": subject.investigation,
        "accounts": accounts,
        "drift": drift_of(subject, service=service, at=timezone.now()),
    }
    return render(request, "looks/open_subject.html", context)


@require_http_methods(METHODS)
def open_address(request: HttpRequest) -> HttpResponse:
    """Open a look at a pasted address of which nothing is prepared."""
    by = reader(request)
    may_open_looks(by)
    kept = draft.kept(request.session, DRAFT)
    found = recognised(kept.get("address", ""))
    if found is None:
        return redirect("looks:looks")
    service = service_of(by)
    offered = list(worked_on_by(by).select_related("service"))
    form = FirstLookForm(
        request.POST or None,
        facts=usual_facts(service.id if service else None),
        profiles=usable_profiles(by, on=today()),
        investigations=investigations_listed(offered, titles_of(offered)),
        initial={"purpose": Purpose.INVESTIGATION, "investigation": NEW}
        | initial_of(service.id if service else None),
    )
    if request.method == "POST" and form.is_valid():
        subject = _prepared(request, form, address=kept["address"], offered=offered)
        if subject is not None:

            def said() -> Sitting:
                account = subject.accounts.filter(parted_at=None).first()
                return _sitting(
                    form,
                    about=About.SUBJECT,
                    subject=subject,
                    account=account,
                    address=kept["address"],
                    way=_way(kept),
                )

            opened = _opened(request, form, said, subject=subject)
            return opened or _refused(request, form, subject)
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
    request: HttpRequest, form: LookForm, said: Callable[[], Sitting], *, subject: Subject | None = None
) -> HttpResponse | None:
    """The page of the opened look; else None, with the way forward on the form, and the refusal on record."""
    if not form.is_valid():
        return None
    by, now = reader(request), timezone.now()
    try:
        row: Look = opening.open(said(), by=by, at=now)
    except NotOpened as refusal:
        if subject is not None:
            opening.refuse(subject, refusal, by=by, at=now)
        form.add_error(None, str(refusal))
        return None
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
        return None
    draft.forget(request.session, DRAFT)
    messages.success(request, _("The look is open. Close it here when you have looked."))
    return redirect("looks:look", row.reference)


def _prepared(
    request: HttpRequest, form: FirstLookForm, *, address: str, offered: list[Investigation]
) -> Subject | None:
    """The subject of the address, made ready; or None, with the refusal on the form."""
    told = form.cleaned_data
    by = reader(request)
    chosen = next((row for row in offered if row.reference == told["investigation"]), None)
    service = chosen.service if chosen else service_of(by)
    if service is None:
        form.add_error(
            None,
            _(
                "You cannot open an investigation: you do not belong to a service. Ask a system administrator to enter your service."
            ),
        )
        return None
    new = NewSubject(
        address=address,
        kind=SubjectKind(told["kind"]),
        called=told["called"],
        why=told["why"],
        power=told["power"],
        title=told["why"],
        investigation=chosen,
    )
    try:
        return opening.prepare(new, service=service, by=by, at=timezone.now())
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
    return None


def _refused(request: HttpRequest, form: LookForm, subject: Subject) -> HttpResponse:
    """The subject is prepared and the look is not opened: its own page shows how often it was looked at, and the ways."""
    messages.warning(request, " ".join(str(one) for one in form.non_field_errors()))
    return redirect("looks:open_subject", subject.investigation.reference, subject.number)


def _sitting(form: LookForm, **more: Any) -> Sitting:
    told = form.cleaned_data
    return Sitting(
        purpose=told["purpose"],
        why=told["why"],
        facts=form.facts(),
        attests=told["attests"],
        why_not=told.get("why_not", ""),
        **form.used(),
        **more,
    )


def _way(kept: dict[str, Any]) -> str:
    return str(kept.get("way", LookOrigin.PAGE))
