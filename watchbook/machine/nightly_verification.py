"""The log and the rows verified each night without being asked; the outcome is an event.

Every night what was recorded or written since the last good run, and that no row and no stored file went; on Sundays, and
where there is no earlier run, everything is read anew, the stored files, the keys and the newest backup too. How far a good
run came is kept in the home, outside the database.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from watchbook.audit_log import durable, published, verification
from watchbook.audit_log.asked_signer import the_signer
from watchbook.audit_log.log_findings import VERIFIED
from watchbook.audit_log.models import PublishedCheckpoint, SignedCheckpoint
from watchbook.audit_log.record import Fact
from watchbook.audit_log.row_verification import RowsVerified
from watchbook.audit_log.sign import the_head_files
from watchbook.audit_log.verification import Verified
from watchbook.ledger.note import Ed25519Verifier
from watchbook.ledger.tree import Range
from watchbook.machine import (
    backup,
    files_verified,
    indexes_verified,
    installation,
    keys_verified,
    machine_findings,
    manifest,
    schema_guards,
)
from watchbook.machine.connection import connect
from watchbook.machine.failure import Failure
from watchbook.machine.server_doctor import server_finding

SUNDAY = 6
SHOWN = 20


@dataclass(frozen=True)
class VerificationOutcome:
    """The findings of a run."""

    was_full: bool
    problems: Sequence[str]


def verify(*, now: datetime, full: bool = False) -> VerificationOutcome:
    """Verify, record what came of it, and keep how far a good run came."""
    file, key = state_file(), the_signer().verifier
    since = None if full or timezone.localtime(now).weekday() == SUNDAY else earlier(file)
    guards, found, done = examine(key=key, since=since)
    if guards:
        machine_findings.of_guards(guards)
    outcome = VerificationOutcome(since is None, [*guards, *found])
    if done is not None:
        durable.write(file, content=_written(done))
    facts: dict[str, Fact] = {
        "was_full": outcome.was_full,
        "number_of_problems": len(outcome.problems),
        "problems": list(outcome.problems[:SHOWN]),
        "key_of_log": key.line,
        "signed_checkpoints": SignedCheckpoint.objects.count(),
        "published_checkpoints": (many := PublishedCheckpoint.objects.count()),
        "published_digest": published.digest(many),
    }
    machine_findings.by_the_system(VERIFIED, facts)
    return outcome


def examine(*, key: Ed25519Verifier, since: Verified | None) -> tuple[list[str], list[str], Verified | None]:
    """Return the problems of the guards, those of log, rows, stored files and backups, and how far a run came if log and rows hold."""
    with connect(installation.parameters("app")) as connection:
        guards = schema_guards.differences(connection, prefix=installation.prefix())
        if installation.is_embedded():
            server = server_finding(installation.places(), connection)
            guards += [] if server.ok else [server.why]
        indexes = list(indexes_verified.problems(connection, since=since.rows.xid if since else None))
        files = list(files_verified.problems(Path(settings.FILES_FOLDER), connection, full=since is None))
    if since is None:
        files += [*keys_verified.problems(), *_newest_backup(key)]
    found, done = verification.verify(key=key, files=the_head_files(), since=since)
    return guards, [*indexes, *found, *files], done if not indexes else None


def _newest_backup(key: Ed25519Verifier) -> list[str]:
    """Say if the newest backup is not as it was made: one that is needed is needed whole."""
    made = backup.finished(installation.places())
    try:
        if made:
            manifest.verified(made[-1], key=key)
    except (Failure, OSError) as failure:
        return [f"The newest backup was changed or is damaged. {failure}"]
    return []


def state_file() -> Path:
    """Return where it is kept how far the last good run came."""
    return installation.places().nightly


def earlier(file: Path) -> Verified | None:
    """Return how far the last good run over this very database came; None where everything is to be read."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        log = Range(size=said["size"], hashes=tuple(bytes.fromhex(one) for one in said["hashes"]))
        since = Verified(said["database"], log, RowsVerified(**said["rows"]))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None
    return since if verification.is_of_this_database(since) else None


def _written(done: Verified) -> bytes:
    hashes = [one.hex() for one in done.log.hashes]
    return json.dumps(
        {"database": done.database, "size": done.log.size, "hashes": hashes, "rows": asdict(done.rows)}
    ).encode()
