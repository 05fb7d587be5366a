"""A backup: the database and the files that it names, whole or not there at all. Never a secret or a key.

Files in a bucket of an object store are left to its keeper, and the backup says so.

It is made beside the finished ones under another name, every part is hashed, the manifest comes last, and
only then is it renamed. Files are copied before and after the database is read: one that is deleted
meanwhile, and one that comes meanwhile, are both in it. (One that comes and is disposed of again within
these seconds is not, and need not be.)
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from django.conf import settings
from psycopg import IsolationLevel, pq, sql

from watchbook.audit_log.durable import sync_folder
from watchbook.audit_log.seal import as_range
from watchbook.ledger.note import Signer
from watchbook.machine import cluster, manifest, schema_guards
from watchbook.machine.connection import Connection, Parameters, connect, value_of
from watchbook.machine.failure import Failure
from watchbook.machine.locking import open_lock, try_exclusive
from watchbook.machine.manifest import DUMP, FILES, NAME, BackupFile, Manifest, measure
from watchbook.machine.places import Places
from watchbook.machine.progress import Say, say
from watchbook.machine.stored_files import bring, stored, sync_all, write_through

KEEP = settings.BACKUPS_KEPT
KEEP_HELP = "how many stay (default %(default)s); with more, deleted records stay longer in backups than certificates and letters say"
LONGER = (
    "More than {keep} backups are kept. Deleted records stay in the older ones for longer than certificates of deletion and letters say, and "
    "`watchbook doctor` names those that should have gone."
)
UNFINISHED = ".unfinished"
NAMED = "%Y-%m-%dT%H%M%S"  # and parts of a second; in UTC
NOT_HERE = "The files lie in a bucket and are not in this backup: whoever keeps the bucket copies it."

TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname
"""
# Columns that name a file of the store; other hashes beside them name nothing that is kept.
FILE_COLUMNS = ("file_sha256", "logo_sha256", "html_sha256", "docx_sha256", "pdf_sha256")
NAMING = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = ANY (%s) ORDER BY 1, 2
"""
# Sessions and cached counts have their time only: a backup keeps their tables, and no row of them.
PASSING = frozenset({"organisation_session", "django_cache"})


class BackupDamaged(Failure):
    """The backup is finished, but files of the store were not whole and no earlier backup had them."""


def make(
    places: Places,
    *,
    source: Parameters,
    prefix: str,
    signer: Signer | None = None,
    keep: int = KEEP,
    say: Say = say,
) -> Path:
    """Make a backup as the backup role, signed with the log's key, then let the oldest beyond `keep` go; gives its folder."""
    with _alone(places):
        unfinished = places.backups / UNFINISHED
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        say(NOT_HERE if settings.FILES_S3 else "Copying files.")
        _copy_files(places, to=unfinished)
        say("Copying the database.")
        dumped = _dump(source, to=unfinished / DUMP, prefix=prefix)
        damaged = _copy_files(places, to=unfinished)
        missing = _missing_files(unfinished, named=dumped.files)
        contents = _manifest(unfinished, prefix=prefix, dumped=dumped, damaged=[*damaged, *missing])
        finished = _finish(unfinished, contents=contents, signer=signer)
        prune(places, keep=keep)
        if keep > KEEP:
            say(LONGER.format(keep=KEEP))
        say(f"Backup finished: {finished.name}, {contents.totals()}.")
    if missing:
        raise BackupDamaged(
            f"The backup is finished, but {len(missing)} files that rows name are nowhere in the store.",
            why=f"They are gone: {', '.join(missing[:5])}, from {places.files}.",
            next_step="Look for them in older backups, and find out who deleted them; then make another backup.",
        )
    if damaged:
        raise BackupDamaged(
            f"The backup is finished, but {len(damaged)} of the files it should hold are damaged.",
            why=f"Their content no longer matches their names: {', '.join(damaged[:5])}, in {places.files}.",
            next_step="Look for them in older backups, and look at the disk; then make another backup.",
        )
    return finished


def finished(places: Places) -> list[Path]:
    """The finished backups, oldest first."""
    if not places.backups.is_dir():
        return []
    folders = [path for path in places.backups.iterdir() if not path.name.startswith(".")]
    return sorted(path for path in folders if (path / NAME).is_file())


def is_renamed(folder: Path, *, made_at: datetime) -> bool:
    """Whether a backup has the name of another moment. By their names the newest is found, and the oldest to let go."""
    return not f"{made_at:{NAMED}}" <= folder.name <= f"{made_at + timedelta(hours=1):{NAMED}}"


def oldest_at(places: Places) -> datetime | None:
    """Return when the oldest finished backup was made; None where there is none."""
    kept = finished(places)
    return datetime.fromisoformat(manifest.read(kept[0]).made_at) if kept else None


def prune(places: Places, *, keep: int) -> None:
    """Let the oldest backups beyond `keep` go, each renamed first: half of one is not a backup."""
    for old in finished(places)[: -max(keep, 1)]:
        going = old.rename(old.with_name(f".{old.name}"))
        shutil.rmtree(going)


