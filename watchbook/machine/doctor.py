"""The doctor: looks at the machine, the home and the database, and says of each whether it is well."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

import psycopg
from django.conf import settings

from watchbook.capture import ways
from watchbook.machine import backup, chromium, cluster, installation, namespace, restore
from watchbook.machine.came_back_doctor import (
    came_back_findings,
    kept_aside_findings,
    lost_list_findings,
    lost_time_findings,
    notes_findings,
)
from watchbook.machine.capture_doctor import capture_folder, capture_worker_findings
from watchbook.machine.connection import Parameters
from watchbook.machine.database_doctor import database_findings
from watchbook.machine.failure import Failure
from watchbook.machine.files_doctor import files_findings, unnamed_findings
from watchbook.machine.finding import HealthFinding
from watchbook.machine.keys_doctor import keys_findings, records_findings
from watchbook.machine.manifest import read
from watchbook.machine.may_serve import age_findings
from watchbook.machine.migrated import has_every_migration
from watchbook.machine.namespace import RunWay
from watchbook.machine.old_backups_doctor import old_backups_findings
from watchbook.machine.places import Places
from watchbook.machine.scan_doctor import scan_finding
from watchbook.machine.seal_doctor import seal_findings
from watchbook.machine.separation_doctor import separation

OLDEST_PYTHON = (3, 12)
LEAST_FREE = 2_000_000_000  # bytes
BACKUP_WITHIN = timedelta(hours=26)  # nightly, and time to make it


def examine() -> Iterator[HealthFinding]:
    """Every finding, the machine's first; a database that cannot be reached is one finding, not a crash."""
    places, parameters, now = installation.places(), installation.parameters, datetime.now(UTC)
    yield python_version(sys.version_info[:2])
    yield home_permissions(places)
    yield separation(
        places,
        signing_key=settings.SIGNING_KEY,
        key_folders=settings.KEY_FOLDERS,
        is_needed=settings.MODE == "production" and not settings.ENVIRONMENT.trial,
    )
    yield disk_free(places, least=LEAST_FREE)
    yield namespaces(embedded=installation.is_embedded())
    yield chromium_found(os.environ)
    yield from (HealthFinding(subject, *said) for subject, _ok, *said in ways.findings())
    yield capture_folder(os.environ)
    yield last_backup(places, now=now)
    yield from old_backups_findings(parameters, now=now)
    yield unfinished_restore(places)
    yield from came_back_findings(places, parameters)
    yield from lost_list_findings(places, parameters)
    yield from kept_aside_findings(places, parameters, now=now)
    yield from lost_time_findings(parameters)
    yield from notes_findings(places)
    yield from files_findings()
    yield scan_finding()
    yield from keys_findings()
    yield from (ages := list(age_findings()))
    yield from records_findings(are_newest=all(one.ok for one in ages))
    yield from database_findings(parameters)
    yield from capture_worker_findings(parameters)
    yield from seal_findings(settings.SIGNING_KEY, settings.SEALING_FOLDER, parameters)
    yield from unnamed_findings(places, parameters=parameters, now=now)
    yield migrations_applied(parameters)


def python_version(version: tuple[int, ...]) -> HealthFinding:
    """Python is new enough."""
    said = ".".join(str(part) for part in version)
    if version >= OLDEST_PYTHON:
        return HealthFinding("Python", f"version {said}.")
    return HealthFinding(
        "Python", f"version {said}.", "Watchbook needs 3.12 or later.", "Run `make setup` again."
    )


