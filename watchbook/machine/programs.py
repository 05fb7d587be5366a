"""The programs of this service as data: what set-up runs once and what `serve` keeps running."""

import os
import sys
from collections.abc import Mapping

from watchbook.machine.connection import PACKAGE, SETTINGS
from watchbook.machine.processes import Program

# Of all processes of the web server together: PostgreSQL has a connection for each.
THREADS = 64
SENDERS = 8  # beside them, for files that come in; two for each process where there are more than four
MOST_PROCESSES = 16


def kept_running(*, port: int) -> list[Program]:
    """What `serve` keeps running, in the order in which it is started and stopped."""
    return [web(port=port), worker(), sealer(), capture_worker()]


def web(*, port: int, processes: int | None = None) -> Program:
    """The web server: a process for each core, or so many; the proxy in front speaks to it on loopback.

    Neither a connection that says nothing nor a form whose body does not come holds a thread (config/whole_requests.py), so many may
    be open.
    """
    options = {
        "--interface": "asginl",
        "--http": "1",
        "--loop": "asyncio",
        "--host": "127.0.0.1",
        "--port": str(port),
        "--workers": str(processes or web_processes()),
        "--backpressure": "768",  # with the threads' own files below the usual 1,024 of a process
        "--http1-header-read-timeout": "10000",
        "--workers-kill-timeout": "10",
        "--log-level": "error",
    }
    words = [word for pair in options.items() for word in pair]
    command = [sys.executable, "-m", "granian", *words, "--no-ws", "watchbook.config.asgi:application"]
    return Program(name="web", command=command, environment=_environment("app"), port=port)


def web_processes() -> int:
    """As many as this machine lets us have cores, up to the number for which there are threads."""
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def senders() -> int:
    """The threads of one process of the web server for files that come in: two at least, so that one person never has all."""
    return max(2, SENDERS // web_processes())


def worker() -> Program:
    """The worker of the job queue."""
    options = ["--concurrency", "2", "--shutdown-graceful-timeout", "10"]
    command = [sys.executable, "-m", "django", "procrastinate", "worker", *options]
    return Program(name="worker", command=command, environment=_environment("app"))


def sealer(*options: str) -> Program:
    """The sealer: gives what is recorded its place in the log and signs it; as its own role, which reads no event."""
    command = [sys.executable, "-m", "watchbook.machine.sealer", *options]
    return Program(name="sealer", command=command, environment=_environment("sealer"), stop_within=10.0)


def capture_worker(*options: str) -> Program:
    """The capture worker; asked to stop it ends the capture that it is just taking early, and stores what came.

    As a role of its own: a page that breaks out of the browser finds no right to a register, a session or a password.
    """
    command = [sys.executable, "-m", "watchbook.machine.capture_worker", *options]
    return Program(
        name="capture worker", command=command, environment=_environment("capture"), stop_within=60.0
    )


def replayer(*options: str) -> Program:
    """Delete again, in a restored database, what was deleted since its backup."""
    command = [sys.executable, "-m", "watchbook.machine.replayer", *options]
    return Program(
        name="Deleting again the records deleted since the backup",
        command=command,
        environment=_environment("app"),
    )


def migrations() -> Program:
    """The database brought up to date, as the owner."""
    command = [sys.executable, "-m", "watchbook.machine.migrator"]
    return Program(name="Migrating the database", command=command, environment=_environment("owner"))


def age_of_the_keys() -> Program:
    """Compare the key folders with what the database says was deleted."""
    command = [sys.executable, "-m", "watchbook.machine.age_checker"]
    name = "Comparing the key folders with the deletions in the register"
    return Program(name=name, command=command, environment=_environment("app"))


def static_files() -> Program:
    """Style sheets and scripts put into the home, with hashed names."""
    command = [sys.executable, "-m", "django", "collectstatic", "--no-input", "-v0"]
    name = "Collecting style sheets and scripts"
    return Program(name=name, command=command, environment=_environment("app"))


def _environment(role: str) -> Mapping[str, str]:
    path = os.pathsep.join([str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {
        "PYTHONPATH": path,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", SETTINGS),
        "WATCHBOOK_DATABASE_ROLE": role,
    }
