"""A search by hand: what it needs, what it makes of a question, and what its certificate keeps (FOIA s.1(1), s.1(4))."""

from datetime import UTC, date, datetime, timedelta

import pytest
from psycopg import errors

from tests import given
from tests.foi.answering import FOUND, RECEIVED, answered, place, received, searched, sent
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.foi.draft import search, topic_choice
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.models import Search, SearchOutcome

EVERYONE_ELSE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY} - {"bryn"})
FILE = Content(data=b"%PDF-1.7 a list", name="list of benches.pdf", media_type="application/pdf")


def test_a_question_to_be_searched_is_answered_by_the_search(people):
    row = received(people)
    assert answered(row).finding.status == "TO_BE_SEARCHED"
    found = searched(row, people)
    answer = answered(row)
    assert (found.reference, answer.certificate) == ("SC-0001", "SC-0001")
    assert (answer.finding.status, answer.answer) == ("NOT_HELD", "No bench is held.")
    (looked,) = answer.finding.searched
    assert (looked.register, looked.terms, looked.found) == (FOUND["where"], FOUND["terms"], 0)
    assert answered(row, "2").finding.status == "TO_BE_SEARCHED"


@pytest.mark.parametrize("outcome", SearchOutcome.values)
def test_each_outcome_is_the_status_of_the_answer(people, outcome):
    row = received(people)
    searched(row, people, outcome=outcome, answer="See https://council.example/benches for each of them.")
    assert answered(row).finding.status == outcome
    assert answered(row).finding.searched[0].found == (outcome not in {"NOT_HELD", "NOT_APPLICABLE"})


def test_a_search_stands_over_what_the_registers_say_and_over_the_topic(people):
    row = received(people)
    searched(row, people)
    topic_choice.choose(row, **place(row), topic="internal_audit", by=people.bryn, at=given.AT)
    assert answered(row).finding.status == "NOT_HELD"


def test_who_looked_may_be_another_than_who_records_it(people):
    row = received(people)
    mine, theirs = searched(row, people), searched(row, people, "2", searched_by=people.helen)
    assert (mine.searched_by, mine.recorded_by) == (people.bryn, people.bryn)
    assert (theirs.searched_by, theirs.recorded_by) == (people.helen, people.bryn)


def test_a_file_is_kept_under_its_hash(people):
    row = received(people)
    found = searched(row, people, file=FILE)
    assert found.file_name == "list of benches.pdf"
    assert the_store().get(found.file_sha256) == FILE.data
    assert searched(row, people, "2").file_sha256 == ""


def test_the_log_commits_to_the_certificate_and_tells_its_words_to_nobody(people):
    row = received(people)
    searched(row, people, file=FILE)
    event = Event.objects.get(name="search.recorded")
    assert (event.subject_id, event.by) == (row.id, people.bryn.id)
    assert event.fields["reference"] == "SC-0001"
    assert event.fields["outcome"] == "NOT_HELD"
    assert event.fields["searched_on"] == "2026-03-02"
    assert "bench" not in str(event.fields)
    assert personal_facts(event)["answer"] == "No bench is held."


def test_the_newest_search_holds_and_the_earlier_stay(people):
    row = received(people)
    searched(row, people)
    searched(row, people, outcome="EXPLANATION", answer="The police fly theirs.")
    assert answered(row).answer == "The police fly theirs."
    assert [one.reference for one in Search.objects.order_by("reference")] == ["SC-0001", "SC-0002"]


# What it needs


@pytest.mark.parametrize("name", ["where", "terms", "result", "answer"])
@pytest.mark.parametrize("text", ["", "   ", "\n\t "])
def test_nothing_is_left_empty(people, name, text):
    row = received(people)
    with pytest.raises(WrongState):
        searched(row, people, **{name: text})
    assert not Search.objects.exists()


@pytest.mark.parametrize("name", search.LIMITS)
def test_a_text_is_kept_up_to_its_limit(people, name):
    row = received(people)
    longest = "x" * search.LIMITS[name]
    assert getattr(searched(row, people, **{name: longest}), name) == longest
    with pytest.raises(WrongState, match="the limit is"):
        searched(row, people, **{name: f"{longest}x"})