def home_permissions(places: Places) -> HealthFinding:
    """The home is there and nobody else reads its secrets."""
    if not places.secrets.is_dir():
        return HealthFinding(
            "Home", f"{places.home} has no secrets.", "It was never set up.", "Run `watchbook setup`."
        )
    secret = [places.secrets, *places.secrets.iterdir()]
    open_ones = [path for path in secret if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    if open_ones:
        return HealthFinding(
            "Home",
            f"others on this machine may read {', '.join(str(path) for path in open_ones)}.",
            "It holds passwords and the signing key.",
            f"Run `chmod -R go= {places.secrets}`, and change what may have been read.",
        )
    return HealthFinding("Home", f"{places.home}; its secrets are its owner's alone.")


def disk_free(places: Places, *, least: int) -> HealthFinding:
    """There is room."""
    nearest = next(folder for folder in [places.home, *places.home.parents] if folder.exists())
    free = shutil.disk_usage(nearest).free
    said = f"{free / 1e9:.1f} GB free."
    if free >= least:
        return HealthFinding("Disk", said)
    why = f"Less than {least / 1e9:.0f} GB is left for database, files and backups."
    return HealthFinding("Disk", said, why, "Free some disk space.")


def namespaces(*, embedded: bool) -> HealthFinding:
    """PostgreSQL can be run here although we are root."""
    if not embedded or os.geteuid() != 0:
        return HealthFinding("Namespaces", "not needed here.")
    probe = namespace.command([sys.executable, "-c", ""], way=RunWay.NAMESPACE)
    tried = subprocess.run(probe, env=cluster.clean_environment(), capture_output=True, check=False)
    if tried.returncode == namespace.FORBIDDEN:
        said = "forbidden; PostgreSQL runs as the user nobody instead."
        return HealthFinding("Namespaces", said)
    return HealthFinding("Namespaces", "allowed.")


def chromium_found(environment: Mapping[str, str]) -> HealthFinding:
    """There is a browser for capture and for tests."""
    try:
        found = chromium.find(environment, folder=chromium.default_folder())
    except Failure as failure:
        return HealthFinding("Chromium", failure.what, failure.why, failure.next_step)
    if found:
        return HealthFinding("Chromium", f"{found}.")
    return HealthFinding(
        "Chromium",
        "none found.",
        "Pages cannot be captured without one; all else works.",
        "Run `python -m watchbook.machine.chromium --install`, or name one in WATCHBOOK_CHROMIUM.",
    )


def last_backup(places: Places, *, now: datetime) -> HealthFinding:
    """The last backup is not older than a night, and held everything."""
    finished = backup.finished(places)
    if not finished:
        return HealthFinding("Backup", "none.", "Nothing could be restored.", "Run `watchbook backup`.")
    try:
        last = read(finished[-1])
    except Failure as failure:
        return HealthFinding("Backup", failure.what, failure.why, failure.next_step)
    age = now - (made_at := datetime.fromisoformat(last.made_at))
    if backup.is_renamed(finished[-1], made_at=made_at):
        return HealthFinding(
            "Backup",
            f"{finished[-1].name} was made on {made_at:%-d %B %Y at %H:%M} UTC.",
            "Somebody renamed it. By its name it is taken for the newest, and newer ones are let go before it.",
            "Give it the name of the moment when it was made, and find out who renamed it.",
        )
    said = f"{finished[-1].name}, {age.total_seconds() / 3600:.1f} hours old."
    if last.damaged:
        why = f"{len(last.damaged)} files of the store were damaged when it was made."
        return HealthFinding("Backup", said, why, "Look for them in older backups, and look at the disk.")
    if not timedelta(minutes=-5) < age < BACKUP_WITHIN:
        why = (
            "One is due each night." if age > timedelta() else "Its date is in the future: a clock was wrong."
        )
        return HealthFinding(
            "Backup", said, why, "Check that the worker is running, then run `watchbook backup`."
        )
    return HealthFinding("Backup", said)


def unfinished_restore(places: Places) -> HealthFinding:
    """No restore was broken off between its renames, and no restored register is in quarantine."""
    if places.quarantine.exists():
        return HealthFinding(
            "Restore",
            "a restored register is in quarantine.",
            "Records deleted since its backup came back with it, so nobody can use it.",
            "Run `watchbook restore --replay`.",
        )
    if restore.is_unfinished(places):
        return HealthFinding(
            "Restore",
            "the last one was interrupted.",
            "It restored everything, but only part of it is in place.",
            "Run `watchbook restore --finish`, or start `watchbook serve`, which does it too.",
        )
    return HealthFinding("Restore", "none is unfinished.")


def migrations_applied(parameters: Callable[[str], Parameters]) -> HealthFinding:
    """The database is as this version wants it."""
    try:
        if has_every_migration(parameters("app")):
            return HealthFinding("Migrations", "all applied.")
        why = "Some have not been applied."
    except (psycopg.Error, Failure) as error:
        why = f"It said: {str(error).strip()}"
    return HealthFinding("Migrations", "not up to date.", why, "Run `watchbook setup`; it applies them.")
