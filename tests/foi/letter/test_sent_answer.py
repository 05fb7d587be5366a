"""The answer is sent: what may go, what is kept of it, what the log says, and when it is refused (FOIA s.1(1), s.10)."""

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction
from psycopg import errors

from tests import given
from tests.foi.answering import reached
from tests.foi.cases import nine_questions
from tests.foi.letters import (
    a_late_answer,
    a_request,
    an_answered_request,
    read_by,
    read_docx,
    read_html,
    read_pdf,
    searched_for,
)
from tests.foi.test_refusal import refuse
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from tests.proof_only import one_in
from watchbook.acting.refusals import NotPermitted, WrongState, can
from watchbook.audit_log.models import Event
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.files.store import the_store
from watchbook.foi import disposal
from watchbook.foi.draft import topic_choice
from watchbook.foi.frozen_answers import digest
from watchbook.foi.letter import sent_answer
from watchbook.foi.models import SentAnswer
from watchbook.foi.permissions import may_send_answer
from watchbook.foi.request import requester
from watchbook.law.refusals import Refusal
from watchbook.organisation.models import Person

EVERYONE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY})
AT = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)


def send(row, by, *, sent_on=date(2026, 3, 20), at=AT, **facts):
    told = {"channel": "email", "licence": "ogl"} | facts
    return sent_answer.send(row, sent_on=sent_on, **read_by(by, row), at=at, **told)


def test_an_answered_request_is_sent_with_each_answer_frozen(people):
    row = an_answered_request(people)
    sent = SentAnswer.objects.get(pk=send(row, people.bryn).pk)
    assert (sent.request, sent.sent_on, sent.channel, sent.licence) == (
        row,
        date(2026, 3, 20),
        "email",
        "ogl",
    )
    assert [(one["number"], one["question"], one["status"]) for one in sent.answers] == [
        ("1", "How often?", "NOT_HELD"),
        ("2", "Which tools?", "NOT_HELD"),
    ]
    assert sent.answers[0]["answer"] == "We looked and hold none of it: 0 of 23 files. (1)"
    assert sent.answers[0]["certificate"] == "SC-0001"
    assert sent.answers_sha256 == digest(sent.answers)
    assert sent.recorded_by == people.bryn
    assert str(sent) == str(sent.pk)


def test_the_three_files_are_kept_and_say_what_was_frozen(people):
    row = an_answered_request(people)
    requester.record(row, name="Imogen Vale", address="imogen@vale.invalid", by=people.bryn, at=given.AT)
    sent = send(row, people.bryn)
    kept = {ending: the_store().get(getattr(sent, f"{ending}_sha256")) for ending in ("html", "docx", "pdf")}
    for read, data in ((read_html, kept["html"]), (read_docx, kept["docx"]), (read_pdf, kept["pdf"])):
        text = read(data)
        assert "Dear Imogen Vale," in text
        assert "Draft" not in text
        assert "20 March 2026" in text
        for one in sent.answers:
            assert one["question"] in text
            assert one["answer"] in text
    assert sha256(kept["pdf"]).hexdigest() == sent.pdf_sha256


def test_the_log_says_when_and_how_much_and_none_of_the_words(people):
    row = an_answered_request(people)
    requester.record(row, name="Imogen Vale", address="imogen@vale.invalid", by=people.bryn, at=given.AT)
    sent = send(row, people.bryn, licence="other", licence_terms="Ask Imogen", licence_reason="A survey")
    event = Event.objects.get(name="answer.sent")
    assert (event.subject_id, event.by, event.at) == (row.id, people.bryn.id, AT)
    assert event.fields == {
        "reference": "FOI-0001",
        "sent_on": "2026-03-20",
        "due_on": "2026-03-31",
        "channel": "email",
        "licence": "other",
        "questions": 2,
        "answers_sha256": sent.answers_sha256,
        "html_sha256": sent.html_sha256,
        "docx_sha256": sent.docx_sha256,
        "pdf_sha256": sent.pdf_sha256,
    }
    assert personal_facts(event) == {}
    assert "Imogen" not in repr(event.fields)


@pytest.mark.parametrize("name", one_in(4, sorted(EVERYONE, key=lambda name: name != "bryn")))
def test_who_sends_answers(people, name):
    assert can(may_send_answer, getattr(people, name)) == (name == "bryn")


