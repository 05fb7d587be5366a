"""Closed lists: of records that not everybody may read. Who may not read each of them is told one state of such a list and no more.

Who recorded a request for a name and read which records a list then kept would know in which of them the name stands. So to
them a list has no references, counts, outcomes, history or certificate, and it goes as a whole or not at all. Once it was
carried out, who checks and who approved it see it too, if no request about personal data is theirs to read.
"""

from collections.abc import Collection
from itertools import batched
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, gettext_lazy

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import event_named
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, today
from watchbook.retention import fate
from watchbook.retention.deletion.models import DeletionGround, DeletionItem, DeletionList
from watchbook.retention.deletion.permissions import may_check_deletions, sees_what_went
from watchbook.retention.deletion.states import CARRIED_OUT, ItemOutcome, ListState
from watchbook.retention.permissions import KNOWS_WHO_ASKS
from watchbook.retention.reading_rights import reads_all

DONE = gettext_lazy("carried out")
WHOLE = gettext_lazy(
    "Another record on this list had to be kept, so Watchbook kept every record. Propose the other records again on a new list."
)
AT_ONCE = 50


def kinds_untold(person: Person) -> frozenset[str]:
    """Return the kinds of record that an overview for somebody leaves out: what is overdue of them would tell what became of a closed list."""
    return frozenset() if sees_what_went(person) else fate.hidden_from(person)


def goes_as_a_whole(row: DeletionList) -> bool:
    """Whether a list goes as a whole or not at all: by the schedule, with a record of a protected kind. Two queries, and some for each keeper."""
    return bool(_protected([row]))


def closed(rows: Collection[DeletionList], *, by: Person) -> set[UUID]:
    """Return those of these lists of which somebody may not read each record, nor check what became of it."""
    tables = _protected(rows)
    return {
        row.pk
        for row in rows
        if row.pk in tables and not (_checks(row, by=by) or _reads_each(row, tables[row.pk], by=by))
    }


def state_told(row: Any, state: str) -> str:
    """Return the state of a closed list in words: what was carried out is one state, whatever became of its records."""
    return str(DONE) if row.state in CARRIED_OUT else state


def will_go(row: DeletionList) -> str:
    """Say how a list goes that goes as a whole; "" of any other."""
    if not goes_as_a_whole(row):
        return ""
    return gettext(
        "Watchbook will delete all the records on this list for good, or none of them. You cannot bring deleted records back. If one of the records must still be "
        "kept on the day of the deletion, Watchbook keeps them all."
    )


def _checks(row: DeletionList, *, by: Person) -> bool:
    """Whether somebody sees what became of a list by their duty or their approval: never who reads for which names somebody asks."""
    mine = duties_of(by, on=today())
    if row.state not in (*CARRIED_OUT, ListState.EARLIER) or mine & {*KNOWS_WHO_ASKS}:
        return False
    return row.approved_by_id == by.id or can(may_check_deletions, by)


def _protected(rows: Collection[DeletionList]) -> dict[UUID, set[str]]:
    """Return the protected kinds on each of these lists that the schedule ends and that has any."""
    by_schedule = [row.pk for row in rows if row.ground == DeletionGround.SCHEDULE]
    told = DeletionItem.objects.filter(deletion_list__in=by_schedule).order_by()
    found = list(told.values_list("deletion_list", "table").distinct()) if by_schedule else []
    protected = fate.protected_among({table for _row, table in found}) if found else frozenset[str]()
    tables: dict[UUID, set[str]] = {}
    for row, table in found:
        if table in protected:
            tables.setdefault(row, set()).add(table)
    return tables


def _reads_each(row: DeletionList, tables: set[str], *, by: Person) -> bool:
    """Whether somebody may read each of the protected records of a list. Of those that are gone its proposer read each."""
    if row.proposed_by_id == by.id:
        proposed = event_named("deletion.proposed", subject=row.id)
        return proposed is not None and proposed.fields.get("unread") == 0
    asked = [table for table in tables if not reads_all(by, table)]
    things = row.items.filter(table__in=asked).exclude(outcome=ItemOutcome.RELEASED)
    told = things.values_list("table", "item")
    return all(len(fate.known(by, some)) == len(some) for some in batched(told.iterator(), AT_ONCE))
