"""Reading the log: what happened to a row, in order; what waits; what the database is for."""

from datetime import timedelta

from django.db import transaction

from tests import given
from tests.rights import the_system
from watchbook.audit_log.models import Event, Installation, Pending
from watchbook.audit_log.queries import events_about, mode
from watchbook.audit_log.record import record
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.organisation import person
from watchbook.organisation.disposal import EMPTIED


def test_the_events_of_a_row_come_oldest_first_and_no_others(people):
    nell = people.nell
    person.close(nell, by=people.ada, at=given.AT)
    person.reopen(nell, by=people.bashir, at=given.AT)
    names = [event.name for event in events_about(nell.id)]
    assert names == ["person.added", "person.closed", "person.reopened"]


def test_the_events_of_several_rows_are_one_history_and_one_query(people, django_assert_num_queries):
    ines, nell = people.ines, people.nell
    person.close(nell, by=people.ada, at=given.AT)
    person.close(ines, by=people.ada, at=given.AT)
    with django_assert_num_queries(1):
        found = [(event.name, event.subject_id) for event in events_about(nell.id, ines.id)]
    assert found == [
        ("person.added", ines.id),
        ("person.added", nell.id),
        ("person.closed", nell.id),
        ("person.closed", ines.id),
    ]


def test_what_happened_first_comes_first_though_it_was_recorded_later(people):
    nell = people.nell
    person.close(nell, by=people.ada, at=given.AT)
    with transaction.atomic():
        record(EMPTIED, subject=nell, by=people.ada, at=given.AT - timedelta(days=1))
    assert [event.name for event in events_about(nell.id)] == [
        "person.emptied",
        "person.added",
        "person.closed",
    ]


def test_what_a_loader_records_at_one_moment_comes_as_it_was_written(committed_people):
    people = committed_people  # a database of its own: where acts were undone, PostgreSQL writes into the room they left
    nell, wanted = people.nell, ["person.added"]
    later = given.AT + timedelta(days=1)
    with recorded_as_if_at(later):
        for _ in range(6):
            person.close(nell, by=people.ada, at=later)
            person.reopen(nell, by=people.ada, at=later)
            wanted += ["person.closed", "person.reopened"]
    found = events_about(nell.id)
    assert [event.recorded_at for event in found[1:]] == [later] * 12
    assert [event.name for event in found] == wanted


def test_the_history_of_nothing_is_empty(people):
    assert events_about(the_system().id)[0].name == "person.system_added"
    assert events_about() == []


def test_every_event_waits_until_a_sealer_takes_it(people):
    assert Pending.objects.count() == Event.objects.count()
    person.close(people.nell, by=people.ada, at=given.AT)
    assert Pending.objects.count() == Event.objects.count()


def test_a_test_database_is_for_tests(db):
    assert mode() == "test"
    assert str(Installation.objects.get()) == "test"
