"""Keys end at the commit of the act that disposes of what lies under them, and not if the act is undone."""

from datetime import timedelta

from django.db import transaction

from tests import given
from watchbook.audit_log.record import record
from watchbook.investigations.disposal import NOTE_DISPOSED
from watchbook.keys import destruction, envelope
from watchbook.keys.models import KeyDestruction

LATER = given.AT + timedelta(days=400)


class Undone(Exception):
    """The act that disposes was undone."""


def order(row, people):
    record(NOTE_DISPOSED, subject=row, by=people.winston, at=LATER, reference="x")
    destruction.at_commit(row.item)


def test_a_key_ends_at_the_commit_and_what_was_ordered_twice_ends_once(committed_people):
    people = committed_people
    row, other = given.an_investigation(people), given.an_investigation(people)
    with transaction.atomic():
        order(row, people)
        order(row, people)
        assert not envelope.is_destroyed(row.id)
    assert envelope.is_destroyed(row.id)
    assert not envelope.is_destroyed(other.id)
    assert KeyDestruction.objects.get().item == row.id
    assert destruction.carry_out_all() == 0


def test_an_act_that_is_undone_leaves_the_key(committed_people):
    row = given.an_investigation(committed_people)
    try:
        with transaction.atomic():
            order(row, committed_people)
            raise Undone
    except Undone:
        pass
    assert not envelope.is_destroyed(row.id)
    assert not KeyDestruction.objects.exists()


def test_what_was_ordered_and_not_carried_out_is_made_up_for(committed_people, monkeypatch):
    row = given.an_investigation(committed_people)
    with monkeypatch.context() as stopped, transaction.atomic():
        stopped.setattr(destruction.transaction, "on_commit", lambda _act: None)
        order(row, committed_people)
    assert not envelope.is_destroyed(row.id)
    assert destruction.carry_out_all() == 1
    assert envelope.is_destroyed(row.id)
