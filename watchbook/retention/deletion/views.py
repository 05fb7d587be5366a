"""Pages of deletion: what is overdue, proposing it, one list with its steps, a thing of its sample, and the acts on it."""

from collections.abc import Callable
from itertools import islice
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

from watchbook.acting.refusals import can
from watchbook.audit_log.asked_once import asking_once
from watchbook.audit_log.queries import events_about
from watchbook.organisation.models import Person
from watchbook.organisation.queries import names_in, today
from watchbook.register.views.acting import METHODS, acted, done, or_404, readable_or_404, reader, rights_of
from watchbook.retention import due, remains
from watchbook.retention.deletion import closed_lists, outside, permissions, queries, queue, restored, sample
from watchbook.retention.deletion import deletion as acts
from watchbook.retention.deletion.forms import (
    ApproveDeletionForm,
    ProposeDeletionForm,
    ReassignForm,
    SendAgainForm,
    SendBackForm,
    SureOfDeletionForm,
)
from watchbook.retention.deletion.lifted_holds import (
    lifted,
    rests_on,
    why_not_approved,
)
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.permissions import (
    may_change_deletion,
    may_decide_deletion,
    may_propose_deletion,
    may_propose_deletion_of,
    may_read_deletions,
)
from watchbook.retention.deletion.shared_files import stays
from watchbook.retention.deletion.states import CARRIED_OUT, ItemOutcome, ListState
from watchbook.retention.permissions import may_read_retention
from watchbook.retention.reading_rights import require_right_to_read
from watchbook.retention.titles import title_of
from watchbook.web.forms import GovukForm
from watchbook.web.long_list import cut

A_PAGE = 25
LIST_ORDERS = {
    "reference": "reference",
    "ground": "ground",
    "proposed_by": "proposed_by__name",
    "state": "told",
}
LONGEST_EDITION = 9  # digits


@require_safe
def deletions(request: HttpRequest) -> HttpResponse:
    """Show what is overdue by class and owner, and every list."""
    by = reader(request)
    may_read_deletions(by)
    with asking_once():
        return _page(request, "deletions", _overview(request, by=by))


@require_safe
def remaining(request: HttpRequest) -> HttpResponse:
    """Show what stays in clear of a record, and of one that is deleted today."""
    may_read_deletions(reader(request))
    return _page(request, "remains", {"tables": remains.tables(), "places": remains.places(today())})


@require_http_methods(METHODS)
def propose(request: HttpRequest, table: str, code: str, service: UUID | None = None) -> HttpResponse:
    """Propose what is overdue of one class and owner."""
    by = reader(request)
    may_propose_deletion_of(by, service, table)
    group = or_404(queue.overdue_of(table, code, service, on=today(), by=by))
    late = queue.recorded_late(group, on=today(), by=by)
    form = ProposeDeletionForm(request.POST or None, late=late)

    def act() -> DeletionList:
        things, why = queue.proposed(group, on=today(), by=by), queue.cause(group)
        told = {"looks_at_all": not group.is_bulk, "dates_compared": form.are_dates_compared}
        return acts.propose(things, why, **told, by=by, at=timezone.now())

    if row := acted(form, act):
        return done(
            request, _("The list now needs a second person’s decision."), "retention:deletion", row.reference
        )
    context = {
        "group": group,
        "rows": [
            _listed(one, group, by=by) for one in islice(queue.rows_of(group, on=today(), by=by), A_PAGE)
        ],
        "form": form,
        "late": late,
        "rule": queue.cause(group).rule,
        "freed": queue.freed(group, on=today(), by=by),
    }
    return _page(request, "deletion_propose", context)


@require_safe
def deletion(request: HttpRequest, reference: str) -> HttpResponse:
    """One list: its ground, how far it is, its sample and its things."""
    by = reader(request)
    may_read_deletions(by)
    row = get_object_or_404(queries.lists(), reference=reference)
    found = sample.sampled(row, by=by) if row.state == ListState.PROPOSED else []
    is_closed = bool(closed_lists.closed([row], by=by))
    told = events_about(row.id)
    events = [] if is_closed else told
    things = Paginator(row.items.none() if is_closed else row.items.all(), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "list": row,
        "steps": queries.steps_in_words(row),
        "state_of": queries.state_in_words,
        "awaited": queries.awaited(row),
        "is_closed": is_closed,
        "is_done": is_closed and row.state in CARRIED_OUT,
        "outcomes": {} if is_closed else queries.outcomes(row),
        "sample": found,
        "readings": [] if is_closed or row.state == ListState.PROPOSED else sample.readings(row),
        "what_was_read": sample.what_was_read,
        "why_not": why_not_approved(row, by=by) or sample.why_not_opened(found),
        "lifted": lifted(row) if not is_closed and (row.let_go or row.state == ListState.PROPOSED) else [],
        "shown": acts.edition(row),
        "sent_again": queries.sent_again(told),
        "earlier": queries.carried_out_earlier(told),
        "recorded_late": queries.recorded_late(events),
        "title_of": title_of,
        "things": things,
        "fates": queries.fates(things, by=by),
        "ways": queries.ways_to(things, by=by),
        "events": events,
        "names": names_in(told),
    }
    return _page(request, "deletion", context)


@require_http_methods(METHODS)
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """Approve a list."""
    by, row = reader(request), _row(request, reference, may_decide_deletion)
    form = ApproveDeletionForm(request.POST or None, initial=_shown(request, row))
    if acted(form, lambda: acts.approve(row, shown=form.cleaned_data["shown"], by=by, at=timezone.now())):
        return _done(request, _("The deletion is approved. Watchbook carries it out within minutes."), row)
    told = (
        _not_waiting(row) or closed_lists.will_go(row) or _will_go(row),
        row.rule,
        _relied_on(row, by=by),
        *rests_on(row, by=by),
        *([] if closed_lists.closed([row], by=by) else [stays(row), *lifted(row)]),
    )
    return _act(request, row, form, _("Approve the deletion"), *told)


