"""Counting by what overdue things are held, for each owner and class.

The database counts them where they are told to everybody and nothing lies in them; else each is asked what holds it.
"""

from collections import Counter
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from watchbook.acting.ending import Ending
from watchbook.organisation.models import Person
from watchbook.retention.deletion.left_out import left_out
from watchbook.retention.deletion.restored import lost_time
from watchbook.retention.legal_hold.lock import HOLD_OTHERS
from watchbook.retention.legal_hold.queries import (
    HELD_BY_REQUEST,
    UNDER_LEGAL_HOLD,
    held_as_placed,
    held_by_requests,
)

type HeldCounts = dict[tuple[UUID | None, str], Counter[str]]


def held_counts(rows: Any, ending: Ending, *, by: Person | None, at_most: int) -> HeldCounts:
    """Count them among rows that say `of_service` and `of_class`; where each is asked, of so many, the longest overdue."""
    table = ending.table._meta.label_lower
    if by is None and table not in HOLD_OTHERS and lost_time() is None:
        return _by_the_database(rows, table)
    keys = list(rows.order_by(ending.began, "pk").values_list("pk", flat=True)[:at_most])
    told = left_out(keys, table=table, by=by)
    found: HeldCounts = {}
    of = rows.filter(pk__among=told).values_list("pk", "of_service", "of_class") if told else ()
    for key, service, code in of:
        found.setdefault((service, code), Counter())[told[key].name] += 1
    return found


def _by_the_database(rows: Any, table: str) -> HeldCounts:
    placed = Q(pk__among=held_as_placed())
    counted = rows.values("of_service", "of_class").annotate(
        placed=Count("pk", filter=placed), asked_for=Count("pk", filter=held_by_requests(table) & ~placed)
    )
    names = {"placed": str(UNDER_LEGAL_HOLD), "asked_for": str(HELD_BY_REQUEST)}
    return {
        (one["of_service"], one["of_class"]): Counter(
            {name: one[key] for key, name in names.items() if one[key]}
        )
        for one in counted
    }
