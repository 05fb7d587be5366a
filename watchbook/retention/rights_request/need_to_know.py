"""The rights to read what a search finds: each part's own rights, from its `disposal` (`READERS` by duty, `NEED_TO_KNOW` by thing).

What everybody who answers requests may read lies open on the page of the request. Everything else is protected: nobody
there is told of it or counts it, and it is a question to those who may read it (docs/explanation/separation-of-duties.md).
"""

from collections.abc import Collection, Iterator
from importlib import import_module
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet

from watchbook.acting.refusals import can
from watchbook.audit_log.models import Event
from watchbook.organisation.models import Person
from watchbook.retention.reading_rights import (
    by_duty,
    by_thing,
    reads_all,
    require_right_to_read,
    rows_to_read,
)
from watchbook.retention.rights_request.models import FoundItem


def readable_tables(person: Person) -> list[str]:
    """The tables that somebody may read as a whole."""
    return [table for table, may in by_duty().items() if can(may, person)]


def of_open_tables(person: Person) -> Q:
    """The condition of protected things that somebody may read by a duty, as `readable` says of each."""
    others = ~Q(table__in=[*by_duty(), *by_thing()]) if reads_all(person, "") else Q(pk=None)
    return Q(table__in=readable_tables(person)) | others


def of_need_to_know() -> Q:
    """The condition of those of which `readable` asks one by one."""
    return Q(table__in=by_thing())


def tables_of(part: str) -> list[str]:
    """The tables of a part: those that a duty opens as a whole, and those that are open thing by thing."""
    module = import_module(part)
    tables = (*getattr(module, "READERS", ()), *getattr(module, "NEED_TO_KNOW", ()))
    return [table._meta.label_lower for table in tables]


def readable(person: Person, items: Collection[FoundItem]) -> list[FoundItem]:
    """Return those of some protected things that somebody may read; nobody reads a thing that is gone. Two queries for each table."""
    rows: dict[Any, Any] = {}
    for table in {one.table for one in items if one.table in by_thing()}:
        rows |= rows_to_read(table, [one.thing for one in items if one.table == table])
    return [one for one in items if _may_read(person, one, rows.get(one.thing))]


def readable_ones(person: Person, rows: QuerySet[FoundItem]) -> Q:
    """The condition of the same among some protected things. One query, and two for each table of which things are known one by one."""
    told = rows.order_by().filter(of_need_to_know()).values_list("table", "thing").distinct()
    known = readable(person, [FoundItem(table=table, thing=thing) for table, thing in told])
    return of_open_tables(person) | of_need_to_know() & Q(thing__in=[one.thing for one in known])


def is_author(person: Person, item: FoundItem) -> bool:
    """Whether somebody made a record: its first event is theirs, or the record names them as who wrote, signed or decided it."""
    kept: dict[str, frozenset[UUID | None]] = item.__dict__  # for the life of this object (one request)
    if "_authors" not in kept:
        kept["_authors"] = frozenset(_authors(item))
    return person.id in kept["_authors"]


def _authors(item: FoundItem) -> Iterator[UUID | None]:
    """Yield whose first event it was, and every person whom a column of the record names. Two queries."""
    yield from Event.objects.filter(subject_id=item.thing).order_by("number").values_list("by", flat=True)[:1]
    table: Any = apps.get_model(item.table) if item.table else None
    row = table._default_manager.filter(pk=item.thing).first() if table else None
    for one in table._meta.concrete_fields if row else ():
        if one.related_model is Person:
            yield getattr(row, one.attname)


def _may_read(person: Person, item: FoundItem, row: Any) -> bool:
    if item.table in by_thing() and row is None:
        return False
    return can(require_right_to_read, person, item.table, row)