@require_http_methods(METHODS)
def send_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a list back for changes."""
    by, row = reader(request), _row(request, reference, may_decide_deletion)
    form = SendBackForm(request.POST or None, initial=_shown(request, row))
    if acted(form, lambda: acts.send_back(row, **form.cleaned_data, by=by, at=timezone.now())):
        return _done(request, _("The list was sent back."), row)
    return _act(request, row, form, _("Send the list back for changes"))


@require_http_methods(METHODS)
def send_again(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a list again, with some of its things left out."""
    by, row = reader(request), _row(request, reference, may_change_deletion)
    things = row.items.filter(outcome=ItemOutcome.WAITING)
    form = SendAgainForm(request.POST or None, things=things, initial=_shown(request, row))

    def act() -> DeletionList:
        told = {"made": form.cleaned_data["made"], "shown": form.cleaned_data["shown"]}
        return acts.send_again(row, **told, without=form.numbers(), by=by, at=timezone.now())

    if acted(form, act):
        return _done(request, _("The list is waiting for a second person again."), row)
    asked = _("The list was sent back with this comment: “{change}”.").format(change=row.get_change_display())
    return _act(request, row, form, _("Send the list again"), asked)


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
        return _done(request, _("The person whom you asked now sees the list under “Your work”."), row)
    return _act(request, row, form, _("Ask somebody to decide"))


@require_http_methods(METHODS)
def give_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a list up."""
    by, row = reader(request), _row(request, reference, may_change_deletion)
    form = SureOfDeletionForm(request.POST or None)
    if acted(form, lambda: acts.give_up(row, by=by, at=timezone.now())):
        return _done(request, _("You abandoned the deletion list. Its records are kept."), row)
    keeps = _("Watchbook will not delete the records on this list. You can propose each record again.")
    return _act(request, row, form, _("Abandon the list"), keeps)


def _overview(request: HttpRequest, *, by: Person) -> dict[str, Any]:
    """Return what the page of all deletion shows."""
    lists = cut(request, queries.counted(), sort=LIST_ORDERS, choose=queries.LIST_CHOICES)
    return {
        "overdue": cut(request, queue.overdue(on=today(), by=by), named="overdue"),
        "lists": lists,
        "closed": closed_lists.closed(list(lists), by=by),
        "state_told": closed_lists.state_told,
        "lost": restored.lists_unseen(),
        "without_entry": outside.without_entry(),
        "state_of": queries.state_in_words,
        "waiting": cut(request, queries.waiting_for(by), named="waiting"),
        "may_read_retention": may_read_retention,
    }


def _row(request: HttpRequest, reference: str, may: Callable[[Person, DeletionList], None]) -> DeletionList:
    row = queries.lists().filter(reference=reference).first()
    return readable_or_404(row, may, by=reader(request), unknown=DeletionList())


def _shown(request: HttpRequest, row: DeletionList) -> dict[str, int]:
    """Return the edition of a list that its page showed, as the link from there says it; else what it is now."""
    said = request.GET.get("shown", "")
    return {"shown": int(said) if said.isdecimal() and len(said) < LONGEST_EDITION else acts.edition(row)}


def _not_waiting(row: DeletionList) -> str:
    if row.state == ListState.PROPOSED:
        return ""
    return _("You cannot approve this list: its state is “{state}”.").format(state=ListState(row.state).label)


def _will_go(row: DeletionList) -> str:
    """Say how many records of a list go."""
    count = row.items.filter(outcome=ItemOutcome.WAITING).count()
    will = ngettext(
        "Watchbook will delete {count} record for good. You cannot bring it back.",
        "Watchbook will delete {count} records for good. You cannot bring them back.",
        count,
    ).format(count=f"{count:,}")
    return f"{will} {_('Watchbook will keep any record that must still be kept when it carries out the deletion.')}"


def _relied_on(row: DeletionList, *, by: Person) -> str:
    """Say on whom somebody relies for what they may not read of a sample; "" where they may read all of it."""
    others = [
        one.opened_by_another for one in sample.sampled(row, by=by) if one.has_page and not one.may_open
    ]
    names = names_in([one for one in others if one])
    said = ngettext(
        "You are not allowed to read {count} record in the sample, so you rely on {names}, who opened it.",
        "You are not allowed to read {count} records in the sample, so you rely on {names}, who opened them.",
        len(others),
    )
    known = sorted({names[one.by] for one in others if one and names.get(one.by)})
    return said.format(count=len(others), names=", ".join(known)) if known else ""


def _listed(one: queue.OverdueRow, group: queue.Overdue, *, by: Person) -> dict[str, Any]:
    """Return an overdue row as the page of a proposal lists it, with its address for somebody who may read it."""
    item = due.Item(group.table, one.row.pk, str(one.row))
    page_of = group.ending.page if can(require_right_to_read, by, group.table, one.row) else None
    return {"told": one, "reference": acts.reference_of(item), "href": page_of(one.row) if page_of else ""}


def _done(request: HttpRequest, words: str | Promise, row: DeletionList) -> HttpResponse:
    return done(request, words, "retention:deletion", row.reference)


def _act(request: HttpRequest, row: DeletionList, form: GovukForm, title: str, *says: str) -> HttpResponse:
    return _page(
        request, "deletion_act", {"list": row, "form": form, "title": title, "says": filter(None, says)}
    )


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"retention/{name}.html", context | rights_of(permissions))
