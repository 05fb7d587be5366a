"""The things that somebody can propose now: neither held, as far as that person may know, nor on a list, nor freed by themselves."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.organisation.models import Person
from watchbook.retention import fate
from watchbook.retention.deletion.models import DeletionGround
from watchbook.retention.deletion.not_proposable import left_out, unread
from watchbook.retention.deletion.permissions import may_propose_deletion_of
from watchbook.retention.deletion.queries import taken
from watchbook.retention.due import Item
from watchbook.retention.legal_hold.queries import freed_by


def free_of(items: Sequence[Item], ground: str, *, by: Person) -> set[UUID]:
    """Return those of these things that `by` can propose. Raises WrongState where there is none.

    By the schedule only somebody with access proposes what is protected, so that what holds it is left out unsaid. What a request
    erases its officers propose: they know that it is to go, and not what it is.
    """
    by_table: dict[str, list[UUID]] = {}
    for one in items:
        by_table.setdefault(one.table, []).append(one.id)
    is_by_schedule = ground == DeletionGround.SCHEDULE
    protected = fate.protected_among(by_table) if is_by_schedule else frozenset[str]()
    for table in protected:
        may_propose_deletion_of(by, None, table)
    ids = [one.id for one in items]
    besides: set[UUID] = set(freed_by(by, ids))
    for table, mine in by_table.items():
        besides |= left_out(mine, table=table, by=by if table in protected else None).keys()
    besides |= set(taken().filter(item__in=ids).values_list("item", flat=True))
    if free := set(ids) - besides:
        return free
    raise WrongState(
        _(
            "You cannot propose the deletion of any of these records. For each record, there is a reason: you are not allowed to read it, it is held or on another "
            "list, you ended its legal hold, or you answered or ended a request that found it. Choose other records, or ask somebody else to propose the deletion."
        )
    )


def count_unread(items: Sequence[Item], ground: str, *, by: Person) -> int:
    """Count what somebody proposes by the schedule without being able to read it: what nobody who proposes may read."""
    by_table: dict[str, list[UUID]] = {}
    for one in items if ground == DeletionGround.SCHEDULE else ():
        by_table.setdefault(one.table, []).append(one.id)
    return sum(len(unread(by_table[table], table=table, by=by)) for table in fate.protected_among(by_table))
