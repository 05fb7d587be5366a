"""Deleting one thing by the part that has it: the one whose `disposal` names its table, in its endings or personal fields."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from types import ModuleType
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from watchbook.files import removal
from watchbook.files.disposal import Going
from watchbook.keys import destruction
from watchbook.organisation.models import Person
from watchbook.retention import due


@dataclass(frozen=True)
class KeysAndFiles:
    """The keys and files that go with one thing: the items whose keys end, and its files. Whoever took it destroys and removes them."""

    keys: frozenset[UUID] = frozenset()
    files: frozenset[str] = frozenset()


def take(table: str, item: UUID, *, person: Person, moment: datetime) -> KeysAndFiles:
    """Delete one thing within the act that calls this, which has asked for holds; what went with another has nothing of its own."""
    with transaction.atomic(), destruction.ordered_here() as keys, removal.ordered_here() as files:
        try:
            disposal_of(table).dispose(item, by=person, at=moment)
        except ObjectDoesNotExist:
            return KeysAndFiles()
    return KeysAndFiles(frozenset(keys), frozenset(files))


@cache
def going_of(table: str) -> Going:
    """Return what goes with things of a table, as its part declares it."""
    goes: tuple[Going, ...] = disposal_of(table).GOES
    return next(one for one in goes if one.table._meta.label_lower == table)


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
