"""The declaration of what goes with a thing: that of the part which has it, in its `disposal`."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from uuid import UUID

from django.conf import settings

from watchbook.files.disposal import Going
from watchbook.retention.due import Item


@dataclass(frozen=True)
class KeysAndFiles:
    """The keys and files that go with one thing: the items whose keys end, and its files. Whoever took it destroys and removes them."""

    keys: frozenset[UUID] = frozenset()
    files: frozenset[str] = frozenset()


def going_of(table: str) -> Going:
    """Return what goes with things of a table, by its label in small letters, as its part declares it."""
    return _goings()[table]


def can_go(table: str) -> bool:
    """Whether a list can delete things of a table."""
    return table in _goings()


def tables_that_go() -> frozenset[str]:
    """Return the tables whose things a list can delete."""
    return frozenset(_goings())


def why_not_yet(items: Iterable[Item]) -> dict[UUID, str]:
    """Say of things why they stay until their part has done something first, as it declares it. One question for each table."""
    by_table: dict[str, list[UUID]] = {}
    for item in items:
        by_table.setdefault(item.table, []).append(item.id)
    asked = _asked_first()
    return {
        key: why
        for table, ids in by_table.items()
        if table in asked
        for key, why in asked[table](ids).items()
    }


@cache
def _goings() -> dict[str, Going]:
    return {one.table._meta.label_lower: one for module in _modules() for one in module.GOES}


@cache
def _asked_first() -> dict[str, Callable[[Collection[UUID]], dict[UUID, str]]]:
    return {
        table._meta.label_lower: asked
        for module in _modules()
        for table, asked in getattr(module, "STAY", {}).items()
    }


def _modules() -> list[ModuleType]:
    return [import_module(name) for name in settings.DISPOSAL]