def test_a_search_before_the_request_came_says_nothing_of_what_was_held_then(people):
    row = received(people)
    with pytest.raises(WrongState, match="before we received the request, so it does not show"):
        searched(row, people, searched_on=RECEIVED - timedelta(days=1))
    assert searched(row, people, searched_on=RECEIVED).searched_on == RECEIVED


def test_a_search_is_not_of_tomorrow_in_london(people):
    row = received(people)
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # half past midnight on the second in London
    assert searched(row, people, searched_on=date(2026, 6, 2), at=late).reference == "SC-0001"
    with pytest.raises(WrongState, match="is in the future"):
        searched(row, people, searched_on=date(2026, 6, 3), at=late)


@pytest.mark.parametrize("outcome", ["NIL", "HELD_EXEMPT", "NEITHER", "TO_BE_SEARCHED", "", "not_held", "?"])
def test_a_search_cannot_end_in_what_it_cannot_show(people, outcome):
    row = received(people)
    with pytest.raises(WrongState, match="You cannot record this search: you have not selected"):
        searched(row, people, outcome=outcome)
    assert not Search.objects.exists()


@pytest.mark.parametrize(
    "answer", ["It is on our website.", "http://council.example/benches", "https://", "https:// .x", "HTTPS"]
)
def test_what_is_published_is_answered_with_its_address(people, answer):
    row = received(people)
    with pytest.raises(WrongState, match=r"does not give the web address.* https://"):
        searched(row, people, outcome="HELD_LINK", answer=answer)
    assert searched(row, people, outcome="HELD_LINK", answer="See (https://council.example/benches).")


@pytest.mark.parametrize("number", ["1", "2", "2.a"])
def test_a_place_where_no_question_stands_is_refused(people, number):
    row = received(people)
    moved = place(row, number) | {"start": place(row, number)["start"] + 1}
    with pytest.raises(WrongState, match="the request no longer has this question"):
        search.record(
            row,
            **moved,
            particulars=search.SearchParticulars(**FOUND),
            file=None,
            by=people.bryn,
            at=given.AT,
        )
    assert not Search.objects.exists()


def test_the_place_of_another_request_is_refused(people):
    row, other = received(people), received(people, "Dear council,\n1. Why?")
    with pytest.raises(WrongState, match="the request no longer has this question"):
        search.record(
            other,
            **place(row),
            particulars=search.SearchParticulars(**FOUND),
            file=None,
            by=people.bryn,
            at=given.AT,
        )


def test_nothing_is_searched_once_the_answer_was_sent(people):
    row = received(people)
    sent(row, people)
    with pytest.raises(WrongState, match="You cannot change this request: its answer has been sent"):
        searched(row, people)


@pytest.mark.parametrize("name", EVERYONE_ELSE)
def test_nobody_else_records_a_search(people, name):
    row = received(people)
    with pytest.raises(NotPermitted, match="You cannot record a search: only the information officer can"):
        searched(row, people, by=getattr(people, name))
    assert not Search.objects.exists()


def test_a_failing_log_undoes_it_and_gives_the_reference_back(people, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the log is broken")

    row = received(people)
    with monkeypatch.context() as patched:
        patched.setattr(search.log, "record", fail)
        with pytest.raises(RuntimeError):
            searched(row, people)
    assert not Search.objects.exists()
    assert searched(row, people).reference == "SC-0001"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE foi_search SET answer = 'None.'",
        "UPDATE foi_search SET searched_on = searched_on + 1",
        "DELETE FROM foi_search",
    ],
)
def test_postgresql_keeps_a_certificate_as_it_was_recorded(committed_people, as_app, statement):
    searched(received(committed_people), committed_people)
    with pytest.raises(errors.IntegrityError):
        as_app.execute(statement)
    assert Search.objects.get().answer == "No bench is held."


def test_a_search_of_yesterday_is_not_in_a_draft_as_at_the_day_before(committed_people):
    row = received(committed_people)
    before = row.recorded_at
    found = searched(row, committed_people)
    assert found.recorded_at is not None
    assert answered(row, as_at=before).finding.status == "TO_BE_SEARCHED"
    assert [one.certificate for one in draft_of(row).answers] == ["SC-0001", "", ""]
