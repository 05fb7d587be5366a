"""Pages of one's own sign-in: the browsers in which one is signed in, each of which one can end."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watchbook.audit_log.queries import newest_about
from watchbook.organisation import sessions as acts
from watchbook.organisation.digest import ask_for_digest, stop_digest
from watchbook.organisation.forms import EndedSessionForm
from watchbook.organisation.models import Person
from watchbook.organisation.session_store import Session, digest

MOST = 50  # entries of the account's history


@require_safe
def your_sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sessions of the person, what else belongs to their sign-in, and what happened to the account. Two queries of its own."""
    by = cast(Person, request.user)
    open_sessions = acts.open_sessions(by, this=_this(request))
    context = {
        "sessions": open_sessions,
        "council_sign_in": settings.COUNCIL_SIGN_IN,
        "events": newest_about(by.id, most=MOST),
        "may_be_mailed": bool(settings.MAIL_FROM),
        "is_linked": bool(settings.COUNCIL_SIGN_IN) and by.council_accounts.exists(),
    }
    return render(request, "organisation/your_sign_in.html", context)


@require_POST
def session_end(request: HttpRequest) -> HttpResponse:
    """End one of one's own sessions, named in the form and not in an address."""
    by = cast(Person, request.user)
    form = EndedSessionForm(request.POST)
    named = form.cleaned_data["session"] if form.is_valid() else ""
    row = get_object_or_404(Session, pk=named, person__isnull=False)
    acts.end(row, by=by, at=timezone.now())
    messages.success(request, _("You ended the session. That browser is signed out."))
    return redirect("organisation:your_sign_in")


@require_http_methods(["GET", "HEAD", "POST"])
def sessions_end(request: HttpRequest) -> HttpResponse:
    """End every session of one's own but the one in use; the page asks first."""
    by = cast(Person, request.user)
    if request.method != "POST":
        others = [one for one in acts.open_sessions(by, this=_this(request)) if not one.is_this]
        return render(request, "organisation/sessions_end.html", {"sessions": others})
    ended = acts.end_others(by, this=_this(request), by=by, at=timezone.now())
    said = ngettext("You ended {count} other session.", "You ended {count} other sessions.", ended)
    messages.success(request, said.format(count=ended))
    return redirect("organisation:your_sign_in")


@require_POST
def digest_choose(request: HttpRequest, *, wants: bool) -> HttpResponse:
    """Ask for the weekly email, or stop it."""
    by = cast(Person, request.user)
    if wants:
        ask_for_digest(by, by=by, at=timezone.now())
        messages.success(request, _("You asked for the weekly email. The next email comes on Monday."))
    else:
        stop_digest(by, by=by, at=timezone.now())
        messages.success(request, _("You stopped the weekly email."))
    return redirect("organisation:your_sign_in")


def _this(request: HttpRequest) -> str:
    return digest(request.session.session_key)
