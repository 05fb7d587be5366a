"""Pages of deletion: what is overdue, proposing it, one list with its steps, a thing of its sample, and the acts on it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, done, or_404, readable_or_404, reader, rights_of
from watchbook.retention import due, remains
from watchbook.retention.deletion import deletion as acts
from watchbook.retention.deletion import permissions, queries, queue
from watchbook.retention.deletion.forms import ReassignForm, SendAgainForm, SendBackForm, SureOfDeletionForm
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.permissions import (
    may_change_deletion,
    may_decide_deletion,
    may_propose_deletion,
    may_propose_deletion_of,
    may_read_deletions,
)
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.legal_hold.queries import holds_on
from watchbook.retention.pathway import TITLES
from watchbook.retention.permissions import may_read_retention
from watchbook.web.forms import GovukForm

A_PAGE = 50
LEFT_OUT_FROM = 50


@require_safe
def deletions(request: HttpRequest) -> HttpResponse:
    """Show what is overdue by class and owner, and every list."""
    by = reader(request)
    may_read_deletions(by)
    page = Paginator(queries.counted(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "overdue": queue.overdue(on=today()),
        "lists": page,
        "waiting": list(queries.waiting_for(by)),
        "may_read_retention": may_read_retention,
    }
    return _page(request, "deletions", context)


@require_safe
def remaining(request: HttpRequest) -> HttpResponse:
    """Show what stays in clear of a record, and of one that is deleted today."""
    may_read_deletions(reader(request))
    return _page(request, "remains", {"tables": remains.tables(), "places": remains.places(today())})


@require_http_methods(METHODS)
def propose(request: HttpRequest, table: str, code: str, service: UUID | None = None) -> HttpResponse:
    """Propose what is overdue of one class and owner."""
    by = reader(request)
    may_propose_deletion_of(by, service)
    group = or_404(queue.overdue_of(table, code, service, on=today()))
    form = SureOfDeletionForm(request.POST or None)

    def act() -> DeletionList:
        things = queue.proposed(group, on=today())
        why, at = queue.cause(group), timezone.now()
        return acts.propose(things, why, looks_at_all=not group.is_bulk, by=by, at=at)

    if row := acted(form, act):
        return done(
            request, _("The list is waiting for a second person."), "retention:deletion", row.reference
        )
    return _page(request, "deletion_propose", {"group": group, "form": form, "one_by_one": queue.ONE_BY_ONE})


@require_safe
def deletion(request: HttpRequest, reference: str) -> HttpResponse:
    """One list: its ground, how far it is, its sample and its things."""
    by = reader(request)
    may_read_deletions(by)
    row = get_object_or_404(queries.lists(), reference=reference)
    sample = list(row.items.filter(is_sample=True, outcome=ItemOutcome.WAITING))
    context = {
        "list": row,
        "steps": queries.STEPS,
        "awaited": queries.awaited(row),
        "outcomes": queries.outcomes(row),
        "outcome_words": ItemOutcome,
        "sample": sample,
        "left": acts.not_looked_at(row, by=by),
        "things": Paginator(row.items.all(), A_PAGE).get_page(request.GET.get("page")),
        "events": events_about(row.id),
    }
    return _page(request, "deletion", context)


@require_safe
def thing(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A thing of the sample, as whoever decides looks at it; that they did is recorded first."""
    row = _row(request, reference, may_decide_deletion)
    get_object_or_404(row.items, number=number, is_sample=True)
    one = acts.look_at(row, number, by=reader(request), at=timezone.now())
    left = acts.not_looked_at(row, by=reader(request))
    context = {
        "list": row,
        "thing": one,
        "kind": "" if one.is_protected else TITLES.get(one.table, one.table),
        "href": "" if one.is_protected else due.address(due.Item(one.table, one.item, one.item_reference)),
        "next": left[0] if left else None,
        "left": len(left),
        "holds": [] if one.is_protected else holds_on(one.item),
        "events": [] if one.is_protected else events_about(one.item),
    }
    return _page(request, "deletion_thing", context)


@require_http_methods(METHODS)
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """Approve a list."""
    by, row = reader(request), _row(request, reference, may_decide_deletion)
    form = SureOfDeletionForm(request.POST or None)
    if acted(form, lambda: acts.approve(row, by=by, at=timezone.now())):
        return _done(request, _("The deletion is approved. Watchbook carries it out within minutes."), row)
    count = row.items.filter(outcome=ItemOutcome.WAITING).count()
    will = ngettext(
        "Watchbook will delete {count} record for good. You cannot bring it back.",
        "Watchbook will delete {count} records for good. You cannot bring them back.",
        count,
    )
    return _act(request, row, form, _("Approve the deletion"), will.format(count=count), row.rule)


@require_http_methods(METHODS)
def send_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a list back for changes."""
    by, row = reader(request), _row(request, reference, may_decide_deletion)
    form = SendBackForm(request.POST or None)
    if acted(form, lambda: acts.send_back(row, **form.cleaned_data, by=by, at=timezone.now())):
        return _done(request, _("The list was sent back."), row)
    return _act(request, row, form, _("Send the list back for changes"))


@require_http_methods(METHODS)
def send_again(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a list again, with some of its things left out."""
    by, row = reader(request), _row(request, reference, may_change_deletion)
    things = row.items.filter(outcome=ItemOutcome.WAITING)[:LEFT_OUT_FROM]
    form = SendAgainForm(request.POST or None, things=things)
    if acted(form, lambda: acts.send_again(row, without=form.numbers(), by=by, at=timezone.now())):
        return _done(request, _("The list is waiting for a second person again."), row)
    return _act(request, row, form, _("Change the list and send it again"))


@require_http_methods(METHODS)
def reassign(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask a particular person to decide."""
    by = reader(request)
    may_propose_deletion(by)
    row = get_object_or_404(queries.lists(), reference=reference)
    form = ReassignForm(request.POST or None, people=queries.who_could_decide(row))

    def act() -> DeletionList:
        return acts.reassign(row, form.people[form.cleaned_data["person"]], by=by, at=timezone.now())

    if acted(form, act):
        return _done(request, _("It is now on their list of work."), row)
    return _act(request, row, form, _("Ask somebody to decide"))


@require_http_methods(METHODS)
def give_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a list up."""
    by, row = reader(request), _row(request, reference, may_change_deletion)
    form = SureOfDeletionForm(request.POST or None)
    if acted(form, lambda: acts.give_up(row, by=by, at=timezone.now())):
        return _done(request, _("You gave the list up. Its records are kept."), row)
    keeps = _("Watchbook deletes no record on this list. Each record can be proposed again.")
    return _act(request, row, form, _("Give the list up"), keeps)


def _row(request: HttpRequest, reference: str, may: Callable[[Person, DeletionList], None]) -> DeletionList:
    row = queries.lists().filter(reference=reference).first()
    return readable_or_404(row, may, by=reader(request), unknown=DeletionList())


def _done(request: HttpRequest, words: str | Promise, row: DeletionList) -> HttpResponse:
    return done(request, words, "retention:deletion", row.reference)


def _act(request: HttpRequest, row: DeletionList, form: GovukForm, title: str, *says: str) -> HttpResponse:
    return _page(
        request, "deletion_act", {"list": row, "form": form, "title": title, "says": filter(None, says)}
    )


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"retention/{name}.html", context | rights_of(permissions))
