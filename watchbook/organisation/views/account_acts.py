"""Acts on an account that take it from somebody or give it back: a page asks first, and says what happens and to whom."""

from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from watchbook.acting.refusals import WrongState
from watchbook.organisation import person as acts
from watchbook.organisation import sessions
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import may_close_account, may_end_sessions_of
from watchbook.organisation.recovery_officers import named, offices_held
from watchbook.web.welsh import as_browser_asks


@require_http_methods(["GET", "HEAD", "POST"])
def person_close(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """No more sign-in."""
    row, by = get_object_or_404(Person, pk=person_id), cast(Person, request.user)
    may_close_account(by, row)
    if request.method != "POST":
        context = {
            "person": row,
            "sessions": sessions.open_sessions(row, this=""),
            "refused": "",
            "officers": named(offices_held(row)),
            "may_end_sessions_of": may_end_sessions_of,
        }
        try:
            duties = acts.check_close(by, row, at=timezone.now())
            waits = bool(duties) and settings.HOLDERS_INTRODUCE_THEMSELVES
            context |= {"duties": duties, "waits": waits}
        except WrongState as refused:
            context["refused"] = str(refused)
        return render(request, "organisation/person_close.html", context)
    acts.close(row, by=by, at=timezone.now())
    messages.success(request, _("The account was closed. All its sessions have ended."))
    return redirect("organisation:person", person_id)


@require_http_methods(["GET", "HEAD", "POST"])
def person_reopen(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Sign-in again."""
    row, by = get_object_or_404(Person, pk=person_id), cast(Person, request.user)
    may_close_account(by, row)
    if request.method != "POST":
        context = {"person": row, "refused": "", "officers": named(offices_held())}
        try:
            acts.check_reopen(row, at=timezone.now())
        except WrongState as refused:
            context["refused"] = str(refused)
        return render(request, "organisation/person_reopen.html", context)
    acts.reopen(row, by=by, at=timezone.now())
    messages.success(request, _("The account is open again."))
    return redirect("organisation:person", person_id)


@require_http_methods(["GET", "HEAD", "POST"])
def person_sessions_end(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """End every session of somebody; they can sign in again. Who ends their own is signed out here too."""
    row, by = get_object_or_404(Person, pk=person_id), cast(Person, request.user)
    may_end_sessions_of(by, row)
    if request.method != "POST":
        context = {"person": row, "sessions": sessions.open_sessions(row, this=""), "is_own": row == by}
        return render(request, "organisation/person_sessions_end.html", context)
    ended = sessions.end_all(row, by=by, at=timezone.now())
    if row != by:
        nowhere = _("{name} was not signed in anywhere, so there was no session to end.").format(
            name=row.name
        )
        said = ngettext(
            "{name} had {count} session open, and you ended it.",
            "{name} had {count} sessions open, and you ended them.",
            ended,
        )
        messages.success(request, said.format(count=ended, name=row.name) if ended else nowhere)
        return redirect("organisation:person", person_id)
    logout(request)
    with as_browser_asks(request):  # as the sign-in page that follows
        own = ngettext(
            "You ended your session. Sign in again.", "You ended your {count} sessions. Sign in again.", ended
        )
    messages.success(request, own.format(count=ended))
    return redirect("account_login")
