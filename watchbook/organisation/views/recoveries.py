"""Pages of recoveries: asked for, decided by a second person, stopped; the link for whoever agreed."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.queries import events_about
from watchbook.audit_log.record import Kind
from watchbook.organisation import recovery as acts
from watchbook.organisation.forms import IdentityForm, RecoveryForm
from watchbook.organisation.models import Lost, Person, Recovery
from watchbook.organisation.operator_decision import only_the_operator_decides
from watchbook.organisation.permissions import (
    may_ask_recovery,
    may_complete_recovery,
    may_decide_recovery,
    may_see_recoveries,
    may_see_recovery,
)
from watchbook.organisation.queries import recoveries as rows
from watchbook.organisation.recovery_officers import named, offices_held
from watchbook.organisation.recovery_wait import opens_at
from watchbook.organisation.states import RECOVERY_OPEN, IdentityCheck, RecoveryState
from watchbook.organisation.told_by_mail import officer_to_tell
from watchbook.web.long_list import ListChoice, cut
from watchbook.web.wording import moment

ORDERS = {
    "state": "state",
    "asked": "asked_at",
    "asked_by": "asked_by__name",
    "decided_by": "decided_by__name",
}
STATES = ListChoice(gettext_lazy("State"), "state", RecoveryState.choices)


@require_safe
def recoveries(request: HttpRequest) -> HttpResponse:
    """Every recovery, the newest first."""
    may_see_recoveries(cast(Person, request.user))
    context = {
        "recoveries": cut(request, rows(), sort=ORDERS, choose={"state": STATES}),
        "state_of": state_of,
    }
    return render(request, "organisation/recoveries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show what a recovery is, and the button that asks for it."""
    by = cast(Person, request.user)
    person = get_object_or_404(Person, pk=person_id)
    may_ask_recovery(by, person)
    form = RecoveryForm(request.POST or None)
    told = named(offices_held(by, person), after=_("the owner"))
    if request.method == "POST" and form.is_valid():
        try:
            lost = Lost(form.cleaned_data["lost"])
            identity = IdentityCheck(form.cleaned_data["identity"])
            row = acts.ask(person, lost=lost, identity=identity, by=by, at=timezone.now())
        except WrongState as refusal:
            form.add_error("lost", str(refusal))
        else:
            said = (
                _(
                    "You asked for the recovery. Only the operator of Watchbook can agree to it: ask them to do so. We are telling "
                    "the owner and, once the operator agrees, everybody with an account."
                )
                if only_the_operator_decides(row)
                else _("You asked for the recovery. We are telling {everybody}.").format(everybody=told)
            )
            messages.success(request, said)
            return redirect("organisation:recovery", row.id)
    context = {"form": form, "person": person, "told": told}
    return render(request, "organisation/recovery_ask.html", context)


@require_safe
def recovery(request: HttpRequest, recovery_id: UUID) -> HttpResponse:
    """One recovery: who took part, what may be done now, its history."""
    row = get_object_or_404(rows(), pk=recovery_id)
    may_see_recovery(cast(Person, request.user), row)
    return _page(request, row, form=IdentityForm())


def _page(request: HttpRequest, row: Recovery, *, form: IdentityForm) -> HttpResponse:
    opens, events = opens_at(row), events_about(row.id)
    context = {
        "recovery": row,
        "state": state_of(row),
        "form": form,
        "officer_to_tell": officer_to_tell({row.person_id, row.asked_by_id, row.decided_by_id}),
        "was_stopped_by_owner": row.state == RecoveryState.STOPPED and row.ended_by_id == row.person_id,
        "opens_at": opens,
        "is_open": row.state in RECOVERY_OPEN,
        "is_asked": row.state == RecoveryState.ASKED,
        "is_agreed": row.state == RecoveryState.AGREED,
        "is_completed": row.state == RecoveryState.USED,
        "is_of_password": row.lost == Lost.PASSWORD,
        "is_due": opens is not None and timezone.now() >= opens,
        "events": events[::-1],
        "asker_knows": _how(events, acts.ASKED),
        "second_knows": _how(events, acts.LINK_MADE, acts.FACTOR_REMOVED),
        "may_decide_recovery": may_decide_recovery,
        "may_complete_recovery": may_complete_recovery,
    }
    return render(request, "organisation/recovery.html", context)


def state_of(row: Recovery) -> str:
    """Say where a recovery stands, and what it waits for."""
    if row.state == RecoveryState.ASKED:
        return _("waiting for a second person")
    return str(row.get_state_display())


def _how(events: list[Event], *kinds: Kind) -> str:
    """Say how the person who did this last checked who the owner is; empty before, and for an act of before that was asked."""
    names = {kind.name for kind in kinds}
    told = next((event.fields.get("identity") for event in reversed(events) if event.name in names), None)
    return str(IdentityCheck(told).label) if told else ""


@require_POST
def agree(request: HttpRequest, recovery_id: UUID) -> HttpResponse:
    """The second person's yes."""
    row = acts.agree(_row(recovery_id), by=cast(Person, request.user), at=timezone.now())
    opens = cast(datetime, opens_at(row))
    said = _("You agreed to the recovery. Come back after {time} and complete it.")
    messages.success(request, said.format(time=moment(opens)))
    return redirect("organisation:recovery", row.id)


@require_POST
def decline(request: HttpRequest, recovery_id: UUID) -> HttpResponse:
    """The second person's no."""
    row = acts.decline(_row(recovery_id), by=cast(Person, request.user), at=timezone.now())
    messages.success(request, _("You declined the recovery."))
    return redirect("organisation:recovery", row.id)


@require_POST
def stop(request: HttpRequest, recovery_id: UUID) -> HttpResponse:
    """The end of it, by anyone who is told."""
    row = acts.stop(_row(recovery_id), by=cast(Person, request.user), at=timezone.now())
    messages.success(
        request,
        _(
            "You stopped the recovery. The senior responsible officer, the data protection officer and the system administrators see "
            "this under “Your work”."
        )
        if row.ended_by_id == row.person_id
        else _("You stopped the recovery. It can no longer be completed."),
    )
    return redirect("organisation:recovery", row.id)


@require_POST
def link(request: HttpRequest, recovery_id: UUID) -> HttpResponse:
    """The link, shown once, in answer to the form so that it stands in no address and no history."""
    row, form = _row(recovery_id), IdentityForm(request.POST)
    by = cast(Person, request.user)
    may_complete_recovery(by, row)
    if not form.is_valid():
        return _page(request, row, form=form)
    path = acts.make_link(
        row, identity=IdentityCheck(form.cleaned_data["identity"]), by=by, at=timezone.now()
    )
    context = {"person": row.person, "link": request.build_absolute_uri(path), "recovery": row}
    return render(request, "organisation/recovery_link.html", context)


@require_POST
def remove_factor(request: HttpRequest, recovery_id: UUID) -> HttpResponse:
    """The second factor removed, after the wait."""
    row, form = _row(recovery_id), IdentityForm(request.POST)
    by = cast(Person, request.user)
    may_complete_recovery(by, row)
    if not form.is_valid():
        return _page(request, row, form=form)
    acts.remove_second_factor(
        row, identity=IdentityCheck(form.cleaned_data["identity"]), by=by, at=timezone.now()
    )
    messages.success(
        request, _("You removed the second factor. The owner can sign in now and set up another.")
    )
    return redirect("organisation:recovery", row.id)


def _row(recovery_id: UUID) -> Recovery:
    return get_object_or_404(rows(), pk=recovery_id)
