"""Back from a backup: proved first, built beside what is there, and put in its place only when whole.

The database that was there and its files are kept under other names until somebody says to drop them.
"""

import json
import shutil
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from watchbook.audit_log import durable
from watchbook.ledger.note import Verifier
from watchbook.machine import cluster, database, manifest, quarantine, schema_guards
from watchbook.machine.backup import PASSING, count_rows, program_environment
from watchbook.machine.connection import Parameters, as_role, connect, run
from watchbook.machine.failure import Failure
from watchbook.machine.manifest import FILES, Manifest
from watchbook.machine.places import Places
from watchbook.machine.processes import only_one
from watchbook.machine.progress import Say, say
from watchbook.machine.roles import deny_large_objects, prepare_roles
from watchbook.machine.stored_files import bring, sync_all

JOURNAL = "restore.json"
UNTOUCHED = "Nothing in the register was changed."


@dataclass(frozen=True)
class Swap:
    """What takes whose place; on disk while it happens, so that it can be finished after a crash."""

    database: str
    restored: str
    before: str
    files_restored: str
    files_before: str


def restore(
    places: Places,
    *,
    folder: Path,
    admin: Parameters,
    name: str,
    prefix: str,
    key: Verifier | None = None,
    say: Say = say,
) -> Swap:
    """Restore a backup that this key signed (any, without one) as the database `name`, while no `serve` runs.

    Gives the names of what was there.
    """
    with only_one(places):
        finish_swap(places, admin=admin)
        say("Checking the backup.")
        contents = manifest.verified(folder, key=key)
        if contents.prefix != prefix:
            raise Failure(
                f"The backup's roles begin with {contents.prefix}, this service's with {prefix}.",
                why=f"It grants rights to roles that this service does not have. {UNTOUCHED}",
                next_step=f"Set WATCHBOOK_ROLE_PREFIX to {contents.prefix}, run set-up, and restore again.",
            )
        stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
        swap = Swap(
            database=name,
            restored=f"{name}_restoring",
            before=f"{name}_before_{stamp}",
            files_restored="files.restoring",
            files_before=f"files.before-{stamp}",
        )
        prepare_roles(admin, prefix=prefix, places=places)
        build(places, folder=folder, contents=contents, swap=swap, admin=admin, say=say)
        quarantine.begin(places, backup=folder.name)
        durable.write(places.home / JOURNAL, content=json.dumps(asdict(swap)).encode())
        finish_swap(places, admin=admin)
    say(f"Restored. The earlier database is kept as {swap.before}, its files as {swap.files_before}.")
    return swap


def build(
    places: Places, *, folder: Path, contents: Manifest, swap: Swap, admin: Parameters, say: Say
) -> None:
    """Database and files under their passing names, whole and counted."""
    prefix = contents.prefix
    database.drop(admin, name=swap.restored)
    with connect(admin) as connection:
        database.create_empty(connection, name=swap.restored, prefix=prefix)
    owner = as_role(admin, places=places, prefix=prefix, role="owner", database=swap.restored)
    say("Restoring the database.")
    _restore_database(folder / contents.dump.path, owner=owner)
    deny_large_objects(
        admin, places=places, database=swap.restored
    )  # the dump says so too, but its owner may not
    _check_counts(contents, owner=owner)
    _check_guards(contents, owner=owner)
    say("Restoring files.")
    _restore_files(places, folder=folder, contents=contents, to=places.home / swap.files_restored)


def is_unfinished(places: Places) -> bool:
    """Whether a restore was broken off between its renames."""
    return (places.home / JOURNAL).exists()


def finish_swap(places: Places, *, admin: Parameters) -> None:
    """Put what was restored in its place; after a crash in the middle, the rest of it. Else nothing."""
    journal = places.home / JOURNAL
    if not is_unfinished(places):
        return
    swap = Swap(**json.loads(journal.read_text()))
    restored = places.home / swap.files_restored
    if restored.exists():
        if places.files.exists():
            places.files.rename(places.home / swap.files_before)
        restored.rename(places.files)
        durable.sync_folder(places.home)
    _rename_databases(admin, swap=swap)
    journal.unlink()


