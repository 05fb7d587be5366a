"""The doctor's looks at the file store: whether the folder can be written, or the bucket answers; and files that no row names.

Those are what an act that was undone, or a disposal that was broken off, left in the store. They are told and not removed:
an act keeps the bytes before its row, so whoever removes them while something runs could take a file from a row that is
about to name it.
"""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

from watchbook.files.blocks import place
from watchbook.files.bucket_rules import rules_of
from watchbook.files.object_store import the_bucket
from watchbook.files.refused import StoreFailed
from watchbook.machine.connection import Connection, Parameters, connect
from watchbook.machine.failure import Failure
from watchbook.machine.files_verified import missing
from watchbook.machine.finding import HealthFinding
from watchbook.machine.places import Places
from watchbook.machine.stored_files import stored, written_at

SUBJECT = "File store"
RULES = "Deletion in the bucket"
STAYS = "The ciphertext of deleted content stays there; nobody has its key."
NOTHING = "No file can be kept or read: letters, documents, exhibits."
OLD = timedelta(days=1)  # an act is over long before
SHOWN = 5
# Every column that names a file is called so; the other hashes found with them name nothing that is kept.
COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name LIKE '%\\_sha256' ORDER BY 1, 2
"""


def files_findings() -> Iterator[HealthFinding]:
    """What there is to say of the one store there is."""
    if not settings.FILES_S3:
        yield _of_the_folder(Path(settings.FILES_FOLDER))
        return
    found = _of_the_bucket()
    yield found
    if found.ok:
        yield _of_its_rules()


def _of_the_folder(folder: Path) -> HealthFinding:
    if folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return HealthFinding(SUBJECT, f"the folder {folder}.")
    return HealthFinding(
        SUBJECT,
        f"the folder {folder} is not there, or not ours to write.",
        NOTHING,
        "Mount it or run `watchbook setup`, and make the user who runs Watchbook its owner.",
    )


def _of_its_rules() -> HealthFinding:
    """Deletion in the bucket is deletion only where it keeps no earlier versions and locks nothing."""
    try:
        rules = rules_of(settings.FILES_S3)
    except StoreFailed as failure:
        return HealthFinding(RULES, str(failure), STAYS, "Then run `watchbook doctor` again.")
    kept = [
        words
        for words, holds in (
            ("keeps earlier versions", rules.keeps_versions),
            ("locks objects", rules.locks_objects),
        )
        if holds
    ]
    if not kept:
        return HealthFinding(RULES, "no earlier versions are kept, and nothing is locked.")
    return HealthFinding(
        RULES,
        f"the bucket {' and '.join(kept)}.",
        STAYS,
        "Switch this off, or let the bucket expire earlier versions after some days, and say so in the retention schedule.",
    )


def _of_the_bucket() -> HealthFinding:
    try:
        the_bucket(settings.FILES_S3).look()
    except StoreFailed as failure:
        return HealthFinding(SUBJECT, str(failure), NOTHING, "Then run `watchbook doctor` again.")
    return HealthFinding(SUBJECT, f"the bucket {settings.FILES_S3['address']} answers.")


def unnamed_findings(
    places: Places, *, parameters: Callable[[str], Parameters], now: datetime
) -> Iterator[HealthFinding]:
    """One finding about the store; none where the database or the store cannot be read, which is told elsewhere."""
    try:
        with connect(parameters("backup")) as connection:
            # The files first: one that comes meanwhile is not old, and one that goes is not there to be told.
            old = list(old_files(places, moment=now - OLD))
            names = names_in(connection)
            gone = missing(places.files, connection)
    except (psycopg.Error, Failure, StoreFailed):
        return
    yield _of_the_gone(gone)
    yield _finding([path for path in old if path.rpartition("/")[2] not in names])


def _of_the_gone(names: list[str]) -> HealthFinding:
    """Whether every file that a row names is in the store."""
    if not names:
        return HealthFinding("Named files", "each is in the store.")
    return HealthFinding(
        "Named files",
        f"records refer to files that are not in the store ({len(names)}): {_first(names)}.",
        "Somebody deleted them, or the disk lost them. Watchbook can no longer show their content.",
        "Look for them in the backups' folders `files`, copy them back, and find out who deleted them.",
    )


def old_files(places: Places, *, moment: datetime) -> Iterator[str]:
    """Where each file lies that the store kept before a moment, in the folder or the bucket."""
    if settings.FILES_S3:
        bucket = the_bucket(settings.FILES_S3)
        yield from (f"{bucket.address}/{place(name)}" for name in bucket.kept_before(moment))
    else:
        yield from (str(places.files / path) for path in kept_before(places.files, moment=moment))


def kept_before(root: Path, *, moment: datetime) -> Iterator[Path]:
    """Every file of the store that was written before a moment, but those disposed of since they were listed."""
    return (path for path in stored(root) if written_at(root / path) < moment)


def names_in(connection: Connection) -> set[str]:
    """Every hash that a row holds in a column for one."""
    found: set[str] = set()
    for table, column in connection.execute(COLUMNS).fetchall():
        query = sql.SQL("SELECT DISTINCT {} FROM {}").format(
            sql.Identifier(str(column)), sql.Identifier(str(table))
        )
        found |= {str(value) for (value,) in connection.execute(query)}
    return found


def _first(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")


def _finding(unnamed: list[str]) -> HealthFinding:
    if not unnamed:
        return HealthFinding("Files", "each belongs to a record.")
    return HealthFinding(
        "Files",
        f"the store holds files that belong to no record and are more than a day old ({len(unnamed)}): {_first(unnamed)}.",
        "A cancelled action or an interrupted deletion left them. They may hold personal data.",
        "Stop Watchbook, run `watchbook doctor` again, make a backup, then delete the files that it still lists.",
    )
