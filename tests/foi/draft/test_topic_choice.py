"""An officer says what a question is about: over its words, or that it is about none of the topics."""

import pytest
from psycopg import errors

from tests import given
from tests.foi.answering import answered, place, received, sent
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from tests.proof_only import one_in
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.foi.draft import topic_choice
from watchbook.foi.models import TopicChoice

# Fatima too may choose the topic of a question: a second person must, where a hold would end.
EVERYONE_ELSE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY} - {"bryn", "fatima"})
LETTER = "1. Did you receive the Chief Surveillance Commissioner’s letter on social media?"


def choose(row, people, topic="internal_audit", *, by=None, **changes):
    return topic_choice.choose(row, **place(row) | changes, topic=topic, by=by or people.bryn, at=given.AT)


def test_the_chosen_topic_is_the_one_the_registers_are_asked_about(people):
    row = received(people)
    assert answered(row).topic is None
    choose(row, people)
    found = answered(row)
    assert (found.topic, found.is_confirmed) == ("internal_audit", True)
    assert found.finding.searched[0].query.startswith("internal_audit/")


def test_none_of_the_topics_is_a_choice_too(people):
    given.a_letter_without_reply(people)
    row = received(people, LETTER)
    assert answered(row).topic == "surveillance_commissioner_letter"
    choose(row, people, "")
    found = answered(row)
    assert (found.topic, found.score, found.is_confirmed) == (None, 0.0, True)
    assert found.finding.status == "TO_BE_SEARCHED"


def test_the_newest_choice_holds_and_the_earlier_stay(people):
    row = received(people)
    first = choose(row, people)
    choose(row, people, "dpia")
    assert answered(row).topic == "dpia"
    assert TopicChoice.objects.filter(request=row).count() == 2
    before = answered(row, as_at=first.recorded_at)
    assert before.topic in {"internal_audit", "dpia"}, "both were recorded in one transaction here"


def test_the_log_says_of_which_question_and_which_topic(people):
    row = received(people)
    choose(row, people)
    event = Event.objects.get(name="topic_choice.made")
    assert (event.subject_id, event.by, event.at) == (row.id, people.bryn.id, given.AT)
    assert event.fields == place(row) | {"question": "1", "half": 0, "topic": "internal_audit"}


@pytest.mark.parametrize("topic", ["dragons", "INTERNAL_AUDIT", " ", "internal_audit\x00", "x" * 5000])
def test_what_the_catalogue_does_not_hold_is_refused(people, topic):
    row = received(people)
    with pytest.raises(WrongState, match="no such topic"):
        choose(row, people, topic)
    assert not TopicChoice.objects.exists()


@pytest.mark.parametrize("moved", [{"start": 4}, {"end": 9}, {"start": 900, "end": 901}, {"start": -3}])
def test_a_place_where_no_question_stands_is_refused(people, moved):
    row = received(people)
    with pytest.raises(WrongState, match="the request no longer has this question"):
        choose(row, people, **moved)
    assert not TopicChoice.objects.exists()


def test_nothing_is_chosen_once_the_answer_was_sent(people):
    row = received(people)
    sent(row, people)
    with pytest.raises(WrongState, match="You cannot change this request: its answer has been sent"):
        choose(row, people)


@pytest.mark.parametrize("name", one_in(4, EVERYONE_ELSE))
def test_nobody_else_chooses(people, name):
    row = received(people)
    with pytest.raises(
        NotPermitted,
        match="You cannot choose the topic of a question: only the information officer or data protection officer can",
    ):
        choose(row, people, by=getattr(people, name))
    assert not TopicChoice.objects.exists()


def test_a_failing_log_undoes_the_choice(people, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the log is broken")

    row = received(people)
    monkeypatch.setattr(topic_choice, "record", fail)
    with pytest.raises(RuntimeError):
        choose(row, people)
    assert not TopicChoice.objects.exists()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE foi_topicchoice SET topic = 'dpia'", "DELETE FROM foi_topicchoice"],
)
def test_postgresql_keeps_a_choice_as_it_was_made(committed_people, as_app, statement):
    row = received(committed_people)
    choose(row, committed_people)
    with pytest.raises(errors.IntegrityError):
        as_app.execute(statement)
    assert TopicChoice.objects.get().topic == "internal_audit"
