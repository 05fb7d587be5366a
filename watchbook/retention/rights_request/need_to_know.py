"""The rights to read what a search finds: each part's own rights, from its `disposal` (`READERS` by duty, `NEED_TO_KNOW` by thing).

What everybody who answers requests may read lies open on the page of the request. Everything else is protected: nobody
there is told of it or counts it, and it is a question to those who may read it (docs/explanation/separation-of-duties.md).
"""

from collections.abc import Callable, Collection
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings

from watchbook.acting.refusals import can
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import holders_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.retention.rights_request.models import FoundItem
from watchbook.retention.rights_request.permissions import KEEPERS

type Right = Callable[..., None]


@cache
def by_duty() -> dict[str, Right]:
    """The right to read each table that a duty opens as a whole."""
    return _declared("READERS")


@cache
def by_thing() -> dict[str, Right]:
    """The right to read one thing of each table that is open to those alone who need to know of that thing."""
    return _declared("NEED_TO_KNOW")


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
    if item.table in by_thing():
        return row is not None and can(by_thing()[item.table], person, row)
    return can(by_duty().get(item.table, _answers_for_all), person)


def _answers_for_all(person: Person) -> None:
    """Let the SRO alone read what no part has a right for."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to="read this record")


def _declared(name: str) -> dict[str, Right]:
    return {
        table._meta.label_lower: may
        for part in settings.DISPOSAL
        for table, may in getattr(import_module(part), name, {}).items()
    }
