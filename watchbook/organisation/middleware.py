"""Refusals become pages: 403 with the sentence for a person who may not, 409 where the act no longer fits the state.

What the database refuses because it is there already is 409 too.
What was destroyed on disposal and came back with a backup is 410: it says so, not what it was.
Where the keys are gone or their keeper does not answer it is 503, and the log of the service says which.
"""

import logging
from collections.abc import Callable

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.keys import destruction
from watchbook.keys.refused import KeyDestroyed, KeysMissing, WrappingFailed
from watchbook.web.welsh import as_its_page

log = logging.getLogger(__name__)

type Respond = Callable[[HttpRequest], HttpResponse]


class refusals_are_pages:  # noqa: N801  # named as a sentence, like the functions beside it in settings
    """Views let refusals pass; here they become the page that says what happened, why and what next."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, refusal: Exception) -> HttpResponse | None:
        """Only our own refusals, in the language of the page; anything else is an error."""
        with as_its_page(request):
            return self._page_of(request, refusal)

    def _page_of(self, request: HttpRequest, refusal: Exception) -> HttpResponse | None:
        if isinstance(refusal, NotPermitted):
            context = {
                "reason": str(refusal),
                "way": refusal.way,
                "duties": refusal.duties,
                "how_to_ask": refusal.how_to_ask(),
            }
            return render(request, "web/refused.html", context, status=403)
        if isinstance(refusal, WrongState):
            return render(request, "web/refused.html", {"reason": str(refusal)}, status=409)
        if isinstance(refusal, IntegrityError) and isinstance(refusal.__cause__, UniqueViolation):
            said = _(
                "You cannot add this record: Watchbook already has it, perhaps because you sent the form twice. Open the page again to see the record."
            )
            return render(request, "web/refused.html", {"reason": said}, status=409)
        if isinstance(refusal, KeyDestroyed):
            told = {"was_ordered": destruction.was_ordered(refusal.items)}
            return render(request, "web/destroyed.html", told, status=410)
        if isinstance(refusal, KeysMissing | WrappingFailed):
            log.error("%s", refusal)
            of = {"reference": getattr(request, "reference", ""), "sends": request.method == "POST"}
            # Without the request: what stands around a page may lie under keys too.
            return HttpResponse(render_to_string("web/keys_missing.html", of), status=503)
        return None
