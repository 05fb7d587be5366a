"""The opening of a protected record by a second keeper: asked for by a button, and counted once the record's page was delivered."""

from django.http import HttpRequest
from django.utils import timezone

from watchbook.acting.refusals import NotPermitted
from watchbook.register.views.acting import reader
from watchbook.retention.deletion.opening import counts_pages, remember
from watchbook.retention.rights_question import second_keeper
from watchbook.retention.rights_request.models import FoundItem

ASKED = "keeper_opened"  # in the session: the page of each record that was asked for, with its decision


def ask(request: HttpRequest, page: str, item: FoundItem) -> None:
    """Remember that somebody pressed the button, until the page is delivered."""
    remember(request, ASKED, page, [str(item.pk)])


def _count(request: HttpRequest, item: str) -> None:
    """Record the opening, if they may still agree."""
    row = FoundItem.objects.filter(pk=item).select_related("request").first()
    if row is None:
        return
    try:
        second_keeper.open_record(row, by=reader(request), at=timezone.now())
    except NotPermitted:
        return  # decided anew in the meantime: the page was delivered all the same


counts_openings = counts_pages(ASKED, _count)
