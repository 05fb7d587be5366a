"""The facts that close a look: what was typed of them stays while a page is added to the look or something is kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.keys import draft
from watchbook.looks.forms.after import ClosingForm, KeptFromLookForm
from watchbook.looks.forms.opening import AnotherPageForm
from watchbook.looks.keeping import is_beyond_signature
from watchbook.looks.look import mark_kept
from watchbook.looks.models import Look
from watchbook.looks.permissions import may_go_on_with_look
from watchbook.looks.sitting import Closing
from watchbook.looks.views.found import look_or_404
from watchbook.register.views.acting import METHODS, acted, reader


def closing_of(form: Any) -> Closing:
    """Return the facts that a form says."""
    told = form.cleaned_data
    return Closing(
        result=told["result"],
        seen=told["seen"],
        collateral=told["collateral"],
        next=told["next"],
        did_more=told["did_more"],
    )


def keep_typed(request: HttpRequest, look: Look) -> None:
    """Keep what stands in the closing fields, where they were sent along with another act."""
    names = ClosingForm.base_fields.keys() & request.POST.keys()
    if names:
        draft.keep(request.session, _draft(look), {name: request.POST[name] for name in names})


def typed(request: HttpRequest, look: Look) -> dict[str, Any]:
    """Return what was typed before another act; empty where nothing was."""
    return draft.kept(request.session, _draft(look))


def forms_of(request: HttpRequest, look: Look) -> tuple[ClosingForm, AnotherPageForm]:
    """Return the form that closes a look and that of a further page; Enter in either asks for the page."""
    if "entered" in request.POST:
        keep_typed(request, look)
        return ClosingForm(initial=typed(request, look)), AnotherPageForm(request.POST)
    return ClosingForm(request.POST or None, initial=typed(request, look)), AnotherPageForm()


def closed(request: HttpRequest, look: Look) -> HttpResponse:
    """Lead back to the look that was closed, and forget what was typed before another act."""
    draft.forget(request.session, _draft(look))
    messages.success(request, _("The look is closed and recorded."))
    return redirect("looks:look", look.reference)


@require_http_methods(METHODS)
def keep(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask what was kept from a look, and where, and note it; the button on the look’s page says neither."""
    row = look_or_404(request, reference)
    may_go_on_with_look(reader(request), row)
    keep_typed(request, row)
    form = KeptFromLookForm(request.POST if "kept" in request.POST else None)

    def act() -> Look:
        return mark_kept(row, what=form.cleaned_data["kept"], by=reader(request), at=timezone.now())

    if form.is_bound and acted(form, act):
        messages.success(request, _("You recorded that you kept something from the look."))
        return redirect("looks:look", reference)
    context = {"form": form, "look": row, "is_beyond_signature": is_beyond_signature(row)}
    return render(request, "looks/keep.html", context)


def _draft(look: Look) -> str:
    return f"closing.{look.reference}"
