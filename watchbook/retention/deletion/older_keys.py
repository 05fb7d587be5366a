"""Whether the key folders in use are older than deletions that were carried out: then they open what was destroyed.

The signer and the database remember each list by its place, the list outside its ends, and the database which version of the
key over the keys was the oldest after each replacement. Each copy of the key store keeps for each place the destroyed key of no
record, under the version that was the newest then: an older copy lacks it, or its version is still kept. A restored database
that is older than the keys remembers less, and compares less.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from watchbook.audit_log.models import Event
from watchbook.keys import destruction, rotation
from watchbook.keys.keyring import the_keyring
from watchbook.keys.refused import KeysMissing, WrappingFailed
from watchbook.retention import sealed_file
from watchbook.retention.deletion import outside
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.noted_outside import NOTED
from watchbook.retention.deletion.outside import THE_LISTS
from watchbook.retention.deletion.states import ListState


@dataclass(frozen=True)
class OlderKeys:
    """Key folders that are older than lists: which folders, and the first of those lists."""

    folders: tuple[Path, ...]
    reference: str


@dataclass(frozen=True)
class RecordedDeletions:
    """Lists that were carried out as the database says it: their references by their places, and to which key version keys were replaced."""

    references: Mapping[int, str] = field(default_factory=dict)
    replaced: frozenset[int] = frozenset()
    version: int = 0
    replaced_by: str = ""


def recorded() -> RecordedDeletions:
    """Ask the database. Two queries."""
    lists = {one.pk: one for one in DeletionList.objects.exclude(unreadable_at=None)}
    told = Event.objects.filter(name=NOTED.name, subject_id__in=lists).values_list("subject_id", "fields")
    places = {int(fields["place"]): lists[row] for row, fields in told}
    keeper = the_keyring().wrapping.attest() if lists else ""
    newest = max(
        (one for one in lists.values() if one.key_version and one.keeper == keeper),
        key=lambda one: one.key_version or 0,
        default=None,
    )
    return RecordedDeletions(
        {place: one.reference for place, one in places.items()},
        frozenset(place for place, one in places.items() if one.irrecoverable_at),
        (newest.key_version or 0) if newest else 0,
        newest.reference if newest else "",
    )


def older_keys(signed: Mapping[int, str], known: RecordedDeletions) -> OlderKeys | None:
    """Say which key folders are older than lists that were carried out; none of a copy that cannot be read.

    `signed` are the lists that the signer remembers, by their places; `known` is what the database says.
    """
    ended = {place: one for place, one in outside.came_to_an_end().items() if place}
    references = {
        **{place: one.reference for place, one in ended.items()},
        **known.references,
        **signed,
    }
    replaced = {place for place, one in ended.items() if ListState.IRRECOVERABLE in one.ends} | known.replaced
    kept_since = _oldest_version()
    older: dict[Path, str] = {}
    for copy in the_keyring().copies:
        with suppress(sqlite3.DatabaseError):
            remembered = sealed_file.remembered_by(copy, THE_LISTS, references)
            behind = references.keys() - remembered.keys()
            behind |= {place for place in replaced & remembered.keys() if remembered[place] >= kept_since}
            if behind:
                older[copy.folder] = references[min(behind)]
            elif kept_since < known.version:
                older[copy.folder] = known.replaced_by
    return OlderKeys(tuple(older), min(older.values())) if older else None


def destroyed_again(signed: Mapping[int, str], known: RecordedDeletions) -> None:
    """Destroy again what the database ordered, have the key store remember every list, and replace the key over the keys."""
    destruction.carry_out_all()
    for place in {*outside.came_to_an_end(), *signed, *known.references} - {0}:
        sealed_file.remember(THE_LISTS, place)
    rotation.rotate()
    while _oldest_version() < known.version:
        rotation.rotate()


def _oldest_version() -> float:
    """Return the oldest version of the key-encryption key that is kept; beyond every one where its keeper cannot be asked."""
    try:
        return the_keyring().wrapping.oldest()
    except (KeysMissing, WrappingFailed):
        return float("inf")
