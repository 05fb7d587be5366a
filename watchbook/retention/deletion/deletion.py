"""A deletion agreed by two people: proposed by one, looked at and approved by another, or sent back, or given up.

Nothing is deleted here. Once approved, `carrying_out` does what the list says.
"""

import random
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import Fact, Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.organisation.models import Person
from watchbook.retention.deletion.models import DeletionGround, DeletionItem, DeletionList, WantedChange
from watchbook.retention.deletion.permissions import (
    may_change_deletion,
    may_decide_deletion,
    may_propose_deletion,
)
from watchbook.retention.deletion.queries import taken
from watchbook.retention.deletion.states import ItemOutcome, ListState, check_move
from watchbook.retention.due import Item
from watchbook.retention.legal_hold.queries import why_shown

REGISTER = "DEL"
SAMPLE = 10
AT_ONCE = 2000
FIELDS = ("reference", "ground", "because", "retention_class")
PROPOSED = Kind(
    "deletion.proposed",
    (*FIELDS, "rule", "things"),
    says=gettext_lazy("The deletion was proposed."),
    is_grave=True,
)
LOOKED_AT = Kind(
    "deletion.sampled", ("reference", "number"), says=gettext_lazy("A record of the sample was opened.")
)
RETURNED = Kind(
    "deletion.returned", ("reference", "change"), says=gettext_lazy("The list was sent back for changes.")
)
SENT_AGAIN = Kind(
    "deletion.resubmitted", ("reference", "things"), says=gettext_lazy("The list was changed and sent again.")
)
REASSIGNED = Kind(
    "deletion.reassigned",
    ("reference", "asked_of"),
    says=gettext_lazy("Another person was asked to decide on the list."),
)
GIVEN_UP = Kind("deletion.abandoned", ("reference",), says=gettext_lazy("The list was given up."))
APPROVED = Kind(
    "deletion.approved", (*FIELDS, "things"), says=gettext_lazy("The deletion was approved."), is_grave=True
)


@dataclass(frozen=True)
class Cause:
    """The cause of a deletion: the ground, the reference of the schedule or the request, the class and its rule."""

    ground: DeletionGround
    because: str
    retention_class: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Proposed:
    """A thing that is proposed, with its last day where the schedule gives one."""

    item: Item
    last_on: date | None = None
    is_protected: bool = False


@transaction.atomic
def propose(
    things: Iterable[Proposed], cause: Cause, *, looks_at_all: bool = False, by: Person, at: datetime
) -> DeletionList:
    """Propose to delete things; what is held now, or is on another list, is left out.

    The second person looks at a sample of it, or at everything where the class wants each thing reviewed.
    """
    may_propose_deletion(by)
    found = _free(list(things))
    if not found:
        raise WrongState(
            _(
                "You cannot propose this deletion: every record in it is held or on another list. Choose other records."
            )
        )
    row = DeletionList(
        reference=next_reference(REGISTER),
        ground=cause.ground,
        because=cause.because,
        retention_class=cause.retention_class,
        rule=cause.rule,
        proposed_by=by,
        proposed_at=at,
    )
    row.save(force_insert=True)
    record_row(PROPOSED, row, by=by, at=at, things=len(found))
    sample = set(range(len(found)) if looks_at_all else _sampled(len(found)))
    for some in batched(enumerate(found), AT_ONCE):
        DeletionItem.objects.bulk_create(_item(row, one, number, sample) for number, one in some)
    return row


@transaction.atomic
def look_at(deletion_list: DeletionList, number: int, *, by: Person, at: datetime) -> DeletionItem:
    """Look at one thing of the sample; that somebody did is on record."""
    row = locked(deletion_list)
    may_decide_deletion(by, row)
    thing = row.items.get(number=number)
    record_row(LOOKED_AT, row, by=by, at=at, number=number)
    return thing


@transaction.atomic
def send_back(deletion_list: DeletionList, change: str, *, by: Person, at: datetime) -> DeletionList:
    """Ask for a change before anything is deleted."""
    row = locked(deletion_list)
    may_decide_deletion(by, row)
    check_move(ListState(row.state), to=ListState.RETURNED)
    if change not in WantedChange:
        raise WrongState(
            _("You cannot send this list back yet: the change is missing. Select what should change.")
        )
    row.change = change
    return _moved(RETURNED, row, ListState.RETURNED, by=by, at=at)


@transaction.atomic
def send_again(
    deletion_list: DeletionList, *, without: Collection[int], by: Person, at: datetime
) -> DeletionList:
    """Send a list again, with some of its things left out; its sample is filled up, so that nobody can leave the sample out."""
    row = locked(deletion_list)
    may_change_deletion(by, row)
    check_move(ListState(row.state), to=ListState.PROPOSED)
    waiting = row.items.filter(outcome=ItemOutcome.WAITING)
    left = waiting.exclude(number__in=without).count()
    if not left:
        raise WrongState(_("You cannot send this list again: nothing is left in it. Give it up instead."))
    row.change = ""
    _moved(SENT_AGAIN, row, ListState.PROPOSED, things=left, by=by, at=at)
    waiting.filter(number__in=without).update(outcome=ItemOutcome.RELEASED)
    _fill_sample(row)
    return row


