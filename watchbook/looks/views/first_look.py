"""The page of a first look, at a pasted address that is in no investigation of the officer's; and what it shares with the pages of other looks."""

from collections.abc import Sequence
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.investigations.account import items_named
from watchbook.investigations.account_address import recognise, recognised
from watchbook.investigations.models import Account, Investigation, Subject, SubjectKind
from watchbook.investigations.queries import platform_title, titles_of, worked_on_by
from watchbook.investigations.together import together_under
from watchbook.keys import draft
from watchbook.law.offences import offence_ids
from watchbook.looks import first_look, looks_at_address
from watchbook.looks.first_look import NewSubject
from watchbook.looks.forms.looks import OFFENCE, LookForm, investigations_listed
from watchbook.looks.forms.opening import NEW, FirstLookForm
from watchbook.looks.models import About, Look, LookOrigin, Purpose
from watchbook.looks.namesakes import CalledAlike
from watchbook.looks.opening import NotOpened
from watchbook.looks.permissions import may_open_looks
from watchbook.looks.queries.drift import before_answers
from watchbook.looks.rules.assessed import OpeningFacts
from watchbook.looks.sitting import (
    Sitting,
    initial_of,
    known_of,
    purpose_of,
    usable_profiles,
    usual_facts,
)
from watchbook.looks.sitting_check import is_somebodys_page
from watchbook.organisation.models import Service
from watchbook.organisation.queries import service_of, today
from watchbook.register.views.acting import METHODS, reader
from watchbook.triage.facts import YES
from watchbook.web.wording import moment

DRAFT = "look"  # what is typed on the way to the page, sealed in the session
SUDDEN = "sudden"  # in the address of the questions, where the look cannot wait


@require_http_methods(METHODS)
def open_address(request: HttpRequest) -> HttpResponse:
    """Open a look at a pasted address of which nothing is prepared; how often anybody looked there is told first, and that it was told is recorded."""
    by = reader(request)
    may_open_looks(by)
    kept = kept_address(request)
    found = recognised(kept.get("address", ""))
    if found is None:
        return redirect("looks:looks")
    # What was looked at under everything that the address names; nothing can be in force for it yet.
    stands = looks_at_address.read(together_under(items_named(found)), by=by, at=timezone.now())
    asked = before_answers(stands)
    context = {"found": found, "drift": stands, "covers": None, "names_somebody": bool(found.names)}
    context["may_be_nobodys"] = found.account is None and not is_somebodys_page(found, about=About.GENERAL)
    if request.method != "POST" and (asked.stops_every_look or is_stopped_unasked(request, asked)):
        return render(request, "looks/stopped_address.html", context | {"asked": asked})
    offered = list(worked_on_by(by).select_related("service"))
    form = FirstLookForm(
        sent_for(request, kept),
        facts=usual_facts(by.service_id) | begun_suddenly(request),
        known=known_of(stands.standing),
        asks_why=asked.asks_why,
        profiles=usable_profiles(by, on=today()),
        investigations=investigations_listed(offered, titles_of(offered)),
        names_account=found.account is not None,
        initial={"purpose": Purpose.INVESTIGATION, "page": kept["page"]}
        | ({} if offered else {"investigation": NEW})  # nobody chooses among several by leaving it
        | initial_of(by.service_id),
    )
    if request.method == "POST" and form.is_valid() and (led := _led(request, form, kept, offered)):
        return led
    return render(request, "looks/open_address.html", context | {"form": form})


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
        title=_("{why}, {where}, from {when}").format(
            why=told["why"], where=where, when=moment(timezone.now())
        ),
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
    if new.investigation is None and not whole.looks.exists():
        told.append(opened_for_it(whole.reference))
    keep_address(request, kept["address"], way=way_of(kept), subject=subject)
    messages.warning(request, " ".join(told))
    return redirect("looks:open_subject", whole.reference, subject.number)


def is_stopped_unasked(request: HttpRequest, asked: OpeningFacts) -> bool:
    """Whether the page shows the ways on and no question: no look is left, and no immediate response was said to begin."""
    is_sudden = SUDDEN in request.GET and asked.can_begin_immediate
    return asked.is_spent and request.method != "POST" and not is_sudden


def begun_suddenly(request: HttpRequest) -> dict[str, str]:
    """Return the answer of whoever came to the questions because the look cannot wait."""
    return {"immediate": YES} if SUDDEN in request.GET else {}


def opened_look(request: HttpRequest, row: Look, *, kept: dict[str, Any] | None) -> HttpResponse:
    """Lead to the look that was opened, and forget the address that was pasted for it."""
    if kept:
        draft.forget(request.session, DRAFT)
    messages.success(request, _("The look is open. Close it here when you have finished looking."))
    return redirect("looks:look", row.reference)


def at_subject(
    form: LookForm, subject: Subject, *, account: Account | None, address: str, kept: dict[str, Any]
) -> Sitting:
    """Return what is said before a look at a subject, with the address that was pasted."""
    return sitting_of(
        form, about=About.SUBJECT, subject=subject, account=account, address=address, way=way_of(kept)
    )


def sitting_of(form: LookForm, **more: Any) -> Sitting:
    """Return what a form says before a look, with what its page adds."""
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


def kept_address(request: HttpRequest, *, subject: Subject | None = None) -> dict[str, Any]:
    """Return what was pasted on the way to this page, unless it was pasted for another subject."""
    kept = draft.kept(request.session, DRAFT)
    return kept if subject is None or kept.get("subject") == str(subject.id) else {}


def sent_for(request: HttpRequest, kept: dict[str, Any]) -> QueryDict | None:
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


def way_of(kept: dict[str, Any]) -> str:
    """Return how the officer came to the page."""
    return str(kept.get("way", LookOrigin.PAGE))


def answers_kept(reference: str) -> str:
    """Say that the answers of a refused look bind the next one."""
    return _(
        "Your answers are kept as assessment {reference}. The outcome for the next look must be at least as strict, unless an authorising officer signs a "
        "departure."
    ).format(reference=reference)


def opened_for_it(reference: str) -> str:
    """Say that the investigation of a refused first look stays, and how to end it."""
    return _(
        "Investigation {reference} was opened for this look, and is still open. If you will not make the look, close the investigation."
    ).format(reference=reference)
