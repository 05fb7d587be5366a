"""After a restore, what was deleted since the backup is deleted again before anybody is served."""

from importlib import import_module

import pytest

from tests import server
from tests.evidence import given as evidence
from tests.retention import given as holds
from tests.retention.deletion import given
from watchbook.acting.refusals import NotPermitted
from watchbook.audit_log.models import Event
from watchbook.evidence import content
from watchbook.evidence.models import Capture
from watchbook.machine import database, quarantine
from watchbook.machine.connection import connect
from watchbook.machine.failure import Failure
from watchbook.retention.deletion.replay import replay


def test_what_came_back_is_deleted_again_and_what_is_held_is_said(register):
    gone, held = (evidence.a_held_capture(register.people) for _ in range(2))
    hold = holds.a_hold(register.people, held)
    folder = register.back_up()
    holds.ended(register.people, hold)
    given.carried_out(given.an_approved_list(register.people, gone, held))
    register.bring_back(folder)
    assert Capture.objects.count() == 2
    found = replay(by=evidence.the_system(), at=given.now())
    assert (found.lists, found.came_back, found.readable, found.deleted) == (1, 2, 0, 1)
    assert [held.reference in line for line in found.left] == [True]
    assert found.files == {gone.file_sha256}
    assert list(Capture.objects.all()) == [held]
    told = Event.objects.get(name="deletion.replayed").fields
    assert told == {"lists": 1, "came_back": 2, "deleted": 1, "left": 1}


def test_only_jobs_replay(people):
    with pytest.raises(NotPermitted, match="by hand"):
        replay(by=people.winston, at=given.now())


def test_a_restored_register_is_in_quarantine(register):
    folder = register.back_up()
    quarantine.check_none(register.home)
    register.bring_back(folder)
    with pytest.raises(Failure, match="in quarantine"):
        quarantine.check_none(register.home)


def test_a_drill_restores_beside_the_register_and_says_how_it_went(register, monkeypatch):
    kept, gone = (evidence.a_held_capture(register.people) for _ in range(2))
    folder = register.back_up()
    given.carried_out(given.an_approved_list(register.people, gone))
    monkeypatch.setenv("WATCHBOOK_KEY_FOLDERS", ":".join(map(str, register.key_folders)))
    done = register.drilled(folder)
    assert (done.lists, done.came_back, done.readable, done.deleted, done.left) == (1, 1, 0, 1, [])
    assert done.is_passed
    assert "passed" in done.lines()[-1]
    assert [path.suffix for path in register.home.drills.iterdir()] == [".json"]
    assert list(Capture.objects.all()) == [kept]
    assert content.is_whole(kept)
    with connect(server.admin()) as sql:
        assert database.names(sql, prefix=register.database) == [register.database]


def test_the_program_that_replays_says_what_it_is_for():
    assert import_module("watchbook.machine.replayer").__doc__


def test_with_nothing_to_delete_again_it_says_so(people):
    found = replay(by=evidence.the_system(), at=given.now())
    assert (found.lists, found.came_back, found.left) == (0, 0, [])
