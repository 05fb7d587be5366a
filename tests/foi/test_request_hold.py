"""What an open request holds: the things that its questions may be about, until the time to challenge its answer is over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests import given
from tests.foi.answering import place, reached, received, sent
from tests.foi.letters import read_by
from tests.foi.test_refusal import told_of
from tests.governance import signed, tools_and_training
from tests.looks import given as looks
from tests.retention import given as holds
from tests.threads import at_once
from watchbook.audit_log.models import Event
from watchbook.figures.named import QUERIES
from watchbook.foi import request_hold
from watchbook.foi.course import step
from watchbook.foi.draft import topic_choice
from watchbook.foi.letter import sent_answer
from watchbook.foi.models import Request
from watchbook.foi.refusal import refusal
from watchbook.foi.request import question_cut, request
from watchbook.foi.request.cut import CutPiece
from watchbook.governance.letters import disposal
from watchbook.governance.letters.models import LetterReceived
from watchbook.law.clocks import commissioner_complaint_by, internal_review_request_by
from watchbook.law.exemptions import exemption
from watchbook.looks.models import Look
from watchbook.organisation.queries import today
from watchbook.reading.topics.matching import catalogue
from watchbook.retention.legal_hold.legal_hold import UnderLegalHold, check_not_held
from watchbook.retention.legal_hold.queries import why_shown
from watchbook.web.wording import day

ON = given.AT.date()
LETTER_ASKED_FOR = "1. Was a letter about social media received from the Surveillance Commissioner?"
LETTERS, TOOLS = "surveillance_commissioner_letter", "monitoring_software"


def asked(people, topic):
    """A request of one question with its topic."""
    row = received(people, "1. A question?")
    topic_choice.choose(row, **place(row), topic=topic, by=people.bryn, at=given.AT)
    return row


def test_every_figure_says_on_which_tables_it_rests():
    assert {query.__module__.rpartition(".")[2] for query in QUERIES.values()} == set(request_hold.RESTS_ON)
    assert set(request_hold.SEARCHED_BY_HAND) <= {one.id for one in catalogue()} - set(QUERIES)
    assert request_hold.tables_of("records_held") == ("looks.look", "evidence.capture", "evidence.exhibit")
    assert request_hold.tables_of("no_such_topic") == ()


def test_an_open_request_holds_what_its_topics_rest_on_and_nothing_else(people):
    letter = given.a_letter(people)
    check_not_held([letter.id])
    asked(people, TOOLS)
    check_not_held([letter.id])
    asked(people, LETTERS)
    with pytest.raises(UnderLegalHold, match="Request FOI-0002 may be about this record and is still open"):
        check_not_held([letter.id])


def test_a_legal_hold_does_not_hide_a_request_that_holds_the_same_record(people):
    letter = given.a_letter(people)
    asked(people, LETTERS)
    hold = holds.a_hold(people, letter)
    held = why_shown([letter.id])[letter.id]
    assert held.name == "Under legal hold"
    assert held.why.startswith(f"Legal hold {hold.reference} is in force")
    assert "Request FOI-0001 may be about this record and is still open" in held.why


def held_by_sql(table, key):
    """Whether the database refuses to delete a row for an open request."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id = %s", [key])
            transaction.set_rollback(True)
    except IntegrityError as refused:
        return "open request for information holds this" in str(refused)
    return False


def test_a_request_whose_questions_have_no_topic_yet_holds_what_their_words_are_likely_about(people):
    letter, tool = given.a_letter(people), tools_and_training.a_tool(people)
    row = received(people, LETTER_ASKED_FOR)
    assert request_hold.tables_held(row) == set(request_hold.tables_of(LETTERS))
    with pytest.raises(UnderLegalHold):
        check_not_held([letter.id])
    check_not_held([tool.id])
    assert held_by_sql("governance_letterreceived", letter.id)
    assert not held_by_sql("governance_tool", tool.id)


def test_a_request_about_something_else_holds_itself_alone(people):
    letter, row = given.a_letter(people), received(people)
    assert request_hold.tables_held(row) == set()
    assert list(request_hold.why_held([letter.id, row.id])) == [row.id]
    assert not held_by_sql("governance_letterreceived", letter.id)