def program_environment(parameters: Parameters) -> Mapping[str, str]:
    """What PostgreSQL's programs read to connect: no arguments, which everybody on the host sees."""
    variables = {
        option.keyword.decode(): option.envvar.decode()
        for option in pq.Conninfo.get_defaults()
        if option.envvar
    }
    known = {variables[name]: value for name, value in parameters.items() if name in variables}
    return {"PATH": os.defpath, "LC_ALL": "C", **known}


@contextmanager
def _alone(places: Places) -> Iterator[None]:
    places.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open_lock(places.backups / ".lock") as lock:
        if not try_exclusive(lock):
            raise Failure(
                "A backup is being made already.",
                why="Two at once would read everything twice and delete each other's unfinished one.",
                next_step="Wait for it; `watchbook doctor` tells when the last one was finished.",
            )
        yield


def _copy_files(places: Places, *, to: Path) -> list[str]:
    """Copy what is not there yet; gives the names of files that are nowhere whole."""
    earlier = [path / FILES for path in finished(places)[-1:]]
    (to / FILES).mkdir(mode=0o700, exist_ok=True)
    if settings.FILES_S3:
        return []  # what may lie in the folder is of before the bucket
    damaged = []
    for path in list(stored(places.files)):  # a list: those who write may be quicker than we are
        whole = bring(path, to=to / FILES, linked_from=earlier, copied_from=[places.files])
        if not whole and (places.files / path).exists():
            damaged.append(path.name)
    return damaged


@dataclass(frozen=True)
class Dumped:
    """The content of a dump, from the same snapshot: rows, how far the log is sealed, its guards, the files that rows name."""

    server: str
    tables: dict[str, int]
    log: tuple[int, str]
    guards: str
    files: set[str]


def _dump(source: Parameters, *, to: Path, prefix: str) -> Dumped:
    """Dump and count in one snapshot, so that what is said is the dump's."""
    with connect(source) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.transaction():
            snapshot = str(value_of(connection, "SELECT pg_export_snapshot()"))
            version = str(value_of(connection, "SHOW server_version"))
            said = Dumped(
                version,
                count_rows(connection),
                _log_of(connection),
                schema_guards.digest(schema_guards.measured(connection, prefix=prefix)),
                set() if settings.FILES_S3 else files_named(connection),
            )
            _run_pg_dump(source, snapshot=snapshot, to=to)
    write_through(to)
    return said


def _log_of(connection: Connection) -> tuple[int, str]:
    """Return how many entries are sealed, and the root over them; of a database that has no such log, none."""
    if value_of(connection, "SELECT to_regclass('public.audit_log_sealedlog')") is None:
        return 0, ""
    row = connection.execute("SELECT size, hashes FROM public.audit_log_sealedlog").fetchone()
    size, hashes = cast(tuple[int, bytes], row or (0, b""))
    return size, as_range(size, bytes(hashes)).root().hex()


def files_named(connection: Connection) -> set[str]:
    """Every file of the store that a row names."""
    found: set[str] = set()
    for table, column in connection.execute(NAMING, [list(FILE_COLUMNS)]).fetchall():
        query = sql.SQL("SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''").format(
            column=sql.Identifier(str(column)), table=sql.Identifier(str(table))
        )
        found |= {str(name) for (name,) in connection.execute(query)}
    return found


def _missing_files(folder: Path, *, named: set[str]) -> list[str]:
    """Files that rows name and that are nowhere."""
    return sorted(name for name in named if not (folder / FILES / name[:2] / name).exists())


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    count = sql.SQL("SELECT count(*) FROM {}")
    names = sorted({str(name) for (name,) in connection.execute(TABLES)} - PASSING)
    return {name: int(value_of(connection, count.format(sql.Identifier(name)))) for name in names}


def _run_pg_dump(source: Parameters, *, snapshot: str, to: Path) -> None:
    left_out = [*(f"--exclude-table-data={table}" for table in PASSING), "--no-large-objects"]
    options = ["-Fc", "--no-password", f"--snapshot={snapshot}", "--lock-wait-timeout=60000", "-f", str(to)]
    done = subprocess.run(
        [cluster.program("pg_dump"), *options, *left_out],
        env=program_environment(source), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failure(
            "The database could not be copied; there is no new backup, the earlier ones are as they were.",
            why=f"pg_dump said: {done.stderr.strip()[-500:]}",
            next_step="Mend what it names and make the backup again.",
        )


def _manifest(folder: Path, *, prefix: str, dumped: Dumped, damaged: list[str]) -> Manifest:
    return Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        server=dumped.server,
        prefix=prefix,
        dump=measure(folder / DUMP, root=folder),
        tables=dumped.tables,
        # That the content of a kept file matches its name was found when it was put there.
        files=[
            BackupFile(f"{FILES}/{path.as_posix()}", (folder / FILES / path).stat().st_size, sha256=path.name)
            for path in stored(folder / FILES)
        ],
        damaged=damaged,
        log_size=dumped.log[0],
        log_root=dumped.log[1],
        guards=dumped.guards,
    )


def _finish(unfinished: Path, *, contents: Manifest, signer: Signer | None) -> Path:
    write_through(contents.write(unfinished))
    if signer is not None:
        write_through(manifest.sign(unfinished, signer=signer))
    sync_all(unfinished)
    done = unfinished.rename(unfinished.with_name(f"{datetime.now(UTC):{NAMED}.%fZ}"))
    sync_folder(done.parent)
    return done
