"""Counting overdue things by their owners and classes, and by what they are held.

The database counts what holds them where they are told to everybody and nothing lies in them; else each is asked.
"""

from collections import Counter
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Min, Q

from watchbook.acting.ending import Ending
from watchbook.acting.refusals import can
from watchbook.organisation.models import Person
from watchbook.register.asked_together import Reader, Wants
from watchbook.retention.deletion.left_out import left_out
from watchbook.retention.deletion.permissions import may_propose_deletion_of
from watchbook.retention.deletion.restored import lost_time
from watchbook.retention.legal_hold.lock import HOLD_OTHERS
from watchbook.retention.legal_hold.queries import (
    HELD_BY_REQUEST,
    UNDER_LEGAL_HOLD,
    held_as_placed,
    held_by_requests,
)

type HeldCounts = dict[tuple[UUID | None, str], Counter[str]]

NAMES = {"placed": UNDER_LEGAL_HOLD, "asked_for": HELD_BY_REQUEST}


class GroupCount(NamedTuple):
    """Overdue things of one owner and class: how many, when the time of the first began, and how many are held by what."""

    service: UUID | None
    code: str
    number: int
    began: date | datetime
    held: dict[str, int]


def counted(rows: Any, ending: Ending, *, by: Person | None, at_most: int) -> Reader[GroupCount]:
    """Count rows that say `of_service` and `of_class`, of a protected kind those that `by` may propose.

    Where each is asked what holds it, of so many, the longest overdue.
    """
    table = ending.table._meta.label_lower
    groups = rows.values("of_service", "of_class").annotate(number=Count("pk"), began=Min(ending.began))
    is_counted = by is None and table not in HOLD_OTHERS and lost_time() is None
    if is_counted:
        placed = Q(pk__among=held_as_placed())
        asked_for = held_by_requests(table) & ~placed
        groups = groups.annotate(placed=Count("pk", filter=placed), asked_for=Count("pk", filter=asked_for))
    groups = groups.exclude(number=0)  # without an owner nothing at all is one group of none
    yield Wants(groups)
    mine = [one for one in groups if by is None or can(may_propose_deletion_of, by, one["of_service"], table)]
    each = _each(rows, ending, by=by, at_most=at_most) if mine and not is_counted else {}
    for one in mine:
        group = one["of_service"], one["of_class"]
        held = (
            {str(name): one[key] for key, name in NAMES.items() if one[key]}
            if is_counted
            else each.get(group)
        )
        yield GroupCount(*group, one["number"], one["began"], dict(held or {}))


def _each(rows: Any, ending: Ending, *, by: Person | None, at_most: int) -> HeldCounts:
    """Ask each of them what holds it, and count that by owner and class."""
    keys = list(rows.order_by(ending.began, "pk").values_list("pk", flat=True)[:at_most])
    told = left_out(keys, table=ending.table._meta.label_lower, by=by)
    found: HeldCounts = {}
    of = rows.filter(pk__among=told).values_list("pk", "of_service", "of_class") if told else ()
    for key, service, code in of:
        found.setdefault((service, code), Counter())[told[key].name] += 1
    return found
