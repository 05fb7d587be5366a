"""What two people agreed is carried out: written down, unreadable here, readable by nobody, gone from the last backup."""

import time

import pytest

from tests.evidence import given as evidence
from tests.retention.deletion import given
from watchbook.evidence.models import Capture
from watchbook.files.store import the_store
from watchbook.keys import envelope
from watchbook.keys.refused import KeyDestroyed
from watchbook.machine import backup
from watchbook.retention.certificate import certificate
from watchbook.retention.deletion import course
from watchbook.retention.deletion.states import ItemOutcome, ListState


def test_a_capture_goes_step_by_step(committed_people):
    people = committed_people
    capture = evidence.a_held_capture(people)
    row = given.an_approved_list(people, capture)
    row = given.carried_out(row)
    assert row.state == ListState.UNREADABLE
    thing = row.items.get()
    assert (thing.outcome, thing.files) == (ItemOutcome.DELETED, [capture.file_sha256])
    (key,) = thing.keys
    assert key["item"] == str(capture.id)
    assert key["version"] >= 1  # a test before this one may have replaced the keys
    assert len(key["wrapped"]) == 2
    assert not Capture.objects.exists()
    with pytest.raises(FileNotFoundError):
        the_store().get(capture.file_sha256)
    with pytest.raises(KeyDestroyed):
        envelope.opened(capture)


def test_it_is_gone_once_the_last_backup_with_it_fell_out(register):
    capture = evidence.a_held_capture(register.people)
    assert backup.oldest_at(register.home) is None
    register.back_up()
    row = given.carried_out(given.an_approved_list(register.people, capture, cause=given.BY_REQUEST))
    system = evidence.the_system()
    assert (
        course.note_gone(oldest_backup_at=backup.oldest_at(register.home), by=system, moment=given.now()) == 0
    )
    time.sleep(1)  # a backup names its second: one of the second of the deletion may be older
    register.back_up()
    backup.prune(register.home, keep=1)
    assert (
        course.note_gone(oldest_backup_at=backup.oldest_at(register.home), by=system, moment=given.now()) == 1
    )
    row.refresh_from_db()
    assert certificate.ended_at(row) == ListState.GONE
