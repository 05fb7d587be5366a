"""After a restore, what was deleted since the backup is deleted again before anybody is served."""

import pytest

from tests.evidence import given as evidence
from tests.retention import given as holds
from tests.retention.deletion import given
from watchbook.acting.refusals import NotPermitted
from watchbook.audit_log.models import Event
from watchbook.evidence.models import Capture
from watchbook.machine import quarantine
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