def test_what_was_cut_anew_is_likely_about_what_the_new_questions_say(people):
    row = received(people, "1. How many benches are there? 2. Was a letter about social media received from "
                           "the Surveillance Commissioner?")  # fmt: skip
    whole = CutPiece(0, len(row.text), "1")
    question_cut.recut(row, [whole], by=people.bryn, at=given.AT)
    newest = row.questions.get(cut=2)
    assert LETTERS in newest.likely
    assert set(request_hold.tables_of(LETTERS)) <= request_hold.tables_held(row)


def looked_at(people, *days):
    """Looks at one subject, made on these days."""
    subject = looks.a_subject(people)
    return [looks.made(people, subject, looked_at=datetime(*day, 12, tzinfo=UTC)) for day in days]


def test_of_a_question_with_a_period_it_holds_what_is_of_that_period(people):
    before, within = looked_at(people, (2025, 11, 30), (2025, 12, 31))
    row = received(people, "1. How many times did the council look at social media in December 2025?")
    (question,) = row.questions.all()
    assert (question.asks_from, question.asks_until) == (date(2025, 12, 1), date(2025, 12, 31))
    topic_choice.choose(row, **place(row), topic="how_often", by=people.bryn, at=given.AT)
    assert list(request_hold.why_held([before.id, within.id])) == [within.id]
    held = request_hold.held_rows("looks.look")
    assert list(Look.objects.filter(held)) == [within]
    assert [held_by_sql("looks_look", one.id) for one in (before, within)] == [False, True]


def test_it_holds_nothing_that_came_after_it(people):
    first, later = looked_at(people, (2026, 3, 2), (2026, 3, 3))
    row = received(people, "1. How many times did the council look at social media?")
    topic_choice.choose(row, **place(row), topic="how_often", by=people.bryn, at=given.AT)
    assert list(request_hold.why_held([first.id, later.id])) == [first.id]
    assert [held_by_sql("looks_look", one.id) for one in (first, later)] == [True, False]


def test_an_evaluation_is_held_with_its_look(people):
    evaluation = looks.an_evaluation(people)
    on = evaluation.look.opened_at
    row = request.receive("1. A question?", received_on=on.date(), regime="foia", by=people.bryn, at=on)
    topic_choice.choose(row, **place(row), topic="usefulness", by=people.bryn, at=given.AT)
    assert set(request_hold.why_held([evaluation.id, evaluation.look_id])) == {
        evaluation.id,
        evaluation.look_id,
    }
    assert held_by_sql("looks_evaluation", evaluation.id)


def test_once_answered_it_lets_go_what_should_have_gone_before_it_came(people, monkeypatch):
    monkeypatch.setattr(request_hold, "today", lambda: ON)
    signed.an_adopted_schedule(people)
    due_then, due_later = (
        given.a_letter(people, dated_on=date(2015, 3, 1), received_on=date(2015, 3, 1)),
        given.a_letter(people, dated_on=date(2026, 3, 1), received_on=date(2026, 3, 1)),
    )
    row = asked(people, LETTERS)
    both = [due_then.id, due_later.id]
    assert set(request_hold.why_held(both)) == set(both), "it was there when the request came"
    ended(people, row, "held_elsewhere")
    assert list(request_hold.why_held(both)) == [due_later.id]
    assert list(LetterReceived.objects.filter(request_hold.held_rows("governance.letterreceived"))) == [
        due_later
    ]


def refused_whole(people, text):
    """A request that was refused as a whole and sent, with no topic confirmed."""
    reached(people)
    row = received(people, text)
    ground = exemption("foia", "s31_1_a", on=row.received_on)
    told = told_of(ground)
    refusal.refuse(
        row, place=refusal.whole(row), exemption_id=ground.id, scope="withheld", told=told,
        seen=refusal.decided_so_far(row, place=refusal.whole(row)), by=people.bryn, at=given.AT,
    )  # fmt: skip
    sent_answer.send(
        row, sent_on=ON, channel="email", licence="ogl", **read_by(people.bryn, row), at=given.AT
    )
    return Request.objects.get(pk=row.pk)


