"""A deletion agreed by two people: proposed by one, looked at and approved by another, or sent back, or given up.

Nothing is deleted here. Once approved, `carrying_out` does what the list says.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.queries import times_changed
from watchbook.audit_log.record import Fact, Kind, record_row
from watchbook.organisation.models import Person
from watchbook.retention.deletion import sample
from watchbook.retention.deletion.lifted_holds import let_go, why_not_approved
from watchbook.retention.deletion.models import (
    EDITION,
    ChangeMade,
    DeletionGround,
    DeletionItem,
    DeletionList,
    WantedChange,
)
from watchbook.retention.deletion.outside import next_free
from watchbook.retention.deletion.permissions import (
    may_change_deletion,
    may_decide_deletion,
    may_propose_deletion,
)
from watchbook.retention.deletion.proposable import count_unread, free_of
from watchbook.retention.deletion.states import TRIED, ItemOutcome, ListState, check_move
from watchbook.retention.due import Item

REGISTER, AT_ONCE = "DEL", 2000
FIELDS = ("reference", "ground", "because", "retention_class")
PROPOSED = Kind(
    "deletion.proposed",
    (*FIELDS, "rule", "things", "recorded_late", "unread"),
    says=gettext_lazy("The deletion was proposed."),
    is_grave=True,
)
RETURNED = Kind(
    "deletion.returned", ("reference", "change"), says=gettext_lazy("The list was sent back for changes.")
)
SENT_AGAIN = Kind(
    "deletion.resubmitted",
    ("reference", "things", "wanted", "made", "left_out"),
    says=gettext_lazy("The list was sent again, with an answer to the requested change."),
)
REASSIGNED = Kind(
    "deletion.reassigned",
    ("reference", "asked_of"),
    says=gettext_lazy("Another person was asked to decide on the list."),
)
GIVEN_UP = Kind("deletion.abandoned", ("reference",), says=gettext_lazy("The deletion list was abandoned."))
APPROVED = Kind(
    "deletion.approved",
    (*FIELDS, "things", "opened", "opened_by_others"),
    says=gettext_lazy("The deletion was approved."),
    is_grave=True,
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
    """A thing that is proposed, with its last day where the schedule gives one, and whether it was recorded after that day."""

    item: Item
    last_on: date | None = None
    is_protected: bool = False
    is_late: bool = False


@transaction.atomic
def propose(
    things: Iterable[Proposed],
    cause: Cause,
    *,
    looks_at_all: bool = False,
    dates_compared: bool = False,
    by: Person,
    at: datetime,
) -> DeletionList:
    """Propose to delete things; what is held now, or is on another list, is left out.

    The second person opens a sample of it, or everything where the class wants each thing reviewed. A record that came in
    after its last day may have a wrong date: whoever proposes it says that they compared its dates with their source.
    """
    may_propose_deletion(by)
    proposed = list(things)
    free = free_of([one.item for one in proposed], cause.ground, by=by)
    found = [one for one in proposed if one.item.id in free]
    late = [number for number, one in enumerate(found) if one.is_late]
    _check_dates(len(late), dates_compared=dates_compared)
    row = DeletionList(
        reference=next_free(REGISTER),
        ground=cause.ground,
        because=cause.because,
        retention_class=cause.retention_class,
        rule=cause.rule,
        proposed_by=by,
        proposed_at=at,
        certificate_edition=EDITION,
    )
    row.save(force_insert=True)
    unread = count_unread([one.item for one in found], cause.ground, by=by)
    told = {"things": len(found), "recorded_late": len(late), "unread": unread}
    record_row(PROPOSED, row, by=by, at=at, **told)
    opened = set(range(len(found)) if looks_at_all else sample.drawn(len(found), first=late))
    for some in batched(enumerate(found), AT_ONCE):
        DeletionItem.objects.bulk_create(_item(row, one, number, opened) for number, one in some)
    return row


@transaction.atomic
def send_back(
    deletion_list: DeletionList, change: str, *, shown: int, by: Person, at: datetime
) -> DeletionList:
    """Ask for a change before anything is deleted."""
    row = locked(deletion_list)
    may_decide_deletion(by, row)
    check_move(ListState(row.state), to=ListState.RETURNED)
    _check_shown(row, shown, tried=ListState.RETURNED)
    if change not in WantedChange:
        raise WrongState(
            _("You cannot send this list back yet: the change is missing. Select what should change.")
        )
    row.change = change
    return _moved(RETURNED, row, ListState.RETURNED, by=by, at=at)


@transaction.atomic
def send_again(
    deletion_list: DeletionList, made: str, *, without: Collection[int], shown: int, by: Person, at: datetime
) -> DeletionList:
    """Send a list again, with what was done about it; its sample is filled up, so that nobody can leave the sample out."""
    row = locked(deletion_list)
    may_change_deletion(by, row)
    check_move(ListState(row.state), to=ListState.PROPOSED)
    _check_shown(row, shown, tried=ListState.PROPOSED)
    waiting = row.items.filter(outcome=ItemOutcome.WAITING)
    left_out = waiting.filter(number__in=without).count()
    _check_change(row, made, left_out=left_out)
    left = waiting.exclude(number__in=without).count()
    if not left:
        raise WrongState(
            _("You cannot send this list again: it has no records left. Abandon the list instead.")
        )
    told: dict[str, Fact] = {"things": left, "wanted": row.change, "made": made, "left_out": left_out}
    row.change = ""
    _moved(SENT_AGAIN, row, ListState.PROPOSED, **told, by=by, at=at)
    waiting.filter(number__in=without).update(outcome=ItemOutcome.RELEASED)
    sample.fill(row)
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
def approve(deletion_list: DeletionList, *, shown: int, by: Person, at: datetime) -> DeletionList:
    """Approve a list as it was shown, once its sample was opened. From here on Watchbook carries it out."""
    row = locked(deletion_list)
    may_decide_deletion(by, row)
    check_move(ListState(row.state), to=ListState.APPROVED)
    _check_shown(row, shown, tried=ListState.APPROVED)
    found = sample.sampled(row, by=by)
    if why := why_not_approved(row, by=by) or sample.why_not_opened(found):
        raise WrongState(cannot(_("You cannot approve this list yet"), why))
    row.approved_by, row.approved_at = by, at
    row.let_go = [[one.words, [*map(str, one.people)]] for one in let_go(row)]
    told = {
        "things": row.items.filter(outcome=ItemOutcome.WAITING).count(),
        "opened": sum(one.may_open and one.has_page for one in found),
        "opened_by_others": sum(one.has_page and not one.may_open for one in found),
    }
    return _moved(APPROVED, row, ListState.APPROVED, **told, by=by, at=at)


def edition(row: DeletionList) -> int:
    """Number what a list is now: it grows when the list is sent back or sent again, not when somebody reads it. One query."""
    readings = (sample.LOOKED_AT.name, sample.OPENED.name, REASSIGNED.name)
    return times_changed(row.id, besides=readings)


def _check_dates(late: int, *, dates_compared: bool) -> None:
    """Refuse records that came in after their last day, until somebody says that they compared their dates."""
    if late and not dates_compared:
        why = ngettext(
            "{count} record was recorded after its retention date. Compare the dates of the record with the papers that it came from, then confirm that you did.",
            "{count} records were recorded after their retention date. Compare the dates of these records with the papers that they came from, then confirm that "
            "you did.",
            late,
        )
        raise WrongState(cannot(_("You cannot propose this deletion yet"), why.format(count=f"{late:,}")))


def _check_shown(row: DeletionList, shown: int, *, tried: ListState) -> None:
    """Refuse to decide on a list that changed after the page with it was opened."""
    if shown != edition(row):
        why = _(
            "The list changed after you opened its page, so we recorded no decision. Read the list again, then decide."
        )
        raise WrongState(cannot(str(TRIED[tried]), why))


def _check_change(row: DeletionList, made: str, *, left_out: int) -> None:
    """Refuse a list that comes back as it went, without a word on what was asked for."""
    if made not in ChangeMade:
        why = _("You have not said what you did about the requested change. Select what you did.")
    elif made == ChangeMade.LEFT_OUT and not left_out:
        why = _(
            "You left no records out. Select the records to leave out, or say that you did something else about the requested change."
        )
    elif made != ChangeMade.LEFT_OUT and left_out:
        why = _(
            "You selected records to leave out. Select “I left some records out”, or deselect the records."
        )
    elif row.change == WantedChange.SMALLER and not left_out:
        why = _(
            "You were asked to propose fewer records. Select the records to leave out, or abandon the list."
        )
    else:
        return
    raise WrongState(cannot(str(TRIED[ListState.PROPOSED]), why))


def _item(row: DeletionList, one: Proposed, number: int, opened: set[int]) -> DeletionItem:
    return DeletionItem(
        deletion_list=row,
        number=number + 1,
        table=one.item.table,
        item=one.item.id,
        item_reference="" if one.is_protected else reference_of(one.item),
        is_protected=one.is_protected,
        last_on=one.last_on,
        is_sample=number in opened,
    )


def reference_of(item: Item) -> str:
    """Return what a counter gave it; what people call other things by may be somebody's name, and is not kept."""
    fields = {field.name for field in apps.get_model(item.table)._meta.get_fields()}
    return item.reference if "reference" in fields else ""


def _moved(
    kind: Kind, row: DeletionList, to: ListState, *, by: Person, at: datetime, **facts: Fact
) -> DeletionList:
    row.state = to
    row.save(force_update=True)
    record_row(kind, row, by=by, at=at, **facts)
    return row
