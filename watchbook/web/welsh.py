"""Public pages in Welsh as well: a view of which every sentence is in the catalogue says so, and its page offers the other language.

Pages for officers stay in English: a page half in Welsh would be neither.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

NAMES = {"en": "English", "cy": "Cymraeg"}  # each by its own name, in whichever language the page is
ASKED = "lang"
# Short words that a text in one of the two languages cannot do without, and the other does not have.
ENGLISH = frozenset({"the", "of", "and", "to", "in", "is", "was", "you", "for", "how"})
WELSH = frozenset({"y", "yr", "yn", "ac", "ar", "mae", "oes", "nid", "wedi", "faint"})
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
        language = asked if asked in NAMES else _of_browser(request)
        request.languages = _offered(request, shown=language)  # type: ignore[attr-defined]  # the frame offers them
        with _speaking(language):
            request.language = translation.get_language()  # type: ignore[attr-defined]  # of its refusal too
            response = view(request, *arguments, **named)
            if isinstance(
                response, SimpleTemplateResponse
            ):  # allauth's, which would wait until the language is gone
                response.render()
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


def in_welsh_before_sign_in(view: View) -> View:
    """Answer in Welsh too whoever is not signed in: the ways in, what is wrong with them, and what stands in their place."""
    welsh = in_welsh_too(view)

    @wraps(view)
    def answered(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
        is_officer = SESSION_KEY in getattr(request, "session", {})
        return (view if is_officer else welsh)(request, *arguments, **named)

    return answered


def as_its_page(request: HttpRequest) -> translation.override:
    """Speak the language of the page that was asked for, in what stands in its place."""
    return translation.override(getattr(request, "language", translation.get_language()))


def as_browser_asks(request: HttpRequest) -> translation.override:
    """Speak the language of the browser, on a page with nothing around it, of which nobody knows who asks."""
    return _speaking(_of_browser(request))


def as_officers_read() -> translation.override:
    """Speak the language of the pages for officers, whichever the way in spoke."""
    return translation.override(settings.LANGUAGE_CODE)


def _offered(request: HttpRequest, *, shown: str) -> list[tuple[str, str, bool, str]]:
    """Return each language: code, name, whether the page is in it, and the same page in it, with what was asked for there."""
    asked = dict(request.GET.lists())
    return [
        (code, name, code == shown, f"?{urlencode(asked | {ASKED: [code]}, doseq=True)}")
        for code, name in NAMES.items()
    ]


def language_of_words(words: str) -> str:
    """Tell in which of the two languages a text is that people wrote, for the `lang` of its place on a page of the other."""
    found = words.lower().split()
    return "cy" if sum(one in WELSH for one in found) > sum(one in ENGLISH for one in found) else "en-GB"


def _of_browser(request: HttpRequest) -> str:
    return translation.get_language_from_request(request)[:2]


def _speaking(code: str) -> translation.override:
    return translation.override(code.replace("en", settings.LANGUAGE_CODE))