def test_a_request_that_was_refused_and_sent_holds_itself_and_what_it_is_likely_about_until_its_day(
    people, monkeypatch
):
    monkeypatch.setattr(request_hold, "today", lambda: ON)
    letter, row = given.a_letter(people), refused_whole(people, LETTER_ASKED_FOR)
    assert request_hold.tables_held(row) == set(request_hold.tables_of(LETTERS))
    last = commissioner_complaint_by(internal_review_request_by(ON, regime="foia").on, regime="foia").on
    why = request_hold.why_held([letter.id, row.id])
    assert (
        f"may be about this record. The request has been answered. We hold the record until {day(last)}"
        in why[letter.id]
    )
    assert "confirm the topic" not in why[letter.id]
    assert "until the time for a challenge is over" in why[row.id]
    monkeypatch.setattr(request_hold, "today", lambda: last + timedelta(days=1))
    assert request_hold.why_held([letter.id, row.id]) == {}


def test_a_request_that_was_refused_and_sent_and_is_about_no_topic_holds_itself_alone(people, monkeypatch):
    monkeypatch.setattr(request_hold, "today", lambda: ON)
    letter, row = given.a_letter(people), refused_whole(people, "1. How many park benches has the council?")
    assert request_hold.tables_held(row) == set()
    assert list(request_hold.why_held([letter.id, row.id])) == [row.id]


def test_under_review_it_names_no_day(people):
    letter, row = given.a_letter(people), refused_whole(people, LETTER_ASKED_FOR)
    step.take(row, kind="review_asked", on=ON, words="", until=None, by=people.bryn, at=given.AT)
    assert (
        "We hold the record until the review of the answer and the time for a complaint are over"
        in request_hold.why_held([letter.id])[letter.id]
    )


def test_a_question_with_halves_is_open_while_one_has_no_topic_and_then_holds_what_each_rests_on(people):
    letter = given.a_letter(people)
    row = received(
        people, "1. How many tools were in use in 2025, and was any letter received from a commissioner?"
    )
    where = place(row)
    topic_choice.choose(row, **where, topic=LETTERS, by=people.bryn, at=given.AT)
    both = {*request_hold.tables_of(LETTERS), *request_hold.tables_of(TOOLS)}
    assert request_hold.tables_held(row) == set(request_hold.tables_of(LETTERS)), (
        "of which the other half speaks too"
    )
    topic_choice.choose(row, **where, half=1, topic=TOOLS, by=people.bryn, at=given.AT)
    assert request_hold.tables_held(row) == both
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM governance_letterreceived WHERE id = %s", [letter.id])


