"""Pages of “none is held”: what is on record of each kind, signing, taking a signature back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_about
from watchbook.governance.documents.forms import TakeBackEditionForm
from watchbook.governance.documents.models import HeldKind, NoneHeld
from watchbook.governance.documents.permissions import (
    may_read_documents,
    may_sign_for_some_kind,
    may_sign_none_held,
)
from watchbook.governance.none_held import none_held as acts
from watchbook.governance.none_held.forms import NoneHeldForm
from watchbook.governance.none_held.queries import counts_until, kinds_held, none_held_by_id
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, done, reader

MAY = {"may_sign_none_held": may_sign_none_held, "may_sign_for_some_kind": may_sign_for_some_kind}


@require_safe
def none_held(request: HttpRequest) -> HttpResponse:
    """Every kind with what is in force, or the signature that counts, or that it is to be searched."""
    may_read_documents(reader(request))
    day = today()
    found = [
        (held, counts_until(held.none.signed_on, on=day) if held.none else None) for held in kinds_held(day)
    ]
    events = events_about(*(held.none.id for held, _until in found if held.none))
    return render(request, "governance/none_held.html", {"found": found, "events": events, **MAY})


@require_http_methods(METHODS)
def none_held_sign(request: HttpRequest) -> HttpResponse:
    """Sign that none of a kind is held."""
    by = reader(request)
    may_sign_for_some_kind(by)
    kinds = [kind for kind in HeldKind if can(may_sign_none_held, by, kind)]
    form = NoneHeldForm(request.POST or None, kinds=kinds, initial={"kind": request.GET.get("kind", "")})

    def act() -> NoneHeld:
        told = {name: form.cleaned_data[name] for name in ("kind", "searched", "reason")}
        return acts.sign(**told, by=by, at=timezone.now())

    if signed := acted(form, act):
        return done(
            request,
            _("You signed to confirm that the council holds none of this kind: {kind}.").format(
                kind=signed.get_kind_display()
            ),
            "governance:none_held",
        )
    return render(request, "governance/none_held_sign.html", {"form": form})


@require_http_methods(METHODS)
def none_held_take_back(request: HttpRequest, none_id: UUID) -> HttpResponse:
    """Say that a signature was wrong."""
    by, none = reader(request), none_held_by_id(none_id)
    if none is None:
        may_read_documents(by)
        raise Http404
    may_sign_none_held(by, none.kind)
    form = TakeBackEditionForm(request.POST or None)

    if acted(form, lambda: acts.take_back(none, by=by, at=timezone.now())):
        return done(request, _("The signature was taken back and no longer counts."), "governance:none_held")
    return render(request, "governance/none_held_take_back.html", {"form": form, "signed": none})
