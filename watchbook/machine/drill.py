"""A drill: a backup is restored beside the register, what was deleted since is deleted again in it, and a report says how that went.

Nothing of the live register is touched. The restored database and its files are dropped at the end.
"""

import json
import shutil
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from watchbook.audit_log import durable
from watchbook.ledger.note import Verifier
from watchbook.machine import database, manifest, quarantine
from watchbook.machine.connection import Parameters, environment_for
from watchbook.machine.places import Places
from watchbook.machine.progress import Say, say
from watchbook.machine.restore import Swap, build
from watchbook.machine.roles import CREATOR, ensure_roles


@dataclass(frozen=True)
class Drill:
    """A drill of a restore: the backup, what it holds, what came back with it, and how many of that could be read."""

    on: str
    backup: str
    backup_made_at: str
    rows: int
    files: int
    lists: int
    lost: int
    unchecked: int
    came_back: int
    readable: int
    deleted: int
    entries_lost: int
    entries_unknown: bool
    left: list[str]
    left_readable: list[str]
    seconds: float

    @property
    def is_passed(self) -> bool:
        """Whether nothing that was deleted can be read. What a hold of the backup keeps is left unreadable, as in a restore."""
        return not self.readable and not self.left_readable

    def lines(self) -> list[str]:
        """The report for a person."""
        return [
            f"Backup {self.backup}, made {self.backup_made_at}: {self.rows} rows and {self.files} files came back whole.",
            f"{self.came_back} records that had been deleted came back with it ({self.lists} deletion lists).",
            f"{self.readable} of them could be read with today’s keys.",
            f"{self.deleted} were deleted again; {len(self.left)} are left, {len(self.left_readable)} of them readable.",
            "Nobody knows how many entries were signed after it: the signer’s folder is not there."
            if self.entries_unknown
            else f"{self.entries_lost} entries were signed after it: a restore of it would lose them.",
            *quarantine.unchecked_lines(self.unchecked, lost=self.lost),
            *self._about_left(),
            f"The drill {'passed' if self.is_passed else 'FAILED'} in {self.seconds:.0f} seconds.",
        ]

    def _about_left(self) -> list[str]:
        if self.left_readable:
            return ["A restore would stay in quarantine while these can be read:", *self.left_readable]
        return quarantine.left_lines(self.left)


def drill(
    places: Places,
    *,
    folder: Path,
    admin: Parameters,
    name: str,
    prefix: str,
    key: Verifier | None = None,
    say: Say = say,
) -> Drill:
    """Restore a backup beside the register, replay, write the report, and drop what was restored."""
    began = time.monotonic()
    say("Checking the backup.")
    contents = manifest.verified(folder, key=key)
    swap = Swap(name, f"{name}_drill", before="", files_restored="files.drill", files_before="")
    if admin.get("user") == CREATOR:
        ensure_roles(places, prefix=prefix)
    try:
        build(places, folder=folder, contents=contents, swap=swap, admin=admin, say=say)
        variables = environment_for(admin, places=places, prefix=prefix, database=swap.restored)
        told = quarantine.replayed("--drill", variables=variables)
    finally:
        database.drop(admin, name=swap.restored)
        shutil.rmtree(places.home / swap.files_restored, ignore_errors=True)
    totals = contents.totals()
    done = Drill(
        on=f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}",
        backup=folder.name,
        backup_made_at=contents.made_at,
        rows=totals["rows"],
        files=totals["files"],
        seconds=round(time.monotonic() - began, 1),
        **told,
    )
    durable.write(places.drills / f"{done.on}.json", content=json.dumps(asdict(done), indent=1).encode())
    return done
