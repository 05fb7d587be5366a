"""Holds outside the database and every backup, beside the lists of deletion: after a restore they say which holds were lost.

One small file, written anew each minute where a hold was placed or ended: of each hold its number, what it was on, who placed
it (an id) and whether it has ended. Why it was placed lies in its envelope alone, and is not here.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from watchbook.audit_log import durable
from watchbook.keys.models import KeyDestruction
from watchbook.organisation.models import Person
from watchbook.retention.legal_hold.models import LegalHold
from watchbook.retention.legal_hold.queries import still_holding

COLUMNS = ("reference", "thing", "thing_reference", "placed_by")


@dataclass(frozen=True)
class LostHold:
    """A hold that was placed after the backup of a restore: its number, on what, and who placed it."""

    reference: str
    thing_reference: str
    placed_by: str


def note() -> None:
    """Write down every hold, and keep what was written of those that a restore lost; one that was disposed of goes."""
    with durable.alone(_file().parent):
        before = _noted()
        holds_on = set(still_holding().values_list("pk", flat=True))  # ended by somebody else than placed it
        held = {
            str(row.pk): {name: str(getattr(row, f"{name}_id", getattr(row, name))) for name in COLUMNS}
            | {"ended": row.ended_at is not None and row.pk not in holds_on}
            for row in LegalHold.objects.select_related("placed_by")
        }
        gone = set(map(str, KeyDestruction.objects.filter(item__in=before).values_list("item", flat=True)))
        now = {key: told for key, told in (before | held).items() if key not in gone}
        if now != before:
            durable.write(_file(), content=json.dumps(now).encode())


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
    noted = _noted()
    there = set(map(str, LegalHold.objects.filter(pk__in=noted).values_list("pk", flat=True)))
    gone = set(map(str, KeyDestruction.objects.filter(item__in=noted).values_list("item", flat=True)))
    again = set(map(str, LegalHold.objects.filter(ended_at=None).values_list("thing", flat=True)))
    for key, told in noted.items():
        if key not in there | gone and not told["ended"] and told["thing"] not in again:
            yield told


def _file() -> Path:
    return Path(settings.PLACES.deletions) / "holds.told"


def _noted() -> dict[str, dict[str, str]]:
    path = _file()
    told: dict[str, dict[str, str]] = json.loads(path.read_bytes()) if path.exists() else {}
    return told
