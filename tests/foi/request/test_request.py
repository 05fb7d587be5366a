"""A request is received (FOIA s.8, s.10): kept as it came, cut up, told to the log; and when it is refused."""

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.db import IntegrityError
from psycopg import errors

from tests import given
from tests.foi.cases import nine_questions
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from tests.proof_only import one_in
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event, Pending
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.foi.models import Request, RequestQuestion
from watchbook.foi.request import request
from watchbook.foi.request.requester import Contact
from watchbook.law.refusals import Refusal
from watchbook.organisation.models import Person
from watchbook.reading.split.questions import Question, Split

TEXT = "Dear Council,\r\n1. Which services look at social media?\n2) How often?\n\n  Yours, Imogen Vale \n"
EVERYONE_ELSE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY} - {"bryn"})


def receive(by, text=TEXT, *, received_on=date(2026, 3, 2), at=given.AT, regime="foia", **options):
    return request.receive(text, received_on=received_on, regime=regime, by=by, at=at, **options)


def test_a_request_is_kept_to_the_character_with_its_hash_and_its_questions(people):
    row = Request.objects.get(pk=receive(people.bryn).pk)
    assert row.text == TEXT
    assert row.text_sha256 == sha256(TEXT.encode()).hexdigest()
    assert (row.reference, row.received_on, row.regime) == ("FOI-0001", date(2026, 3, 2), "foia")
    assert row.recorded_by == people.bryn
    assert [(q.number, q.marker, row.text[q.start : q.end]) for q in row.questions.all()] == [
        ("1", "1.", "Which services look at social media?"),
        ("2", "2)", "How often?"),
    ]
    assert [str(row), *map(str, row.questions.all())] == ["FOI-0001", "1", "2"]


def test_the_log_says_that_it_came_and_repeats_none_of_its_words(people):
    row = receive(people.bryn)
    event = Event.objects.get(name="request.received")
    assert (event.subject_id, event.by, event.at) == (row.id, people.bryn.id, given.AT)
    assert event.fields == {
        "reference": "FOI-0001",
        "received_on": "2026-03-02",
        "regime": "foia",
        "text_sha256": row.text_sha256,
        "characters": len(TEXT),
        "questions": 2,
        "file_sha256": "",
    }
    assert personal_facts(event) == {}
    assert Pending.objects.filter(event_id=event.id).count() == 1


@pytest.mark.parametrize("name", one_in(4, EVERYONE_ELSE))
def test_only_the_information_officer_takes_in_a_request(people, name):
    with pytest.raises(
        NotPermitted, match="You cannot record a request for information: only the information officer can"
    ):
        receive(getattr(people, name))
    assert not Request.objects.exists()


def test_the_system_person_takes_in_no_request(people):
    with pytest.raises(NotPermitted):
        receive(Person.objects.get(is_system=True))


def test_a_request_cannot_have_been_received_tomorrow(people):
    with pytest.raises(WrongState, match="is in the future"):
        receive(people.bryn, received_on=date(2026, 3, 3))
    assert not Request.objects.exists()


def test_today_is_the_day_in_london(people):
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # half past midnight on the second in London
    assert receive(people.bryn, received_on=date(2026, 6, 2), at=late).received_on == date(2026, 6, 2)
    with pytest.raises(WrongState):
        receive(people.bryn, received_on=date(2026, 6, 3), at=late)


@pytest.mark.parametrize(("received_on", "regime"), [(date(1990, 1, 1), "foia"), (date(2026, 3, 2), "gdpr")])
def test_a_request_whose_last_day_the_law_cannot_give_is_not_taken_in(people, received_on, regime):
    with pytest.raises(Refusal):
        receive(people.bryn, received_on=received_on, regime=regime)
    assert not Request.objects.exists()


