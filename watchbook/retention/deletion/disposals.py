"""The part that has a thing and says what goes with it: the one whose `disposal` names its table, in its endings or personal fields."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from uuid import UUID

from django.conf import settings

from watchbook.files.disposal import Going
from watchbook.retention import due


@dataclass(frozen=True)
class KeysAndFiles:
    """The keys and files that go with one thing: the items whose keys end, and its files. Whoever took it destroys and removes them."""

    keys: frozenset[UUID] = frozenset()
    files: frozenset[str] = frozenset()


@cache
def going_of(table: str) -> Going:
    """Return what goes with things of a table, as its part declares it."""
    goes: tuple[Going, ...] = disposal_of(table).GOES
    return next(one for one in goes if one.table._meta.label_lower == table)


@cache
def can_go(table: str) -> bool:
    """Whether a list can delete things of a table. A published answer is corrected or withdrawn instead."""
    modules = map(import_module, settings.DISPOSAL)
    return any(one.table._meta.label_lower == table for module in modules for one in module.GOES)


@cache
def disposal_of(table: str) -> ModuleType:
    """The disposal of a table, by its label in small letters; what was never due can still be asked to be erased."""
    return due.disposals().get(table) or _of_personal()[table]


@cache
def _of_personal() -> dict[str, ModuleType]:
    return {
        field.rpartition(".")[0].lower(): module
        for module in map(import_module, settings.DISPOSAL)
        for field in module.PERSONAL_FIELDS
    }
