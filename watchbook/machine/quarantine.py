"""A restored register is in quarantine until what was deleted since its backup is deleted again: until then nothing serves it."""

import json
import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from watchbook.audit_log import durable
from watchbook.machine.failure import Failure
from watchbook.machine.places import Places
from watchbook.machine.processes import STANDARD_ERROR
from watchbook.machine.programs import replayer

SHOWN = 5


def begin(places: Places, *, backup: str) -> None:
    """Put the register into quarantine, before the restored database takes its place."""
    told = {"backup": backup, "since": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}
    durable.write(places.quarantine, content=json.dumps(told).encode())


def check_none(places: Places) -> None:
    """Refuse to serve a register that is in quarantine."""
    if places.quarantine.exists():
        raise Failure(
            "This register was restored and is in quarantine.",
            why="Records deleted since its backup came back with it and must be deleted again first.",
            next_step="Run `watchbook restore --replay`, then give the same command again.",
        )


def end(places: Places) -> dict[str, Any]:
    """Delete again what was deleted, and let the register be served; gives what came of it.

    What is left and nobody can read does not stop that: the doctor and the data pathway show it until it is gone.
    """
    told = replayed(variables={})
    if readable := told["left_readable"]:
        raise Failure(
            f"This register stays in quarantine: {len(readable)} records deleted earlier came back and can be read.",
            why=f"The key folders still have their keys, and Watchbook could not delete the records again. {' '.join(readable[:SHOWN])}",
            next_step="Put the newest key folders back, in which those keys are destroyed, and run `watchbook restore --replay`. "
            "If you have none, restore a newer backup.",
        )
    places.quarantine.unlink(missing_ok=True)
    return told


def lines(told: Mapping[str, Any]) -> list[str]:
    """Say what is in doubt about the lists, and what is left."""
    return [
        *entries_lines(None if told["entries_unknown"] else told["entries_lost"], lists=told["lists"]),
        *unchecked_lines(told["unchecked"], lost=told["lost"]),
        *left_lines(told["left"]),
    ]


def entries_lines(entries: int | None, *, lists: int) -> list[str]:
    """Say what may have been lost with the entries signed after the backup, None if nobody knows how many; nothing where there are none."""
    if entries == 0:
        return []
    how_many = (
        "Nobody knows how many entries were signed after this backup and are lost, because the signer's folder is not there"
        if entries is None
        else f"{entries} entries were signed after this backup and are lost"
    )
    return [
        f"{how_many}: legal holds, requests, complaints and deletions may be among them. "
        f"{lists} deletion lists are in the folder of lists. If a later list was carried out, put its file back and run "
        "`watchbook restore --replay`, or its records can be read. Nothing is deleted until those who place holds and answer requests have "
        "recorded theirs again and confirmed it: their “Your work” asks them."
    ]


def unchecked_lines(lists: int, *, lost: int) -> list[str]:
    """Say that lists of deletions could not be checked, or are lost for good; nothing where neither is so."""
    said = []
    if lists:
        said.append(
            f"Nobody could check that the {lists} deletion lists are as Watchbook wrote them: the key folders are older than the key that seals "
            "them. Put the newest key folders back if you have them."
        )
    if lost:
        said.append(
            f"{lost} deletion lists are lost for good: somebody said so with a file for each. Records that they deleted may have come back with "
            "the backup. Find those records by the certificates that you gave out, and delete them again."
        )
    return said


def left_lines(left: list[str]) -> list[str]:
    """Say of what is left and unreadable that it is shown until it is gone; nothing where nothing is left."""
    if not left:
        return []
    return [
        f"{len(left)} records deleted earlier came back and are still here. Their keys are destroyed. "
        "`watchbook doctor` and the data pathway list them until they are gone. Clear each reason below, then run `watchbook restore --replay`.",
        *left,
    ]


def replayed(*options: str, variables: Mapping[str, str]) -> dict[str, Any]:
    """Have a process of its own replay the lists of deletion in the database that the variables name."""
    program = replayer(*options)
    done = subprocess.run(
        program.command,
        env={**os.environ, **program.environment, **variables},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=STANDARD_ERROR, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failure(
            "Watchbook could not delete again the records that were deleted since the backup.",
            why="The error is shown above.",
            next_step="Correct the cause and run `watchbook restore --replay`. Until then nobody can use the register.",
        )
    told: dict[str, Any] = json.loads(done.stdout)
    return told
