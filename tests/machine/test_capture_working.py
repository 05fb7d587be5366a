"""The capture worker's process: takes what waits, says what its machine lacks, and goes on when trouble is over."""

import signal
import subprocess
from datetime import timedelta
from hashlib import sha256
from importlib import import_module

import pytest
from django.db import OperationalError
from django.utils import timezone

from tests import server
from tests.commands import environment
from tests.evidence import given
from tests.machine.serving import until
from tests.patience import PATIENCE
from watchbook.audit_log import signing_key
from watchbook.capture import start
from watchbook.capture.refusal import CaptureRefused
from watchbook.evidence import memory_folder, worker_lock
from watchbook.machine import capture_doctor, capture_working, programs
from watchbook.machine.capture_working import Working
from watchbook.machine.failure import Failure
from watchbook.machine.wish import Wish


@pytest.fixture
def said():
    return []


@pytest.fixture
def working(said, people, monkeypatch):
    """A worker with a stand-in for the browser."""
    with given.a_worker() as means:
        monkeypatch.setattr(memory_folder, "the_folder", lambda: means.folder)
        monkeypatch.setattr(capture_working, "means", lambda: means)
        yield Working(say=said.append, stopping=Wish())


def test_it_takes_what_waits_and_then_waits_itself(people, working, said):
    row = given.a_capture(people)
    assert [working.round(), working.round()] == [0.0, capture_working.EVERY]
    row.refresh_from_db()
    assert (row.state, said) == ("held", [])


def test_before_the_register_begins_it_waits(db, said):
    assert Working(say=said.append, stopping=Wish()).round() == capture_working.AFTER_TROUBLE
    assert said == []


def test_what_its_machine_lacks_it_says_once_and_leaves_the_capture_to_others(
    people, working, said, monkeypatch
):
    row = given.a_capture(people)

    def lacks():
        raise CaptureRefused("There is no Chromium on this machine.", why="w", next_step="n")

    with monkeypatch.context() as patched:
        patched.setattr(capture_working, "means", lacks)
        assert [working.round(), working.round()] == [capture_working.AFTER_TROUBLE] * 2
    row.refresh_from_db()
    assert (row.state, len(said)) == ("waiting", 1)
    assert "takes no captures. There is no Chromium" in said[0]
    assert working.round() == 0.0


def test_without_the_database_it_waits_and_settles_anew_afterwards(working, said, monkeypatch):
    closed = []
    working.round()

    def gone(**_):
        raise OperationalError("with a password in it")

    with monkeypatch.context() as patched:
        patched.setattr(capture_working.connection, "close", lambda: closed.append(1))
        patched.setattr(capture_working, "is_any_waiting", gone)
        assert working.round() == capture_working.AFTER_TROUBLE
    assert (closed, working.settled_at) == ([1], None)
    assert said == ["The capture worker waits for the database: OperationalError"]
    working.round()
    assert working.settled_at is not None


def test_once_takes_all_and_says_by_its_exit_code_whether_it_could(people, working, monkeypatch):
    row = given.a_capture(people)
    assert capture_working.run(["--once"]) == 0
    row.refresh_from_db()
    assert row.state == "held"
    given.a_capture(people)
    monkeypatch.setattr(
        capture_working, "means", lambda: (_ for _ in ()).throw(Failure("x", why="y", next_step="z"))
    )
    assert capture_working.run(["--once"], say=lambda _: None) == 1


def test_it_goes_on_until_it_is_asked_to_stop(people, monkeypatch):
    handlers, rounds, said = {}, [], []
    monkeypatch.setattr(capture_working.signal, "signal", handlers.__setitem__)

    def round_(self):
        rounds.append(1)
        if len(rounds) == 3:
            handlers[signal.SIGTERM](signal.SIGTERM, None)
        return 0.0

    monkeypatch.setattr(Working, "round", round_)
    assert capture_working.run([], say=said.append) == 0
    assert (len(rounds), said) == (3, ["The capture worker stopped."])


def test_its_means_are_the_machine_s_own(people, monkeypatch, settings, tmp_path):
    monkeypatch.setenv("WATCHBOOK_CAPTURE_ALLOW", "shop.example:80=127.0.0.1:8000, a.example:443")
    monkeypatch.setattr(capture_working.ways, "way", lambda mode: None)
    (tmp_path / "chromium").write_bytes(b"a browser")
    monkeypatch.setattr(capture_working, "the_browser", lambda: tmp_path / "chromium")
    settings.SIGNING_KEY = tmp_path / "log.key"
    settings.OUTSIDERS = tmp_path / "outsiders.toml"
    signing_key.make(settings.SIGNING_KEY, origin="council.invalid/log")
    means = capture_working.means()
    assert (means.mode, means.allowed) == ("test", ("shop.example:80=127.0.0.1:8000", "a.example:443"))
    assert means.browser_sha256 == sha256(b"a browser").hexdigest()
    assert (means.signer.name, means.authorities, means.child) == ("council.invalid/log", (), start.CHILD)


def test_its_program_starts_nothing_when_it_is_only_imported():
    assert import_module("watchbook.machine.capture_worker").__doc__


@pytest.mark.slow
def test_as_a_process_it_is_seen_by_the_doctor_and_ends_when_asked(committed, committed_people, tmp_path):
    program = programs.capture_worker()
    variables = {**server.variables(committed), **program.environment}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(program.command, env=environment(variables), stdout=log, stderr=log)
    try:
        with server.as_database_role("app", database=committed) as sql:
            until(lambda: capture_doctor.capture_worker(sql).ok)
            assert capture_doctor.capture_worker(sql).what == "1 running."
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
            until(lambda: not capture_doctor.capture_worker(sql).ok)
    finally:
        process.kill()
        process.wait()
    assert "The capture worker stopped." in (tmp_path / "log").read_text()


class TestDoctor:
    """What the doctor says of captures."""

    def test_a_folder_on_a_disk_is_told(self, monkeypatch, tmp_path):
        named = {"WATCHBOOK_CAPTURE_FOLDER": str(tmp_path)}
        monkeypatch.setattr(capture_doctor.ways, "is_in_memory", lambda folder: True)
        assert capture_doctor.capture_folder(named).ok
        monkeypatch.setattr(capture_doctor.ways, "is_in_memory", lambda folder: False)
        assert "not in memory" in capture_doctor.capture_folder(named).what

        def none():
            raise CaptureRefused("There is no memory disk to browse in.", why="w", next_step="n")

        monkeypatch.setattr(capture_doctor, "memory_disk", none)
        assert not capture_doctor.capture_folder({}).ok

    def test_without_a_worker_and_with_a_capture_that_waits_long_it_says_so(self, committed_people, as_app):
        assert capture_doctor.capture_worker(as_app).what == "none is running."
        look = given.a_look(committed_people, at=timezone.now() - timedelta(hours=1))
        given.a_capture(committed_people, look, at=timezone.now() - timedelta(minutes=9))
        worker_lock.be_present()
        found = capture_doctor.capture_worker(as_app)
        assert (found.ok, found.what) == (False, "1 running. A capture has waited for 9 minutes.")

    def test_a_database_that_is_not_there_is_told_elsewhere(self):
        def nowhere(role):
            raise Failure("x", why="y", next_step="z")

        assert list(capture_doctor.capture_worker_findings(nowhere)) == []
