"""A request cut by hand: what holds from then on, what stays, what the log says, and what is refused."""

from datetime import date

import pytest
from django.db import IntegrityError
from psycopg import errors

from tests import given
from tests.foi.answering import kept_as_sent
from tests.foi.cases import nine_questions
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.foi.models import Request, RequestQuestion
from watchbook.foi.request import question_cut, request
from watchbook.foi.request.cut import joined, marked, renumbered
from watchbook.foi.request.question_cut import cuts_of
from watchbook.foi.request.spans import asked, pieces

TEXT = "Dear Council,\n\n1. Which services look?\n2. How often?\n\nYours, Imogen Vale\n"


def receive(people, text=TEXT):
    return request.receive(text, received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT)


def now(row):
    return list(cuts_of(row)[0].pieces)


def index_of(row, words):
    return next(at for at, one in enumerate(now(row)) if row.text[one.start : one.end] == words)


def recut(row, made, people, **options):
    return question_cut.recut(row, made, by=people.bryn, at=given.AT, **options)


def join_the_second(row, people):
    return recut(row, joined(now(row), index_of(row, "How often?")), people)


def test_the_new_cut_holds_and_the_first_stays(people):
    row = receive(people)
    assert join_the_second(row, people) == 2
    assert [(one.number, one.text) for one in asked(row)] == [("1", "Which services look?\n2. How often?")]
    assert [one.number for one in row.questions.filter(cut=1)] == ["1", "2"]
    assert [cut.number for cut in cuts_of(row)] == [2, 1]
    assert [cut.questions for cut in cuts_of(row)] == [1, 2]


def test_the_text_and_its_hash_stay_and_every_character_is_in_a_piece(people):
    row = receive(people)
    before = (row.text, row.text_sha256)
    recut(row, marked(now(row), 0, kind=RequestQuestion.Kind.HEADING), people)
    kept = Request.objects.get(pk=row.pk)
    assert (kept.text, kept.text_sha256) == before
    assert "".join(one.text for one in pieces(kept, questions=asked(kept))) == TEXT
    assert [one.kind for one in now(kept)] == ["heading", "question", "question", "other"]


def test_the_log_says_how_many_pieces_there_are_and_none_of_their_words(people):
    row = receive(people)
    join_the_second(row, people)
    event = Event.objects.get(name="request.recut")
    assert (event.subject_id, event.by) == (row.id, people.bryn.id)
    assert event.fields == {"reference": "FOI-0001", "cut": 2, "questions": 1, "headings": 0, "others": 2}


def test_an_earlier_cut_is_taken_again(people):
    row = receive(people)
    join_the_second(row, people)
    assert recut(row, cuts_of(row)[1].pieces, people) == 3
    assert [one.number for one in asked(row)] == ["1", "2"]


def test_the_same_cut_again_is_refused(people):
    row = receive(people)
    with pytest.raises(WrongState, match="it is the same as the current split"):
        recut(row, now(row), people)
    assert not Event.objects.filter(name="request.recut").exists()


def test_a_cut_made_over_one_that_holds_no_more_is_refused(people):
    row = receive(people)
    made = renumbered(now(row), 1, number="7")
    join_the_second(row, people)
    with pytest.raises(WrongState, match="somebody has split the request since you opened it"):
        recut(row, made, people, over=1)
    assert recut(row, made, people, over=2) == 3


def test_a_request_may_be_left_without_a_question_if_that_is_said(people):
    row = receive(people, "1. How often?")
    none = marked(now(row), 0, kind=RequestQuestion.Kind.OTHER)
    with pytest.raises(WrongState, match="it would leave no question"):
        recut(row, none, people)
    assert recut(row, none, people, asks_nothing=True) == 2
    assert asked(row) == []


def test_a_text_in_which_nothing_was_found_is_given_a_question(people):
    row = receive(people, "Thank you for your help.\n\nYours, Imogen Vale")
    assert cuts_of(row)[0].number == 0
    recut(row, marked(now(row), 1, kind=RequestQuestion.Kind.QUESTION), people)
    assert [(one.number, one.text) for one in asked(row)] == [("p1", "Yours, Imogen Vale")]


def test_only_the_information_officer_cuts(people):
    row = receive(people)
    says = "You cannot split a request into its questions: only the information officer can"
    for name in {*ADMINISTRATORS, *DUTIES, NOBODY} - {"bryn"}:
        with pytest.raises(NotPermitted, match=says):
            question_cut.recut(row, now(row)[:1], by=getattr(people, name), at=given.AT)


def test_once_the_answer_is_sent_nothing_is_cut(people):
    row = receive(people)
    kept_as_sent(request=row, sent_on=date(2026, 3, 9), channel="email", answers=[], recorded_by=people.bryn)
    with pytest.raises(WrongState, match="its answer has been sent"):
        join_the_second(row, people)


def test_a_failing_log_entry_undoes_the_cut(people, monkeypatch):
    row = receive(people)

    def fail(*_, **__):
        raise RuntimeError("the log is broken")

    monkeypatch.setattr(question_cut, "record_row", fail)
    with pytest.raises(RuntimeError):
        join_the_second(row, people)
    assert set(row.questions.values_list("cut", flat=True)) == {1}


def test_postgresql_refuses_a_cut_without_its_event(committed_people, monkeypatch):
    row = receive(committed_people)
    monkeypatch.setattr(question_cut, "record_row", lambda *_, **__: None)
    with pytest.raises(IntegrityError, match="left no event in the audit log"):
        join_the_second(row, committed_people)


def test_postgresql_refuses_to_change_a_cut(committed_people, as_app):
    row = receive(committed_people)
    join_the_second(row, committed_people)
    with pytest.raises(errors.IntegrityConstraintViolation):
        as_app.execute("UPDATE foi_requestquestion SET cut = 3 WHERE cut = 2")


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        nine_questions(),
        "\ufeff 1. How often?\u200b\r\n\r\n3. For the same time:\r\na) who?\r\nb) why?\r\n> 4. Quoted?\r\n",
        "a) One? b) Two? c) Three? Regards",
        "• who\n• when\n\n\u200b\n",
        "1. " * 300,
    ],
)
def test_the_pieces_of_any_first_cut_are_a_cut(people, text):
    """What the splitter made can be renamed piece by piece without anything else being refused."""
    row = receive(people, text)
    for kind in (RequestQuestion.Kind.OTHER, RequestQuestion.Kind.HEADING, RequestQuestion.Kind.QUESTION):
        made = marked(now(row), 0, kind=kind)
        if made != now(row):
            recut(row, made, people, asks_nothing=True)
    shown = "".join(row.text[one.start : one.end] for one in now(row))
    assert len(shown) <= len(text)


def test_a_heading_keeps_the_marker_that_stands_before_it(people):
    row = receive(people, "1. Who looks?\n3. For the same time:\na) who?\nb) why?\n")
    shown = [(str(one.kind), row.text[one.start : one.end]) for one in now(row)]
    assert ("heading", "3. For the same time:") in shown


def test_the_pieces_cost_one_query(people, django_assert_num_queries):
    row = receive(people, nine_questions())
    with django_assert_num_queries(1):
        cuts_of(row)
