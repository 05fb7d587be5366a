"""Writing and reading what became of the things of a list, and what goes with each: so many by one statement."""

import json
from collections.abc import Iterable
from itertools import batched
from uuid import UUID

from django.db import connection

from watchbook.retention.deletion.models import DeletionItem

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
