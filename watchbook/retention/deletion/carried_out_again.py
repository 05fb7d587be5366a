"""After a restore: lists that were carried out after the backup stand as carried out again, and nobody decides on them anew.

A list whose keys were destroyed (T0) before the backup lost nothing of that: it goes on to its later ends, and those that came
after the backup are recorded again.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.audit_log.record import Kind, record_row
from watchbook.organisation.models import Person
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.outside import NotedList
from watchbook.retention.deletion.permissions import may_carry_out_deletion
from watchbook.retention.deletion.states import MOVES, ItemOutcome, ListState, check_move
from watchbook.retention.due import Item, existing

BEFORE_IT = {ListState.PROPOSED, ListState.RETURNED, ListState.APPROVED}  # states that no noted list has
EARLIER = Kind(
    "deletion.list_restored",
    ("reference", "certified_on", "is_lost"),
    says=gettext_lazy("The deletion list had been carried out before the register was restored."),
    is_grave=True,
)
END_REOPENED = Kind(
    "deletion.end_reopened",
    ("reference", "certified_on"),
    says=gettext_lazy(
        "A restore of the register lost a later step of this deletion. Watchbook will check the step and record it again."
    ),
)
LOST_WHY = gettext_lazy("The reason was lost in a restore.")


@transaction.atomic
def put_back(noted: NotedList, *, by: Person, at: datetime) -> bool:
    """Put back that a list was carried out, where the register is behind what was noted outside. Says whether it was."""
    row = DeletionList.objects.select_for_update().filter(reference=noted.reference).first()
    if row is None or not _is_behind(row, noted):
        return False
    last = _moment(max(noted.ends.values(), default=""))
    certified_on = london_day(last).isoformat() if last else ""
    if row.unreadable_at is not None:
        record_row(END_REOPENED, row, certified_on=certified_on, by=by, at=at)
        return False
    if not _can_move(row):
        return False
    row.approved_at = row.approved_at or _moment(noted.approved_at)
    _move(row, certified_on=certified_on, is_lost=False, by=by, at=at)
    waiting = row.items.filter(outcome=ItemOutcome.WAITING)
    waiting.filter(item__in=[item.id for item, _keys in noted.things]).update(outcome=ItemOutcome.DELETED)
    kept = existing(Item(table, item, "") for table, item in waiting.values_list("table", "item"))
    waiting.filter(item__in=kept).update(outcome=ItemOutcome.REFUSED, why=str(LOST_WHY))
    waiting.update(outcome=ItemOutcome.GONE)
    return True


@transaction.atomic
def put_back_lost(reference: str, *, by: Person, at: datetime) -> None:
    """Put back that a list was carried out whose file is lost: what it deleted may be back, and can be proposed on another."""
    row = DeletionList.objects.select_for_update().filter(reference=reference).first()
    if row and _can_move(row):
        _move(row, certified_on="", is_lost=True, by=by, at=at)
        row.items.filter(outcome=ItemOutcome.WAITING).update(outcome=ItemOutcome.LOST)


def _can_move(row: DeletionList) -> bool:
    return ListState.EARLIER in MOVES[ListState(row.state)]


def _is_behind(row: DeletionList, noted: NotedList) -> bool:
    return row.state in BEFORE_IT or any(getattr(row, f"{end}_at") is None for end in noted.ends)


def _move(row: DeletionList, *, certified_on: str, is_lost: bool, by: Person, at: datetime) -> None:
    may_carry_out_deletion(by)
    check_move(ListState(row.state), to=ListState.EARLIER)
    row.state = ListState.EARLIER
    row.save(force_update=True)
    record_row(EARLIER, row, certified_on=certified_on, is_lost=is_lost, by=by, at=at)


def _moment(told: str) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
