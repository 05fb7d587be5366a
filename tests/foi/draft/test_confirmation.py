"""An officer confirms or changes the answers of a request, all with one press: what it records, and what it refuses."""

from dataclasses import replace

import pytest

from tests import given
from tests.foi.answering import answered, confirmed, place, received, searched, sent
from tests.foi.letters import read_by
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from tests.proof_only import one_in
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.foi.draft import confirmation, topic_choice, worded_answer
from watchbook.foi.draft.confirmation import as_drafted
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.letter import sent_answer
from watchbook.foi.models import TopicChoice, Wording

# Fatima too may choose the topic of a question: a second person must, where a hold would end.
EVERYONE_ELSE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY} - {"bryn", "fatima"})
LETTERS = (
    "1. Did you receive the Chief Surveillance Commissioner’s letter on social media?\n"
    "2. Please send a copy of your reply to the Chief Surveillance Commissioner’s letter on social media."
)
TWO_HALVES = (
    "1. How many times did officers look at people's social media accounts in 2025, and was any directed "
    "surveillance application refused by a magistrate in 2025?"
)


@pytest.fixture
def asked(people):
    """A request of two questions that the register of letters answers."""
    given.a_letter_without_reply(people)
    return received(people, LETTERS)


def rules(row):
    return {check.rule for check in draft_of(row).checks if check.blocks}


def confirm(row, people, *changes, by=None):
    """Confirm what was drafted, each with what is changed of it."""
    drafted = as_drafted(draft_of(row).answers)
    told = [replace(one, **dict(change)) for one, change in zip(drafted, changes, strict=False)]
    return confirmation.confirm(row, [*told, *drafted[len(told) :]], by=by or people.bryn, at=given.AT)


def test_a_topic_that_nobody_confirmed_blocks_the_letter(people, asked):
    (check,) = [one for one in draft_of(asked).checks if one.rule == "topic_unconfirmed"]
    assert (check.questions, check.blocks) == (("1", "2"), True)
    assert check.message.startswith("2 answers are not confirmed.")
    with pytest.raises(WrongState, match="2 answers are not confirmed"):
        sent_answer.send(
            asked,
            sent_on=given.AT.date(),
            channel="email",
            licence="ogl",
            **read_by(people.bryn, asked),
            at=given.AT,
        )


def test_all_are_confirmed_with_one_press_and_each_is_an_event(people, asked):
    confirm(asked, people)
    assert "topic_unconfirmed" not in rules(asked)
    assert all(one.is_confirmed for one in draft_of(asked).answers)
    made = Event.objects.filter(name="topic_choice.made").order_by("recorded_at", "id")
    assert [one.fields["question"] for one in made] == ["1", "2"]
    assert {one.at for one in made} == {given.AT}


def test_a_search_or_a_refusal_answers_without_a_topic(people):
    row = received(people)
    for number in ("1", "2", "2.a"):
        searched(row, people, number)
    assert rules(row) == set()


def test_a_topic_and_a_sentence_are_changed_with_the_same_press(people, asked):
    confirm(asked, people, {"topics": {0: "dpia"}}, {"answer": "We replied by telephone."})
    first, second = draft_of(asked).answers
    assert (first.topic, first.is_confirmed) == ("dpia", True)
    assert (second.answer, second.is_confirmed) == ("We replied by telephone.", True)
    assert Wording.objects.count() == 1


def test_a_question_left_for_later_stays_unconfirmed(people, asked):
    confirm(asked, people, {"topics": {}})
    first, second = draft_of(asked).answers
    assert (first.is_confirmed, second.is_confirmed) == (False, True)
    assert "topic_unconfirmed" in rules(asked)


def test_each_half_of_a_question_is_confirmed_by_itself(people):
    row = received(people, TWO_HALVES)
    (one,) = draft_of(row).answers
    assert len(one.topics) == 2
    start_end = place(row)
    for half, topic in enumerate(("how_often", "refused_by_magistrate")):
        assert not answered(row).is_confirmed
        topic_choice.choose(row, **start_end, half=half, topic=topic, by=people.bryn, at=given.AT)
    assert answered(row).is_confirmed
    assert [half.topic for half in answered(row).topics] == ["how_often", "refused_by_magistrate"]
    assert [one.half for one in TopicChoice.objects.order_by("half")] == [0, 1]


