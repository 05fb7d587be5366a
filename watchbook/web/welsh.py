"""Public pages in Welsh as well: a view of which every sentence is in the catalogue says so, and its page offers the other language.

Pages for officers stay in English, and so does an error: a page half in Welsh would be neither.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

NAMES = {"en": "English", "cy": "Cymraeg"}  # each by its own name, in whichever language the page is
ASKED = "lang"
A_YEAR = 365 * 24 * 60 * 60

type View = Callable[..., HttpResponse]


def language_goes_on(get_response: View) -> View:
    """Let `/?lang=cy` lead a stranger to the front page in Welsh: what sends them there knows of no language."""

    def answered(request: HttpRequest) -> HttpResponse:
        response, asked = get_response(request), request.GET.get(ASKED)
        if asked in NAMES and response.get("Location") == reverse("front"):
            response["Location"] += f"?{ASKED}={asked}"
        return response

    return answered


def in_welsh_too(view: View) -> View:
    """Answer in Welsh whoever asks for it by `?lang=cy`, and from then on, or whose browser prefers it; `?lang=en` takes that back.

    A cache keeps an answer for those alone who ask in the same language, and none that sets a cookie.
    """

    @wraps(view)
    def answered(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
        asked = request.GET.get(ASKED)
        language = asked if asked in NAMES else translation.get_language_from_request(request)[:2]
        offered = [(code, name, code == language) for code, name in NAMES.items()]
        request.languages = offered  # type: ignore[attr-defined]  # the frame of the page offers them
        with translation.override(language.replace("en", settings.LANGUAGE_CODE)):
            response = view(request, *arguments, **named)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        if asked in NAMES:
            response["Cache-Control"] = "no-store"
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=A_YEAR,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        return response

    return answered
