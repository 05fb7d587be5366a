"""The embedded PostgreSQL: start, find, stop and share one server per home. Settings import it: no Django."""

import hashlib
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from watchbook.machine import cluster
from watchbook.machine.failure import Failure
from watchbook.machine.locking import exclusive, open_lock, share, try_exclusive
from watchbook.machine.namespace import NOBODY, command, owner
from watchbook.machine.places import Places
from watchbook.machine.progress import Say, say

PORT = 5432
SOCKET_NAME = f".s.PGSQL.{PORT}"
SOCKET_PATH_LIMIT = 107  # bytes that a Unix socket's address holds
START_WITHIN = 120.0  # seconds: after a crash the log is replayed first
STOP_WITHIN = 60.0
TELL_EVERY = 5.0
TRIES = 4  # a killed server's own children may hold its memory for a moment longer

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_worker_processes": "4",
    "max_parallel_workers": "2",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Rows hold people's names: the server's log takes neither statements nor the values in an error.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
}


def socket_folder(places: Places) -> Path:
    """Where the server's socket lies: in the home, or in a short folder of its own where its path is long.

    It depends on the home alone, never on TMPDIR or a session's runtime folder: every process of a home,
    whoever starts it, must find the same place.
    """
    inside = places.home / "run"
    if len(os.fsencode(inside / SOCKET_NAME)) <= SOCKET_PATH_LIMIT:
        return inside
    digest = hashlib.sha256(os.fsencode(places.home)).hexdigest()[:16]
    return Path("/tmp") / f"watchbook-{digest}"  # noqa: S108 - fixed on purpose; owner and mode are checked


def is_running(places: Places) -> bool:
    """Whether a server listens, perhaps still replaying its log. Only a living one holds the socket open."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(5)
        try:
            client.connect(str(socket_folder(places) / SOCKET_NAME))
        except TimeoutError:
            return True
        except OSError:
            return False
    return True


def start(places: Places, *, say: Say = say) -> None:
    """Have the server running and ready; one left over from a killed `serve` is taken as it is."""
    with exclusive(_switch(places)):
        _start(places, say=say)
        _borrowed(places).unlink(missing_ok=True)


def ensure(places: Places, *, say: Say = say) -> None:
    """Start the server again if it has died; who stops it at the end stays as it is."""
    with exclusive(_switch(places)):
        _start(places, say=say)


def stop(places: Places, *, say: Say = say) -> None:
    """Stop the server cleanly; connections are cut, transactions in flight are undone."""
    with exclusive(_switch(places)):
        _stop(places, say=say)


@contextmanager
def running(places: Places, *, say: Say = say) -> Iterator[None]:
    """The server, for as long as this lasts: whoever leaves last stops it, if one of us started it."""
    with open_lock(places.home / "postgres.users") as users:
        try:
            _join(places, users=users, say=say)
            yield
        finally:
            _leave(places, users=users, say=say)


def _join(places: Places, *, users: IO[str], say: Say) -> None:
    """Be one of the server's users; note that it was started for a while only, where it was not running."""
    with exclusive(_switch(places)):
        share(users)
        if not is_running(places):
            _borrowed(places).touch()
        _start(places, say=say)


def _leave(places: Places, *, users: IO[str], say: Say) -> None:
    """Stop the server where it was started for a while only and nobody uses it any more."""
    with exclusive(_switch(places)):
        if _borrowed(places).exists() and try_exclusive(users):
            _stop(places, say=say)


def _switch(places: Places) -> Path:
    """Held while the server is being started or stopped."""
    return places.home / "postgres.lock"


def _borrowed(places: Places) -> Path:
    """There while the server is to stop with its last user."""
    return places.home / "postgres.borrowed"


def _start(places: Places, *, say: Say) -> None:
    if not is_running(places):
        cluster.check_made(places)
        way = cluster.choose_way(places)
        _prepare_socket_folder(places, user=owner(way))
        _clear_stale_pid(places)
        arguments = command([str(cluster.program("postgres")), *_arguments(places)], way=way)
        say("Starting PostgreSQL.")
        for last in [False] * (TRIES - 1) + [True]:
            process = _spawn(places, arguments=arguments)
            if _wait_ready(places, process=process, say=say):
                return
            if not last:
                time.sleep(1)
        raise Failure(
            "PostgreSQL did not start.",
            why=f"Its log ends: {cluster.log_tail(places)}",
            next_step=f"Read {cluster.log_file(places)}, mend what it names, and start again.",
        )
    _wait_ready(places, process=None, say=say)