def test_a_half_that_the_question_does_not_have_is_refused(people, asked):
    with pytest.raises(WrongState, match="the question no longer has the part"):
        topic_choice.choose(asked, **place(asked), half=1, topic="dpia", by=people.bryn, at=given.AT)


def test_what_somebody_else_decided_meanwhile_is_not_written_over(people, asked):
    stale = as_drafted(draft_of(asked).answers)
    topic_choice.choose(asked, **place(asked), topic="dpia", by=people.bryn, at=given.AT)
    before = TopicChoice.objects.count()
    with pytest.raises(WrongState) as refused:
        confirmation.confirm(asked, stale, by=people.bryn, at=given.AT)
    assert str(refused.value).startswith("You cannot confirm these answers yet: since you opened this page")
    assert "Questions affected: 1." in str(refused.value)
    assert TopicChoice.objects.count() == before, "the second question neither: all of them or none"
    assert answered(asked).topic == "dpia"


def test_what_somebody_else_confirmed_alike_is_no_conflict(people, asked):
    stale = as_drafted(draft_of(asked).answers)
    first = answered(asked)
    topic_choice.choose(asked, **place(asked), topic=first.topic, by=people.bryn, at=given.AT)
    confirmation.confirm(asked, stale, by=people.bryn, at=given.AT)
    assert TopicChoice.objects.count() == 2


def test_a_register_that_changed_meanwhile_is_read_first(people, asked):
    stale = as_drafted(draft_of(asked).answers)
    worded_answer.word(asked, **place(asked, "2"), answer="None was sent.", by=people.bryn, at=given.AT)
    with pytest.raises(WrongState, match=r"Questions affected: 2\."):
        confirmation.confirm(asked, stale, by=people.bryn, at=given.AT)


def test_where_all_is_confirmed_nothing_is_recorded(people, asked):
    drafted = as_drafted(draft_of(asked).answers)
    confirmed(asked, people)
    with pytest.raises(WrongState, match="you ticked no answer that is still to be confirmed"):
        confirmation.confirm(asked, drafted, by=people.bryn, at=given.AT)


def test_a_question_that_was_split_anew_is_refused(people, asked):
    drafted = [
        replace(one, place=(one.place[0], one.place[1] - 1)) for one in as_drafted(draft_of(asked).answers)
    ]
    with pytest.raises(WrongState, match="the request no longer has this question"):
        confirmation.confirm(asked, drafted, by=people.bryn, at=given.AT)


def test_nothing_is_confirmed_once_the_answer_was_sent(people, asked):
    drafted = as_drafted(draft_of(asked).answers)
    sent(asked, people)
    with pytest.raises(WrongState, match="You cannot change this request: its answer has been sent"):
        confirmation.confirm(asked, drafted, by=people.bryn, at=given.AT)


@pytest.mark.parametrize("name", one_in(4, EVERYONE_ELSE))
def test_nobody_else_confirms(people, asked, name):
    with pytest.raises(NotPermitted, match="You cannot choose the topic of a question"):
        confirm(asked, people, by=getattr(people, name))
    assert not TopicChoice.objects.exists()


def test_a_failing_log_undoes_all_of_it(people, asked, monkeypatch):
    confirmed_before = topic_choice.record

    def fail(*told, **facts):
        if facts.get("question") == "2":
            raise RuntimeError("the log is broken")
        return confirmed_before(*told, **facts)

    monkeypatch.setattr(topic_choice, "record", fail)
    with pytest.raises(RuntimeError):
        confirm(asked, people)
    assert not TopicChoice.objects.exists()


def test_an_answer_that_the_registers_changed_is_confirmed_again(people, asked):
    confirm(asked, people)
    given.a_letter_without_reply(people, received_on=given.AT.date())
    draft = draft_of(asked)
    (check, *_others) = [one for one in draft.checks if one.rule == "changed_since_confirmed"]
    assert check.blocks
    assert check.message.startswith("1: the answer changed since you confirmed it. You confirmed “")
    assert not draft.answers[0].is_confirmed
    assert draft.answers[0].is_unconfirmed
    confirm(asked, people)
    assert rules(asked) == set()
    assert all(one.is_confirmed for one in draft_of(asked).answers)
