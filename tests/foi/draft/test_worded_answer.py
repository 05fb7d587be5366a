"""The sentence for the requester: an officer's own over the drafted one, or the drafted one again."""

import pytest
from psycopg import errors

from tests import given
from tests.foi.answering import answered, place, received, searched, sent
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from tests.proof_only import one_in
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.foi.draft import topic_choice, worded_answer
from watchbook.foi.models import Wording

EVERYONE_ELSE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY} - {"bryn"})
OWN = "The council owns no bench."


@pytest.fixture
def row(people):
    """A request whose first question was searched."""
    found = received(people)
    searched(found, people)
    return found


def word(row, people, answer=OWN, *, number="1", by=None, **changes):
    return worded_answer.word(
        row, **place(row, number) | changes, answer=answer, by=by or people.bryn, at=given.AT
    )


def test_the_officers_sentence_goes_out_and_the_finding_stays(people, row):
    word(row, people, f"  {OWN}\n")
    found = answered(row)
    assert (found.answer, found.wording, found.finding.answer) == (OWN, OWN, "No bench is held.")
    assert not found.is_worded_over_another_finding


def test_an_empty_sentence_lets_the_drafted_one_stand_again(people, row):
    word(row, people)
    word(row, people, " ")
    assert answered(row).answer == "No bench is held."
    assert Wording.objects.filter(request=row).count() == 2


def test_a_sentence_is_bound_to_the_finding_it_was_written_over(people, row):
    word(row, people)
    searched(row, people, answer="None is held; one was sold.")
    assert answered(row).is_worded_over_another_finding
    word(row, people)
    assert not answered(row).is_worded_over_another_finding


def test_where_the_drafted_sentence_stands_nothing_is_recorded(people, row):
    with pytest.raises(
        WrongState, match="You cannot save this sentence: it is the same as the drafted sentence"
    ):
        word(row, people, "")
    assert not Wording.objects.exists()


def test_a_sentence_does_not_answer_what_is_still_to_be_searched(people, row):
    with pytest.raises(WrongState, match="somebody must first search for the answer"):
        word(row, people, number="2")
    assert not Wording.objects.exists()


def test_a_sentence_is_kept_up_to_its_limit(people, row):
    longest = "x" * worded_answer.LIMIT
    assert word(row, people, longest).answer == longest
    with pytest.raises(WrongState, match="You cannot save this sentence: it has"):
        word(row, people, f"{longest}x")


def test_the_log_says_that_it_was_worded_and_holds_its_words_apart(people, row):
    word(row, people)
    event = Event.objects.get(name="worded_answer.recorded")
    assert (event.subject_id, event.by) == (row.id, people.bryn.id)
    assert (event.fields["question"], event.fields["is_drafted_again"]) == ("1", False)
    assert OWN not in str(event.fields)
    assert personal_facts(event) == {"answer": OWN}


def test_a_place_where_no_question_stands_is_refused(people, row):
    with pytest.raises(WrongState, match="the request no longer has this question"):
        word(row, people, end=5)


def test_nothing_is_worded_once_the_answer_was_sent(people, row):
    sent(row, people)
    with pytest.raises(WrongState, match="You cannot change this request: its answer has been sent"):
        word(row, people)


@pytest.mark.parametrize("name", one_in(4, EVERYONE_ELSE))
def test_nobody_else_words_an_answer(people, row, name):
    with pytest.raises(
        NotPermitted, match="You cannot write the answer to a question: only the information officer can"
    ):
        word(row, people, by=getattr(people, name))
    assert not Wording.objects.exists()


def test_a_failing_log_undoes_the_sentence(people, row, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the log is broken")

    monkeypatch.setattr(worded_answer, "record", fail)
    with pytest.raises(RuntimeError):
        word(row, people)
    assert not Wording.objects.exists()


@pytest.mark.parametrize("statement", ["UPDATE foi_wording SET answer = 'None.'", "DELETE FROM foi_wording"])
def test_postgresql_keeps_a_sentence_as_it_was_written(committed_people, as_app, statement):
    row = received(committed_people)
    searched(row, committed_people)
    word(row, committed_people)
    with pytest.raises(errors.IntegrityError):
        as_app.execute(statement)
    assert Wording.objects.get().answer == OWN


def test_a_sentence_written_for_another_topic_says_so(people):
    row = received(people)
    topic_choice.choose(row, **place(row), topic="how_often", by=people.bryn, at=given.AT)
    worded_over = Wording(
        answer=OWN, over_sha256="0" * 64, recorded_by=people.bryn, request=row, **place(row)
    )
    worded_over.save(force_insert=True)
    assert answered(row).is_worded_over_another_finding
    assert not answered(row).is_worded_for_another_topic
    topic_choice.choose(row, **place(row), topic="dpia", by=people.bryn, at=given.AT)
    assert answered(row).is_worded_for_another_topic
