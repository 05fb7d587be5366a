"""Due items: computed from the events that begin each thing's time, by the classes of the schedule in force today.

Nothing here is stored. Each part's `disposal` says in its `ENDINGS` what begins the time of its things; the list DISPOSAL of
the settings names them all.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from heapq import merge
from importlib import import_module
from itertools import islice
from types import ModuleType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from watchbook.acting.ending import Ending
from watchbook.acting.london_day import london_day
from watchbook.governance.retention_schedule.models import RetentionClass
from watchbook.governance.retention_schedule.queries import classes_on, schedule_in_force
from watchbook.keys.models import KeyDestruction
from watchbook.law.retention import began_by, ends
from watchbook.organisation.queries import today
from watchbook.register.asked_together import ask

PAGE = 25
ONE_DAY = timedelta(days=1)


type Classes = Mapping[str, RetentionClass]


@dataclass(frozen=True)
class Item:
    """A thing that is kept: its table (a model's label in small letters), its id and what people call it by."""

    table: str
    id: UUID
    reference: str


@dataclass(frozen=True)
class OverdueItem:
    """A thing whose last day is over: its class, the event with which its time began, and when; and when it was recorded."""

    item: Item
    href: str
    last_on: date
    begins: Ending
    began: date | datetime
    kept_by: RetentionClass | None
    recorded_on: date

    @property
    def is_late(self) -> bool:
        """Whether it was recorded after its last day, as imported history is: its dates may be wrong."""
        return self.last_on < self.recorded_on

    @property
    def began_on(self) -> date:
        """The London day of the event."""
        return day_of(self.began)

    @property
    def place(self) -> tuple[Any, ...]:
        """Return its place in the list: by the last day, then by ending, then by the moment at which its time began."""
        return (self.last_on, endings().index(self.begins), self.began, self.item.id)


@dataclass(frozen=True)
class ListPlace:
    """The thing with which the page before ended: by which ending, when its time began, its id, and its last day."""

    ending: int
    began: date | datetime
    id: UUID
    last_on: date


@cache
def disposals() -> dict[str, ModuleType]:
    """The disposals of the parts by the tables of their endings."""
    return {
        one.table._meta.label_lower: module
        for module in map(import_module, settings.DISPOSAL)
        for one in module.ENDINGS
    }


@cache
def endings() -> tuple[Ending, ...]:
    """Every ending of every part, in the order of the settings."""
    return tuple(one for module in dict.fromkeys(disposals().values()) for one in module.ENDINGS)


def exists(item: Item) -> bool:
    """Whether a thing is still there."""
    return bool(apps.get_model(item.table)._default_manager.filter(pk=item.id).exists())


def existing(items: Iterable[Item]) -> set[UUID]:
    """Return those of these things that are still there. One query for each table; a row that was emptied is not."""
    by_table: dict[str, list[UUID]] = {}
    for item in items:
        by_table.setdefault(item.table, []).append(item.id)
    return {
        UUID(str(key))
        for table, ids in by_table.items()
        for key in still_there(apps.get_model(table)).filter(pk__among=ids).values_list("pk", flat=True)
    }


def still_there(table: Any) -> Any:
    """Return the rows of a table but those that were emptied: they stay without what lay under their keys."""
    ordered = KeyDestruction.objects.filter(item=OuterRef("pk"))
    return table._default_manager.filter(~Exists(ordered))


def page(
    *, on: date, after: ListPlace | None = None, size: int = PAGE, besides: Collection[str] = ()
) -> list[OverdueItem]:
    """The next things whose last day is before a day, the longest overdue first, save of some tables. One query and that of the schedule.

    A page is found by the last thing of the page before, so that it costs the same however many there are.
    """
    classes = in_force(on)
    rows = page_rows(classes, on=on, after=after, size=size, besides=besides)
    ask(list(rows.values()))
    return page_of_rows(rows, classes, on=on, size=size)


def page_rows(
    classes: Classes, *, on: date, after: ListPlace | None = None, size: int, besides: Collection[str] = ()
) -> dict[Ending, Any]:
    """The first things of each ending for such a page."""
    listed = (one for one in settled(classes) if one.table._meta.label_lower not in besides)
    return {one: _rows_of(one, classes, on=on, after=after)[:size] for one in listed}


def page_of_rows(rows: Mapping[Ending, Any], classes: Classes, *, on: date, size: int) -> list[OverdueItem]:
    """The page, once they are known. No query."""
    found = ([_due(ending, classes, row, on=on) for row in mine] for ending, mine in rows.items())
    return list(islice(merge(*found, key=lambda one: one.place), size))


def after(row: OverdueItem) -> ListPlace:
    """The place after a thing of a page."""
    return ListPlace(endings().index(row.begins), row.began, row.item.id, row.last_on)


def in_force(on: date) -> Classes:
    """The classes of the schedule in force on a day by their codes; none where none is adopted."""
    schedule = schedule_in_force(on=on)
    return {row.code: row for row in schedule.classes} if schedule else {}


def in_force_on_each(days: Collection[date]) -> dict[date, Classes]:
    """The same for each of some days. Three queries, however many."""
    return {on: {row.code: row for row in classes} for on, classes in classes_on(days).items()}


def settled(classes: Classes) -> list[Ending]:
    """The endings of which the schedule says when they end: by hand, or by a class with a number."""
    return [
        one
        for one in endings()
        if one.by_hand or (one.code in classes and classes[one.code].period is not None)
    ]


def overdue(ending: Ending, classes: Classes, *, on: date) -> Any:
    """The things of an ending whose last day is before a day."""
    return ending.begun_before(begun_until(ending, classes, on=on) + ONE_DAY)


def time_over(table: str) -> list[Any]:
    """Return the ids of the things of a table whose last day is past today (settings.TIME_OVER), a query for each ending."""
    on, classes = today(), in_force(today())
    mine = (one for one in settled(classes) if one.table._meta.label_lower == table)
    return [overdue(one, classes, on=on).order_by().values("pk") for one in mine]


def last_day(ending: Ending, classes: Classes, began: date | datetime) -> date | None:
    """The last day of a thing whose time began then; None where the schedule gives no number for its class."""
    began_on = day_of(began)
    if ending.by_hand:
        return began_on
    row = classes.get(ending.code)
    return ends(row.period, row.unit, on=began_on) if row and row.period else None


def day_of(began: date | datetime) -> date:
    """The London day of an event."""
    return london_day(began) if isinstance(began, datetime) else began


def class_of(ending: Ending, classes: Classes, thing: Any) -> RetentionClass | None:
    """The class of a thing in the schedule: that of its ending, or its own where a person set its last day."""
    return classes.get(getattr(thing, ending.code) if ending.by_hand else ending.code)


def begun_until(ending: Ending, classes: Classes, *, on: date) -> date:
    """The last day with which the time can have begun of what ended before a day."""
    if ending.by_hand:
        return on - ONE_DAY
    row = classes[ending.code]
    return began_by(row.period or 0, row.unit, ended_before=on)


def _rows_of(ending: Ending, classes: Classes, *, on: date, after: ListPlace | None) -> Any:
    rows = overdue(ending, classes, on=on)
    if after is not None:
        rows = rows.filter(_later(ending, classes, after))
    return rows.order_by(ending.began, "pk")


def _due(ending: Ending, classes: Classes, row: Any, *, on: date) -> OverdueItem:
    began = getattr(row, ending.began)
    return OverdueItem(
        item=Item(row._meta.label_lower, row.pk, str(row)),
        href=ending.page(row) if ending.page else "",
        last_on=last_day(ending, classes, began) or on,
        begins=ending,
        began=began,
        kept_by=class_of(ending, classes, row),
        recorded_on=london_day(row.recorded_at),
    )


def _later(ending: Ending, classes: Classes, after: ListPlace) -> Q:
    """The condition that a thing comes after the one with which the page before ended."""
    number = endings().index(ending)
    if number == after.ending:
        beyond = Q(**{f"{ending.began}__gt": after.began}) | Q(pk__gt=after.id)
        return Q(**{f"{ending.began}__gte": after.began}) & beyond
    first = after.last_on if number > after.ending else after.last_on + ONE_DAY
    began = begun_until(ending, classes, on=first) + ONE_DAY
    return Q(**{f"{ending.began}__gte": ending.at_the_start_of(began)})


def item_of(table: str, key: UUID) -> Item | None:
    """The thing of a table with an id, if it is there and can fall due."""
    row = row_of(table, key)
    return Item(table, key, str(row)) if row is not None else None


def address(item: Item) -> str:
    """The page of a thing; "" where it is gone, or has none."""
    row = row_of(item.table, item.id)
    return page_of(row) if row is not None else ""


def page_of(row: Any) -> str:
    """The page of a row; "" where its table has none, or nothing of it falls due by itself."""
    pages = (one.page for one in endings_of(row._meta.label_lower) if one.page)
    return next((page(row) for page in pages), "")


def endings_of(table: str) -> list[Ending]:
    """The endings of a table, in the order in which they are asked."""
    return [one for one in endings() if one.table._meta.label_lower == table]


def begun(table: str, keys: Iterable[UUID], *, on: date) -> dict[UUID, list[tuple[Ending, Any]]]:
    """The endings by which the time of each of these things had begun on a day, with when; none while it is in force or open.

    One query for each ending of the table.
    """
    found: dict[UUID, list[tuple[Ending, Any]]] = {}
    asked = list(keys)
    for one in endings_of(table):
        for key, began in one.begun_before(on + ONE_DAY).filter(pk__among=asked).values_list("pk", one.began):
            found.setdefault(key, []).append((one, began))
    return found


def row_of(table: str, key: UUID) -> Any:
    """The thing of a table with an id; None where it is gone, or where things of that table never fall due."""
    return next((one.table._default_manager.filter(pk=key).first() for one in endings_of(table)), None)
