"""For the length of one request: keys that were unwrapped are remembered, and then forgotten."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from watchbook.keys.keyring import kept_for_a_while

Answer = Callable[[HttpRequest], HttpResponse]


def keys_for_a_request(answer: Answer) -> Answer:
    """Django's middleware."""

    def answered(request: HttpRequest) -> HttpResponse:
        with kept_for_a_while():
            return answer(request)

    return answered
