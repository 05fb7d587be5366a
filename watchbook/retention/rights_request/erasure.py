"""Erasure by a list that a second person approves, like every deletion (UK GDPR art 17; DPA 2018 s.47)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.organisation.models import Person
from watchbook.retention.deletion import carrying_out, deletion
from watchbook.retention.deletion.basis import not_ended
from watchbook.retention.deletion.deletion import Cause, Proposed
from watchbook.retention.deletion.models import DeletionGround, DeletionItem, DeletionList
from watchbook.retention.deletion.queries import taken
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.due import Item
from watchbook.retention.legal_hold.queries import why_held_itself
from watchbook.retention.rights_request import queries
from watchbook.retention.rights_request.challenge import to_be_erased
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.permissions import may_decide_found_item
from watchbook.retention.rights_request.rules import ItemDecision

# The events by which a list keeps a record.
KEPT_BY = tuple(
    one.name
    for one in (
        carrying_out.HOLD_CHECKED,
        carrying_out.WRITTEN_DOWN,
        carrying_out.ROWS_DELETED,
        carrying_out.NOTHING_DELETED,
    )
)


@transaction.atomic
def propose(request: RightsRequest, *, by: Person, at: datetime) -> DeletionList:
    """Propose deletion of the records to be erased; whoever approves looks at every thing of it, and is somebody else."""
    row = locked(request)
    may_decide_found_item(by)
    tried = _("You cannot propose this deletion")
    if not queries.is_identified(row):
        why = _(
            "The person’s identity is not confirmed for the name and contact details now on the request. Record the proof of identity first."
        )
        raise WrongState(cannot(tried, why))
    erased = {one.thing: one for one in _erased(row)}
    waits = why_held_itself(erased) | _why_open(erased.values(), on=london_day(at))
    things = [
        Proposed(Item(one.table, one.thing, one.thing_reference), is_protected=one.is_protected)
        for one in erased.values()
        if one.thing not in waits
    ]
    if not things:
        why = _("This request has no record to erase. First decide which records to erase.")
        raise WrongState(cannot(tried, next(iter(waits.values()), why)))
    return deletion.propose(
        things, Cause(DeletionGround.ERASURE, row.reference), looks_at_all=True, by=by, at=at
    )


def kept(request: RightsRequest) -> dict[UUID, str]:
    """Say why lists kept what the person is told that this request erases; "" where the record is protected. One query."""
    told = queries.told_of(request).filter(decision=ItemDecision.ERASE).values("thing")
    rows = kept_by_lists(request.reference).filter(item__in=told).order_by("deletion_list__proposed_at")
    return {one.item: "" if one.is_protected else one.why for one in rows}


def kept_by_lists(reference: str) -> QuerySet[DeletionItem]:
    """The things on lists of a request that were kept when they were carried out, and that are on no list now."""
    rows = DeletionItem.objects.filter(outcome__in=(ItemOutcome.HELD, ItemOutcome.REFUSED))
    rows = rows.filter(deletion_list__ground=DeletionGround.ERASURE, deletion_list__because=reference)
    return rows.exclude(item__in=taken().values("item"))


def is_to_propose(request: RightsRequest) -> bool:
    """Whether a record is to be erased that is on no list, or that a list left: then it can be proposed. One query."""
    return to_propose().filter(request=request).exists()


def to_propose() -> QuerySet[FoundItem]:
    """The records to be erased, of every request, that are on no list, or that a list left."""
    return to_be_erased().exclude(thing__in=taken().values("item"))


def _why_open(items: Iterable[FoundItem], *, on: date) -> dict[UUID, str]:
    """Say of what has not ended that it waits for that."""
    why = _(
        "The retention period of {reference} has not begun. The period begins with {events}. Record that event first, then propose the deletion."
    )
    named = {one.thing: Item(one.table, one.thing, one.thing_reference) for one in items}
    return {
        key: why.format(reference=named[key].reference, events=events)
        for key, events in not_ended(named.values(), on=on).items()
    }


def _erased(row: RightsRequest) -> QuerySet[FoundItem]:
    return to_be_erased().filter(request=row)
