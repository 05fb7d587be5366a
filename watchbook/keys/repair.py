"""Repair: what is missing or damaged in one copy of the keys comes back from the other; what was destroyed does not."""

import sqlite3
from uuid import UUID

from watchbook.keys.copies import Copy
from watchbook.keys.keyring import Keyring, the_keyring
from watchbook.keys.refused import KeysMissing
from watchbook.keys.wrapping import KeyFiles, WrappedKey


def amiss() -> list[str]:
    """What is not well with the two copies, each as a sentence; nothing where all is."""
    ring = the_keyring()
    if not any(copy.is_there() for copy in ring.copies):
        return ["neither folder holds any keys."]
    said = [
        f"the copy in {copy.folder} is {'damaged' if copy.is_there() else 'missing'}."
        for copy in ring.copies
        if not (copy.is_there() and copy.is_whole())
    ]
    if isinstance(ring.wrapping, KeyFiles):
        said += [
            f"{folder} lacks version {version} of the key-encryption key."
            for folder in ring.wrapping.folders
            for version in ring.wrapping.missing_from(folder)
        ]
        used = {
            version
            for copy in ring.copies
            if copy.is_there() and copy.is_whole()
            for version in copy.versions()
        }
        said += [
            f"neither folder has version {version} of the key-encryption key, under which keys lie."
            for version in sorted(used - set(ring.wrapping.versions()))
        ]
    return said or _differences(ring.copies)


def mend() -> list[str]:
    """Mend what can be mended and say what was amiss."""
    ring = the_keyring()
    with ring.alone():
        said = amiss()
        merge(ring)
        _forget_versions_of_an_older_copy(ring)
        if isinstance(ring.wrapping, KeyFiles):
            ring.wrapping.mend()
    return said


def merge(ring: Keyring) -> dict[UUID, WrappedKey]:
    """Make both copies whole and the same: the newer wrapping of each key, and destroyed in one is destroyed in both.

    Gives every living key as it lies then. The caller is alone.
    """
    ring.write(_seen)
    gone_from = ring.write(lambda copy: copy.every_destroyed())
    held_by = ring.write(lambda copy: copy.everything())
    gone = gone_from[1] | gone_from[0]
    newest = held_by[0] if held_by[0] == held_by[1] else _newer(*held_by)
    living = {item: one for item, one in newest.items() if item not in gone}
    for copy, held, destroyed in zip(ring.copies, held_by, gone_from, strict=True):
        if held != living:
            copy.put({item: one for item, one in living.items() if held.get(item) != one})
        if gone.keys() - destroyed.keys() or gone.keys() & held.keys():
            copy.destroy(gone)
    return living


def _forget_versions_of_an_older_copy(ring: Keyring) -> None:
    """A folder brought back from an older day has versions that were destroyed since; nothing lies under them."""
    used = (one.version for one in ring.first(lambda copy: copy.everything()).values())
    ring.wrapping.destroy_before(min(used, default=ring.wrapping.newest()))


def _seen(copy: Copy) -> None:
    """Raise SQLite's error, at which the keyring brings the other copy, unless this one is whole."""
    if not copy.is_there() or not copy.is_whole():
        raise sqlite3.DatabaseError(f"{copy.path} is missing or damaged.")


def _newer(first: dict[UUID, WrappedKey], second: dict[UUID, WrappedKey]) -> dict[UUID, WrappedKey]:
    later = {item for item in first.keys() & second.keys() if second[item].version > first[item].version}
    return second | {item: one for item, one in first.items() if item not in later}


def _differences(copies: tuple[Copy, ...]) -> list[str]:
    first, second = (copy.everything() for copy in copies)
    if first.keys() != second.keys():
        return [f"the copies differ in {len(first.keys() ^ second.keys())} keys."]
    if {copy.authority() for copy in copies} != {copies[0].authority()}:
        raise KeysMissing(
            "The two key folders belong to different registers. Set WATCHBOOK_KEY_FOLDERS right."
        )
    return []
