"""Overdue things that neither wait on a deletion list nor were deleted by one: those that can still be proposed."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q

from watchbook.acting.ending import Ending
from watchbook.organisation.queries import today
from watchbook.register.asked_together import asked_again, statement_of
from watchbook.register.one_query import WrittenSql
from watchbook.retention import due
from watchbook.retention.deletion.queries import taken

KEPT = 500  # queries: one of each ending, for a few schedules and days


def overdue(ending: Ending, classes: due.Classes, *, on: date) -> Any:
    """Find those of an ending."""
    return due.overdue(ending, classes, on=on).filter(_is_on_no_list(ending))


def first_overdue(ending: Ending, classes: due.Classes, *, on: date) -> Any:
    """Find the id of one of them, if there is any."""
    return asked_again(*_first_overdue(ending, due.begun_until(ending, classes, on=on), today()))


@lru_cache(KEPT)
def _first_overdue(ending: Ending, begun_until: date, _today: date) -> tuple[Any, WrittenSql]:
    """Write this query once a day: to write it for every ending takes seven times as long as to ask it."""
    begun = ending.begun_before(begun_until + due.ONE_DAY)
    rows = begun.filter(_is_on_no_list(ending)).order_by().values("pk")[:1]
    return rows, statement_of(rows)


def _is_on_no_list(ending: Ending) -> Q:
    """The condition that a thing of an ending is on none. It names the table: else the database takes nearly all of it to be on one."""
    return ~Q(Exists(taken().filter(table=ending.table._meta.label_lower, item=OuterRef("pk"))))
