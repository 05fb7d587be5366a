"""Disposal of legal holds: due once they ended, found by the words of their reasons, gone with their key."""

from datetime import timedelta

import pytest

from tests import given as registers
from tests.log import told, undone_when_the_log_fails
from tests.retention import given
from watchbook.keys import envelope
from watchbook.keys.refused import KeyDestroyed
from watchbook.organisation.queries import today
from watchbook.retention import disposal
from watchbook.retention.legal_hold import legal_hold
from watchbook.retention.legal_hold.models import LegalHold


def ended(people):
    row = given.a_hold(people, registers.a_letter(people), why="About Zephyrine")
    return legal_hold.end(row, why="Over.", by=people.winston, at=given.now())


def test_a_hold_is_due_once_it_has_ended(people):
    row = ended(people)
    given.a_hold(people, registers.a_letter(people))
    assert disposal.due(today()) == []
    assert disposal.due(today() + timedelta(days=1)) == [row.id]
    assert disposal.find("zephyrine") == [row.id]
    assert disposal.find("nobody of this name") == []


def test_with_a_hold_goes_its_key(people, django_capture_on_commit_callbacks):
    row = ended(people)
    with django_capture_on_commit_callbacks(execute=True):
        disposal.dispose(row.id, by=people.winston, at=given.now())
    assert not LegalHold.objects.exists()
    assert told(row)[0] == "legal_hold.disposed"
    with pytest.raises(KeyDestroyed):
        envelope.opened(row)


def test_without_its_event_nothing_goes(people, monkeypatch):
    row = ended(people)
    undone_when_the_log_fails(
        monkeypatch, disposal, lambda: disposal.dispose(row.id, by=people.winston, at=given.now())
    )
