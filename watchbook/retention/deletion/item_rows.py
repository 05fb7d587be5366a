"""Writing and reading what became of the things of a list, and what goes with each: so many by one statement."""

import json
from collections.abc import Collection, Iterable
from datetime import date
from itertools import batched
from uuid import UUID

from django.db import connection

from watchbook.files import removal
from watchbook.retention import kept_aside
from watchbook.retention.deletion import closed_lists, in_clear
from watchbook.retention.deletion.list_pass import ListPass
from watchbook.retention.deletion.models import DeletionItem, DeletionList
from watchbook.retention.deletion.states import ItemOutcome

WRITE = """
    UPDATE retention_deletionitem AS item
    SET outcome = told.outcome, why = told.why, keys = told.keys::jsonb, files = told.files::jsonb,
        clear = told.clear::jsonb
    FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        AS told (id, outcome, why, keys, files, clear)
    WHERE item.id = told.id
"""
KEYS = """
    SELECT (key ->> 'item')::uuid FROM retention_deletionitem, jsonb_array_elements(keys) AS key
    WHERE deletion_list_id = %s AND outcome = 'deleted'
"""
AT_ONCE = 5000


def write(things: Iterable[DeletionItem]) -> None:
    """Write what became of things, and what goes with each, by one statement for so many."""
    for some in batched(things, AT_ONCE):
        rows = [
            (one.id, one.outcome, one.why, *map(json.dumps, (one.keys, one.files)), _or_none(one.clear))
            for one in some
        ]
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [list(column) for column in zip(*rows, strict=True)])


def _or_none(told: object) -> str | None:
    return None if told is None else json.dumps(told)


def keys_of_items(deletion_list: UUID) -> set[UUID]:
    """The items whose keys went, or go, with what was deleted of a list. One query."""
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [deletion_list])
        return {item for (item,) in cursor}


def waiting(row: DeletionList, numbers: Collection[int] | None = None) -> list[DeletionItem]:
    """Return the things of a list that still wait, or those of them with these numbers."""
    rows = DeletionItem.objects.filter(deletion_list=row, outcome=ItemOutcome.WAITING)
    things = list(rows if numbers is None else rows.filter(number__in=numbers))
    for one in things:
        one.deletion_list = row
    return things


def tell(
    one: DeletionItem,
    found: ListPass,
    *,
    wrapped: dict[UUID, tuple[int, str, str]],
    under: dict[UUID, list[list[str]]],
) -> None:
    """Write into a thing what goes with it, or why it stays."""
    if one.number in found.refused:
        one.outcome, one.why = found.refused[one.number]
        return
    taken = found.taken[one.number]
    one.files, one.clear = sorted(taken.files), in_clear.in_clear(one.table, taken.files)
    one.keys = [
        {
            "item": str(key),
            "version": wrapped[key][0] if key in wrapped else 0,
            "wrapped": list(wrapped[key][1:]) if key in wrapped else [],
            "sealed": under.get(key, []),
        }
        for key in sorted(taken.keys)
    ]


def settle(row: DeletionList) -> None:
    """Write into what was deleted which of its files stay, since another record names them, and that a restore kept some of it aside."""
    clear = row.items.filter(outcome=ItemOutcome.DELETED, clear__isnull=False)
    names = {name for files in clear.values_list("clear__files", flat=True).iterator() for name in files}
    here = {name for some in batched(names, AT_ONCE) for name in removal.kept(some)}
    asides = kept_aside.moments()
    if here or asides:
        write(_settled(one, here, kept_aside.holding(asides, one.item)) for one in clear.iterator())


def _settled(one: DeletionItem, here: set[str], aside: date | None) -> DeletionItem:
    shared = sorted(here & set(one.files))
    one.files = [name for name in one.files if name not in shared]
    one.clear |= {"files": [name for name in one.clear["files"] if name not in shared]}
    one.clear |= {in_clear.FILES_KEPT: shared} if shared else {}
    one.clear |= {in_clear.KEPT_ASIDE: aside.isoformat()} if aside else {}
    return one


def with_the_others(
    row: DeletionList, stay: list[DeletionItem], waiting: Iterable[DeletionItem]
) -> list[DeletionItem]:
    """Return the things of a list that stay: where it goes as a whole and one stays, all of them."""
    if not stay or not closed_lists.goes_as_a_whole(row):
        return stay
    others = [one for one in waiting if one.outcome == ItemOutcome.WAITING and one not in stay]
    for one in others:
        one.outcome, one.why, one.keys, one.files = ItemOutcome.HELD, str(closed_lists.WHOLE), [], []
        one.clear = None
    return stay + others
