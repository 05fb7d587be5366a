"""What the registers of courses and attendance say of the training that staff have had, and of its cost."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.given import AT
from tests.governance.tools_and_training import a_course, a_session
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.figures import training
from watchbook.figures.findings import Inquiry, Status
from watchbook.figures.times import by_period, counted_sentences
from watchbook.governance.none_held import none_held
from watchbook.governance.training import disposal
from watchbook.governance.training import training as acts
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.times.time_of_question import time_of_question

RECEIVED = date(2026, 3, 2)
JANUARY, FEBRUARY = date(2026, 1, 14), date(2026, 2, 11)
MAY, JUNE, JULY, AUGUST = (datetime(2026, month, 3, 9, 0, tzinfo=UTC) for month in (5, 6, 7, 8))


def asked(text="Which training have staff had?", *, on=RECEIVED, as_at=None, context=""):
    """A question as a query sees it."""
    return Inquiry(text=text, on=on, as_at=as_at, context=context)


@pytest.fixture
def two_sessions(people):
    """A course that Ines and Oliver attended in January, and Ines again in February."""
    course = a_course(people)
    a_session(people, of=course, held_on=JANUARY, attended_by=[people.ines, people.oliver])
    a_session(people, of=course, held_on=FEBRUARY, attended_by=[people.ines])


def test_training_is_told_with_its_days_its_numbers_and_the_duties_it_is_meant_for(two_sessions):
    finding = training.training_given(asked())
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer == (
        "People who took part in training that covers the use of social media: 2. Attendances in all: 3. 14 January 2026: “Social "
        "media and RIPA”, given by Example Training Limited and meant for authorising officer and investigator; attendance: 2. 11 "
        "February 2026: “Social media and RIPA”, given by Example Training Limited and meant for authorising officer and "
        "investigator; attendance: 1."
    )
    assert (finding.value["people"], finding.value["attendances"]) == (2, 3)
    assert [one["count"] for one in finding.value["sessions"]] == [2, 1]
    assert [one.what for one in finding.evidence] == [
        "session of 14 January 2026",
        "session of 11 February 2026",
    ]
    assert finding.searched[0].query == f"training_given/{training.VERSION}"


def test_nobody_is_named(two_sessions, people):
    finding = training.training_given(asked())
    told = f"{finding.answer} {finding.value}"
    assert not [one for one in (people.ines, people.oliver) if one.name in told]


def test_a_course_for_no_duty_is_told_without_one(people):
    a_session(people, of=a_course(people, for_duties=()), attended_by=[people.ines])
    assert "given by Example Training Limited; attendance: 1." in training.training_given(asked()).answer


def test_a_provider_that_begins_with_an_article_stands_in_the_sentence(people):
    provider = "The council's Monitoring Officer"
    a_session(people, of=a_course(people, provider=provider), attended_by=[people.ines])
    assert "given by the council's Monitoring Officer and meant" in training.training_given(asked()).answer


def test_months_asked_for_are_counted_one_by_one_and_add_up(two_sessions):
    finding = training.training_given(
        asked("How many were trained, by month, between January and February 2026?")
    )
    assert finding.value["by_period"] == [
        {"period": {"from": "2026-01-01", "to": "2026-01-31"}, "count": 2},
        {"period": {"from": "2026-02-01", "to": "2026-02-28"}, "count": 1},
    ]
    assert "1 January 2026 to 31 January 2026: 2. 1 February 2026 to 28 February 2026: 1." in finding.answer
    assert sum(one["count"] for one in finding.value["by_period"]) == finding.value["attendances"]


def test_only_the_time_asked_about_counts(two_sessions):
    finding = training.training_given(asked("who was trained in February 2026"))
    assert (finding.value["attendances"], finding.status) == (1, Status.HELD_SUPPLIED)
    assert (finding.period.first_on, finding.period.last_on) == (date(2026, 2, 1), date(2026, 2, 28))
    assert finding.searched[0].terms.endswith("1 February 2026 to 28 February 2026")


def test_a_time_that_begins_before_the_registers_first_entry_is_answered_in_part(two_sessions):
    finding = training.training_given(asked("since 2020"))
    assert finding.status is Status.PARTLY
    assert finding.answer.endswith(
        "The register begins with an entry dated 14 January 2026 and does not cover any earlier time."
    )


def test_what_was_disposed_of_is_not_said_never_to_have_been(two_sessions, people):
    old = a_session(
        people, of=a_course(people, title="Older"), held_on=date(2018, 1, 1), attended_by=[people.ines]
    )
    assert "2018" in training.training_given(asked()).answer
    disposal.dispose(old.id, by=people.winston, at=AT)
    finding = training.training_given(asked("since 2016"))
    assert finding.status is Status.PARTLY
    assert "We hold no entries from before 14 January 2026" in finding.answer


def test_nobodys_attendance_in_the_time_is_never_nil(two_sessions):
    finding = training.training_given(asked("in 2025"))
    assert finding.status is Status.TO_BE_SEARCHED
    assert (finding.evidence, finding.value) == ((), None)
    assert "does not show that no officer was trained" in finding.answer


def test_training_on_something_else_or_after_the_request_does_not_count(people):
    a_session(people, of=a_course(people, covers_social_media=False), attended_by=[people.ines])
    assert training.training_given(asked()).status is Status.TO_BE_SEARCHED
    a_session(people, of=a_course(people, title="Later"), held_on=FEBRUARY, attended_by=[people.ines])
    assert training.training_given(asked(on=JANUARY)).status is Status.TO_BE_SEARCHED


def test_without_a_course_a_signed_none_is_not_held_and_nothing_signed_is_searched(people):
    for query in (training.training_given, training.training_cost):
        assert query(asked()).status is Status.TO_BE_SEARCHED
    none_held.sign(
        kind="training_course",
        searched="The training unit",
        reason="None was given.",
        by=people.simon,
        at=AT,
    )
    for query in (training.training_given, training.training_cost):
        finding = query(asked())
        assert finding.status is Status.NOT_HELD
        assert finding.answer.endswith("None was given.")
        assert [one.found for one in finding.searched] == [0, 1]


def test_a_session_taken_back_counts_no_more_and_did_then(people):
    with recorded_as_if_at(JUNE):
        session = a_session(people, attended_by=[people.ines])
    with recorded_as_if_at(AUGUST):
        acts.take_back_session(session, by=people.helen, at=AT)
    assert training.training_given(asked(as_at=MAY)).status is Status.TO_BE_SEARCHED
    assert training.training_given(asked(as_at=JULY)).value["attendances"] == 1
    assert training.training_given(asked()).status is Status.TO_BE_SEARCHED


def test_a_session_corrected_to_another_day_is_told_with_it(people):
    session = a_session(people, held_on=JANUARY, attended_by=[people.ines])
    acts.correct_session(
        session, held_on=FEBRUARY, trainer="A. Trainer", people=[people.ines], by=people.helen, at=AT
    )
    finding = training.training_given(asked())
    assert finding.answer.count("attendance: ") == 1
    assert "11 February 2026" in finding.answer


def test_the_cost_is_looked_for_elsewhere_and_who_gave_it_is_told_to_the_officer(two_sessions):
    finding = training.training_cost(asked("what did the training cost"))
    assert finding.status is Status.TO_BE_SEARCHED
    assert "(Example Training Limited) but not the cost" in finding.answer


@pytest.mark.parametrize(
    "text", ["last year", "between 2019 and 2016", "on 31/02/2026", "in 2031", "since the policy", "in 15/16"]
)
def test_a_time_that_cannot_be_told_is_left_to_a_person(two_sessions, text):
    finding = training.training_given(asked(text))
    assert finding.status is Status.TO_BE_SEARCHED
    assert finding.searched == ()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_as_many_however_much_is_held(people, django_assert_num_queries, count):
    for number in range(count):
        a_session(
            people, of=a_course(people, title=f"Course {number}"), attended_by=[people.ines, people.oliver]
        )
    with django_assert_num_queries(3):
        training.training_given(asked())
    with django_assert_num_queries(1):
        training.training_cost(asked())


DAYS = st.lists(st.dates(date(2015, 1, 1), date(2019, 12, 31)), max_size=40)
WORDS = st.sampled_from(["by year", "by financial year", "by month", "per quarter", "by calendar year", ""])


@given(days=DAYS, words=WORDS)
def test_whatever_is_held_the_parts_add_up_to_the_whole(days, words):
    time = time_of_question(
        f"from 15 January 2015 to 31 December 2019 {words}",
        received_on=date(2019, 12, 31),
        years=FinancialYears(4),
    )
    whole = by_period(days, [time.whole])
    parts = by_period(days, time.periods)
    assert sum(one["count"] for one in parts) == whole[0]["count"]
    assert len(counted_sentences(days, time.periods)) == (len(parts) if len(parts) > 1 else 0)
