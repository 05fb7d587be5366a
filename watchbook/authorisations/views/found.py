"""What the pages share: the authorisation of an address for somebody who may read it, and an act tried with a form."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from watchbook.acting.refusals import WrongState
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.states import AuthorisationState, check_move
from watchbook.investigations.models import Investigation
from watchbook.organisation.models import Person
from watchbook.register.views.acting import acted, readable_or_404, reader
from watchbook.web.forms import GovukForm


def authorisation_or_404(
    request: HttpRequest, reference: str, may: Callable[[Person, Authorisation], None]
) -> Authorisation:
    """The authorisation of an address, if this person may do this with it."""
    # What every page shows; the rest is asked where it is shown: PostgreSQL plans nine joined tables longer than it reads them.
    rows = Authorisation.objects.select_related("investigation", "service", "applicant")
    row = rows.filter(reference=reference).first()
    return readable_or_404(row, may, by=reader(request), unknown=unknown_authorisation(reference))


def unknown_authorisation(reference: str) -> Authorisation:
    """An authorisation of which nobody knows anything: so are those refused who ask for one that does not exist."""
    return Authorisation(investigation=Investigation(reference=reference))


class ActWords(NamedTuple):
    """The words of an act's page: its title, its button, and what it tells when the act is done."""

    title: Any
    submit: Any
    done: Any


def act_page(
    request: HttpRequest,
    row: Authorisation,
    form: GovukForm,
    act: Callable[[], Model],
    words: ActWords,
    *,
    beside_text: Callable[[], dict[str, Any]] | None = None,
    **more: Any,
) -> HttpResponse:
    """The page of one act on an authorisation: its form, beside the text where it is about that, and back when it is done."""
    if request.method == "POST" and acted(form, act):
        messages.success(request, str(words.done))
        return redirect("authorisations:authorisation", row.reference)
    context = {"form": form, "authorisation": row, "title": words.title, "submit_text": words.submit}
    if beside_text is None:
        return render(request, "authorisations/act.html", context | more)
    return render(request, "authorisations/text_act.html", context | more | beside_text())


def moves(row: Authorisation, *, to: AuthorisationState) -> Callable[[], None]:
    """Return the check of a move from the state in which an authorisation stands."""
    return partial(check_move, AuthorisationState(row.state), to=to)


def refused_at_once(
    request: HttpRequest, row: Authorisation, words: ActWords, *checks: Callable[[], object]
) -> HttpResponse | None:
    """Refuse when a page is opened what the act would refuse when it is sent: nobody fills in a form in vain."""
    if request.method == "POST":
        return None
    try:
        for check in checks:
            check()
    except WrongState as refusal:
        context = {"authorisation": row, "title": words.title, "why": str(refusal)}
        return render(request, "authorisations/refused.html", context)
    return None
