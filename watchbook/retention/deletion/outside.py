"""The list of what was deleted, outside the database and every backup: by it a restored register deletes again what came back.

A file for each deletion list, whole or not there, in a folder that no backup holds and that is never put back to an older
state. Ids and references alone. A restored register would give references again, so a list takes none that a file has.

Each is sealed with a key that lies in the key store: whoever adds a record to a list, so that the next restore deletes it,
or takes one off, is found out. Each has its place among all; the key store remembers the newest place, and the signer every
one (`signed_lists`): so a list that is missing is found out too, also with an older key store. Lists of before that are
sealed and given their places once, in the first minute of a worker.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from watchbook.audit_log import durable
from watchbook.audit_log.reference import next_reference
from watchbook.keys.keyring import the_keyring
from watchbook.retention import sealed_file
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.states import ItemOutcome, ListState
from watchbook.retention.due import Item, existing

NAMED = re.compile(r"-[0-9a-f]{8}-.*")  # the id in the name of a list, after its reference
ENDS = "ends"  # to which a list came, each with its moment: at each a certificate was given out
UNKNOWN = {"unreadable": ""}  # the ends of a list of before they were noted
COLUMNS = ("table", "item", "item_reference", "keys")
PLACE, BEFORE = "place", "before"  # of a list among all, from 1; and the file of the list before it
LOST = ".lost"  # the end of the name of an empty file by which somebody says that the list in this place is lost for good
THE_LISTS = UUID("b5f0a7a2-6d0e-4c55-9a55-3f1d6f3b9477")  # whose key seals them: no row's, never destroyed


class ListChanged(Exception):
    """A list is not as Watchbook wrote it. Nothing is deleted again by any of them."""


class ListMissing(Exception):
    """A list that was written is not there. Nothing is deleted again by the others."""

    def __init__(self, place: int, *, name: str) -> None:
        super().__init__(name or str(place))
        self.place = place


class KeysOlder(Exception):
    """A list is said to be lost, and the key store is older than lists that were carried out: it may still have their keys."""


@dataclass(frozen=True)
class NotedList:
    """A list as it was noted: its reference, when it was approved, what it deleted with the keys that went, and the ends to which it came."""

    reference: str
    approved_at: str
    things: list[tuple[Item, list[str]]]
    ends: dict[str, str]


def folder() -> Path:
    """Return the folder in which the lists lie."""
    return Path(settings.PLACES.deletions)


def note(row: DeletionList) -> int:
    """Write down what a list has deleted, and give its place; a second time the same file is written again."""
    deleted = row.items.filter(outcome=ItemOutcome.DELETED).values_list(*COLUMNS)
    told = {
        "reference": row.reference,
        "approved_at": row.approved_at.isoformat() if row.approved_at else "",
        "things": [
            [table, str(item), reference, [one["item"] for one in keys]]
            for table, item, reference, keys in deleted.iterator()
        ],
        ENDS: {},
    }
    seal_earlier()
    return _place(_path(row), told)


def note_end(row: DeletionList, end: ListState, *, at: datetime) -> None:
    """Note the end to which a list comes, before the register says so: after a restore no second certificate has its number.

    A file that is missing or was changed stays as it is: the next replay finds it out.
    """
    told = sealed_file.told(path := _path(row))
    seal = told.pop(sealed_file.SEAL, "")
    if told and sealed_file.is_sealed(seal, told, key=sealed_file.key_of(THE_LISTS)):
        _place(path, told | {ENDS: told.get(ENDS, {}) | {end.value: at.isoformat()}})


def without_entry() -> list[str]:
    """Name the lists that were carried out and of which the register has no entry: a restore lost it. One query."""
    named = {NAMED.sub("", path.stem) for path in folder().glob("*.json")}
    known = DeletionList.objects.filter(reference__among=named).values_list("reference", flat=True)
    return sorted(named.difference(known))


def came_to_an_end() -> dict[int, NotedList]:
    """Return the lists here that came to one of their ends, by their places, as their files say it; what they deleted is left out."""
    found = {}
    for path in folder().glob("*.json"):
        if (told := sealed_file.told(path)).get(ENDS):
            found[_place_of(path)] = NotedList(
                str(told["reference"]), str(told["approved_at"]), [], told[ENDS]
            )
    return found


def next_free(register: str) -> str:
    """The next reference of a list that no file here has: a restored register counts again from its backup."""
    gone = {path.read_text() for path in folder().glob(f"*{LOST}")}
    while (reference := next_reference(register)) in gone or any(folder().glob(f"{reference}-*.json")):
        pass
    return reference


def seal_earlier() -> None:
    """Seal and place what was noted before. Once: where the key is there, a list without a seal was changed."""
    if sealed_file.remembered(THE_LISTS, [0]):
        return
    was_sealed, key = are_sealed(), sealed_file.key_of(THE_LISTS)
    for path in sorted(folder().glob("*.json")):
        told = sealed_file.told(path)
        seal = told.pop(sealed_file.SEAL, "")
        if told and PLACE not in told and (not was_sealed or sealed_file.is_sealed(seal, told, key=key)):
            _place(path, told)
    sealed_file.remember(THE_LISTS, 0)


def _place(path: Path, told: dict[str, Any]) -> int:
    """Write a list in its place: the one that it had, or the next, which two workers never take both.

    The file is there before the key store remembers the place.
    """
    key = sealed_file.key_of(THE_LISTS)
    with durable.alone(folder()):
        newest, before = newest_place(), ""
        if last := max(folder().glob("*.json"), key=_written_at, default=None):
            place = _place_of(last)
            newest, before = max(newest, place), last.name if place and place >= newest else ""
        newest = max(newest, *lost(), 0)
        if own := _place_of(path):
            place, before = own, sealed_file.told(path).get(BEFORE, "")
        else:
            place = newest + 1
        since = _written_at(path) if own else 0
        sealed_file.write(path, told | {PLACE: place, BEFORE: before}, key=key)
        if since:  # the newest list is known by its time
            os.utime(path, ns=(since, since))
        sealed_file.remember(THE_LISTS, place)
    return place


def newest_place() -> int:
    """Return the newest place that the key store remembers: for each it keeps a destroyed key of no record. An older copy knows fewer."""
    return sealed_file.newest(THE_LISTS)


def _path(row: DeletionList) -> Path:
    return folder() / f"{row.reference}-{row.id}.json"


def _place_of(path: Path) -> int:
    """Return the place of a list; 0 where it is not there or has none."""
    place = sealed_file.told(path).get(PLACE, 0)
    return place if type(place) is int else 0


def _written_at(path: Path) -> int:
    return path.stat().st_mtime_ns


def are_sealed() -> bool:
    """Whether the key store has the key that seals lists. An older copy of it may not."""
    return bool(the_keyring().first(lambda copy: copy.wrapped([THE_LISTS])))


def note_left(things: Iterable[tuple[Item, str]]) -> None:
    """Write down what a restore brought back and the replay had to leave, each with the reason; the last replay says it all."""
    told = [[item.table, str(item.id), item.reference, why] for item, why in things]
    durable.write(Path(settings.PLACES.came_back), content=json.dumps(told).encode())


def still_left() -> list[tuple[Item, str]]:
    """Return what a restore brought back and is still here, each with why the replay left it. One query for each table."""
    path = Path(settings.PLACES.came_back)
    told = json.loads(path.read_bytes()) if path.exists() else []
    found = [(Item(table, UUID(item), reference), why) for table, item, reference, why in told]
    there = existing(item for item, _why in found)
    return [(item, why) for item, why in found if item.id in there]


def noted(signed: Mapping[int, str]) -> Iterator[NotedList]:
    """Every list with what it deleted, and the keys that went with each thing; the oldest first. Raises ListChanged, ListMissing and KeysOlder.

    `signed` are the lists that the signer remembers: their references by their places.
    """
    key = the_keyring().keys([THE_LISTS])[THE_LISTS] if are_sealed() else b""
    before: dict[int, str] = {}
    for path in sorted(folder().glob("*.json")):
        told = sealed_file.told(path)
        seal = told.pop(sealed_file.SEAL, "")
        if not told or (key and not sealed_file.is_sealed(seal, told, key=key)):
            raise ListChanged(path.name)
        before[told.get(PLACE, 0)] = told.get(BEFORE, "")
        things = [(Item(table, UUID(item), name), keys) for table, item, name, keys in told["things"]]
        yield NotedList(told["reference"], told["approved_at"], things, told.get(ENDS, UNKNOWN))
    gone, newest = lost() - before.keys(), newest_place()
    if gone and newest < max(signed, default=0):
        raise KeysOlder
    for place in range(1, max(newest, *before, *signed, 0) + 1):
        if place in gone and place in signed:
            durable.write(
                folder() / f"{place}{LOST}", content=signed[place].encode()
            )  # its reference comes no more
        elif place not in before and place not in gone:
            raise ListMissing(place, name=before.get(place + 1) or signed.get(place, ""))


def lost() -> set[int]:
    """Return the places of the lists of which somebody said that they are lost for good."""
    names = (path.name.removesuffix(LOST) for path in folder().glob(f"*{LOST}"))
    return {int(name) for name in names if name.isdecimal() and name.isascii()}


def lost_lists() -> list[str]:
    """Name the lists that are lost for good, by their references where the signer knew them, else by their places."""
    names = {place: (folder() / f"{place}{LOST}").read_text().strip() for place in sorted(lost())}
    return [name or str(place) for place, name in names.items()]
