"""What the pages share: the authorisation of an address for somebody who may read it, and an act tried with a form."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_read_authorisation
from watchbook.files.upload import Content, Refused, look_at
from watchbook.organisation.models import Person
from watchbook.web.forms import GovukForm

METHODS = ["GET", "HEAD", "POST"]


def reader(request: HttpRequest) -> Person:
    """Who is signed in."""
    return cast(Person, request.user)  # every page here asks for sign-in


def authorisation_or_404(request: HttpRequest, reference: str) -> Authorisation:
    """The authorisation of an address, for somebody who may read it."""
    row = (
        Authorisation.objects.select_related(
            "investigation__service", "service", "applicant", "decided_by", "cancelled_by",
            "handler", "controller", "record_keeper",
        )
        .filter(reference=reference)
        .first()
    )  # fmt: skip
    if row is None:
        raise Http404
    may_read_authorisation(reader(request), row)
    return row


def acted[Row: Model](form: GovukForm, act: Callable[[Content | None], Row]) -> Row | None:
    """The row of the act, which gets the file that was sent; or None, with the refusal on the form."""
    if not form.is_valid():
        return None
    upload = form.cleaned_data.get("file")
    try:
        return act(look_at(upload) if upload else None)
    except Refused as refusal:
        form.add_error("file", str(refusal))
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
    return None


def act_page(
    request: HttpRequest,
    row: Authorisation,
    form: GovukForm,
    act: Callable[[Content | None], Model],
    *,
    title: Any,
    submit: Any,
    done: Any,
    intro: Any = "",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of one act on an authorisation: its form, the act tried, and back to the authorisation."""
    if request.method == "POST" and acted(form, act):
        messages.success(request, str(done))
        return redirect("authorisations:authorisation", row.reference)
    context = {"form": form, "authorisation": row, "title": title, "submit_text": submit, "intro": intro}
    return render(request, "authorisations/act.html", context | (more or {}))
