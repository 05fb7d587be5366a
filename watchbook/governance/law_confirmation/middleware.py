"""For the length of one request: what the solicitor has confirmed counts as verified. It is asked once, and only if it matters."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse

from watchbook.governance.law_confirmation.queries import confirmed_digests
from watchbook.law.confirmed import confirming

Answer = Callable[[HttpRequest], HttpResponse]


def law_as_confirmed(answer: Answer) -> Answer:
    """Django's middleware."""

    def answered(request: HttpRequest) -> HttpResponse:
        with confirming(cache(confirmed_digests)):
            return answer(request)

    return answered