@pytest.mark.parametrize("name", one_in(4, sorted(set(EVERYONE) - {"bryn"})))
def test_nobody_else_sends_one(people, name):
    row = an_answered_request(people)
    with pytest.raises(
        NotPermitted, match="You cannot send the answer to a request: only the information officer can"
    ):
        send(row, getattr(people, name))
    assert not SentAnswer.objects.exists()


def test_the_system_person_sends_none(people):
    with pytest.raises(NotPermitted):
        send(an_answered_request(people), Person.objects.get(is_system=True))


def test_a_blocked_letter_is_not_sent_and_the_refusal_names_what_blocks_it(people):
    row = a_request(people, "1. How often?\n2. Which tools?")
    with pytest.raises(WrongState, match="You must still search for the answers to 2 questions"):
        send(row, people.bryn)
    assert not SentAnswer.objects.exists()
    send(searched_for(row, people), people.bryn)


def test_a_text_without_a_question_is_answered_by_hand_and_not_by_a_letter(people):
    with pytest.raises(WrongState, match="We found no question"):
        send(a_request(people, "Thank you for your help last week."), people.bryn)


def test_an_answer_goes_once_and_nothing_is_decided_afterwards(people):
    row = an_answered_request(people)
    send(row, people.bryn)
    question = row.questions.first()
    with pytest.raises(WrongState, match="its answer has been sent"):
        send(row, people.bryn)
    with pytest.raises(WrongState, match="its answer has been sent"):
        topic_choice.choose(
            row, start=question.start, end=question.end, topic="", by=people.bryn, at=given.AT
        )
    assert SentAnswer.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 3, 1), "received the request on 2 March 2026, and the answer is dated before that"),
        (date(2026, 3, 21), "is in the future"),
    ],
)
def test_a_day_that_cannot_be_is_refused(people, day, says):
    row = an_answered_request(people)
    with pytest.raises(WrongState, match=says):
        send(row, people.bryn, sent_on=day)
    assert not SentAnswer.objects.exists()


@pytest.mark.parametrize("act", ["a search", "a topic"])
def test_a_day_before_the_last_search_or_decision_is_refused(people, act):
    row, later = an_answered_request(people), datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
    if act == "a search":
        searched_for(row, people, at=later)
    else:
        question = row.questions.first()
        place = {"start": question.start, "end": question.end}
        topic_choice.choose(row, **place, topic="", by=people.bryn, at=later)
        searched_for(row, people)
    with pytest.raises(WrongState, match="the last search or decision on its answers was on 18 March 2026"):
        send(row, people.bryn, sent_on=date(2026, 3, 17))
    assert not SentAnswer.objects.exists()
    assert send(row, people.bryn, sent_on=date(2026, 3, 18))


def test_today_is_the_day_in_london(people):
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # half past midnight on the second in London
    assert send(an_answered_request(people), people.bryn, sent_on=date(2026, 6, 2), at=late)


@pytest.mark.parametrize("changed", ["an answer", "a refusal of the whole", "who asks"])
def test_what_changed_between_reading_the_letter_and_sending_it_is_not_sent_unseen(people, changed):
    row = an_answered_request(people)
    read = read_by(people.bryn, row)
    if changed == "an answer":
        searched_for(row, people, answer="We hold none of it: 0 of 24 files.")
    elif changed == "who asks":
        requester.record(row, name="Imogen Vale", address="imogen@vale.invalid", by=people.bryn, at=given.AT)
    else:
        reached(people)
        refuse(row, people.bryn)
    told = {"sent_on": date(2026, 3, 20), "channel": "email", "licence": "ogl", "at": AT}
    with pytest.raises(WrongState, match="You cannot send this letter yet: the answers changed after"):
        sent_answer.send(row, **told, **read)
    assert not SentAnswer.objects.exists()
    assert sent_answer.send(row, **told, **read_by(people.bryn, row))


def test_it_may_go_on_the_day_of_receipt(people):
    assert send(an_answered_request(people), people.bryn, sent_on=date(2026, 3, 2))


def test_a_late_answer_goes_and_its_letter_says_that_it_is_late(people):
    late = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
    sent = send(an_answered_request(people), people.bryn, sent_on=date(2026, 4, 1), at=late)
    assert "it was due on 31 March 2026" in read_html(the_store().get(sent.html_sha256))
    assert Event.objects.get(name="answer.sent").fields["due_on"] == "2026-03-31"


