"""One person alone ends no hold of an open request: neither by a topic, nor by none of them, nor by a cut (FOIA s.77)."""

from datetime import date

import pytest
from django.urls import reverse

from tests import given
from tests.foi.answering import place, received
from tests.foi.test_request_hold import LETTER_ASKED_FOR, LETTERS, TOOLS, held_by_sql
from tests.pages import signed_in, words
from tests.retention.deletion import given as deletions
from tests.retention.given import now
from watchbook.acting.refusals import WrongState
from watchbook.foi import request_hold
from watchbook.foi.course import step
from watchbook.foi.draft import topic_choice
from watchbook.foi.models import RequestQuestion
from watchbook.foi.request import question_cut
from watchbook.foi.request.cut import CutPiece
from watchbook.foi.states import StepKind
from watchbook.organisation.queries import today
from watchbook.retention.deletion import deletion, sample
from watchbook.retention.legal_hold.lock import answers_to
from watchbook.web import wording


@pytest.fixture
def letter(people):
    """A letter that an open request asks for."""
    return given.a_letter(people)


def is_held(letter):
    """Whether it is held, by the acts and by the database alike."""
    held = letter.id in request_hold.why_held([letter.id])
    assert held_by_sql("governance_letterreceived", letter.id) is held
    return held


def say(people, row, who, topic):
    """Somebody says on its page what the question is about."""
    there = reverse("foi:question_topic", args=[row.reference, "1"])
    chosen = {"topic": "none"} if topic == "" else {"topic": "other", "other": topic}
    assert "was recorded" in words(signed_in(who).post(there, chosen, follow=True))


@pytest.mark.parametrize("topic", ["", TOOLS])
def test_a_topic_lets_go_what_is_asked_for_only_once_a_second_person_says_the_same(people, letter, topic):
    row = received(people, LETTER_ASKED_FOR)
    assert is_held(letter)
    say(people, row, people.bryn, LETTERS)
    say(people, row, people.bryn, topic)
    say(people, row, people.bryn, topic)
    assert is_held(letter), "however often one person says it"
    assert "two officers must confirm the topic of each" in request_hold.why_held([letter.id])[letter.id]
    say(people, row, people.fatima, topic)
    assert not is_held(letter)
    listed = deletions.a_proposed_list(people, letter)
    deletions.opened_by(people, listed)
    for name, who in (("deletion", people.winston), ("deletion_approve", people.winston)):
        shown = words(signed_in(who).get(reverse(f"retention:{name}", args=[listed.reference])))
        assert (
            f"Request {row.reference} is open. It kept 1 record on this list from being deleted until these officers confirmed the topics of"
            in shown
        )
        assert f"{people.bryn.name}, " in shown
        assert f"{people.fatima.name}, " in shown
    say(people, row, people.bryn, LETTERS)
    assert is_held(letter), "and holds again at one word"


def test_a_cut_that_leaves_the_question_out_lets_nothing_go(people, letter):
    row = received(people, LETTER_ASKED_FOR)
    whole = CutPiece(0, len(row.text), "1", kind=RequestQuestion.Kind.OTHER)
    with pytest.raises(Exception, match="question"):
        question_cut.recut(row, [whole], by=people.bryn, at=given.AT)
    half = row.text.index("about")
    pieces = [CutPiece(0, half, "1"), CutPiece(half, len(row.text), "2")]
    question_cut.recut(row, pieces, by=people.bryn, at=given.AT)
    for number in ("1", "2"):
        topic_choice.choose(row, **place(row, number), topic=TOOLS, by=people.bryn, at=given.AT)
    assert is_held(letter)
    topic_choice.choose(row, **place(row), topic=TOOLS, by=people.fatima, at=given.AT)
    assert is_held(letter), "while one of its questions is said by one alone"
    topic_choice.choose(row, **place(row, "2"), topic=TOOLS, by=people.fatima, at=given.AT)
    assert not is_held(letter)


def test_nothing_is_told_of_a_list_from_which_no_hold_was_lifted(people, letter):
    received(people, "1. A question?", on=date(2026, 3, 2))
    assert request_hold.let_go([letter.id]) == []
    row = deletions.a_proposed_list(people, letter)
    sample.open_record(row, 1, by=people.winston, at=deletions.now())
    assert deletion.edition(row) == 1
    shown = words(signed_in(people.winston).get(reverse("retention:deletion", args=[row.reference])))
    assert "until these officers confirmed the topics of" not in shown


@pytest.mark.parametrize("kind", ["withdrawn", "transferred"])
def test_who_ended_a_request_alone_neither_proposes_nor_approves_what_it_reached(people, monkeypatch, kind):
    letter, row = given.a_letter(people), received(people, LETTER_ASKED_FOR)
    step.take(
        row, kind=kind, on=today(), words="They rang and withdrew it.", until=None, by=people.bryn, at=now()
    )
    other = deletions.a_contract_long_over(people)
    assert request_hold.freed_by(people.bryn, [letter.id, other.id]) == {letter.id}, "it asks for letters"
    assert request_hold.freed_by(people.winston, [letter.id]) == frozenset()
    monkeypatch.setattr(request_hold, "today", lambda: date(2099, 1, 1))  # long after it could be challenged
    with pytest.raises(WrongState, match="answered or ended a request"):
        deletion.propose([deletions.thing(letter)], deletions.BY_SCHEDULE, by=people.bryn, at=now())
    listed = deletions.a_proposed_list(people, letter)
    deletions.opened_by(people, listed)
    # As of a request of which two questions reach the letter: it is one record.
    monkeypatch.setattr("watchbook.foi.released_records.answers_to", lambda *asked: [*answers_to(*asked)] * 2)
    shown = words(signed_in(people.winston).get(reverse("retention:deletion", args=[listed.reference])))
    told = f"{people.bryn.name} ended request {row.reference} on {wording.day(today())}, and nobody else confirmed it."
    about = "The request may have been about 1 of these records."
    ended = f"{told} {about} The step recorded was “{StepKind(kind).label}”."
    assert ended in shown
    step.take(row, kind="reopened", on=today(), words="Yes.", until=None, by=people.bryn, at=now())
    assert request_hold.freed_by(people.bryn, [letter.id]) == frozenset(), "it holds again, for everybody"
