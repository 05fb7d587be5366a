"""The sealer's process: what it does in a step, what it waits for, and where it stops and says what to do."""

import runpy
import signal
import sys
import threading

import pytest
from django.db import OperationalError, connection

from tests import server
from tests.audit_log.sealing import a_place, as_sealer
from tests.audit_log.test_seal import waiting
from tests.audit_log.test_sign import as_superuser
from tests.patience import PATIENCE
from watchbook.audit_log import seal
from watchbook.audit_log.head import HeadMoved
from watchbook.audit_log.models import PublishedCheckpoint, SignedCheckpoint
from watchbook.machine import seal_doctor, sealing


@pytest.fixture
def place(tmp_path, settings):
    """A signer, which the settings name."""
    place = a_place(tmp_path)
    settings.SIGNING_KEY = tmp_path / "key"
    settings.SEALING_FOLDER = place.files.folder
    settings.OUTSIDERS = tmp_path / "outsiders.toml"
    return place


def run(*arguments):
    said = []
    return sealing.run(arguments, say=said.append), " ".join(said)


def test_once_seals_and_signs_all_that_waits(committed, place, monkeypatch):
    monkeypatch.setattr(seal, "AT_ONCE", 4)
    waiting(10)
    with as_sealer(committed):
        assert run("--once") == (0, "10 entries are sealed and signed.")
    assert SignedCheckpoint.objects.latest("size").size == 10


def test_it_goes_on_until_asked_to_stop_and_publishes_beside(committed, place, monkeypatch):
    waiting(3)
    handlers = {}
    monkeypatch.setattr(signal, "signal", lambda number, handler: handlers.update({number: handler}))
    steps, step = [], sealing.step

    def counted(place):
        steps.append(step(place))
        if len(steps) == 3:
            handlers[signal.SIGTERM](signal.SIGTERM, None)
        return steps[-1]

    monkeypatch.setattr(sealing, "step", counted)
    monkeypatch.setattr(sealing, "EVERY", 0.0)
    begun = threading.Event()
    monkeypatch.setattr(sealing, "_publish_until", lambda *_facts: begun.set())
    with as_sealer(committed):
        assert run() == (0, f"Sealing {place.signer.name}.")
    assert begun.wait(PATIENCE)
    assert steps == [False] * 3


def test_published_is_what_is_due_and_outsiders_are_asked(committed, place):
    waiting(2)
    stopping, said = threading.Event(), []

    class Asking:
        def step(self):
            stopping.set()

    with as_sealer(committed):
        run("--once")
        sealing._publish_until(stopping, Asking(), place.signer.verifier.line, said.append)
    assert (PublishedCheckpoint.objects.get().size, said) == (2, [])


@pytest.mark.parametrize(
    ("trouble", "wait", "told"),
    [
        (HeadMoved(), 0.0, False),
        (OSError(28, "No space left on device"), sealing.AFTER_TROUBLE, True),
        (OperationalError("the connection is closed\nat once"), sealing.AFTER_TROUBLE, True),
        (OperationalError(), sealing.AFTER_TROUBLE, True),
    ],
)
def test_trouble_that_passes_is_waited_for(db, monkeypatch, trouble, wait, told):
    monkeypatch.setattr(connection, "close", lambda: None)
    said = []

    def work():
        raise trouble

    assert sealing._tried(work, say=said.append) == wait
    assert bool(said) is told


def test_a_log_that_was_set_back_stops_it_with_what_to_do_and_it_comes_back_in_step(committed, place):
    waiting(5)
    with as_sealer(committed):
        run("--once")
    tables = "audit_log_leaf, audit_log_tile, audit_log_signedcheckpoint"
    back = (f"TRUNCATE {tables}", "UPDATE audit_log_sealedlog SET size = 0, hashes = ''")
    as_superuser(*back, database=committed)
    waiting(1)
    with as_sealer(committed):
        code, said = run("--once")
        assert (code, "watchbook audit-log rejoin" in said) == (1, True)
        assert seal.connection.in_atomic_block is False
        code, said = run("--rejoin", "--once")
    assert (code, said) == (0, "5 signed leaves were put back. 6 entries are sealed and signed.")


def test_without_a_key_it_says_how_one_is_made(db, place, settings, tmp_path):
    settings.SIGNING_KEY = tmp_path / "nothing"
    code, said = run("--once")
    assert (code, "Run `watchbook setup`" in said) == (1, True)
    settings.SIGNING_KEY = tmp_path / "key"
    place.files.folder.mkdir()
    place.files.head.write_text("{")
    code, said = run("--once")
    assert (code, "watchbook doctor" in said) == (1, True)


def findings(place, tmp_path):
    def parameters(role):
        return server.as_role(server.admin(), places=server.HOME, prefix=server.PREFIX, role=role, database=connection.settings_dict["NAME"])  # fmt: skip

    found = seal_doctor.seal_findings(tmp_path / "key", place.files.folder, parameters)
    return {one.subject: one for one in found}


def test_the_doctor_tells_key_log_and_seal(committed, place, tmp_path, monkeypatch):
    assert [one.subject for one in findings(place, tmp_path).values() if not one.ok] == ["Verification"]
    waiting(3)
    with as_sealer(committed):
        run("--once")
    waiting(1)
    found = findings(place, tmp_path)
    assert found["Audit log"].what == "3 entries are sealed, 3 signed."
    assert found["Seal"].what == "1 entries wait."
    monkeypatch.setattr(seal_doctor, "LONGEST_WAIT", seal_doctor.timedelta())
    as_superuser("UPDATE audit_log_sealedlog SET size = 2", database=committed)
    (tmp_path / "key").unlink()
    found = findings(place, tmp_path)
    assert [one.subject for one in found.values() if one.ok] == ["Guards", "Database server"]
    assert "2 entries are in the database, 3 were signed." in found["Audit log"].what
    place.files.head.write_text("{")
    assert "cannot be read" in findings(place, tmp_path)["Audit log"].what


def test_of_a_database_that_cannot_be_asked_only_the_key_is_told(place, tmp_path):
    def parameters(role):
        return {"host": str(tmp_path), "user": "nobody", "dbname": "nothing"}

    found = list(seal_doctor.seal_findings(tmp_path / "key", place.files.folder, parameters))
    assert [one.subject for one in found] == ["Signing key"]


def test_the_process_hands_its_arguments_on_and_ends_with_what_comes_back(monkeypatch):
    given = []
    monkeypatch.setattr(sealing, "run", lambda arguments: given.append(arguments) or 3)
    monkeypatch.setattr(sys, "argv", ["sealer", "--once"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("watchbook.machine.sealer", run_name="__main__")
    assert (given, ended.value.code) == ([["--once"]], 3)
    assert "run" not in runpy.run_module("watchbook.machine.sealer")