def test_a_failing_log_entry_undoes_the_whole_of_it_and_gives_the_reference_back(people, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the log is broken")

    with monkeypatch.context() as patched:
        patched.setattr(request, "record_row", fail)
        with pytest.raises(RuntimeError):
            receive(people.bryn)
    assert not Request.objects.exists()
    assert not RequestQuestion.objects.exists()
    assert receive(people.bryn).reference == "FOI-0001"


def test_references_follow_each_other_without_a_gap(people):
    refused = date(2026, 3, 3)
    given_out = [receive(people.bryn).reference]
    with pytest.raises(WrongState):
        receive(people.bryn, received_on=refused)
    given_out += [receive(people.bryn).reference for _ in range(2)]
    assert given_out == ["FOI-0001", "FOI-0002", "FOI-0003"]


def test_a_text_that_asks_nothing_is_kept_all_the_same(people):
    row = receive(people.bryn, "Thank you for your help last week.")
    assert not row.questions.exists()
    assert Event.objects.get(subject_id=row.id).fields["questions"] == 0


def test_the_same_request_twice_is_two_requests(people):
    first, second = receive(people.bryn), receive(people.bryn)
    assert first.reference != second.reference
    assert first.text_sha256 == second.text_sha256


def test_a_request_of_nine_questions_is_kept_in_29_parts(people):
    row = receive(people.bryn, nine_questions())
    assert [question.position for question in row.questions.all()] == list(range(1, 30))


def test_postgresql_refuses_a_request_without_its_event(committed_people, monkeypatch):
    monkeypatch.setattr(request, "record_row", lambda *_, **__: None)
    with pytest.raises(IntegrityError, match="left no event in the audit log"):
        receive(committed_people.bryn)
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE foi_request SET text = text || ' '",
        "UPDATE foi_request SET text_sha256 = repeat('0', 64)",
        "UPDATE foi_request SET received_on = received_on + 1",
        "UPDATE foi_request SET reference = 'FOI-0009'",
    ],
)
def test_postgresql_refuses_to_change_a_request(committed_people, as_app, statement):
    receive(committed_people.bryn)
    with pytest.raises(errors.IntegrityConstraintViolation, match="never changed"):
        as_app.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE foi_requestquestion SET number = '7'",
        "DELETE FROM foi_requestquestion",
        "DELETE FROM foi_request",
    ],
)
def test_postgresql_refuses_to_recut_or_remove_without_an_event(committed_people, as_app, statement):
    receive(committed_people.bryn)
    with pytest.raises(errors.IntegrityError):
        as_app.execute(statement)
    assert RequestQuestion.objects.count() == 2


def test_postgresql_refuses_an_empty_question_and_two_in_one_place(committed_people, as_app):
    receive(committed_people.bryn)
    copied = (
        "INSERT INTO foi_requestquestion"
        ' (id, recorded_at, request_id, cut, kind, position, number, marker, start, "end", likely, halves)'
        " SELECT gen_random_uuid(), now(), request_id, cut, kind, {position}, number, marker, start, {end}, likely, halves"
        " FROM foi_requestquestion WHERE position = 1"
    )
    with pytest.raises(errors.CheckViolation):
        as_app.execute(copied.format(position=9, end="start"))
    with pytest.raises(errors.UniqueViolation):
        as_app.execute(copied.format(position=2, end='"end"'))


def test_postgresql_refuses_to_change_a_question(committed_people, as_app):
    receive(committed_people.bryn)
    with pytest.raises(errors.IntegrityConstraintViolation):
        as_app.execute("UPDATE foi_requestquestion SET position = position + 10")


# As a file


def test_the_file_it_came_as_is_kept_byte_by_byte_and_the_log_has_its_hash(people):
    file = Content(data=b"\x00\xff a scan", name="Imogen Vale.pdf", media_type="application/pdf")
    row = receive(people.bryn, file=file)
    assert (row.file_name, row.file_sha256) == (file.name, sha256(file.data).hexdigest())
    assert the_store().get(row.file_sha256) == file.data
    event = Event.objects.get(name="request.received")
    assert event.fields["file_sha256"] == row.file_sha256
    assert "Imogen" not in str(event.fields)


def test_who_asks_is_recorded_in_the_same_act_or_nothing_is(people):
    with pytest.raises(WrongState, match="the name or the address is missing"):
        receive(people.bryn, contact=Contact(name="Imogen Vale", address=""))
    assert Request.objects.filter(requester__isnull=False).count() == 0


def test_a_number_too_long_to_keep_is_shortened_to_one(people):
    row = receive(people.bryn, "1. Why?")
    cut = Split(questions=(Question("1." * 20 + "1", "1.", "Why?", 3, 7),), other=())
    (question,) = request._questions(row, cut=cut)
    assert question.number == ".".join("1" * 20)
