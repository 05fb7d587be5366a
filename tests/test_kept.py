"""The server that is kept between test runs: shared, stopped after its last user however that ended, never damaged."""

import os
import select
import signal
import subprocess
import sys
import time

import pytest

from tests import keeper, kept
from tests.proof_only import in_proof_only
from watchbook.machine import postgres
from watchbook.machine.connection import connect
from watchbook.machine.locking import exclusive
from watchbook.machine.roles import embedded_admin

SETTINGS = "fsync = off\n"
PREFIX = "kept"
A_RUN = f"""
import sys
from tests import kept
print(kept.join(prefix={PREFIX!r}, settings={SETTINGS!r}).home, flush=True)
sys.stdin.read()
"""

pytestmark = [pytest.mark.slow, in_proof_only]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TESTS_CLUSTERS", str(tmp_path / "kept"))


@pytest.fixture
def a_run(folder):
    """Starts a process that uses the server until it is told to end, or killed."""
    begun = []

    def begins():
        run = subprocess.Popen(
            [sys.executable, "-c", A_RUN],
            cwd=kept.CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        begun.append(run)
        return run

    yield begins
    for run in begun:
        run.kill()
        run.communicate()
    wait_until_stopped()


def the_server():
    return kept.place(SETTINGS)


def serving(run):
    """Wait until the run has the server."""
    select.select([run.stdout], [], [])
    assert run.stdout.readline().decode().strip() == str(the_server().home)
    return postgres.server_process(the_server())


def wait_until_stopped():
    """Until no keeper lives any more."""
    with exclusive(keeper.keepers(the_server())):
        pass


def databases():
    with connect(embedded_admin(the_server())) as sql:
        return {name for (name,) in sql.execute("SELECT datname FROM pg_database").fetchall()}


def test_runs_at_once_share_a_server_that_stops_after_the_last_even_when_killed_and_is_made_again_if_damaged(
    a_run,
):
    first, second = a_run(), a_run()
    assert serving(first) == serving(second)
    first.send_signal(signal.SIGKILL)
    first.wait()
    with connect(embedded_admin(the_server())) as sql:
        sql.execute("CREATE DATABASE of_before")
    second.send_signal(signal.SIGKILL)
    second.wait()
    wait_until_stopped()
    assert not postgres.is_running(the_server())

    third = a_run()
    crashing = serving(third)
    assert "of_before" in databases(), "it is kept"
    os.kill(crashing, signal.SIGKILL)
    third.communicate()
    while postgres.is_running(the_server()):
        time.sleep(0.02)

    fourth = a_run()
    assert serving(fourth) != crashing
    assert "of_before" not in databases(), "what was not stopped in order is not trusted"
    fourth.communicate()
    wait_until_stopped()
    assert not postgres.is_running(the_server())
