"""The real web server over a database of its own, for as long as a journey lasts."""

import os
import secrets
import signal
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from tests import server
from tests.commands import environment
from tests.patience import PATIENCE
from tests.people import People
from tests.ports import free_port
from tests.proof_only import EVERY_ROW
from watchbook.machine import programs
from watchbook.organisation import sign_in

# One for all web processes: without set-up's file each would make its own, and lose the sessions of the others.
SECRET_KEY = secrets.token_urlsafe(48)
# As many as production has in `make proof`; each reads in and makes ready for itself what a page needs.
WEB_PROCESSES = programs.web_processes() if EVERY_ROW else 1


@dataclass(frozen=True)
class Service:
    """A running service: where it answers, its people, its database, and everything it printed."""

    address: str
    people: People
    database: str
    log: Path

    def may_sign_in(self, *names, hashed):
        """Give some of the cast the password of all tests."""
        for name in names:
            person = getattr(self.people, name)
            sign_in.set_hashed_password(person, hashed, by=person, at=timezone.now())

    def asked(self, query, *values):
        """One value, straight from the database as the role that copies it all."""
        with server.as_database_role("backup", database=self.database) as sql:
            return sql.execute(query, values).fetchone()[0]


@contextmanager
def running(database, *, people, log, settings="tests.journeys.quick", more=None):
    """Serve a database until the end."""
    port = free_port()
    program = programs.web(port=port, processes=WEB_PROCESSES)
    variables = {**server.variables(database), **program.environment, "DJANGO_SETTINGS_MODULE": settings}
    with log.open("wb") as printed:
        process = subprocess.Popen(
            program.command,
            env=environment(
                {**variables, "WATCHBOOK_PORT": str(port), "WATCHBOOK_SECRET_KEY": SECRET_KEY, **(more or {})}
            ),
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    service = Service(address=f"http://127.0.0.1:{port}", people=people, database=database, log=log)
    try:
        _wait_until_it_answers(service, process=process)
        yield service
    finally:
        _stop(process)


def wait_until_it_listens(address, *, process):
    """Until the service answers at its address, however long the program that brings it up takes before."""
    while True:
        assert process.poll() is None
        try:
            with urllib.request.urlopen(f"{address}/licence/", timeout=PATIENCE):
                return
        except OSError:
            time.sleep(0.05)


def _wait_until_it_answers(service, *, process):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, service.log.read_text()
        try:
            with urllib.request.urlopen(f"{service.address}/licence/", timeout=PATIENCE):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"The service did not answer within {PATIENCE} s: {service.log.read_text()}")


def _stop(process):
    """Ask it to end; kill it with all it started where it does not."""
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
