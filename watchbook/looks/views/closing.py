"""The facts that close a look: what was typed of them stays while a page is added to the look or something is kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from watchbook.keys import draft
from watchbook.looks.forms.after import ClosingForm
from watchbook.looks.forms.opening import AnotherPageForm
from watchbook.looks.models import Look
from watchbook.looks.sitting import Closing


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


def _draft(look: Look) -> str:
    return f"closing.{look.reference}"
