"""Pages at which a register begins, behind the one-time address that `watchbook setup` printed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import WrongState
from watchbook.organisation import founding_address, sign_in
from watchbook.organisation.begin_forms import AdministratorsForm, BeginForm, LawsForm
from watchbook.organisation.founding import REGIMES, Administrator, found
from watchbook.organisation.models import Nation, Person, Regime
from watchbook.organisation.queries import the_authority

TYPED = "begin"  # what was typed so far, in the session of whoever holds the address
Page = Callable[[HttpRequest, str], HttpResponse]
METHODS = ["GET", "HEAD", "POST"]


def _behind_the_address(page: Page) -> Page:
    """Only while nothing has begun, only with the newest token, never in a demonstration."""

    @wraps(page)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        opens = founding_address.opens(settings.PLACES.founding_address, token, at=timezone.now())
        if settings.MODE == "demo" or the_authority() or not opens:
            return _closed(request, status=404)
        return page(request, token)

    return guarded


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """How a register begins, for whoever comes without the address."""
    return _closed(request, status=200)


@login_not_required
@require_http_methods(METHODS)
@_behind_the_address
def authority(request: HttpRequest, token: str) -> HttpResponse:
    """Whose register it will be."""
    typed = _typed(request)
    form = BeginForm(request.POST or None, initial=typed.get("authority", {}))
    if request.method == "POST" and form.is_valid():
        changes_nation = typed.get("authority", {}).get("nation") != form.cleaned_data["nation"]
        typed["authority"] = form.data_to_keep()
        if changes_nation:
            typed["regimes"] = [str(regime) for regime in REGIMES[form.cleaned_data["nation"]]]
        request.session.modified = True
        return redirect("begin:check" if "administrators" in typed else "begin:administrators", token)
    return render(request, "organisation/begin_authority.html", {"form": form})


@login_not_required
@require_http_methods(METHODS)
@_behind_the_address
def administrators(request: HttpRequest, token: str) -> HttpResponse:
    """The first two administrators."""
    typed = _typed(request)
    if "authority" not in typed:
        return redirect("begin:authority", token)
    form = AdministratorsForm(request.POST or None, initial=typed.get("administrators", {}))
    if request.method == "POST" and form.is_valid():
        typed["administrators"] = form.cleaned_data
        request.session.modified = True
        return redirect("begin:check", token)
    context = {"form": form, "back_url": reverse("begin:authority", args=[token])}
    return render(request, "organisation/begin_administrators.html", context)


@login_not_required
@require_http_methods(METHODS)
@_behind_the_address
def laws(request: HttpRequest, token: str) -> HttpResponse:
    """The access-to-information laws, where the nation's are not the right ones."""
    typed = _typed(request)
    if "authority" not in typed:
        return redirect("begin:authority", token)
    form = LawsForm(request.POST or None, initial={"regimes": typed["regimes"]})
    if request.method == "POST" and form.is_valid():
        typed["regimes"] = form.cleaned_data["regimes"]
        request.session.modified = True
        return redirect("begin:check" if "administrators" in typed else "begin:administrators", token)
    context = {"form": form, "back_url": reverse("begin:check", args=[token])}
    return render(request, "organisation/begin_laws.html", context)


@login_not_required
@require_http_methods(METHODS)
@_behind_the_address
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Check your answers; the button founds the register and shows the two links, this once."""
    typed = _typed(request)
    if "administrators" not in typed:
        return redirect("begin:administrators", token)
    if request.method == "POST":
        return _founded(request, typed)
    context = {
        "answers": _answers(typed, token),
        "back_url": reverse("begin:administrators", args=[token]),
        "submit_text": _("Begin the register"),
    }
    return render(request, "organisation/begin_check.html", context)


def _closed(request: HttpRequest, *, status: int) -> HttpResponse:
    context = {"has_begun": the_authority() is not None, "is_demo": settings.MODE == "demo"}
    return render(request, "organisation/begin_closed.html", context, status=status)


def _typed(request: HttpRequest) -> dict[str, Any]:
    kept: dict[str, Any] = request.session.setdefault(TYPED, {})
    return kept


def _founded(request: HttpRequest, typed: dict[str, Any]) -> HttpResponse:
    """One act; then no token opens any more, and the session that held names and addresses goes."""
    told, people, at = typed["authority"], typed["administrators"], timezone.now()
    first, second = (
        Administrator(name=people[f"{which}_name"], email=people[f"{which}_email"])
        for which in ("first", "second")
    )
    try:
        found(
            name=told["name"],
            nation=Nation(told["nation"]),
            administrators=(first, second),
            regimes=typed["regimes"],
            services=told["services"].splitlines(),
            at=at,
        )
    except IntegrityError:
        raise WrongState(
            _("You cannot begin this register again: it was set up in another window. Sign in there.")
        ) from None
    founding_address.close(settings.PLACES.founding_address)
    request.session.flush()
    return render(request, "organisation/begin_founded.html", {"links": _links(request)})


def _links(request: HttpRequest) -> list[tuple[Person, str]]:
    system, at = Person.objects.get(is_system=True), timezone.now()
    return [
        (person, request.build_absolute_uri(sign_in.make_link(person, identity=None, by=system, at=at)))
        for person in Person.objects.active().order_by("duties__founding_seat")
    ]


def _answers(typed: dict[str, Any], token: str) -> list[dict[str, Any]]:
    told, people = typed["authority"], typed["administrators"]
    first, second = (f"{people[f'{one}_name']}, {people[f'{one}_email']}" for one in ("first", "second"))
    rows: list[tuple[str, str, dict[str, Any]]] = [
        ("authority", _("Name of the authority"), {"answer": told["name"]}),
        ("authority", _("Nation"), {"answer": Nation(told["nation"]).label}),
        ("laws", _("Access-to-information laws"), {"lines": [Regime(one).label for one in typed["regimes"]]}),
        ("authority", _("Services"), {"lines": told["services"].splitlines()}),
        ("administrators", _("First administrator"), {"answer": first}),
        ("administrators", _("Second administrator"), {"answer": second}),
    ]
    return [
        {"question": question, **answer, "change_url": reverse(f"begin:{page}", args=[token])}
        for page, question, answer in rows
    ]
