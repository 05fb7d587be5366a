"""Pages of the sample of a deletion list: the entry of a record, and the way to the record's own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.register.views.acting import readable_or_404, reader, rights_of
from watchbook.retention import due
from watchbook.retention.deletion import closed_lists, opening, permissions, queries, sample
from watchbook.retention.deletion.lifted_holds import are_opened_by_second_keepers
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.permissions import may_decide_deletion, may_read_deletions
from watchbook.retention.deletion.states import ListState
from watchbook.retention.kept import kept_of
from watchbook.retention.legal_hold.queries import holds_on
from watchbook.retention.titles import title_of


@require_safe
def thing(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show the entry of a record of the sample to whoever decides; that they read it is recorded first."""
    found = queries.lists().filter(reference=reference).first()
    row = readable_or_404(found, may_decide_deletion, by=reader(request), unknown=DeletionList())
    get_object_or_404(row.items, number=number, is_sample=True)
    is_closed = bool(closed_lists.closed([row], by=reader(request)))
    if is_closed and row.state != ListState.PROPOSED:
        raise Http404  # whether the record is there would tell what became of it
    one = sample.look_at(row, number, by=reader(request), at=timezone.now())
    item = due.Item(one.table, one.item, one.item_reference)
    may_open = sample.is_open_to(one, by=reader(request))
    is_hidden = one.is_protected or (not may_open and closed_lists.goes_as_a_whole(row))
    context = {
        "is_hidden": is_hidden,
        "list": row,
        "thing": one,
        "kind": "" if one.is_protected else title_of(one.table),
        "is_there": not one.is_protected and due.exists(item),
        "kept": None if one.is_protected else kept_of(one.table, one.item),
        "has_page": not one.is_protected and bool(due.address(item)),
        "may_open": may_open,
        "was_opened": one.is_protected and are_opened_by_second_keepers(row, one.item),
        "holds": [] if is_hidden else holds_on(one.item),
        "events": [] if is_hidden else events_about(one.item),
    }
    return render(request, "retention/deletion_thing.html", context | rights_of(permissions))


@require_POST
def open_thing(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Go from the list to the page of a record of the sample; it counts as opened once that page is delivered."""
    by = reader(request)
    may_read_deletions(by)
    row = get_object_or_404(queries.lists(), reference=reference)
    one = get_object_or_404(row.items, number=number, is_sample=True)
    if sample.is_open_to(one, by=by) and not due.address(due.Item(one.table, one.item, "")):
        raise Http404
    page = sample.page_of(one, by=by)
    opening.ask(request, page, reference=row.reference, number=number)
    return redirect(page)