def test_sql_cannot_delete_what_an_open_request_is_about_and_can_once_it_has_ended(people):
    letter = given.a_letter(people)
    row = asked(people, LETTERS)
    with (
        pytest.raises(IntegrityError, match="open request for information holds this"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM governance_letterreceived WHERE id = %s", [letter.id])
    step.take(row, kind="withdrawn", on=ON, words="No longer.", until=None, by=people.bryn, at=given.AT)
    assert LetterReceived.objects.filter(pk=letter.id).delete()[0] == 1
    transaction.set_rollback(True)


def test_an_answered_request_holds_until_review_and_complaint_are_out_of_time(people):
    row = received(people)
    sent(row, people)
    sent_on = Request.objects.get().sent.sent_on
    review = internal_review_request_by(sent_on, regime="foia").on
    last = commissioner_complaint_by(review, regime="foia").on
    assert list(request_hold.open_requests(on=last)) == [row]
    assert list(request_hold.open_requests(on=last + timedelta(days=1))) == []
    assert last > sent_on + timedelta(days=90)


@pytest.mark.parametrize(("regime", "last"), [("foisa", date(2026, 10, 28)), ("eisr", date(2026, 10, 28))])
def test_in_scotland_it_holds_for_the_months_in_which_the_commissioner_is_appealed_to(people, regime, last):
    row = request.receive("1. A question?", received_on=ON, regime=regime, by=people.bryn, at=given.AT)
    sent(row, people)
    assert list(request_hold.open_requests(on=last)) == [row]
    assert list(request_hold.open_requests(on=last + timedelta(days=1))) == []


def ended(people, row, kind):
    """The request, ended without a letter of answers."""
    step.take(row, kind=kind, on=ON, words="Ask the police.", until=None, by=people.bryn, at=given.AT)
    return Request.objects.get(pk=row.pk)


@pytest.mark.parametrize("kind", ["held_elsewhere", "transferred"])
def test_who_is_told_that_another_holds_it_may_ask_for_a_review_so_the_request_holds_until_then(
    people, monkeypatch, kind
):
    monkeypatch.setattr(request_hold, "today", lambda: ON)
    letter, row = given.a_letter(people), ended(people, received(people, LETTER_ASKED_FOR), kind)
    assert request_hold.tables_held(row) == set(request_hold.tables_of(LETTERS)), "as it is likely about"
    last = commissioner_complaint_by(internal_review_request_by(ON, regime="foia").on, regime="foia").on
    assert f"We hold the record until {day(last)}" in request_hold.why_held([letter.id])[letter.id]
    monkeypatch.setattr(request_hold, "today", lambda: last + timedelta(days=1))
    assert request_hold.why_held([letter.id, row.id]) == {}


def test_one_with_its_topics_confirmed_holds_those_after_it_ended(people):
    row = asked(people, TOOLS)
    assert request_hold.tables_held(ended(people, row, "held_elsewhere")) == set(
        request_hold.tables_of(TOOLS)
    )


@pytest.mark.parametrize("kind", ["withdrawn", "passed_on", "business", "rights"])
def test_nobody_alone_ends_what_a_request_holds_by_recording_that_it_ended(people, monkeypatch, kind):
    monkeypatch.setattr(request_hold, "today", lambda: ON)
    signed.an_adopted_schedule(people)
    overdue = given.a_letter(people, dated_on=date(2015, 3, 1), received_on=date(2015, 3, 1))
    letter, row = given.a_letter(people), received(people, LETTER_ASKED_FOR)
    step.take(row, kind=kind, on=ON, words="No.", until=None, by=people.bryn, at=given.AT)
    recorded = today()  # whatever day the step bears
    last = commissioner_complaint_by(internal_review_request_by(recorded, regime="foia").on, regime="foia").on
    why = request_hold.why_held([letter.id, overdue.id])
    assert (
        f"ended without an answer on {day(recorded)}. We hold the record until {day(last)}" in why[letter.id]
    )
    assert overdue.id in why, "no answer was given that could release it"
    monkeypatch.setattr(request_hold, "today", lambda: last)
    assert set(request_hold.why_held([letter.id, row.id])) == {letter.id, row.id}
    monkeypatch.setattr(request_hold, "today", lambda: last + timedelta(days=1))
    assert request_hold.why_held([letter.id, row.id]) == {}
    step.take(row, kind="reopened", on=ON, words="Yes.", until=None, by=people.bryn, at=given.AT)
    with pytest.raises(UnderLegalHold):
        check_not_held([letter.id])


def deleted_as_a_job_does(letter, *, by):
    check_not_held([letter.id])
    disposal.dispose(letter.id, by=by, at=given.AT)


@pytest.mark.parametrize("begins", ["a topic", "an opening again"])
def test_a_deletion_and_what_begins_a_hold_wait_for_each_other(
    committed, committed_people, monkeypatch, begins
):
    people = committed_people
    # A request that ended holds no more by then.
    monkeypatch.setattr(request_hold, "today", lambda: today() + timedelta(days=200))
    letter, row = given.a_letter(people), asked(people, TOOLS)
    where = place(row)
    facts = {"by": people.bryn, "at": given.AT}

    def chosen():
        topic_choice.choose(row, **where, topic=LETTERS, **facts)

    def reopened():
        step.take(row, kind="reopened", on=ON, words="Again.", until=None, **facts)

    if begins == "an opening again":
        chosen()
        step.take(row, kind="withdrawn", on=ON, words="No.", until=None, **facts)
    act, name = (chosen, "topic_choice.made") if begins == "a topic" else (reopened, "step.recorded")
    at_once(committed, act, lambda: deleted_as_a_job_does(letter, by=people.winston))
    begun = Event.objects.filter(name=name, subject_id=row.id).latest("number")
    gone = Event.objects.filter(name="letter_received.disposed").first()
    assert (gone is None) == LetterReceived.objects.filter(pk=letter.pk).exists()
    assert gone is None or gone.number < begun.number, "deleted while the request held it"
