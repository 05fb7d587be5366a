"""Pages of what is due: the list, and one thing with the reason for which it is kept."""

from datetime import date, datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watchbook.organisation.queries import today
from watchbook.register.views.acting import or_404, reader
from watchbook.retention import due, fate
from watchbook.retention.deletion import outside
from watchbook.retention.deletion.permissions import may_propose_deletion
from watchbook.retention.deletion.queries import on_lists
from watchbook.retention.due import ListPlace, OverdueItem
from watchbook.retention.kept import kept as kept_for
from watchbook.retention.legal_hold.queries import holds_on, why_shown
from watchbook.retention.pathway import pathway
from watchbook.retention.permissions import may_place_hold, may_read_retention
from watchbook.retention.reading_rights import page_for

PARTS_OF_A_PLACE = 3


@require_safe
def due_list(request: HttpRequest) -> HttpResponse:
    """List the things past their last day, the longest overdue first; the last thing of a page finds the next one."""
    may_read_retention(by := reader(request))
    hidden = fate.hidden_from(by)
    after = _after(request.GET.get("after", ""))
    rows = due.page(on=today(), after=after, size=due.PAGE + 1, besides=hidden)
    shown = rows[: due.PAGE]
    ids = [row.item.id for row in shown]
    held, lists = why_shown(ids), on_lists(ids)
    context = {
        "rows": shown,
        "next": _place(shown[-1]) if len(rows) > due.PAGE else "",
        "held": held,
        "lists": lists,
        "is_any_free": len(rows) > due.PAGE or any(one not in held and one not in lists for one in ids),
        "today": today(),
        "is_adopted": bool(due.in_force(today())),
        "is_hidden": bool(hidden),
        "is_first": "after" not in request.GET,
        "may_propose_deletion": may_propose_deletion,
    }
    return render(request, "retention/due.html", context)


@require_safe
def kept(request: HttpRequest, table: str, item: UUID) -> HttpResponse:
    """One thing: until when it is kept, by which class, from which event, why in law, and what holds it."""
    by = reader(request)
    may_read_retention(by)
    row = or_404(due.row_of(table, item))
    one = or_404(kept_for(row) if fate.knows_of(by, row) else None)
    context = {
        "kept": one,
        "held": why_shown([one.item.id]).get(one.item.id),
        "list": on_lists([one.item.id]).get(one.item.id),
        "href": page_for(by, one.item),
        "holds": holds_on(one.item.id),
        "may_place": may_place_hold,
    }
    return render(request, "retention/kept.html", context)


@require_safe
def data_pathway(request: HttpRequest) -> HttpResponse:
    """Show what is held, where, how many, overdue, under hold and deleted, counted as the page is made."""
    by = reader(request)
    may_read_retention(by)
    context = {"pathway": pathway(on=today(), by=by), "came_back": outside.still_left()}
    return render(request, "retention/pathway.html", context)


def _place(row: OverdueItem) -> str:
    """A place in the list, as an address carries it."""
    return f"{due.endings().index(row.begins)}.{row.item.id}.{row.began.isoformat()}"


def _after(words: str) -> ListPlace | None:
    """The place that an address carries; one that names none is no address."""
    if not words:
        return None
    parts = words.split(".", PARTS_OF_A_PLACE - 1)
    if len(parts) != PARTS_OF_A_PLACE:
        raise Http404
    number, key, said = parts
    try:
        ending = due.endings()[int(number)]
        began: date | datetime = (
            datetime.fromisoformat(said) if ending.is_moment else date.fromisoformat(said)
        )
        last_on = due.last_day(ending, due.in_force(today()), began)
        if last_on is None or last_on >= today():  # the list has none of it
            raise Http404
        return ListPlace(int(number), began, UUID(key), last_on)
    except (ValueError, IndexError, OverflowError):
        raise Http404 from None