@transaction.atomic
def reassign(deletion_list: DeletionList, to: Person, *, by: Person, at: datetime) -> DeletionList:
    """Ask a particular person to decide on a list."""
    row = locked(deletion_list)
    may_propose_deletion(by)
    if row.state != ListState.PROPOSED:
        raise WrongState(
            _(
                "You cannot ask somebody to decide on this list: it is not waiting for a decision. Open its page to see its state."
            )
        )
    may_decide_deletion(to, row)
    row.asked_of = to
    return _moved(REASSIGNED, row, ListState.PROPOSED, by=by, at=at)


@transaction.atomic
def give_up(deletion_list: DeletionList, *, by: Person, at: datetime) -> DeletionList:
    """Give a list up: nothing of it is deleted, and each thing may be proposed again."""
    row = locked(deletion_list)
    may_change_deletion(by, row)
    check_move(ListState(row.state), to=ListState.GIVEN_UP)
    _moved(GIVEN_UP, row, ListState.GIVEN_UP, by=by, at=at)
    row.items.filter(outcome=ItemOutcome.WAITING).update(outcome=ItemOutcome.RELEASED)
    return row


@transaction.atomic
def approve(deletion_list: DeletionList, *, by: Person, at: datetime) -> DeletionList:
    """Approve a list whose sample was looked at. From here on Watchbook carries it out."""
    row = locked(deletion_list)
    may_decide_deletion(by, row)
    check_move(ListState(row.state), to=ListState.APPROVED)
    if left := not_looked_at(row, by=by):
        raise WrongState(
            _(
                "You cannot approve this list yet: you have {count} more of its sample to open. Open those first."
            ).format(count=len(left))
        )
    row.approved_by, row.approved_at = by, at
    things = row.items.filter(outcome=ItemOutcome.WAITING).count()
    return _moved(APPROVED, row, ListState.APPROVED, things=things, by=by, at=at)


def not_looked_at(deletion_list: DeletionList, *, by: Person) -> list[int]:
    """The numbers of the sample that a person has not looked at yet. Two queries."""
    sample = deletion_list.items.filter(is_sample=True, outcome=ItemOutcome.WAITING)
    seen = Event.objects.filter(subject_id=deletion_list.id, name=LOOKED_AT.name, by=by.id)
    looked = {fields["number"] for fields in seen.values_list("fields", flat=True)}
    return [number for number in sample.values_list("number", flat=True) if number not in looked]


def _free(things: list[Proposed]) -> list[Proposed]:
    """Keep those that are neither held, as the pages show it, nor on a list that goes on. What is held besides is set aside later."""
    ids = [one.item.id for one in things]
    besides: set[UUID] = set(why_shown(ids))
    besides |= set(taken().filter(item__in=ids).values_list("item", flat=True))
    return [one for one in things if one.item.id not in besides]


def _item(row: DeletionList, one: Proposed, number: int, sample: set[int]) -> DeletionItem:
    return DeletionItem(
        deletion_list=row,
        number=number + 1,
        table=one.item.table,
        item=one.item.id,
        item_reference="" if one.is_protected else _reference(one.item),
        is_protected=one.is_protected,
        last_on=one.last_on,
        is_sample=number in sample,
    )


def _reference(item: Item) -> str:
    """Return what a counter gave it; what people call other things by may be somebody's name, and is not kept."""
    fields = {field.name for field in apps.get_model(item.table)._meta.get_fields()}
    return item.reference if "reference" in fields else ""


def _sampled(count: int) -> list[int]:
    return random.SystemRandom().sample(range(count), min(SAMPLE, count))


def _fill_sample(row: DeletionList) -> None:
    """Draw as many things into the sample as it lacks of its size; where everything was to be looked at, everything is left."""
    waiting = row.items.filter(outcome=ItemOutcome.WAITING)
    others = list(waiting.filter(is_sample=False).values_list("pk", flat=True))
    lacking = SAMPLE - waiting.filter(is_sample=True).count()
    if others and lacking > 0:
        drawn = random.SystemRandom().sample(others, min(lacking, len(others)))
        waiting.filter(pk__in=drawn).update(is_sample=True)


def _moved(
    kind: Kind, row: DeletionList, to: ListState, *, by: Person, at: datetime, **facts: Fact
) -> DeletionList:
    row.state = to
    row.save(force_update=True)
    record_row(kind, row, by=by, at=at, **facts)
    return row
