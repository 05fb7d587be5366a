"""Whether the key folders in use are older than deletions that were carried out: then they open what was destroyed.

The signer remembers each list by its place, and the list outside its ends. Each copy of the key store keeps for each place the
destroyed key of no record, under the version that was the newest then: an older copy lacks it, or its version is still kept.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from watchbook.keys.keyring import the_keyring
from watchbook.keys.refused import KeysMissing, WrappingFailed
from watchbook.retention import sealed_file
from watchbook.retention.deletion import outside
from watchbook.retention.deletion.outside import THE_LISTS
from watchbook.retention.deletion.states import ListState


@dataclass(frozen=True)
class OlderKeys:
    """Key folders that are older than lists: which folders, and the first of those lists."""

    folders: tuple[Path, ...]
    reference: str


def older_keys(signed: Mapping[int, str]) -> OlderKeys | None:
    """Say which key folders are older than lists that were carried out; none of a copy that cannot be read.

    `signed` are the lists that the signer remembers, by their places.
    """
    ended = {place: one for place, one in outside.came_to_an_end().items() if place}
    references = {place: one.reference for place, one in ended.items()} | dict(signed)
    replaced = {place for place, one in ended.items() if ListState.IRRECOVERABLE in one.ends}
    kept_since = _oldest_version()
    older: dict[Path, int] = {}
    for copy in the_keyring().copies:
        with suppress(sqlite3.DatabaseError):
            known = sealed_file.remembered_by(copy, THE_LISTS, references)
            behind = references.keys() - known.keys()
            behind |= {place for place in replaced & known.keys() if known[place] >= kept_since}
            if behind:
                older[copy.folder] = min(behind)
    return OlderKeys(tuple(older), references[min(older.values())]) if older else None


def destroyed_again(signed: Mapping[int, str]) -> None:
    """Have the key store remember every list, once the keys of each are destroyed again."""
    for place in {*outside.came_to_an_end(), *signed} - {0}:
        sealed_file.remember(THE_LISTS, place)


def _oldest_version() -> float:
    """Return the oldest version of the key-encryption key that is kept; beyond every one where its keeper cannot be asked."""
    try:
        return the_keyring().wrapping.oldest()
    except (KeysMissing, WrappingFailed):
        return float("inf")
