"""What is due: computed from the events that begin each thing's time, by the classes of the schedule in force today.

Nothing here is stored. Each part's `disposal` says in its `ENDINGS` what begins the time of its things; the list DISPOSAL of
the settings names them all.
"""

from collections.abc import Iterator
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
from django.db.models import Q

from watchbook.acting.ending import Ending
from watchbook.acting.london_day import london_day
from watchbook.governance.retention_schedule.models import RetentionClass
from watchbook.governance.retention_schedule.queries import schedule_in_force
from watchbook.law.retention import began_by, ends

PAGE = 50
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Item:
    """A thing that is kept: its table (a model's label in small letters), its id and what people call it by."""

    table: str
    id: UUID
    reference: str


@dataclass(frozen=True)
class Due:
    """A thing whose last day is over: its class, the event with which its time began, and when."""

    item: Item
    href: str
    last_on: date
    begins: Ending
    began: date | datetime
    kept_by: RetentionClass

    @property
    def began_on(self) -> date:
        """The London day of the event."""
        return london_day(self.began) if isinstance(self.began, datetime) else self.began

    @property
    def place(self) -> tuple[Any, ...]:
        """Its place in the list: by the last day, then by ending, then as that ending began."""
        return (self.last_on, endings().index(self.begins), self.began, self.item.id)


@dataclass(frozen=True)
class After:
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
        for one in getattr(module, "ENDINGS", ())
    }


@cache
def endings() -> tuple[Ending, ...]:
    """Every ending of every part, in the order of the settings."""
    return tuple(one for module in dict.fromkeys(disposals().values()) for one in module.ENDINGS)


def exists(item: Item) -> bool:
    """Whether a thing is still there."""
    return apps.get_model(item.table)._default_manager.filter(pk=item.id).exists()


def page(*, on: date, after: After | None = None, size: int = PAGE) -> list[Due]:
    """The next things whose last day is before a day, the longest overdue first. One query for each ending.

    A page is found by the last thing of the page before, so that it costs the same however many there are.
    """
    found = (list(islice(_due(*one, on=on, after=after), size)) for one in settled(on))
    return list(islice(merge(*found, key=lambda one: one.place), size))


def settled(on: date) -> Iterator[tuple[Ending, RetentionClass]]:
    """Every ending with the class that the schedule in force on a day has for it; none where none is adopted."""
    schedule = schedule_in_force(on=on)
    classes = {row.code: row for row in schedule.classes} if schedule else {}
    for one in endings():
        if one.code in classes:
            yield one, classes[one.code]


def overdue(ending: Ending, kept_by: RetentionClass, *, on: date) -> Any:
    """The things of an ending whose last day is before a day; none where the class has no number."""
    if kept_by.period is None:
        return ending.rows().none()
    last = began_by(kept_by.period, kept_by.unit, ended_before=on)
    return ending.begun_before(last + ONE_DAY)


def last_day(kept_by: RetentionClass, began: date | datetime) -> date | None:
    """The last day of a thing whose time began then; None where its class has words alone."""
    if kept_by.period is None:
        return None
    began_on = london_day(began) if isinstance(began, datetime) else began
    return ends(kept_by.period, kept_by.unit, on=began_on)


def _due(ending: Ending, kept_by: RetentionClass, *, on: date, after: After | None) -> Iterator[Due]:
    rows = overdue(ending, kept_by, on=on)
    if after is not None:
        rows = rows.filter(_later(ending, kept_by, after))
    for row in rows.order_by(ending.began, "pk").iterator():
        began = getattr(row, ending.began)
        item = Item(row._meta.label_lower, row.pk, str(row))
        yield Due(
            item=item,
            href=ending.page(row) if ending.page else "",
            last_on=last_day(kept_by, began) or on,
            begins=ending,
            began=began,
            kept_by=kept_by,
        )


def _later(ending: Ending, kept_by: RetentionClass, after: After) -> Q:
    """The condition that a thing comes after the one with which the page before ended."""
    number = endings().index(ending)
    if number == after.ending:
        beyond = Q(**{f"{ending.began}__gt": after.began}) | Q(pk__gt=after.id)
        return Q(**{f"{ending.began}__gte": after.began}) & beyond
    first = after.last_on if number > after.ending else after.last_on + ONE_DAY
    began = began_by(kept_by.period or 0, kept_by.unit, ended_before=first) + ONE_DAY
    return Q(**{f"{ending.began}__gte": ending.at_the_start_of(began)})


def item_of(table: str, key: UUID) -> Item | None:
    """The thing of a table with an id, if it is there and can fall due."""
    row = _row(table, key)
    return Item(table, key, str(row)) if row is not None else None


def address(item: Item) -> str:
    """The page of a thing; "" where it is gone, or has none."""
    row, page_of = _row(item.table, item.id), next(iter(_endings_of(item.table))).page
    return page_of(row) if row is not None and page_of is not None else ""


def _endings_of(table: str) -> list[Ending]:
    return [one for one in endings() if one.table._meta.label_lower == table]


def _row(table: str, key: UUID) -> Any:
    return next((one.table._default_manager.filter(pk=key).first() for one in _endings_of(table)), None)
