"""Counting overdue things by their owners and classes, and by what they are held.

The database counts what holds them where nothing lies in them, and where the same people may read all things of a kind, or
all that lead to the same row: of those one is asked who may. Else each is asked.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, Min, Q, TextField, UUIDField, Value
from django.db.models.functions import Cast

from watchbook.acting.ending import Ending
from watchbook.acting.refusals import can
from watchbook.organisation.models import Person
from watchbook.register.asked_together import Reader, Wants
from watchbook.retention import fate
from watchbook.retention.deletion.not_proposable import left_out, not_theirs, why_unread
from watchbook.retention.deletion.permissions import may_propose_deletion_of
from watchbook.retention.deletion.restored import lost_time
from watchbook.retention.legal_hold.lock import HOLD_OTHERS
from watchbook.retention.legal_hold.queries import (
    HELD_BY_REQUEST,
    UNDER_LEGAL_HOLD,
    held_as_placed,
    held_by_requests,
    hidden_by_requests,
)
from watchbook.retention.reading_rights import opened_by

type Group = tuple[UUID | None, str]
type HeldCounts = dict[Group, Counter[str]]


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
    way = opened_by(table) if by else ""
    is_counted = way is not None and table not in HOLD_OTHERS and lost_time() is None
    if is_counted:
        opens = F(way) if way else Value(None, output_field=UUIDField())
        rows = rows.annotate(opened_by=opens)
    names = ("of_service", "of_class", *(["opened_by"] if is_counted else []))
    groups = rows.values(*names).annotate(number=Count("pk"), began=Min(ending.began))
    if is_counted:
        groups = groups.annotate(**_held_counts(table, is_protected=by is not None))
    groups = groups.exclude(number=0)  # without an owner nothing at all is one group of none
    yield Wants(groups)
    mine = [one for one in groups if by is None or can(may_propose_deletion_of, by, one["of_service"], table)]
    if not mine:
        return
    held = _told(mine, table, by=by) if is_counted else _each(rows, ending, by=by, at_most=at_most)
    numbers: Counter[Group] = Counter()
    began: dict[Group, Any] = {}
    for one in sorted(mine, key=itemgetter("began")):
        numbers[_group(one)] += one["number"]
        began.setdefault(_group(one), one["began"])
    for group, number in numbers.items():
        yield GroupCount(*group, number, began[group], dict(+held.get(group, Counter())))


def _group(one: dict[str, Any]) -> Group:
    return one["of_service"], one["of_class"]


def _held_counts(table: str, *, is_protected: bool) -> dict[str, Any]:
    """Count what is held, by what; of a protected kind also what only its readers know is held, and name one thing to ask about."""
    placed, asked_for = Q(pk__among=held_as_placed()), held_by_requests(table)
    counts = {"placed": Count("pk", filter=placed), "asked_for": Count("pk", filter=asked_for & ~placed)}
    if not is_protected:
        return counts
    hidden = hidden_by_requests() & ~asked_for & ~placed
    return counts | {"hidden": Count("pk", filter=hidden), "thing": Min(Cast("pk", TextField()))}


def _told(groups: Sequence[dict[str, Any]], table: str, *, by: Person | None) -> HeldCounts:
    """Say what the database counted; of a protected kind as somebody may know it, and what they may not read."""
    ones = [UUID(one["thing"]) for one in sorted(groups, key=itemgetter("began"))] if by else []
    others = not_theirs(ones, table=table, by=by) if by else set()
    known = fate.known(by, ((table, one) for one in ones)) if by else set()
    found: HeldCounts = {}
    for one in groups:
        thing = UUID(one["thing"]) if by else None
        hidden = one["hidden"] if thing in known else 0
        told = {str(UNDER_LEGAL_HOLD): one["placed"], str(HELD_BY_REQUEST): one["asked_for"] + hidden}
        if thing in others:
            told[why_unread().name] = one["number"] - sum(told.values())
        found.setdefault(_group(one), Counter()).update(told)
    return found


def _each(rows: Any, ending: Ending, *, by: Person | None, at_most: int) -> HeldCounts:
    """Ask each of them what holds it, and count that by owner and class."""
    keys = list(rows.order_by(ending.began, "pk").values_list("pk", flat=True)[:at_most])
    told = left_out(keys, table=ending.table._meta.label_lower, by=by)
    found: HeldCounts = {}
    of = rows.filter(pk__among=told).values_list("pk", "of_service", "of_class") if told else ()
    for key, service, code in of:
        found.setdefault((service, code), Counter())[told[key].name] += 1
    return found
