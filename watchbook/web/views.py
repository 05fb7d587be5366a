"""Error pages that say what happened, why and what next; the accessibility statement; the licence."""

import sys
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from watchbook.web.welsh import as_browser_asks, in_welsh_before_sign_in, in_welsh_too

RETRY_SECONDS = "60"
ONE_TIME_LINK = "account_reset_password_from_key"
READ_OUT_CHUNK = 1024 * 1024
# Seconds in which the rest of it may come: of somebody who is signed in, and otherwise.
READ_OUT_WITHIN, STRANGERS_WITHIN = 1.0, 0.2
READ_OUT_CHUNKS = 200  # whoever sends more than so many megabytes is cut off all the same


def bad_request(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """400, or 413 where what was sent is larger than the service takes; where the session ended meanwhile, what became of the act."""
    match = request.resolver_match
    if isinstance(exception, SessionInterrupted):
        is_link = (
            match is not None and match.view_name == ONE_TIME_LINK
        )  # another used it: its own page says so
        return redirect(request.path) if is_link else _alone(request, HTTPStatus.CONFLICT)
    too_large = isinstance(exception, RequestDataTooBig)
    if too_large:
        is_known = SESSION_KEY in getattr(request, "session", {})
        _read_out(request, within=READ_OUT_WITHIN if is_known else STRANGERS_WITHIN)
    return _alone(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """403 without a sentence of its own; a refusal with its reason is web/refused.html."""
    return _framed(request, "web/403.html", HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """404; the address that was typed is not repeated on the page. The public reads it in Welsh where it read the pages before in Welsh."""
    return _not_found(request)


@in_welsh_before_sign_in
def _not_found(request: HttpRequest) -> HttpResponse:
    return _framed(request, "web/404.html", HTTPStatus.NOT_FOUND)


@in_welsh_before_sign_in
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose security token is missing, old or wrong."""
    return _framed(request, "web/403_csrf.html", HTTPStatus.FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database cannot be reached; neither page needs the database."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable(request)
    return _alone(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """405 with the methods that the address takes: somebody reloaded it, or opened it by itself, and it only takes what a page sends."""
    response = _alone(request, HTTPStatus.METHOD_NOT_ALLOWED)
    response["Allow"] = allowed
    return response


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429, after too many attempts to sign in."""
    return _alone(request, HTTPStatus.TOO_MANY_REQUESTS)


def too_many_uploads(request: HttpRequest) -> HttpResponse:
    """429 for one more file of a person whose other files still come in; in words of its own."""
    _read_out(request, within=STRANGERS_WITHIN)
    template = "web/too_many_uploads.html"
    text = render_to_string(template, _reference(request))
    return HttpResponse(text, status=HTTPStatus.TOO_MANY_REQUESTS)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with the time after which to try again."""
    response = _alone(request, HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = RETRY_SECONDS
    return response


def closed(request: HttpRequest) -> HttpResponse:
    """The address of a library's page that this service does not offer."""
    raise Http404


@login_not_required
@in_welsh_before_sign_in
@require_safe
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Whoever forgot a password asks an administrator in person for a one-time link: this service sends no mail."""
    return _framed(request, "web/forgotten_password.html", HTTPStatus.OK)


@login_not_required
@in_welsh_too
@require_safe
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """The statement that regulation 8 of SI 2018/952 requires, as a draft for the council to complete."""
    return _framed(request, "web/accessibility_statement.html", HTTPStatus.OK)


@login_not_required
@in_welsh_too
@require_safe
def licence(request: HttpRequest) -> HttpResponse:
    """Under which licence the service's own code and what it ships may be used."""
    return _framed(request, "web/licence.html", HTTPStatus.OK)


def _read_out(request: HttpRequest, *, within: float) -> None:
    """Take in what is still on its way and forget it: a browser cut off while it sends shows no page of ours.

    It holds a thread of few, so a slow sender is cut off after all.
    """
    request.META.get("watchbook.hurry", _in_time)(within)
    with suppress(UnreadablePostError):
        for _ in range(READ_OUT_CHUNKS):
            if not request.read(READ_OUT_CHUNK):
                return


def _in_time(_within: float) -> None:
    """A body that is there already takes no time."""


def _framed(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    """In the full frame: navigation and the council's name, which may ask the database."""
    return HttpResponse(render_to_string(template, _reference(request), request), status=status)


def _alone(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    """Without the request, so that no context processor runs and nothing asks the database; in the language of the browser."""
    with as_browser_asks(request):
        text = render_to_string(f"web/{status.value}.html", _reference(request))
    return HttpResponse(text, status=status)


def _reference(request: HttpRequest) -> dict[str, Any]:
    return {"reference": getattr(request, "reference", ""), "sends": request.method == "POST"}
