"""Reading the register of training: courses, who completed what, how it stands, and the matrix."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.given import AT
from tests.governance.tools_and_training import HELD_ON, a_course, a_session, course_facts
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.governance.training import course, training
from watchbook.governance.training.models import Attendance, Course
from watchbook.governance.training.queries import (
    completed,
    courses,
    ending_for,
    matrix,
    stands_of,
    training_of,
    without_training,
)
from watchbook.governance.training.rules import Stand, Standing
from watchbook.organisation import duty, person
from watchbook.organisation import service as service_acts
from watchbook.organisation.rules import DutyKind

RECORDED, MOVED, TAKEN_BACK = (datetime(2026, month, 1, 9, 0, tzinfo=UTC) for month in (3, 4, 5))
TICK = timedelta(microseconds=1)
TODAY = date(2026, 3, 2)
UNTIL = date(2028, 1, 14)
BOTH = (DutyKind.AUTHORISING_OFFICER, DutyKind.INVESTIGATOR)


def granted(people, somebody, kind, service=None):
    row = duty.propose(somebody, kind=kind, service=service, from_on=TODAY, by=people.ada, at=AT)
    return duty.grant(row, by=people.bashir, at=AT)


@pytest.fixture
def a_story(people):
    """A session recorded in March, moved by a day in April, taken back in May."""
    with recorded_as_if_at(RECORDED):
        session = a_session(people, attended_by=[people.oliver])
    with recorded_as_if_at(MOVED):
        moved = date(2026, 1, 15)
        session = training.correct_session(
            session, held_on=moved, trainer="", people=[people.oliver], by=people.helen, at=AT
        )
        course.correct(
            Course.objects.get(), course_facts(title="Renamed", for_duties=()), by=people.helen, at=AT
        )
    with recorded_as_if_at(TAKEN_BACK):
        training.take_back_session(session, by=people.helen, at=AT)


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        (RECORDED - TICK, []),
        (RECORDED, [(HELD_ON, UNTIL, "Social media and RIPA", ["authorising_officer", "investigator"])]),
        (MOVED, [(date(2026, 1, 15), date(2028, 1, 15), "Renamed", [])]),
        (TAKEN_BACK - TICK, [(date(2026, 1, 15), date(2028, 1, 15), "Renamed", [])]),
        (TAKEN_BACK, []),
        (None, []),
    ],
)
def test_training_is_told_as_it_was_recorded_by_a_moment(a_story, people, as_at, expected):
    rows = training_of([people.oliver], on=TODAY, as_at=as_at)[people.oliver.id]
    told = [(row.completed_on, row.counts_until, row.course_title, row.for_duties) for row in rows]
    assert told == expected


def test_training_is_told_for_everybody_asked_about_newest_first_and_only_what_was_completed(people):
    row = a_course(people)
    a_session(people, of=row, held_on=date(2020, 1, 1), attended_by=[people.oliver])
    a_session(people, of=row, held_on=date(2022, 1, 1), attended_by=[people.oliver, people.simon])
    a_session(people, of=row, held_on=date(2024, 1, 1), attended_by=[people.oliver])
    found = training_of([people.oliver, people.nell], on=date(2023, 1, 1))
    assert [one.completed_on.year for one in found[people.oliver.id]] == [2022, 2020]
    assert (found[people.nell.id], set(found)) == ([], {people.oliver.id, people.nell.id})


def test_courses_are_told_by_whether_they_cover_social_media_and_as_at_a_moment(people):
    with recorded_as_if_at(RECORDED):
        covering, other = a_course(people), a_course(people, title="Anything", covers_social_media=False)
    with recorded_as_if_at(MOVED):
        changed = course.correct(other, course_facts(title="Anything"), by=people.helen, at=AT)
    assert [*courses()] == [*courses(on_social_media=True)] == [changed, covering]
    assert [*courses(on_social_media=False)] == []
    assert [*courses(on_social_media=False, as_at=RECORDED)] == [other]
    assert [*courses(as_at=RECORDED - TICK)] == []


def test_how_training_stands_for_each_duty_held(people):
    granted(people, people.oliver, DutyKind.INVESTIGATOR)
    officers = a_course(people, for_duties=("authorising_officer",), counts_for_months=24)
    a_session(people, of=officers, held_on=date(2024, 4, 2), attended_by=[people.oliver])
    rows = training_of([people.oliver], on=TODAY)[people.oliver.id]
    assert stands_of(people.oliver, rows, on=TODAY) == [
        (DutyKind.INVESTIGATOR, Stand(Standing.NONE)),
        (DutyKind.AUTHORISING_OFFICER, Stand(Standing.ENDS_SOON, date(2026, 4, 2))),
    ]
    soon = (DutyKind.AUTHORISING_OFFICER, Stand(Standing.ENDS_SOON, date(2026, 4, 2)))
    assert ending_for(people.oliver, completed([people.oliver.id], on=TODAY), on=TODAY) == [soon]
    assert ending_for(people.nell, completed([people.nell.id], on=TODAY), on=TODAY) == []


def test_those_without_training_are_told_once_a_course_is_meant_for_their_duty(people):
    def told(on=TODAY):
        return [(row.person.name, row.kind) for row in without_training(*BOTH, on=on)]

    assert told() == []
    both = a_course(people)
    assert told() == [("Oliver", "authorising_officer"), ("Ines", "investigator")]
    session = a_session(people, of=both, attended_by=[people.oliver])
    assert told() == [("Ines", "investigator")]
    assert told(on=date(2028, 1, 15)) == [("Oliver", "authorising_officer"), ("Ines", "investigator")]
    training.take_back_session(session, by=people.helen, at=AT)
    for_good = a_course(people, for_duties=("investigator",), counts_for_months=None)
    a_session(people, of=for_good, attended_by=[people.ines, people.oliver])
    assert told() == [("Oliver", "authorising_officer")]
    person.close(people.oliver, by=people.ada, at=AT)
    assert told() == []


def cells(found):
    """The matrix as figures, by the name of the service and the duty."""
    return {
        (row.service.name if row.service else "", cell.duty.value): (cell.trained, cell.of)
        for row in found.rows
        for cell in row.cells
        if cell.of
    }


def test_the_matrix_counts_holders_by_service_and_duty_for_whom_training_counts(people):
    housing = service_acts.add(name="Housing", by=people.ada, at=AT)
    granted(people, people.nell, DutyKind.INVESTIGATOR)
    granted(people, people.helen, DutyKind.INVESTIGATOR, service=housing)
    granted(people, people.marian, DutyKind.INVESTIGATOR)
    a_session(people, attended_by=[people.ines, people.nell])
    found = matrix(TODAY)
    assert found.duties == (DutyKind.INVESTIGATOR, DutyKind.AUTHORISING_OFFICER)
    assert [row.service.name if row.service else "" for row in found.rows] == [
        "Housing", "Trading Standards", "",
    ]  # fmt: skip
    assert cells(found) == {
        ("Housing", "investigator"): (0, 1),
        ("Trading Standards", "investigator"): (1, 2),
        ("Trading Standards", "authorising_officer"): (0, 1),
        ("", "investigator"): (1, 1),
    }
    lacking = [one.person.name for row in found.rows for cell in row.cells for one in cell.lacking]
    assert lacking == ["Helen", "Marian", "Oliver"]
    assert cells(matrix(date(2028, 1, 14)))[("", "investigator")] == (1, 1)
    assert cells(matrix(date(2028, 1, 15)))[("", "investigator")] == (0, 1)


def test_the_matrix_has_a_column_for_each_duty_that_a_course_is_meant_for(people):
    a_course(people, for_duties=("solicitor",))
    assert matrix(TODAY).duties == (
        DutyKind.INVESTIGATOR, DutyKind.AUTHORISING_OFFICER, DutyKind.SOLICITOR,
    )  # fmt: skip
    assert cells(matrix(TODAY))[("Trading Standards", "solicitor")] == (0, 1)


def test_the_matrix_leaves_closed_accounts_and_closed_services_out(people):
    housing = service_acts.add(name="Housing", by=people.ada, at=AT)
    service_acts.close(housing, by=people.ada, at=AT)
    person.close(people.oliver, by=people.ada, at=AT)
    found = matrix(TODAY)
    assert [row.service.name for row in found.rows] == ["Trading Standards"]
    assert cells(found) == {("Trading Standards", "investigator"): (0, 1)}


def test_authorising_officers_whose_training_ends_soon_are_told_once_the_next_first(people):
    housing = service_acts.add(name="Housing", by=people.ada, at=AT)
    granted(people, people.oliver, DutyKind.AUTHORISING_OFFICER, service=housing)
    granted(people, people.judith, DutyKind.AUTHORISING_OFFICER)
    granted(people, people.leila, DutyKind.AUTHORISING_OFFICER)
    row = a_course(people)
    a_session(people, of=row, held_on=date(2024, 5, 2), attended_by=[people.oliver, people.ines])
    a_session(people, of=row, held_on=date(2024, 4, 2), attended_by=[people.judith])
    a_session(people, of=row, held_on=date(2025, 4, 2), attended_by=[people.leila])
    assert [(one.person.name, one.stand.until) for one in matrix(TODAY).ending] == [
        ("Judith", date(2026, 4, 2)),
        ("Oliver", date(2026, 5, 2)),
    ]


def test_the_numbers_of_queries_are_fixed_however_many_rows_there_are(people, django_assert_num_queries):
    session = a_session(people, attended_by=[people.oliver])
    for count in (2, 12):
        while Attendance.objects.count() < count:
            number = Attendance.objects.count()
            one = person.add(
                email=f"p{number}@council.invalid", name=f"P {number}", service=None, by=people.ada, at=AT
            )
            granted(people, one, DutyKind.INVESTIGATOR)
            training.attend(session, one, by=people.helen, at=AT)
            a_course(people, title=f"Course {number}")
        with django_assert_num_queries(4):
            assert sum(cell.trained for row in matrix(TODAY).rows for cell in row.cells) == count
        with django_assert_num_queries(1):
            assert [one.recorded_by.name for one in courses()] == ["Helen"] * count
        with django_assert_num_queries(1):
            assert [row.person.name for row in without_training(*BOTH, on=TODAY)] == ["Ines"]
        asked = [row.person for row in Attendance.objects.select_related("person")]
        with django_assert_num_queries(1):
            assert len(training_of(asked, on=TODAY)) == count
