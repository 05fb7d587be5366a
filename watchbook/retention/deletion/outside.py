"""The list of what was deleted, outside the database and every backup: by it a restored register deletes again what came back.

A file for each deletion list, whole or not there, in a folder that no backup holds and that is never put back to an older
state. Ids and references alone. A restored register would give references again, so a list takes none that a file has.

Each is sealed with a key that lies in the key store: whoever adds a record to a list, so that the next restore deletes it,
or takes one off, is found out. Each has its place among all; the key store remembers the newest place, and the signer every
one (`signed_lists`): so a list that is missing is found out too, also with an older key store. Lists of before that are
sealed and given their places once, in the first minute of a worker.
"""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings

from watchbook.audit_log import durable
from watchbook.audit_log.reference import next_reference
from watchbook.keys.keyring import the_keyring
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.due import Item, existing

COLUMNS = ("table", "item", "item_reference", "keys")
PLACE, BEFORE = "place", "before"  # of a list among all, from 1; and the file of the list before it
LOST = ".lost"  # the end of the name of an empty file by which somebody says that the list in this place is lost for good
AT_ONCE = 500
SEAL = "seal"  # HMAC-SHA256 of all else in the file
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
    }
    seal_earlier()
    return _place(folder() / f"{row.reference}-{row.id}.json", told)


def next_free(register: str) -> str:
    """The next reference of a list that no file here has: a restored register counts again from its backup."""
    gone = {path.read_text() for path in folder().glob(f"*{LOST}")}
    while (reference := next_reference(register)) in gone or any(folder().glob(f"{reference}-*.json")):
        pass
    return reference


def seal_earlier() -> None:
    """Seal and place what was noted before. Once: where the key is there, a list without a seal was changed."""
    if _remembered([0]):
        return
    was_sealed, key = are_sealed(), the_keyring().keys_to_seal([THE_LISTS])[THE_LISTS]
    for path in sorted(folder().glob("*.json")):
        told = _told(path)
        seal = told.pop(SEAL, "")
        if told and PLACE not in told and (not was_sealed or _is_seal(seal, told, key=key)):
            _place(path, told)
    the_keyring().destroy([_marker(0)])


def _place(path: Path, told: dict[str, Any]) -> int:
    """Write a list in its place: the one that it had, or the next, which two workers never take both.

    The file is there before the key store remembers the place.
    """
    key = the_keyring().keys_to_seal([THE_LISTS])[THE_LISTS]
    with durable.alone(folder()):
        newest, before = newest_place(), ""
        if last := max(folder().glob("*.json"), key=_written_at, default=None):
            place = _place_of(last)
            newest, before = max(newest, place), last.name if place and place >= newest else ""
        newest = max(newest, *lost(), 0)
        if own := _place_of(path):
            place, before = own, _told(path).get(BEFORE, "")
        else:
            place = newest + 1
        _write(path, told | {PLACE: place, BEFORE: before}, key=key)
        the_keyring().destroy([_marker(place)])
    return place


def newest_place() -> int:
    """Return the newest place that the key store remembers: for each it keeps a destroyed key of no record. An older copy knows fewer."""
    newest = 0
    while known := _remembered(range(newest + 1, newest + AT_ONCE)):
        newest = max(known)
    return newest


def _remembered(places: Iterable[int]) -> set[int]:
    of = {_marker(place): place for place in places}
    return {of[one] for one in the_keyring().first(lambda copy: copy.destroyed(of))}


def _marker(place: int) -> UUID:
    return uuid5(THE_LISTS, str(place))


def _place_of(path: Path) -> int:
    """Return the place of a list; 0 where it is not there or has none."""
    place = _told(path).get(PLACE, 0) if path.exists() else 0
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


def noted(signed: Mapping[int, str]) -> Iterator[tuple[str, list[tuple[Item, list[str]]]]]:
    """Every list with what it deleted, and the keys that went with each thing; the oldest first. Raises ListChanged, ListMissing and KeysOlder.

    `signed` are the lists that the signer remembers: their references by their places.
    """
    key = the_keyring().keys([THE_LISTS])[THE_LISTS] if are_sealed() else b""
    before: dict[int, str] = {}
    for path in sorted(folder().glob("*.json")):
        told = _told(path)
        seal = told.pop(SEAL, "")
        if not told or (key and not _is_seal(seal, told, key=key)):
            raise ListChanged(path.name)
        before[told.get(PLACE, 0)] = told.get(BEFORE, "")
        yield (
            told["reference"],
            [(Item(table, UUID(item), reference), keys) for table, item, reference, keys in told["things"]],
        )
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


def _told(path: Path) -> dict[str, Any]:
    """Return what a list says; nothing where it is no list."""
    try:
        told = json.loads(path.read_bytes())
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _write(path: Path, told: dict[str, Any], *, key: bytes) -> None:
    durable.write(path, content=json.dumps(told | {SEAL: _seal(told, key=key)}).encode())


def _is_seal(seal: object, told: dict[str, Any], *, key: bytes) -> bool:
    return hmac.compare_digest(str(seal).encode(), _seal(told, key=key).encode())


def _seal(told: dict[str, Any], *, key: bytes) -> str:
    return hmac.digest(key, json.dumps(told).encode(), "sha256").hex()
