"""Disposal of requests: what is due, where somebody is named, and what is left when a request has gone."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from psycopg import errors

from tests import given
from tests.foi.answering import kept_as_sent, place
from watchbook.audit_log import record as log
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import record
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.foi import disposal
from watchbook.foi.course import step
from watchbook.foi.draft import topic_choice
from watchbook.foi.models import Request, Requester, RequestQuestion, Search, SentAnswer, TopicChoice, Wording
from watchbook.foi.published import Publication
from watchbook.foi.request import request, requester
from watchbook.organisation.models import Person

ON = given.AT.date()


def end(row, people):
    """The requester withdraws it."""
    step.take(row, kind="withdrawn", on=ON, words="No longer.", until=None, by=people.bryn, at=given.AT)


def receive(people, text="1. How often? Imogen Vale", *, received_on=date(2026, 3, 2)):
    return request.receive(text, received_on=received_on, regime="foia", by=people.bryn, at=given.AT)


def test_due_are_those_closed_before_the_day_and_never_one_that_is_open(people):
    closed, _open = receive(people), receive(people)
    end(closed, people)
    assert disposal.due(ON + timedelta(days=1)) == [closed.id]
    assert disposal.due(ON) == []


def test_what_was_opened_again_is_not_closed(people):
    row = receive(people)
    end(row, people)
    step.take(row, kind="reopened", on=ON, words="Again.", until=None, by=people.bryn, at=given.AT)
    assert disposal.due(date(2040, 1, 1)) == []


def test_a_requester_is_found_by_name_in_any_case(people):
    named, _other = receive(people), receive(people, "2. Why?")
    assert disposal.find("imogen vale") == [named.id]
    assert disposal.find("Nobody") == []


def test_a_request_goes_with_its_questions_and_the_log_keeps_its_reference(people):
    row, other = receive(people), receive(people)
    end(row, people)
    disposal.dispose(row.id, by=people.winston, at=given.AT)
    assert list(Request.objects.all()) == [other]
    assert {question.request_id for question in RequestQuestion.objects.all()} == {other.id}
    event = Event.objects.get(name="request.disposed")
    assert (event.subject_id, event.by) == (row.id, people.winston.id)
    assert event.fields == {"reference": "FOI-0001", "received_on": "2026-03-02"}
    assert not [told for told in Event.objects.all() if "Imogen" in str(told.fields)]


def test_a_request_that_has_gone_is_not_disposed_of_twice(people):
    row = receive(people)
    end(row, people)
    disposal.dispose(row.id, by=people.winston, at=given.AT)
    with pytest.raises(Request.DoesNotExist):
        disposal.dispose(row.id, by=people.winston, at=given.AT)
    assert Event.objects.filter(name="request.disposed").count() == 1


def test_a_failing_log_entry_keeps_the_request(people, monkeypatch):
    row = receive(people)
    end(row, people)

    def fail(*_, **__):
        raise RuntimeError("the log is broken")

    monkeypatch.setattr(log, "_prepared", fail)
    with pytest.raises(RuntimeError):
        disposal.dispose(row.id, by=people.winston, at=given.AT)
    assert Request.objects.filter(pk=row.id).exists()
    assert RequestQuestion.objects.filter(request=row).exists()


def test_disposal_commits_with_its_event_and_the_reference_is_never_given_again(committed_people):
    row = receive(committed_people)
    end(row, committed_people)
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
        assert apps.get_model(part, model)._meta.get_field(field)


# What hangs on a request


CANARY = 'Imogen "Immy" Vale'
PLACE = {"start": 3, "end": 13}
SENT = {"sent_on": date(2026, 3, 9), "channel": "email", "answers": []}


def put_requester(row, people, **changes):
    return Requester.objects.create(
        **{"request": row, "name": "x", "address": "x", "recorded_by": people.bryn} | changes
    )


def put_search(row, people, **changes):
    told = {
        "where": "x",
        "terms": "x",
        "result": "x",
        "answer": "x",
        "outcome": "NOT_HELD",
        "reference": "SC-0001",
    }
    who = {"recorded_by": people.bryn, "searched_by": people.bryn, "searched_on": date(2026, 3, 2)}
    return Search.objects.create(**{"request": row} | PLACE | told | who | changes)


def put_wording(row, people, **changes):
    return Wording.objects.create(
        **{"request": row, "over_sha256": "0" * 64, "recorded_by": people.bryn} | PLACE | changes
    )


def put_letter(row, people, **changes):
    return kept_as_sent(**{"request": row, "recorded_by": people.bryn} | SENT | changes)


@pytest.mark.parametrize(
    ("put", "field"),
    [
        *((put_requester, field) for field in ("name", "address")),
        *((put_search, field) for field in ("where", "terms", "result", "answer", "file_name")),
        (put_wording, "answer"),
        *((put_letter, field) for field in ("licence_terms", "licence_reason")),
    ],
)
def test_somebody_is_found_in_whatever_hangs_on_a_request(people, put, field):
    row, _other = receive(people, "1. How often?"), receive(people, "1. How often?")
    put(row, people, **{field: f"About {CANARY}."})
    assert disposal.find(CANARY.lower()) == [row.id]


def test_somebody_is_found_in_a_letter_and_in_a_files_name(people):
    row = receive(people, "1. How often?")
    put_letter(row, people, answers=[{"number": "1", "question": "1", "answer": f"Told {CANARY}"}])
    assert disposal.find(CANARY) == [row.id]
    file = Content(data=b"x", name="vale.txt", media_type="text/plain")
    named = request.receive(
        "1. Why?", received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT, file=file
    )
    assert disposal.find("vale.txt") == [named.id]


def everything_on(people):
    """A request with a row of every table that hangs on it, by the real acts where there is no other test of them."""
    file = Content(data=b"how it came", name="vale.txt", media_type="text/plain")
    contact = requester.Contact(name="Imogen Vale", address="x@example.invalid")
    row = request.receive(
        "1. How often?", received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT, file=file,
        contact=contact,
    )  # fmt: skip
    kept = the_store().put(b"what was found")
    put_search(row, people, file_sha256=kept, file_name="found.txt")
    put_wording(row, people)
    topic_choice.choose(row, **place(row), topic="dpia", by=people.bryn, at=given.AT)
    put_letter(row, people, pdf_sha256=the_store().put(b"the letter"))
    published = Publication.objects.create(
        reference="DL-0001", request_reference=row.reference, title="Looks", answers=[], recorded_by=people.bryn,
        published_on=date(2026, 3, 9), first_published_on=date(2026, 3, 9), requester_is_out=True, persons_are_out=True,
        received_on=date(2026, 3, 9), answered_on=date(2026, 3, 9), licence="ogl",
    )  # fmt: skip
    record(
        request.RECEIVED, subject=published, by=people.bryn, at=given.AT
    )  # the guard wants some event of it
    return row


def test_all_that_hangs_on_it_goes_with_it_and_its_entry_in_the_log_stays(people):
    row = everything_on(people)
    disposal.dispose(row.id, by=people.winston, at=given.AT)
    for model in (Request, RequestQuestion, Requester, TopicChoice, Search, Wording, SentAnswer):
        assert not model.objects.exists(), model
    assert Publication.objects.get().request_reference == row.reference


def test_its_files_go_once_it_is_gone_for_good_unless_another_row_keeps_them(
    people, django_capture_on_commit_callbacks
):
    row = everything_on(people)
    letter, found = row.sent.pdf_sha256, Search.objects.get().file_sha256
    other = receive(people)
    put_search(other, people, reference="SC-0002", file_sha256=found)
    with django_capture_on_commit_callbacks() as waiting:
        disposal.dispose(row.id, by=people.winston, at=given.AT)
    assert the_store().get(row.file_sha256) == b"how it came"
    for forget in waiting:
        forget()
    for gone in (row.file_sha256, letter):
        with pytest.raises(FileNotFoundError):
            the_store().get(gone)
    assert the_store().get(found) == b"what was found"


def test_disposal_of_a_request_with_its_requester_commits_as_the_app_role(committed_people):
    row = receive(committed_people)
    requester.record(row, name="Imogen Vale", address="x", by=committed_people.bryn, at=given.AT)
    end(row, committed_people)
    disposal.dispose(row.id, by=Person.objects.get(is_system=True), at=given.AT)
    assert not Requester.objects.exists()
