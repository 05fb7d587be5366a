"""The right to read a record, as its part declares it in its `disposal`: by duty (`READERS`) or by the record (`NEED_TO_KNOW`).

`EACH_BY_DUTY` is the duty that opens the page of every record of a kind that others open one by one.
"""

from collections.abc import Callable, Collection
from functools import cache, reduce
from importlib import import_module
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings

from watchbook.acting.refusals import can
from watchbook.investigations.permissions import know_lists_of
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import holders_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.retention.due import Item, page_of, row_of
from watchbook.retention.permissions import KEEPERS

type Right = Callable[..., None]
# How tables that are open thing by thing lead to their investigation.
INVESTIGATIONS = {
    "authorisations.authorisation": "investigation",
    "evidence.capture": "look__investigation",
    "evidence.exhibit": "capture__look__investigation",
    "investigations.breakglass": "investigation",
    "investigations.subject": "investigation",
    "looks.look": "investigation",
    "looks.retriage": "subject__investigation",
    "triage.assessment": "subject__investigation",
}

# Which row opens a thing of such a table: all things that lead to the same one are open to the same people.
OPENED_BY = {
    "evidence.exhibit": "capture__look",
    "looks.retriage": "subject",
    "triage.assessment": "subject__investigation",
}


@cache
def by_duty() -> dict[str, Right]:
    """The right to read each table that a duty opens as a whole."""
    return _declared("READERS")


@cache
def by_thing() -> dict[str, Right]:
    """The right to read one thing of each table that is open to those alone who need to know of that thing."""
    return _declared("NEED_TO_KNOW")


@cache
def each_by_duty() -> dict[str, Right]:
    """The duty that opens each thing of a table that others open one by one."""
    return _declared("EACH_BY_DUTY")


def open_tables(*besides: Person) -> frozenset[str]:
    """The tables that everybody who answers requests may read, whatever was found. As many queries for each name."""
    keepers = {*besides, *(person for duty in KEEPERS for person in holders_of(duty, on=today()))}
    return frozenset(table for table, may in by_duty().items() if all(can(may, one) for one in keepers))


def require_right_to_read(person: Person, table: str, row: Any) -> None:
    """Raise NotPermitted unless a person may read this row of a table, by the right of its part."""
    if table in by_thing():
        by_thing()[table](person, row)
    else:
        by_duty().get(table, _answers_for_all)(person)


def rows_to_read(table: str, things: Collection[UUID]) -> dict[UUID, Any]:
    """Rows by their id, with their investigations and whoever is on the lists of these: each is asked for its right to be read. Two queries."""
    rows, way = apps.get_model(table)._default_manager, INVESTIGATIONS.get(table)
    found: dict[UUID, Any] = (rows.select_related(way) if way else rows).in_bulk(things)
    if way:
        investigations = (reduce(getattr, way.split("__"), row) for row in found.values())
        know_lists_of(one for one in investigations if one is not None)
    return found


def reads_all(person: Person, table: str) -> bool:
    """Whether a person may read every record of a table: never where one has to need to know of each."""
    return table not in by_thing() and can(by_duty().get(table, _answers_for_all), person)


def opened_by(table: str) -> str | None:
    """The way to the row that opens a thing as all others of that row; "" where a duty opens all, None where each is its own."""
    return OPENED_BY.get(table) if table in by_thing() else ""


def opens_each(person: Person, table: str) -> bool:
    """Whether a person may open the page of every record of a table."""
    may = each_by_duty().get(table) if table in by_thing() else by_duty().get(table, _answers_for_all)
    return may is not None and can(may, person)


def page_for(person: Person, item: Item) -> str:
    """Return the page of a thing, where a person may read it; "" where they may not, or it is gone or has none."""
    row = row_of(item.table, item.id)
    return page_of(row) if row is not None and can(require_right_to_read, person, item.table, row) else ""


def _answers_for_all(person: Person) -> None:
    """Let the SRO alone read what no part has a right for."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to="read this record")


def _declared(name: str) -> dict[str, Right]:
    return {
        table._meta.label_lower: may
        for part in settings.DISPOSAL
        for table, may in getattr(import_module(part), name, {}).items()
    }
