"""Limits of a session: half an hour without use, eight hours at most, where the settings have them."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from watchbook.organisation.models import Person

BEGAN, SEEN = "began_at", "seen_at"
NOTED_EACH = 60  # seconds: a note for each page would write the session for each page


def ends_in_time(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """End a session that was left alone or has lasted its day; what it asks for then is asked by nobody.

    It is looked at when somebody asks who is signed in: a page that asks nobody stays one for every cache.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSIONS_END:
            found = request.user
            request.user = SimpleLazyObject(lambda: _in_its_time(request, found))  # type: ignore[assignment]  # stands for it
        return get_response(request)

    return middleware


def _in_its_time(request: HttpRequest, found: object) -> object:
    """Return who is signed in here, or nobody where the time is over."""
    if not isinstance(found, Person):
        return found
    now = int(time.time())
    session = request.session
    began, seen = session.setdefault(BEGAN, now), session.setdefault(SEEN, now)
    if now - seen >= settings.SESSION_IDLE.total_seconds() or now - began >= settings.SESSION_COOKIE_AGE:
        request.user = found  # whose sign-out it is
        logout(request)
        return request.user
    if now - seen >= NOTED_EACH:
        session[SEEN] = now
    return found