def _arguments(places: Places) -> list[str]:
    folder = str(socket_folder(places)).replace('"', '""')
    settings = {**SETTINGS, "unix_socket_directories": f'"{folder}"'}
    pairs = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return ["-D", str(places.postgres), *pairs]


def _spawn(places: Places, *, arguments: list[str]) -> int:
    """Start the program in a session of its own, so that a terminal's interrupt does not reach it."""
    log = cluster.open_log(places)
    try:
        return os.posix_spawn(
            arguments[0],
            arguments,
            cluster.clean_environment(),
            setsid=True,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_DUP2, log, 1),
                (os.POSIX_SPAWN_DUP2, log, 2),
            ],
        )
    finally:
        os.close(log)


def _wait_ready(places: Places, *, process: int | None, say: Say) -> bool:
    """True when the server takes connections, False when the process that we started has ended."""
    began = time.monotonic()
    told = began
    while time.monotonic() - began < START_WITHIN:
        if _status(places) == "ready" and is_running(places):
            return True
        if process and _has_ended(process):
            return False
        if time.monotonic() - told > TELL_EVERY:
            told = time.monotonic()
            say(f"PostgreSQL is getting ready ({told - began:.0f} s; after a crash it replays its log).")
        time.sleep(0.02)
    raise Failure(
        f"PostgreSQL was not ready after {START_WITHIN:.0f} seconds.",
        why="It is still replaying its log after a crash, or it is stuck.",
        next_step=f"Read {cluster.log_file(places)}; give the same command again: it goes on waiting.",
    )


def _has_ended(process: int) -> bool:
    """Whether our child has ended; takes note of its end, so that it does not linger as a zombie."""
    try:
        ended, _status_word = os.waitpid(process, os.WNOHANG)
    except ChildProcessError:
        return True
    return ended == process


def _pid_lines(places: Places) -> list[str]:
    try:
        return (places.postgres / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _status(places: Places) -> str:
    """What the server says of itself: starting, ready or stopping."""
    lines = _pid_lines(places)
    return lines[7].strip() if len(lines) > 7 else ""


def server_process(places: Places) -> int | None:
    """The process number of the running server."""
    lines = _pid_lines(places)
    return int(lines[0]) if lines and lines[0].isdigit() and is_running(places) else None


def _clear_stale_pid(places: Places) -> None:
    """Forget a killed server whose number another program has by now: PostgreSQL would refuse to start."""
    lines = _pid_lines(places)
    if not lines or not lines[0].isdigit():
        return
    process = int(lines[0])
    with suppress(ChildProcessError):
        os.waitpid(process, os.WNOHANG)
    proc = Path("/proc") / str(process) / "cmdline"
    with suppress(OSError):
        if b"postgres" not in proc.read_bytes():
            (places.postgres / "postmaster.pid").unlink()


def _prepare_socket_folder(places: Places, *, user: int) -> None:
    folder = socket_folder(places)
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    ours = {os.geteuid(), user, NOBODY} if folder.parent == places.home else {os.geteuid(), user}
    if folder.is_symlink() or status.st_uid not in ours:
        raise Failure(
            f"{folder} is not ours.",
            why="The database's socket would lie in a folder that somebody else can change.",
            next_step="Find out who made it, remove it, and start again.",
        )
    folder.chmod(0o700)
    if status.st_uid != user:
        os.chown(folder, user, -1)


def _stop(places: Places, *, say: Say) -> None:
    _borrowed(places).unlink(missing_ok=True)
    process = server_process(places)
    if process is None:
        return
    say("Stopping PostgreSQL.")
    os.kill(process, signal.SIGINT)
    deadline = time.monotonic() + STOP_WITHIN
    while time.monotonic() < deadline:
        with suppress(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
        if not _pid_lines(places) and not is_running(places):
            with suppress(OSError):
                socket_folder(places).rmdir()
            return
        time.sleep(0.02)
    raise Failure(
        f"PostgreSQL had not stopped after {STOP_WITHIN:.0f} seconds.",
        why="It is still writing what it holds in memory, or a program holds a connection it cannot cut.",
        next_step=f"Wait and stop again; {cluster.log_file(places)} says what it does.",
    )
