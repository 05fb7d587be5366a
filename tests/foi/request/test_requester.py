"""Who asks is kept apart from the request: recorded, corrected, seen by few, and gone before it where it can be."""

from datetime import date

import pytest
from psycopg import errors

from tests import given
from tests.each import each
from tests.foi.answering import kept_as_sent
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from watchbook.acting.refusals import NotPermitted, WrongState, can
from watchbook.audit_log.models import Event
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.foi.models import Request, Requester
from watchbook.foi.permissions import may_read_requester, may_record_requester
from watchbook.foi.request import request, requester
from watchbook.organisation.models import Person

NAME, ADDRESS = "Imogen Vale", "1 High Street\nAnytown"


def receive(people, **options):
    return request.receive(
        "1. How often?", received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT, **options
    )


def record(row, people, name=NAME, address=ADDRESS):
    return requester.record(row, name=name, address=address, by=people.bryn, at=given.AT)


def test_name_and_address_are_kept_beside_the_request(people):
    row = receive(people)
    kept = record(row, people, name=f" {NAME} ")
    assert (kept.request, kept.name, kept.address, kept.recorded_by) == (row, NAME, ADDRESS, people.bryn)
    assert str(kept) == str(kept.pk)


def test_a_correction_replaces_it_and_leaves_nothing_of_the_first(people):
    row = receive(people)
    record(row, people)
    record(row, people, address="imogen@example.invalid")
    assert [one.address for one in Requester.objects.all()] == ["imogen@example.invalid"]
    assert Event.objects.filter(name="requester.recorded").count() == 2


def test_it_may_be_told_when_the_request_is_taken_in(people):
    row = receive(people, contact=requester.Contact(name=NAME, address=ADDRESS))
    assert row.requester.name == NAME


def test_the_log_knows_that_it_was_recorded_and_never_who(people):
    row = receive(people)
    record(row, people)
    requester.forget(row, by=people.bryn, at=given.AT)
    events = Event.objects.filter(name__startswith="requester.")
    assert {event.name: event.fields for event in events} == {
        "requester.recorded": {"reference": "FOI-0001"},
        "requester.forgotten": {"reference": "FOI-0001"},
    }
    assert {event.subject_id for event in events} == {row.id}
    assert [personal_facts(one) for one in events] == [{}, {}]


def test_it_can_go_before_its_request(people):
    row = receive(people)
    record(row, people)
    requester.forget(row, by=Person.objects.get(is_system=True), at=given.AT)
    assert not Requester.objects.exists()
    assert Request.objects.filter(pk=row.pk).exists()


def test_where_there_is_none_nothing_is_forgotten_or_told(people):
    requester.forget(receive(people), by=people.bryn, at=given.AT)
    assert not Event.objects.filter(name="requester.forgotten").exists()


@pytest.mark.parametrize(("name", "address"), [("", ADDRESS), (NAME, " \n"), ("", "")])
def test_half_a_contact_is_refused(people, name, address):
    with pytest.raises(WrongState, match="the name or the address is missing"):
        record(receive(people), people, name=name, address=address)


@pytest.mark.parametrize(("name", "address"), [("x" * 201, ADDRESS), (NAME, "x" * 2_001)])
def test_what_is_too_long_is_refused(people, name, address):
    with pytest.raises(WrongState, match="Shorten the name or the address"):
        record(receive(people), people, name=name, address=address)


@each("name", sorted({*ADMINISTRATORS, *DUTIES, NOBODY}))
def test_the_information_officer_alone_records_and_reads_it(people, name):
    somebody = getattr(people, name)
    assert can(may_read_requester, somebody) == can(may_record_requester, somebody) == (name == "bryn")


def test_nobody_else_records_it(people):
    with pytest.raises(
        NotPermitted,
        match="You cannot record the requester and the address for the answer: only the information officer can",
    ):
        requester.record(receive(people), name=NAME, address=ADDRESS, by=people.simon, at=given.AT)


def test_once_the_answer_is_sent_it_stays(people):
    row = receive(people)
    kept_as_sent(request=row, sent_on=date(2026, 3, 9), channel="email", answers=[], recorded_by=people.bryn)
    with pytest.raises(WrongState, match="its answer has been sent"):
        record(row, people)


def test_a_failing_log_entry_undoes_it(people, monkeypatch):
    row = receive(people)

    def fail(*_, **__):
        raise RuntimeError("the log is broken")

    monkeypatch.setattr(requester, "record_row", fail)
    with pytest.raises(RuntimeError):
        record(row, people)
    assert not Requester.objects.exists()


@pytest.mark.parametrize(
    "statement", ["UPDATE foi_requester SET name = 'Somebody else'", "DELETE FROM foi_requester"]
)
def test_postgresql_refuses_a_change_that_the_log_does_not_tell(committed_people, as_app, statement):
    record(receive(committed_people), committed_people)
    with pytest.raises(errors.IntegrityError):
        as_app.execute(statement)
