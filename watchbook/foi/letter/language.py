"""The language of the letters about a request: Welsh where the requester asked for it, else English."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import translation

from watchbook.foi.draft.answer import Draft
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.models import Request
from watchbook.foi.states import LANGUAGES, StepKind


def language_after(kinds: Iterable[str]) -> str:
    """Return the language after these steps, in their order."""
    chosen = [LANGUAGES[StepKind(one)] for one in kinds if one in LANGUAGES]
    return chosen[-1] if chosen else settings.LANGUAGE_CODE


def language_of(request: Request) -> str:
    """Return the language of the letters about a request. At most one query, which reads the steps for good."""
    prefetch_related_objects([request], "steps")
    return language_after(one.kind for one in request.steps.all())


def in_language_of(request: Request) -> translation.override:
    """Speak the language of the letters about a request."""
    return translation.override(language_of(request))


def as_told(request: Request, draft: Draft) -> Draft:
    """The draft as its letter tells it. What officers wrote stays as they wrote it; the checks are of the English draft."""
    if language_of(request) == settings.LANGUAGE_CODE:
        return draft
    with in_language_of(request):
        return draft_of(request)
