"""The rights to read what a search finds: each part's own rights, from its `disposal` (`READERS` by duty, `NEED_TO_KNOW` by thing).

What everybody who answers requests may read lies open on the page of the request. Everything else is protected: nobody
there is told of it or counts it, and it is a question to those who may read it (docs/explanation/separation-of-duties.md).
"""

from collections.abc import Collection
from importlib import import_module
from typing import Any

from django.apps import apps

from watchbook.acting.refusals import can
from watchbook.organisation.models import Person
from watchbook.organisation.queries import holders_of, today
from watchbook.retention.reading_rights import by_duty, by_thing, require_right_to_read
from watchbook.retention.rights_request.models import FoundItem
from watchbook.retention.rights_request.permissions import KEEPERS


def open_tables(by: Person) -> frozenset[str]:
    """The tables that everybody who answers requests may read, whatever was found. As many queries for each name."""
    keepers = {by, *(person for duty in KEEPERS for person in holders_of(duty, on=today()))}
    return frozenset(table for table, may in by_duty().items() if all(can(may, one) for one in keepers))


def readable_tables(person: Person) -> list[str]:
    """The tables that somebody may read as a whole."""
    return [table for table, may in by_duty().items() if can(may, person)]


def tables_of(part: str) -> list[str]:
    """The tables of a part that a duty opens as a whole."""
    return [table._meta.label_lower for table in getattr(import_module(part), "READERS", {})]


def readable(person: Person, items: Collection[FoundItem]) -> list[FoundItem]:
    """Return those of some protected things that somebody may read; nobody reads a thing that is gone. A query for each table."""
    rows: dict[Any, Any] = {}
    for table in {one.table for one in items if one.table in by_thing()}:
        rows |= apps.get_model(table)._default_manager.in_bulk(
            [one.thing for one in items if one.table == table]
        )
    return [one for one in items if _may_read(person, one, rows.get(one.thing))]


def _may_read(person: Person, item: FoundItem, row: Any) -> bool:
    if item.table in by_thing() and row is None:
        return False
    return can(require_right_to_read, person, item.table, row)
