"""The doctor's look at what a restored backup brought back: records deleted earlier that are still here."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import psycopg
from psycopg import sql

from watchbook.keys.refused import KeysMissing, WrappingFailed
from watchbook.machine.connection import Connection, Parameters, connect
from watchbook.machine.failure import Failure
from watchbook.machine.finding import HealthFinding
from watchbook.machine.places import Places
from watchbook.retention.kept_aside import EVERY, moments_in
from watchbook.retention.legal_hold import outside as held_outside

SUBJECT = "Deleted earlier"
SHOWN = 5
KEEP_ASIDE = timedelta(days=14)  # time enough to see whether the restored register is right
# As `retention.deletion.restored` asks it: the newest restore that lost entries, unless the last duty has confirmed since.
LOST_TIME = """
    SELECT coalesce(nullif((fields ->> 'entries_lost')::int, 0), (fields ->> 'entries_without_event')::int, 0) FROM audit_log_event AS lost
    WHERE ((name = 'deletion.replayed' AND ((fields ->> 'entries_lost')::int > 0 OR (fields ->> 'lost')::int > 0
            OR (fields ->> 'entries_unknown')::boolean))
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
# What lost lists deleted or kept, as far as the register knows it, but for what a later list kept and said why.
OF_LOST_LISTS = """
    SELECT item."table", item.item::text, item.item_reference, '' FROM retention_deletionitem AS item
    JOIN retention_deletionlist AS list ON list.id = item.deletion_list_id
    WHERE list.reference = ANY (%s) AND item.outcome IN ('lost', 'deleted') AND NOT EXISTS (
        SELECT FROM retention_deletionitem AS since JOIN retention_deletionlist AS later ON later.id = since.deletion_list_id
        WHERE since.item = item.item AND since.outcome IN ('held', 'refused') AND later.proposed_at > list.proposed_at
    )
"""
KNOWN = "SELECT reference FROM retention_deletionlist WHERE reference = ANY (%s)"
THERE = """
    SELECT id FROM {table} WHERE id = ANY (%s::uuid[])
    AND NOT EXISTS (SELECT FROM keys_keydestruction AS emptied WHERE emptied.item = {table}.id)
"""


def came_back_findings(places: Places, parameters: Callable[[str], Parameters]) -> Iterator[HealthFinding]:
    """Tell what a restore left, and what nobody knows of it since a list is lost; nothing of a register that was never restored."""
    if not places.came_back.exists():
        return
    told: list[list[str]] = json.loads(places.came_back.read_bytes())
    lost = _lost_lists(places)
    try:
        with connect(parameters("app")) as connection:
            left = _still_there(connection, told)
            listed = connection.execute(OF_LOST_LISTS, [lost]).fetchall()
            back = _still_there(connection, [[str(one) for one in row] for row in listed])
            known = {str(name) for (name,) in connection.execute(KNOWN, [lost])}
            is_asked = connection.execute(LOST_TIME).fetchone() is not None
    except (psycopg.Error, Failure):
        return  # that it cannot be reached is told already
    unknown = [name for name in lost if name not in known] if is_asked else []
    if left:
        yield HealthFinding(
            SUBJECT,
            f"{len(left)} records came back with a restore and are still here: {', '.join(left[:SHOWN])}.",
            "A hold or a rule keeps each of them, such as a hold that the backup brought back. Their keys are destroyed.",
            "Open the data pathway for the reasons and clear each of them. Then run `watchbook restore --replay`.",
        )
    if back:
        yield HealthFinding(
            SUBJECT,
            f"{len(back)} records of lost deletion lists are here: {', '.join(back[:SHOWN])}.",
            "Each was deleted, or kept, before the restore, and the file that said which is lost. What is not encrypted can be read.",
            "Propose all of them on a new list. It deletes them again, or records why one is kept.",
        )
    if unknown:
        yield HealthFinding(
            SUBJECT,
            f"nobody knows whether records of {', '.join(unknown)} came back.",
            "The register has neither the file nor the entry of these deletion lists.",
            "Ask the records manager, the DPO and the SRO to look for the records by the certificates that you gave out, and to confirm that under "
            "“Your work”.",
        )
    if not (left or back or unknown):
        yield HealthFinding(SUBJECT, "no record that a restore brought back is left.")


def _lost_lists(places: Places) -> list[str]:
    return [path.read_text().strip() or path.stem for path in sorted(places.deletions.glob("*.lost"))]


def lost_list_findings(places: Places, parameters: Callable[[str], Parameters]) -> Iterator[HealthFinding]:
    """One finding while a deletion list is lost and nobody has looked for its records; none else."""
    if names := [name for name in _lost_lists(places) if name not in _looked_for(parameters)]:
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
        names += [one for (name,) in connection.execute(EVERY) if name for one in str(name).split()]
    days = [moment.date() for moment in moments_in(" ".join(names))]
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


def notes_findings(places: Places) -> Iterator[HealthFinding]:
    """One finding while the notes of legal holds outside the backups are not as Watchbook wrote them last; none else."""
    try:
        is_whole = held_outside.is_whole()
    except (KeysMissing, WrappingFailed, sqlite3.DatabaseError, OSError):
        return  # that the keys or the folder cannot be read is told already
    if not is_whole:
        yield HealthFinding(
            "Notes of legal holds",
            f"those in {places.deletions} were changed, taken away or put back to an older state.",
            "After a restore they no longer say which legal holds are lost.",
            "Find out who changed the folder. After a restore, ask everybody who places holds to record theirs again.",
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
            f"{row[0]} entries recorded after the backup are lost."
            if row[0]
            else "nobody knows how many entries recorded after the backup are lost.",
            "Legal holds, requests, complaints and deletion lists may be among them. Nothing is deleted meanwhile.",
            "Ask the records manager, the DPO, the SRO, the solicitors and the information officers to open “Your work”, record theirs again and "
            "confirm it. After 14 days two others can stand in for a duty whose holder is away.",
        )


def _still_there(connection: Connection, told: Sequence[Sequence[str]]) -> list[str]:
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
