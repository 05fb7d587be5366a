"""The page on which a first look is opened at a pasted address that is in no investigation of the officer's."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.investigations.account import items_named
from watchbook.investigations.account_address import RecognisedAddress, recognise, recognised
from watchbook.investigations.models import Account, Investigation, Subject, SubjectKind
from watchbook.investigations.queries import platform_title, titles_of, worked_on_by
from watchbook.investigations.together import together_under
from watchbook.law.offences import offence_ids
from watchbook.looks import first_look
from watchbook.looks.first_look import NewSubject
from watchbook.looks.forms.looks import OFFENCE, investigations_listed
from watchbook.looks.forms.opening import NEW, FirstLookForm
from watchbook.looks.models import Purpose
from watchbook.looks.namesakes import CalledAlike
from watchbook.looks.opening import NotOpened
from watchbook.looks.permissions import may_open_looks
from watchbook.looks.queries.drift import Drift, before_answers, drift_of
from watchbook.looks.rules.opening import (
    OpeningFacts,
    asks_why,
    can_begin_immediate,
    stops_elsewhere,
    stops_every_look,
    why_spent,
)
from watchbook.looks.rules.wording import answers_kept, assessed_elsewhere, opened_for_it
from watchbook.looks.sitting import Sitting, initial_of, known_of, purpose_of, usable_profiles, usual_facts
from watchbook.looks.views.opening import (
    at_subject,
    begun_suddenly,
    is_stopped_unasked,
    keep_address,
    kept_address,
    opened_look,
    sent_for,
    way_of,
)
from watchbook.organisation.models import Person, Service
from watchbook.organisation.queries import service_of, today
from watchbook.register.views.acting import METHODS, reader


@require_http_methods(METHODS)
def open_address(request: HttpRequest) -> HttpResponse:
    """Open a look at a pasted address of which nothing is prepared; how often anybody looked there is told first."""
    by = reader(request)
    may_open_looks(by)
    kept = kept_address(request)
    found = recognised(kept.get("address", ""))
    if found is None:
        return redirect("looks:looks")
    stands = _stands(found, by=by)
    asked = before_answers(stands)
    context = {"found": found, "drift": stands, "covers": None, "names_somebody": bool(found.names)}
    if request.method != "POST" and (stops_every_look(asked) or is_stopped_unasked(request, asked)):
        return render(request, "looks/stopped_address.html", context | _why_stopped(asked))
    offered = list(worked_on_by(by).select_related("service"))
    form = FirstLookForm(
        sent_for(request, kept),
        facts=usual_facts(by.service_id) | begun_suddenly(request),
        known=known_of(stands.standing),
        asks_why=asks_why(asked),
        profiles=usable_profiles(by, on=today()),
        investigations=investigations_listed(offered, titles_of(offered)),
        names_account=found.account is not None,
        initial={"purpose": Purpose.INVESTIGATION, "investigation": NEW, "page": kept["page"]}
        | initial_of(by.service_id),
    )
    if request.method == "POST" and form.is_valid() and (led := _led(request, form, kept, offered)):
        return led
    return render(request, "looks/open_address.html", context | {"form": form})


def _stands(found: RecognisedAddress, *, by: Person) -> Drift:
    """Count what was looked at under everything that the address names; nothing can be in force for it yet."""
    whole = together_under(items_named(found))
    return drift_of(None, service=by.service_id, at=timezone.now(), whole=whole)


def _why_stopped(asked: OpeningFacts) -> dict[str, Any]:
    return {
        "elsewhere": assessed_elsewhere() if stops_elsewhere(asked) else "",
        "why_spent": why_spent(asked),
        "can_begin_immediate": can_begin_immediate(asked) and not stops_every_look(asked),
    }


def _led(
    request: HttpRequest, form: FirstLookForm, kept: dict[str, Any], offered: Sequence[Investigation]
) -> HttpResponse | None:
    """The look that was opened, or the subject that its answers were kept for; None, with the refusal on the form."""
    by, now = reader(request), timezone.now()
    chosen = {row.reference: row for row in offered}.get(form.cleaned_data["investigation"])
    service = chosen.service if chosen else service_of(by)
    new = _new_subject(form, kept["address"], chosen=chosen)
    if new is None or not _has_service(form, service):
        return None
    acting: Any = {"service": service, "by": by, "at": now}

    def said(subject: Subject, account: Account | None) -> Sitting:
        return at_subject(form, subject, account=account, address=kept["address"], kept=kept)

    try:
        return opened_look(request, first_look.open(new, said, **acting), kept=kept)
    except NotOpened as refusal:
        return _refused(request, form, refusal, new, kept=kept, acting=acting)
    except CalledAlike as refusal:
        form.refuse_alike(str(refusal))
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
    return None


def _new_subject(form: FirstLookForm, address: str, *, chosen: Investigation | None) -> NewSubject | None:
    """Return whose address it is and for which investigation; None, with the error on the form, where nobody says why."""
    told = form.cleaned_data
    address = told.get("leads_to") or address
    if chosen is not None and told["why"] in {"", form.initial.get("why")}:
        told["why"] = purpose_of(chosen)
    if not told["why"]:
        form.add_error("why", _("Enter the reason for this look"))
        return None
    where = platform_title(recognise(address).platform)
    return NewSubject(
        address=address,
        kind=SubjectKind(told["kind"]),
        called=told["called"],
        why=told["why"],
        power=told["power"],
        title=_("{why}, {where}, from {day:%-d %B %Y}").format(why=told["why"], where=where, day=today()),
        investigation=chosen,
        offence=told[OFFENCE] if told[OFFENCE] in offence_ids() else "",
    )


def _has_service(form: FirstLookForm, service: Service | None) -> bool:
    if service is None:
        form.add_error(
            None,
            _(
                "You cannot open an investigation: you do not belong to a service. Ask a system administrator to add you to one."
            ),
        )
    return service is not None


def _refused(
    request: HttpRequest,
    form: FirstLookForm,
    refusal: NotOpened,
    new: NewSubject,
    *,
    kept: dict[str, Any],
    acting: dict[str, Any],
) -> HttpResponse | None:
    """Lead to the subject for which the answers of a refused look were kept; where they bind nothing, its form stays as it was sent."""
    answered = first_look.refuse(new, refusal, **acting)
    if answered is None:
        form.add_error(None, str(refusal))
        return None
    subject, kept_as = answered
    whole, told = subject.investigation, [str(refusal)]
    if kept_as is not None:
        told.append(answers_kept(kept_as.reference))
    if whole.opened_by_id == acting["by"].id and not whole.looks.exists():
        told.append(opened_for_it(whole.reference))
    keep_address(request, kept["address"], way=way_of(kept), subject=subject)
    messages.warning(request, " ".join(told))
    return redirect("looks:open_subject", whole.reference, subject.number)
