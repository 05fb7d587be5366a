"""Keep what was told of the registers in this process's memory while no event can have changed it.

No row changes without its event (`guard.needs_event`), so while the newest event is the same, so is all that is told of
the rows. Every process asks the database for that event first: what one of them writes, each of them sees at once.
Nothing is stored, so personal data stay in their envelopes; an erasure is an event, after which nothing that was kept is told,
and within minutes it is gone from the memory of every process (`reading.short_memory`).
"""

from collections.abc import Callable, Hashable
from typing import Any

from django.db import connection

from watchbook.audit_log.asked_once import asked_once
from watchbook.reading import short_memory

MOST = 500  # values of one name; more of them begin again
NEWEST = """
SELECT coalesce(
    (
        SELECT number FROM audit_log_event
        WHERE %(besides)s = '' OR NOT starts_with(subject_table, %(besides)s)
        ORDER BY number DESC LIMIT 1
    ),
    0
)
"""
# An act has its transaction id before its event takes a number. So where no other transaction of this database is open
# that has one, every event to come has a higher number; else one may still come with a lower one.
NONE_IS_OPEN = """
NOT EXISTS (
    SELECT FROM pg_snapshot_xip(pg_current_snapshot()) AS open
    LEFT JOIN pg_locks ON locktype = 'transactionid' AND granted AND transactionid = open::xid
    LEFT JOIN pg_stat_activity USING (pid)
    WHERE datname IS NULL OR datname = current_database()
)
"""

# One that was put in the place of another under its name, as a restore does, is another database.
DATABASE = "(SELECT oid::bigint FROM pg_database WHERE datname = current_database())"

type Newest = tuple[int, int]  # the database, and the number of its newest event
_kept: dict[str, tuple[Newest, dict[Hashable, Any]]] = {}


def unchanged[Result](name: str, key: Hashable, tell: Callable[[], Result], *, besides: str = "") -> Result:
    """Return what was told under a name and a key since the newest event, else tell it now; whoever gets it leaves it as it is.

    `besides` is how the tables begin whose events change nothing of it. Within an act all is told anew. One query, and
    one more before it is told.
    """
    newest = newest_event(besides)
    if newest is None:
        return tell()
    kept = _kept_since(newest, name=name)
    if key in kept:
        told: Result = kept[key]
        return told
    is_settled = _settled_event(besides) == newest
    told = tell()
    if is_settled:
        kept = kept if len(kept) < MOST else {}
        kept[key] = told
        _kept[name] = newest, kept
        short_memory.noted()
    return told


def _forget() -> None:
    """Forget what was kept, also in the values of a name that is being told now and puts them back."""
    for _newest, kept in list(_kept.values()):
        kept.clear()
    _kept.clear()


short_memory.emptied_by(_forget)


def _kept_since(newest: Newest, *, name: str) -> dict[Hashable, Any]:
    since, kept = _kept.get(name, (newest, {}))
    return kept if since == newest else {}


@asked_once
def newest_event(besides: str) -> Newest | None:
    """The newest event, those about tables that begin so left out ("" leaves out none); None within an act. One query."""
    asked = f"{NEWEST}, {DATABASE}, pg_current_xact_id_if_assigned() IS NOT NULL"
    number, database, writes = _row(asked, besides=besides)
    return None if writes else (database, number)


@asked_once
def _settled_event(besides: str) -> Newest | None:
    """The newest event where no earlier one can still come, else None. One query."""
    number, database, is_settled = _row(f"{NEWEST}, {DATABASE}, {NONE_IS_OPEN}", besides=besides)
    return (database, number) if is_settled else None


def _row(query: str, **values: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return tuple(cursor.fetchone())
