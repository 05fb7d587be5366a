"""The doctor's looks at the seal: the key is there, somebody seals, and the log is the one that was signed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import psycopg

from watchbook.audit_log import signing_key
from watchbook.audit_log.head import BadHead, HeadFiles
from watchbook.audit_log.health import LONGEST_WAIT, VERIFIED_WITHIN
from watchbook.audit_log.signing_key import NoSigningKey
from watchbook.machine import installation, schema_guards
from watchbook.machine.connection import Parameters, connect
from watchbook.machine.failure import Failure
from watchbook.machine.finding import HealthFinding
from watchbook.machine.server_doctor import server_finding

STANDING = """
    SELECT size, (SELECT count(*) FROM audit_log_pending),
        (SELECT clock_timestamp() - min(since) FROM audit_log_pending)
    FROM audit_log_sealedlog
"""

SHOWN = 5
LAST_VERIFIED = """
    SELECT recorded_at, (fields ->> 'number_of_problems')::int FROM audit_log_event
    WHERE name = 'verification.completed' ORDER BY number DESC LIMIT 1
"""


def seal_findings(
    key: Path, folder: Path, parameters: Callable[[str], Parameters]
) -> Iterator[HealthFinding]:
    """The key, and how log and head stand to each other; nothing of the log where the database cannot be asked."""
    yield key_found(key)
    try:
        with connect(parameters("app")) as connection:
            row = connection.execute(STANDING).fetchone()
            verified = connection.execute(LAST_VERIFIED).fetchone()
            guards = schema_guards.differences(connection, prefix=installation.prefix())
            server = [server_finding(installation.places(), connection)] if installation.is_embedded() else []
    except (psycopg.Error, Failure):
        return
    yield guards_present(guards)
    yield from server
    yield last_verification(cast(tuple[datetime, int] | None, verified), now=datetime.now(UTC))
    if row:
        size, waiting, age = cast(tuple[int, int, timedelta | None], row)  # as the query gives them
        yield log_and_head(size, files=HeadFiles(folder))
        yield being_sealed(waiting, age=age or timedelta())


def key_found(file: Path) -> HealthFinding:
    """There is a signing key that can be read."""
    try:
        origin = signing_key.read(file).name
    except NoSigningKey as missing:
        why = "Without it Watchbook cannot seal; new entries wait."
        next_step = (
            "Put back the copy that you keep elsewhere, or run `watchbook setup` if there was never one."
        )
        return HealthFinding("Signing key", str(missing), why, next_step)
    return HealthFinding(
        "Signing key", f"{file}, of {origin}. Keep a copy of it elsewhere: no backup holds it."
    )


def guards_present(differences: Sequence[str]) -> HealthFinding:
    """Triggers, functions, owners and rights are those of this release."""
    if not differences:
        return HealthFinding("Guards", "triggers, functions, owners and rights are as this release has them.")
    return HealthFinding(
        "Guards",
        f"{len(differences)} are not as this release has them.",
        " ".join(differences[:SHOWN]),
        "Find out who changed them. Restore the newest backup from before the change, or set up a new home and restore into it;"
        " `watchbook audit-log verify` says which rows were changed meanwhile.",
    )


def last_verification(found: tuple[datetime, int] | None, *, now: datetime) -> HealthFinding:
    """The last nightly verification was last night and found nothing."""
    tell = "Run `watchbook audit-log verify`, which lists every problem."
    if found is None:
        return HealthFinding(
            "Verification",
            "none yet.",
            "Each night verifies the log and the rows. A run of `watchbook audit-log verify` by hand does not count as one.",
            "Check that the worker is running.",
        )
    moment, problems = found
    said = f"{moment:%-d %B %Y at %H:%M} UTC."
    if problems:
        return HealthFinding("Verification", said, f"Problems found: {problems}.", tell)
    if now - moment > VERIFIED_WITHIN:
        return HealthFinding(
            "Verification", said, "One is due each night.", "Check that the worker is running."
        )
    return HealthFinding("Verification", f"{said} Everything held.")


def log_and_head(size: int, *, files: HeadFiles) -> HealthFinding:
    """The database's log is not shorter than what was signed."""
    try:
        head = files.read()
    except BadHead as bad:
        why = "The signer cannot tell what it has signed."
        return HealthFinding("Audit log", str(bad), why, "Put back the folder as it was when it last signed.")
    if head and size < head.log.size:
        return HealthFinding(
            "Audit log",
            f"{size} entries are in the database, {head.log.size} were signed.",
            "Somebody restored an older database.",
            "Restore a newer backup if there is one; otherwise stop `watchbook serve` and run `watchbook audit-log rejoin`.",
        )
    return HealthFinding("Audit log", f"{size} entries are sealed, {head.log.size if head else 0} signed.")


def being_sealed(waiting: int, *, age: timedelta) -> HealthFinding:
    """Nothing waits longer than it may."""
    if age <= LONGEST_WAIT:
        return HealthFinding("Seal", f"{waiting} entries wait.")
    said = f"{waiting} entries wait, the oldest for {age.total_seconds():.0f} s."
    why = "No sealer is running, or it stopped because the log differs from the one that it signed."
    return HealthFinding(
        "Seal", said, why, "Start `watchbook serve` or `watchbook sealer` and read what it says."
    )
