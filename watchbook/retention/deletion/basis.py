"""The basis of a deletion, asked again in the moment at which things of a list are taken: still to be erased, ended, due."""

from collections.abc import Iterable, Sequence
from datetime import date
from importlib import import_module
from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.ending import Ending
from watchbook.governance.retention_schedule.models import Action
from watchbook.retention import due
from watchbook.retention.deletion.models import DeletionGround, DeletionItem, DeletionList
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.due import Classes, Item


def why_not(things: Sequence[DeletionItem], *, on: date) -> dict[int, str]:
    """Say why things of a list may not go now, by their numbers. The caller has the lock of holds and deletions.

    A few queries for each table, however many things there are.
    """
    found: dict[int, str] = {}
    for table, mine in groupby(sorted(things, key=lambda one: one.table), key=lambda one: one.table):
        found |= _why_not_ended(table, list(mine), on=on)
    return found | {one.number: _taken_back(one) for one in things if not _is_still_to_be_erased(one)}


def no_longer_erased(row: DeletionList) -> str:
    """Say which records of a list their request does not erase any more, by their numbers; "" if it erases all of them."""
    waiting = row.items.filter(outcome=ItemOutcome.WAITING) if row.ground == DeletionGround.ERASURE else ()
    gone = [str(one.number) for one in waiting if not _is_still_to_be_erased(one)]
    if not gone:
        return ""
    return ngettext(
        "The decision on request {reference} no longer says that record {numbers} on this list must be erased. Send the list back, so that the record is left out.",
        "The decision on request {reference} no longer says that records {numbers} on this list must be erased. Send the list back, so that the records are left "
        "out.",
        len(gone),
    ).format(reference=row.because, numbers=", ".join(gone))


def not_ended(items: Iterable[Item], *, on: date) -> dict[UUID, str]:
    """Say of things that are there, and whose time has not begun, with which events it begins. A few queries for each table."""
    by_table: dict[str, set[UUID]] = {}
    for item in items:
        by_table.setdefault(item.table, set()).add(item.id)
    found: dict[UUID, str] = {}
    for table, keys in by_table.items():
        there = due.existing(Item(table, key, "") for key in keys) if due.endings_of(table) else set()
        begun = due.begun(table, there, on=on)
        found |= {key: _events(table) for key in there if key not in begun}
    return found


def _events(table: str) -> str:
    """Name the events with which the time of things of a table begins."""
    return _(", or ").join(dict.fromkeys(str(one.event) for one in due.endings_of(table)))


def _is_still_to_be_erased(one: DeletionItem) -> bool:
    """Whether a request still erases it; of what the schedule deletes nobody asks."""
    if one.deletion_list.ground != DeletionGround.ERASURE:
        return True
    decided: bool = import_module(settings.ERASURE).is_to_be_erased(
        one.item, reference=one.deletion_list.because
    )
    return decided


def _taken_back(one: DeletionItem) -> str:
    return _(
        "You cannot delete this record: the decision on request {reference} no longer says that it must be erased. If the record must be erased, record that "
        "decision on the request’s page, then propose the deletion again."
    ).format(reference=one.deletion_list.because)


def _why_not_ended(table: str, things: Iterable[DeletionItem], *, on: date) -> dict[int, str]:
    """Lock those that are there, and say why they have not ended; what went with another thing, or has no end, goes."""
    if not due.endings_of(table):
        return {}
    by_item = {one.item: one for one in things}
    rows: Any = due.endings_of(table)[0].table._default_manager
    there = set(
        rows.select_for_update(of=("self",))
        .filter(pk__among=by_item)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    begun, classes = due.begun(table, there, on=on), due.in_force(on)
    whys = {
        one.number: _why(one, begun.get(key), classes, on=on) for key, one in by_item.items() if key in there
    }
    return {number: why for number, why in whys.items() if why}


def _why(one: DeletionItem, begun: list[tuple[Ending, Any]] | None, classes: Classes, *, on: date) -> str:
    if begun:
        return _why_not_so(one, classes) or _why_not_over(begun, classes, on=on) if one.last_on else ""
    return _(
        "You cannot delete this record yet: its retention period has not begun. The period begins with {events}. Record that "
        "event first, then propose the deletion again."
    ).format(events=_events(one.table))


def _why_not_so(one: DeletionItem, classes: Classes) -> str:
    """Ask again what the schedule in force does with the class: it may transfer now what it deleted, or want each record opened."""
    kept_by = classes.get(one.deletion_list.retention_class)
    if (
        kept_by is None
        or kept_by.action == Action.DELETE
        or (kept_by.action == Action.REVIEW and one.is_sample)
    ):
        return ""
    return _(
        "You cannot delete this record through this list: the retention schedule now treats its class differently. Read the schedule, then propose the deletion again."
    )


def _why_not_over(begun: list[tuple[Ending, Any]], classes: Classes, *, on: date) -> str:
    """Ask again for what the schedule gave a last day: by the schedule in force and what was decided since, it must be past."""
    last = (due.last_day(ending, classes, began) for ending, began in begun)
    if any(day < on for day in last if day is not None):
        return ""
    return _(
        "You cannot delete this record yet: it is no longer overdue under the retention schedule now in force. Wait until the record is overdue again."
    )
