"""Holds outside the database and every backup, beside the lists of deletion: after a restore they say which holds were lost.

One small file, written anew each minute where a hold was placed or ended: of each hold its number, what it was on, who placed
it (an id) and whether it has ended. Why it was placed lies in its envelope alone, and is not here. The file is sealed and
numbered as the lists are; where it was changed, or is older than it should be, the page of a restore says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from watchbook.audit_log import durable
from watchbook.audit_log.reference import next_reference
from watchbook.keys.models import KeyDestruction
from watchbook.organisation.models import Person
from watchbook.retention import sealed_file
from watchbook.retention.legal_hold.models import LegalHold
from watchbook.retention.legal_hold.queries import still_holding

THE_NOTES = UUID("6c1f4b0e-8a55-4d0b-9d5f-2f0c7b1e9477")  # whose key seals them: no row's, never destroyed
CHANGED = "changed"  # that a note before this one was changed or older than it should have been
COLUMNS = ("reference", "thing", "thing_reference", "placed_by")


@dataclass(frozen=True)
class LostHold:
    """A hold that was placed after the backup of a restore: its number, on what, and who placed it."""

    reference: str
    thing_reference: str
    placed_by: str


@dataclass(frozen=True)
class NotedHolds:
    """The noted holds: their number among all such notes, and whether they are as Watchbook wrote them last."""

    number: int
    holds: dict[str, dict[str, Any]]
    is_whole: bool


def note(*, keeps_warning: bool = False) -> int | None:
    """Write down every hold, and keep what was written of those that a restore lost; one that was disposed of goes.

    Gives the number of the new note, None where nothing changed. That a note was changed is kept while a restore is unconfirmed.
    """
    with durable.alone(_file().parent):
        before = _noted()
        holds_on = set(still_holding().values_list("pk", flat=True))  # ended by somebody else than placed it
        held = {
            str(row.pk): {name: str(getattr(row, f"{name}_id", getattr(row, name))) for name in COLUMNS}
            | {"ended": row.ended_at is not None and row.pk not in holds_on}
            for row in LegalHold.objects.select_related("placed_by")
        }
        gone = KeyDestruction.objects.filter(item__in=before.holds).values_list("item", flat=True)
        lost = {key: told for key, told in before.holds.items() if key not in set(map(str, gone))}
        is_warned = not before.is_whole and (keeps_warning or not _is_warned())
        if (now := lost | held) == before.holds and before.number and is_warned == _is_warned():
            return None
        return _write(now, before.number + 1, is_warned=is_warned)


def warn_if_older(number: int) -> None:
    """Say in the note itself that it was changed, where it is no whole note or the signer knows a newer number (a restore)."""
    with durable.alone(_file().parent):
        before = _noted()
        if not before.is_whole or before.number < number:
            _write(before.holds, max(before.number, number) + 1, is_warned=True)


def is_whole() -> bool:
    """Whether the noted holds are as Watchbook wrote them last."""
    return _noted().is_whole


def next_free(register: str) -> str:
    """The next reference of a hold that is not noted here: one that was not signed yet may have been lost with its number."""
    given = {told["reference"] for told in _noted().holds.values()}
    while (reference := next_reference(register)) in given:
        pass
    return reference


def lost_holds() -> list[LostHold]:
    """The holds that were in force, are not in the database, and were not placed again on the same thing. A few queries."""
    lost = list(_lost())
    people = Person.objects.in_bulk([told["placed_by"] for told in lost])
    return [
        LostHold(told["reference"], told["thing_reference"], people[UUID(told["placed_by"])].name)
        for told in lost
        if UUID(told["placed_by"]) in people
    ]


def _lost() -> Iterator[dict[str, str]]:
    noted = _noted().holds
    there = set(map(str, LegalHold.objects.filter(pk__in=noted).values_list("pk", flat=True)))
    gone = set(map(str, KeyDestruction.objects.filter(item__in=noted).values_list("item", flat=True)))
    again = set(map(str, LegalHold.objects.filter(ended_at=None).values_list("thing", flat=True)))
    for key, told in noted.items():
        if key not in there | gone and not told["ended"] and told["thing"] not in again:
            yield told


def _file() -> Path:
    return Path(settings.PLACES.deletions) / "holds.told"


def _write(holds: dict[str, dict[str, Any]], number: int, *, is_warned: bool) -> int:
    number = max(number, sealed_file.newest(THE_NOTES, since=number - 1) + 1)
    what = {"number": number, "holds": holds, CHANGED: is_warned}
    sealed_file.write(_file(), what, key=sealed_file.key_of(THE_NOTES))
    sealed_file.remember(THE_NOTES, number)
    return number


def _is_warned() -> bool:
    return bool(sealed_file.told(_file()).get(CHANGED))


def _noted() -> NotedHolds:
    """Read the note. One of before notes were sealed is whole as long as the key store remembers none that was."""
    told = sealed_file.told(_file())
    if "holds" not in told:
        return NotedHolds(0, _holds(told), is_whole=not sealed_file.remembered(THE_NOTES, [1]))
    seal = told.pop(sealed_file.SEAL, "")
    if not sealed_file.is_sealed(seal, told, key=sealed_file.key_of(THE_NOTES)):
        return NotedHolds(0, _holds(told["holds"]), is_whole=False)
    number = int(told["number"])
    is_newest = sealed_file.newest(THE_NOTES, since=number) == number
    return NotedHolds(number, told["holds"], is_whole=is_newest and not told[CHANGED])


def _holds(told: object) -> dict[str, dict[str, Any]]:
    """Return what of an unsealed note has the form of holds."""
    wanted = {*COLUMNS, "ended"}
    every = told.items() if isinstance(told, dict) else ()
    return {key: one for key, one in every if isinstance(one, dict) and wanted <= one.keys()}
