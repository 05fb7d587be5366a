"""The opening of a record of a sample: asked for by a button of the list, and counted once the record's page was delivered.

A link would not do: a browser may fetch what it leads to before anybody pressed it, and show it to nobody.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.register.views.acting import reader
from watchbook.retention.deletion import sample
from watchbook.retention.deletion.models import DeletionList

ASKED = (
    "sample_opened"  # in the session: the page of each record that was asked for, with its list and number
)
type Respond = Callable[[HttpRequest], HttpResponse]
MOST = 100  # more than the longest sample that is opened one by one


def ask(request: HttpRequest, page: str, *, reference: str, number: int) -> None:
    """Remember that somebody pressed the button, until the page is delivered."""
    remember(request, ASKED, page, [reference, number])


def remember(request: HttpRequest, key: str, page: str, about: list[Any]) -> None:
    """Remember under a key of the session which page was asked for, and what its delivery is about."""
    asked = request.session.get(key, {}) | {page.partition("#")[0]: about}
    request.session[key] = dict(list(asked.items())[-MOST:])


def counts_pages(key: str, count: Callable[..., None]) -> Callable[[Respond], Respond]:
    """Build a middleware that counts a record as opened once its page was delivered to whoever asked for it by the button."""

    def counting(respond: Respond) -> Respond:
        def delivered(request: HttpRequest) -> HttpResponse:
            response = respond(request)
            # A page that asked for no session shows no record, and a cache may keep it.
            if (
                request.method != "GET"
                or response.status_code != HTTPStatus.OK
                or not request.session.accessed
            ):
                return response
            asked = request.session.get(key, {}) if request.user.is_authenticated else {}
            if found := asked.pop(request.get_full_path(), None):
                request.session[key] = asked
                count(request, *found)
            return response

        return delivered

    return counting


def _count(request: HttpRequest, reference: str, number: int) -> None:
    """Record the opening, if the list still waits and they may open it."""
    row = DeletionList.objects.filter(reference=reference).first()
    if row is None:
        return
    try:
        sample.open_record(row, number, by=reader(request), at=timezone.now())
    except (NotPermitted, WrongState):
        return  # decided or changed in the meantime: the page was delivered all the same


counts_openings = counts_pages(ASKED, _count)
