"""Browsers in which an account was fully signed in: each keeps a signed cookie, and is counted apart from the rest of its network.

Otherwise whoever tries wrong passwords behind the council's one address would keep every colleague there from signing in.
After “device cookies” (OWASP, Slow Down Online Guessing Attacks with Device Cookies). The cookie lets nobody in.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from watchbook.audit_log.queries import event_named
from watchbook.organisation.models import Person
from watchbook.organisation.second_factor import factor_used

KEPT = timedelta(days=180)  # since the last sign-in
SALT = "watchbook.known_browser"
# Each of these makes every browser of the account unknown again.
FORGETS = (
    "sign_in.password_set",
    "sign_in.sessions_ended",
    "person.sessions_ended",
    "person.closed",
    "recovery.factor_removed",
)
# After a form of the sign-in itself, or of one's own sessions, was taken.
REMEMBERED_BY = ("account_", "mfa_", "organisation:council_back", "organisation:session")


def remembers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give a browser its cookie where somebody has just signed in fully."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match, by = request.resolver_match, request.user
        of_sign_in = match is not None and match.view_name.startswith(REMEMBERED_BY)
        if of_sign_in and response.status_code == 302 and isinstance(by, Person) and _is_in(request):
            _remember(response, by)
        return response

    return middleware


def name_of(request: HttpRequest, person: Person | None) -> str:
    """The name under which to count this browser's attempts for a person; empty where it is not known to them."""
    if person is None or not person.is_active:
        return ""
    told = _told(request)
    is_known = told[0] == str(person.pk) and told[2] == _newest(person.pk)
    return f"browser-{told[1]}" if is_known else ""


def owner_of(request: HttpRequest) -> Person | None:
    """Return whose browser this says it is. No query where it says nothing."""
    told = _told(request)
    return Person.objects.filter(pk=told[0], is_active=True).first() if told[0] else None


def _told(request: HttpRequest) -> tuple[str, str, str]:
    held = request.get_signed_cookie(settings.KNOWN_BROWSER_COOKIE, "", salt=SALT, max_age=KEPT)
    whose, name, newest = held.split(".") if held else ("", "", "")
    return whose, name, newest


def _remember(response: HttpResponse, person: Person) -> None:
    response.set_signed_cookie(
        settings.KNOWN_BROWSER_COOKIE,
        f"{person.pk}.{secrets.token_urlsafe(16)}.{_newest(person.pk)}",
        salt=SALT,
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _newest(person_id: UUID) -> str:
    event = event_named(*FORGETS, subject=person_id)
    return str(event.number if event else 0)


def _is_in(request: HttpRequest) -> bool:
    return not settings.SECOND_FACTOR_REQUIRED or factor_used(request) is not None