def test_a_late_letter_gives_the_reason_after_the_apology(people):
    late = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
    why = " We had to search paper files. "
    sent = send(an_answered_request(people), people.bryn, sent_on=date(2026, 4, 1), at=late, late_reason=why)
    said = read_html(the_store().get(sent.html_sha256))
    assert "We are sorry for that. We had to search paper files." in said


def test_an_answer_in_time_gives_no_reason_for_being_late(people):
    row = an_answered_request(people)
    with pytest.raises(WrongState, match="the date of the letter is not after the due date"):
        send(row, people.bryn, late_reason="We had to search paper files.")


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"licence": "other"}, "the terms or your reason is missing"),
        ({"licence": "other", "licence_terms": "Ask us"}, "the terms or your reason is missing"),
        (
            {"licence": "other", "licence_terms": " ", "licence_reason": "x"},
            "the terms or your reason is missing",
        ),
        ({"licence_terms": "Ask us"}, "the licence has its own"),
        ({"licence_reason": "A survey"}, "the licence has its own"),
    ],
)
def test_other_terms_need_their_reason_and_the_open_licence_none(people, facts, says):
    row = an_answered_request(people)
    with pytest.raises(WrongState, match=says):
        send(row, people.bryn, **facts)


def test_other_terms_stand_in_the_letter_with_their_reason(people):
    sent = send(
        an_answered_request(people),
        people.bryn,
        licence="other",
        licence_terms=" Ask us first ",
        licence_reason="A survey of somebody else’s",
    )
    assert (sent.licence_terms, sent.licence_reason) == ("Ask us first", "A survey of somebody else’s")
    text = read_html(the_store().get(sent.html_sha256))
    assert "Ask us first. The reason for the terms: A survey of somebody else’s." in text


def test_a_day_of_which_the_law_is_not_held_is_refused(people):
    early = datetime(2014, 1, 6, 9, 0, tzinfo=UTC)
    row = an_answered_request(people, received_on=early.date(), at=early)
    with pytest.raises(Refusal):
        send(row, people.bryn, sent_on=date(2014, 1, 7))


def test_a_failing_log_undoes_the_whole_of_it(people, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the log is broken")

    row = an_answered_request(people)
    with monkeypatch.context() as patched:
        patched.setattr(sent_answer, "record", fail)
        with transaction.atomic(), pytest.raises(RuntimeError):
            send(row, people.bryn)
    assert not SentAnswer.objects.exists()
    assert send(row, people.bryn)


def test_a_letter_that_cannot_be_made_leaves_nothing(people, monkeypatch):
    def fail(_letter):
        raise RuntimeError("no room left")

    row = an_answered_request(people)
    monkeypatch.setattr(sent_answer, "rendered", fail)
    with transaction.atomic(), pytest.raises(RuntimeError):
        send(row, people.bryn)
    assert not SentAnswer.objects.exists()
    assert not Event.objects.filter(name="answer.sent").exists()


def test_29_answers_go_with_equal_figures_in_every_file(people):
    row = an_answered_request(people, nine_questions())
    sent = send(row, people.bryn)
    assert len(sent.answers) == 29
    for ending, read in (("html", read_html), ("docx", read_docx), ("pdf", read_pdf)):
        text = read(the_store().get(getattr(sent, f"{ending}_sha256")))
        assert text.count("0 of 23 files.") == 29
        assert "You asked 29 questions" in text


def test_postgresql_refuses_an_answer_sent_without_its_event(committed_people, monkeypatch):
    row = an_answered_request(committed_people)
    monkeypatch.setattr(sent_answer, "record", lambda *_, **__: None)
    with pytest.raises(IntegrityError, match="left no event"):
        send(row, committed_people.bryn)
    assert not SentAnswer.objects.exists()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE foi_sentanswer SET sent_on = sent_on - 1", "UPDATE foi_sentanswer SET answers = '[]'"],
)
def test_postgresql_refuses_to_change_what_was_sent(committed_people, as_app, statement):
    send(an_answered_request(committed_people), committed_people.bryn)
    with pytest.raises(errors.IntegrityConstraintViolation, match="never changed"):
        as_app.execute(statement)


def test_whoever_the_reason_names_is_found_in_it(people):
    sent = a_late_answer(people, "Zephyrine Roe was ill.")
    assert disposal.find("Zephyrine Roe") == [sent.request_id]
