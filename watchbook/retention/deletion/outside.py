"""The list of what was deleted, outside the database and every backup: by it a restored register deletes again what came back.

A file for each deletion list, whole or not there, in a folder that no backup holds and that is never put back to an older
state. Ids and references alone. A restored register gives references again, so the list's id is in the name too.

Each is sealed with a key that lies in the key store: whoever adds a record to a list, so that the next restore deletes it,
or takes one off, is found out. Lists of before they were sealed are sealed once, in the first minute of a worker.
"""

import hmac
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from watchbook.audit_log import durable
from watchbook.keys.keyring import the_keyring
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.due import Item, existing

COLUMNS = ("table", "item", "item_reference", "keys")
SEAL = "seal"  # HMAC-SHA256 of all else in the file
THE_LISTS = UUID("b5f0a7a2-6d0e-4c55-9a55-3f1d6f3b9477")  # whose key seals them: no row's, never destroyed


class ListChanged(Exception):
    """A list is not as Watchbook wrote it. Nothing is deleted again by any of them."""


def folder() -> Path:
    """Return the folder in which the lists lie."""
    return Path(settings.PLACES.deletions)


def note(row: DeletionList) -> None:
    """Write down what a list has deleted; a second time the same file is written again."""
    deleted = row.items.filter(outcome=ItemOutcome.DELETED).values_list(*COLUMNS)
    told = {
        "reference": row.reference,
        "approved_at": row.approved_at.isoformat() if row.approved_at else "",
        "things": [
            [table, str(item), reference, [one["item"] for one in keys]]
            for table, item, reference, keys in deleted.iterator()
        ],
    }
    key = the_keyring().keys_to_seal([THE_LISTS])[THE_LISTS]
    _write(folder() / f"{row.reference}-{row.id}.json", told, key=key)


def seal_earlier() -> None:
    """Seal what was noted before lists were sealed. Once: where the key is there, a list without a seal was changed."""
    if are_sealed():
        return
    key = the_keyring().keys_to_seal([THE_LISTS])[THE_LISTS]
    for path in folder().glob("*.json"):
        if told := _told(path):
            _write(path, told, key=key)


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


def noted() -> Iterator[tuple[str, list[tuple[Item, list[str]]]]]:
    """Every list with what it deleted, and the keys that went with each thing; the oldest first. Raises ListChanged."""
    key = the_keyring().keys([THE_LISTS])[THE_LISTS] if are_sealed() else b""
    for path in sorted(folder().glob("*.json")):
        told = _told(path)
        seal = str(told.pop(SEAL, "")).encode()
        if not told or (key and not hmac.compare_digest(seal, _seal(told, key=key).encode())):
            raise ListChanged(path.name)
        yield (
            told["reference"],
            [(Item(table, UUID(item), reference), keys) for table, item, reference, keys in told["things"]],
        )


def _told(path: Path) -> dict[str, Any]:
    """Return what a list says; nothing where it is no list."""
    try:
        told = json.loads(path.read_bytes())
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _write(path: Path, told: dict[str, Any], *, key: bytes) -> None:
    durable.write(path, content=json.dumps(told | {SEAL: _seal(told, key=key)}).encode())


def _seal(told: dict[str, Any], *, key: bytes) -> str:
    return hmac.digest(key, json.dumps(told).encode(), "sha256").hex()
