"""What every answer carries: no copy in a cache, and a reference by which an error is found in the log."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from watchbook.web.logging import current_reference

Answer = Callable[[HttpRequest], HttpResponseBase]
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
        finally:
            current_reference.reset(token)
        response["X-Request-Reference"] = reference
        return response

    return middleware


def new_reference() -> str:
    """Three groups of four letters and digits, such as 7K3M-9QXD-2BHT."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
