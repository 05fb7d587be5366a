"""The doctor's look at what a restored backup brought back: records deleted earlier that are still here."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import psycopg
from psycopg import sql

from watchbook.machine.connection import Connection, Parameters, connect
from watchbook.machine.failure import Failure
from watchbook.machine.finding import HealthFinding
from watchbook.machine.places import Places
from watchbook.retention.kept_aside import OLDEST, day_in

SUBJECT = "Deleted earlier"
SHOWN = 5
KEEP_ASIDE = timedelta(days=14)  # time enough to see whether the restored register is right
# As `retention.deletion.restored` asks it: the newest restore that lost entries, unless the last duty has confirmed since.
LOST_TIME = """
    SELECT coalesce(nullif((fields ->> 'entries_lost')::int, 0), (fields ->> 'entries_without_event')::int, 0) FROM audit_log_event AS lost
    WHERE ((name = 'deletion.replayed' AND ((fields ->> 'entries_lost')::int > 0 OR (fields ->> 'lost')::int > 0))
        OR (name = 'rejoin.restored' AND (fields ->> 'entries_without_event')::int > 0))
    AND NOT EXISTS (
        SELECT FROM audit_log_event AS since
        WHERE since.name IN ('restored.confirmed', 'restored.stand_in_confirmed') AND since.number > lost.number AND (since.fields ->> 'duties_left')::int = 0
    )
    ORDER BY number DESC LIMIT 1
"""
# The lost lists whose records somebody has looked for since the last restore.
LOOKED_FOR = """
    SELECT jsonb_array_elements_text(fields -> 'lists') FROM audit_log_event WHERE name = 'restored.confirmed' AND fields ? 'lists'
    AND number > coalesce((SELECT max(number) FROM audit_log_event WHERE name = 'deletion.replayed'), 0)
"""
THERE = "SELECT id FROM {table} WHERE id = ANY (%s::uuid[])"


def came_back_findings(places: Places, parameters: Callable[[str], Parameters]) -> Iterator[HealthFinding]:
    """One finding where a restore left something; none of a register that was never restored."""
    if not places.came_back.exists():
        return
    told: list[list[str]] = json.loads(places.came_back.read_bytes())
    try:
        with connect(parameters("app")) as connection:
            left = _still_there(connection, told)
    except (psycopg.Error, Failure):
        return  # that it cannot be reached is told already
    if not left:
        yield HealthFinding(SUBJECT, "no record that a restore brought back is left.")
        return
    yield HealthFinding(
        SUBJECT,
        f"{len(left)} records came back with a restore and are still here: {', '.join(left[:SHOWN])}.",
        "A hold or a rule keeps each of them, such as a hold that the backup brought back. Their keys are destroyed.",
        "Open the data pathway for the reasons and clear each of them. Then run `watchbook restore --replay`.",
    )


def lost_list_findings(places: Places, parameters: Callable[[str], Parameters]) -> Iterator[HealthFinding]:
    """One finding while a deletion list is lost and nobody has looked for its records; none else."""
    files = sorted(places.deletions.glob("*.lost"))
    names = [path.read_text().strip() or path.stem for path in files]
    if names := [name for name in names if name not in _looked_for(parameters)]:
        yield HealthFinding(
            "Lost lists",
            f"{len(names)} deletion lists were carried out and are lost: {', '.join(names)}.",
            "Nothing deletes their records again. A restored backup may have brought them back, readable where they are not encrypted.",
            "Ask the records manager, the DPO and the SRO to look for the records by the certificates that you gave out, to confirm that under "
            "“Your work”, and then to propose those that are back on a new list.",
        )


def _looked_for(parameters: Callable[[str], Parameters]) -> set[str]:
    """The lost lists whose records somebody has looked for; none where the database cannot be asked."""
    try:
        with connect(parameters("app")) as connection:
            return {str(name) for (name,) in connection.execute(LOOKED_FOR)}
    except (psycopg.Error, Failure):
        return set()


def kept_aside_findings(
    places: Places, parameters: Callable[[str], Parameters], *, now: datetime
) -> Iterator[HealthFinding]:
    """One finding while the database or the files of before a restore are kept; none else."""
    names = [path.name for path in places.files_before()]
    with suppress(psycopg.Error, Failure), connect(parameters("app")) as connection:
        names += [str(name) for (name,) in connection.execute(OLDEST) if name]
    days = [day for name in names if (day := day_in(name))]
    if not days:
        return
    what = f"what the restore of {min(days):%-d %B %Y} put aside is still here: {', '.join(sorted(names)[:SHOWN])}."
    if now.date() - min(days) < KEEP_ASIDE:
        yield HealthFinding("Kept aside", what)
        return
    yield HealthFinding(
        "Kept aside",
        what,
        "It holds records that were deleted since, not encrypted, and no deletion is complete while it is here.",
        "If the restored register is right, run `watchbook restore --drop-before`.",
    )


def lost_time_findings(parameters: Callable[[str], Parameters]) -> Iterator[HealthFinding]:
    """One finding while those who place holds have not confirmed what a restore lost; none else."""
    try:
        with connect(parameters("app")) as connection:
            row = connection.execute(LOST_TIME).fetchone()
    except (psycopg.Error, Failure):
        return
    if row:
        yield HealthFinding(
            "Restored",
            f"{row[0]} entries recorded after the backup are lost.",
            "Legal holds, requests, complaints and deletion lists may be among them. Nothing is deleted meanwhile.",
            "Ask the records manager, the DPO, the SRO, the solicitors and the information officers to open “Your work”, record theirs again and "
            "confirm it. After 14 days two others can stand in for a duty whose holder is away.",
        )


def _still_there(connection: Connection, told: list[list[str]]) -> list[str]:
    """The references of those that are still in their tables."""
    ids: dict[str, list[str]] = {}
    for table, item, _reference, _why in told:
        ids.setdefault(table, []).append(item)
    there = {
        str(found)
        for table, items in ids.items()
        for (found,) in connection.execute(
            sql.SQL(THERE).format(table=sql.Identifier(table.replace(".", "_"))), [items]
        )
    }
    return [reference or item for _table, item, reference, _why in told if item in there]
