"""Headers of every answer, which forbid a copy in a cache and name it in the log; and the longest body of each address."""

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import resolve

from watchbook.web.logging import current_reference
from watchbook.web.views import method_not_allowed, too_many_uploads

# The longer bodies that come in now, by whose they are; of this process.
COMING_IN: Counter[str] = Counter()
COUNTING = Lock()

Answer = Callable[[HttpRequest], HttpResponseBase]
LENGTH = re.compile("[0-9]{1,15}")
LETTERS = "23456789BCDFGHJKMNPQRTVWXY"  # read out on the telephone: nothing like 0 and O, no words


def no_store(get_response: Answer) -> Answer:
    """Nothing is kept by a browser or a proxy unless its view said `Cache-Control: public`."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        directives = {part.strip().lower() for part in response.get("Cache-Control", "").split(",")}
        if "public" not in directives:
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def reference_for_errors(get_response: Answer) -> Answer:
    """A random reference for each request, on its error page, in its log lines and in a header."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        reference = new_reference()
        request.reference = reference  # type: ignore[attr-defined]  # read by error pages and the log
        token = current_reference.set(reference)
        try:
            response = get_response(request)
            if isinstance(response, HttpResponseNotAllowed) and request.method in {"GET", "HEAD"}:
                response = method_not_allowed(request, response["Allow"])
        finally:
            current_reference.reset(token)
        response["X-Request-Reference"] = reference
        return response

    return middleware


def bodies_fit(get_response: Answer) -> Answer:
    """Refuse a body that is longer than its address takes, before anything reads it: the check of the form's token would parse it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if not LENGTH.fullmatch(said):
            raise BadRequest
        if int(said) <= settings.PUBLIC_MAX_BYTES:
            return get_response(request)
        if int(said) > _longest(request):
            raise RequestDataTooBig
        with _counted(request.session[SESSION_KEY]) as is_one_too_many:
            return too_many_uploads(request) if is_one_too_many else get_response(request)

    return middleware


@contextmanager
def _counted(person: str) -> Iterator[bool]:
    """Count a longer body of a person while it comes in. Yield whether it is one too many: each holds a thread of few."""
    with COUNTING:
        COMING_IN[person] += 1
        is_one_too_many = COMING_IN[person] > settings.UPLOADS_AT_ONCE
    try:
        yield is_one_too_many
    finally:
        with COUNTING:
            COMING_IN[person] -= 1
            if not COMING_IN[person]:
                del COMING_IN[person]


def _longest(request: HttpRequest) -> int:
    """The most bytes that an address takes from whoever asks: little where no sign-in is wanted, or nobody is signed in."""
    try:
        address = resolve(request.path_info)
    except Http404:
        return settings.PUBLIC_MAX_BYTES
    if not getattr(address.func, "login_required", True) or SESSION_KEY not in request.session:
        return settings.PUBLIC_MAX_BYTES
    return settings.LARGER_BODIES.get(address.view_name, settings.FORM_MAX_BYTES)


def new_reference() -> str:
    """Three groups of four letters and digits, such as 7K3M-9QXD-2BHT."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
