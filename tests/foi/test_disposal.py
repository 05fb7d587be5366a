"""Disposal of requests: what is due, where somebody is named, and what is left when a request has gone."""

from datetime import date

import pytest
from psycopg import errors

from tests import given
from watchbook.audit_log.models import Event
from watchbook.foi import disposal, request
from watchbook.foi.models import Request, RequestQuestion
from watchbook.organisation.models import Person


def receive(people, text="1. How often? Imogen Vale", *, received_on=date(2026, 3, 2)):
    return request.receive(text, received_on=received_on, regime="foia", by=people.bryn, at=given.AT)


def test_due_are_those_received_before_the_day(people):
    early, _late = receive(people, received_on=date(2026, 2, 27)), receive(people)
    assert disposal.due(date(2026, 3, 2)) == [early.id]
    assert disposal.due(date(2026, 2, 27)) == []


def test_a_requester_is_found_by_name_in_any_case(people):
    named, _other = receive(people), receive(people, "2. Why?")
    assert disposal.find("imogen vale") == [named.id]
    assert disposal.find("Nobody") == []


def test_a_request_goes_with_its_questions_and_the_log_keeps_its_reference(people):
    row, other = receive(people), receive(people)
    disposal.dispose(row.id, by=people.winston, at=given.AT)
    assert list(Request.objects.all()) == [other]
    assert {question.request_id for question in RequestQuestion.objects.all()} == {other.id}
    event = Event.objects.get(name="request.disposed")
    assert (event.subject_id, event.by) == (row.id, people.winston.id)
    assert event.fields == {"reference": "FOI-0001", "received_on": "2026-03-02"}
    assert not [told for told in Event.objects.all() if "Imogen" in str(told.fields)]


def test_a_request_that_has_gone_is_not_disposed_of_twice(people):
    row = receive(people)
    disposal.dispose(row.id, by=people.winston, at=given.AT)
    with pytest.raises(Request.DoesNotExist):
        disposal.dispose(row.id, by=people.winston, at=given.AT)
    assert Event.objects.filter(name="request.disposed").count() == 1


def test_a_failing_log_entry_keeps_the_request(people, monkeypatch):
    row = receive(people)

    def fail(*_, **__):
        raise RuntimeError("the log is broken")

    monkeypatch.setattr(disposal, "record", fail)
    with pytest.raises(RuntimeError):
        disposal.dispose(row.id, by=people.winston, at=given.AT)
    assert Request.objects.filter(pk=row.id).exists()
    assert RequestQuestion.objects.filter(request=row).exists()


def test_disposal_commits_with_its_event_and_the_reference_is_never_given_again(committed_people):
    row = receive(committed_people)
    disposal.dispose(row.id, by=Person.objects.get(is_system=True), at=given.AT)
    assert not Request.objects.exists()
    assert receive(committed_people).reference == "FOI-0002"


def test_postgresql_refuses_a_removal_that_the_log_does_not_tell(committed_people, as_app):
    receive(committed_people)
    with pytest.raises(errors.IntegrityError):
        as_app.execute("WITH gone AS (DELETE FROM foi_requestquestion) DELETE FROM foi_request")
    assert Request.objects.exists()


def test_every_personal_field_is_a_field_that_exists():
    for name in disposal.PERSONAL_FIELDS:
        part, model, field = name.split(".")
        assert part == "foi"
        assert {"Request": Request}[model]._meta.get_field(field)