def drop_before(places: Places, *, admin: Parameters, name: str) -> list[str]:
    """Drop what earlier restores kept; gives the names of what is gone."""
    with connect(admin) as connection:
        old = database.names(connection, prefix=f"{name}_before_")
    for kept in old:
        database.drop(admin, name=kept)
    folders = places.files_before()
    for folder in folders:
        shutil.rmtree(folder)
    return [*old, *(folder.name for folder in folders)]


def _restore_database(dump: Path, *, owner: Parameters) -> None:
    """As the owner, in one transaction. There are no default rights yet: they would add to the dump's own."""
    options = ["--no-password", "--no-owner", "--single-transaction", "-d", owner["dbname"]]
    done = subprocess.run(
        [cluster.program("pg_restore"), *options, str(dump)],
        env=program_environment(owner), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failure(
            "The database could not be restored.",
            why=f"pg_restore said: {done.stderr.strip()[-500:]} {UNTOUCHED}",
            next_step="Put right what it names, then restore again.",
        )


def _check_counts(contents: Manifest, *, owner: Parameters) -> None:
    with connect(owner) as connection:
        found = count_rows(connection)
        connection.execute("ANALYZE")
    counted = {name: rows for name, rows in contents.tables.items() if name not in PASSING}
    wrong = sorted(name for name in {*found, *counted} if found.get(name) != counted.get(name))
    if wrong:
        raise Failure(
            f"The restored database does not have the rows that the backup counted, in {', '.join(wrong[:5])}.",
            why=f"The dump and its manifest do not belong together. {UNTOUCHED}",
            next_step="Restore another backup; keep this one so that somebody can find out why.",
        )


def _check_guards(contents: Manifest, *, owner: Parameters) -> None:
    """The restored database is guarded as the one that was copied, whatever the dump says."""
    with connect(owner) as connection:
        there = schema_guards.measured(connection, prefix=contents.prefix)
    if not contents.guards.startswith(schema_guards.measure_of(there)):
        return  # an earlier release measured them, or another server: the start after the restore holds them against ours
    if schema_guards.digest(there) != contents.guards:
        differ = schema_guards.compared(there, schema_guards.carried())
        raise Failure(
            "The restored database does not have the guards of the one that was backed up.",
            why=f"Triggers, functions, owners or rights differ. {' '.join(differ[:5])} {UNTOUCHED}",
            next_step="Restore another backup; keep this one so that somebody can find out why.",
        )


def _restore_files(places: Places, *, folder: Path, contents: Manifest, to: Path) -> None:
    """Beside the store: linked from it where it is whole, copied from the backup where not."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(mode=0o700)
    for part in contents.files:
        path = Path(part.path).relative_to(FILES)
        if not bring(path, to=to, linked_from=[places.files], copied_from=[folder / FILES]):
            raise Failure(
                f"The file {path.name} could not be restored.",
                why=f"Its copy in the backup could not be read whole. {UNTOUCHED}",
                next_step="Look at the disk, and restore again or take another backup.",
            )
    sync_all(to)


def _rename_databases(admin: Parameters, *, swap: Swap) -> None:
    """Both renames in one transaction, after everybody's connections to the old one were cut."""
    with connect(admin) as connection:
        if not database.exists(connection, swap.restored):
            return
        database.cut_off_clients(connection, swap.database, swap.restored)
        with connection.transaction():
            if database.exists(connection, swap.database):
                run(connection, "ALTER DATABASE {old} RENAME TO {new}", old=swap.database, new=swap.before)
            run(connection, "ALTER DATABASE {old} RENAME TO {new}", old=swap.restored, new=swap.database)
