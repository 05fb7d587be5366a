"""Reading courses and sessions one by one."""

from datetime import date

from tests.given import AT
from tests.governance.tools_and_training import HELD_ON, a_course, a_session, course_facts
from watchbook.governance.training import course, training
from watchbook.governance.training.models import Course, TrainingSession
from watchbook.governance.training.queries import (
    attended,
    course_by_reference,
    every_attendance_row,
    sessions,
)


def test_a_course_is_found_in_its_newest_version_with_all_before_it(people):
    row = a_course(people)
    newer = course.correct(row, course_facts(title="Renamed"), by=people.helen, at=AT)
    assert course_by_reference("COURSE-0001") == newer
    assert course_by_reference("COURSE-0009") is None
    assert Course.objects.versions(reference="COURSE-0001") == [row, newer]


def test_sessions_are_told_newest_first_of_one_course_or_of_all_without_those_taken_back(people):
    row = a_course(people)
    older = a_session(people, of=row, held_on=date(2020, 1, 1))
    newer = a_session(people, of=row)
    other = a_session(people, held_on=date(2021, 1, 1))
    gone = training.take_back_session(a_session(people, of=row), by=people.helen, at=AT)
    assert sessions() == [newer, other, older]
    assert sessions(course="COURSE-0001") == [newer, older]
    assert TrainingSession.objects.newest(reference=gone.reference) == gone
    assert TrainingSession.objects.newest(reference="SESSION-0099") is None
    assert len(TrainingSession.objects.versions(reference=gone.reference)) == 2


def test_who_took_part_is_told_by_name_as_it_stands(people):
    first = a_session(people, attended_by=[people.oliver, people.ines])
    second = a_session(people)
    training.correct_session(
        first, held_on=HELD_ON, trainer="", people=[people.ines, people.marian], by=people.helen, at=AT
    )
    found = attended(first.reference, second.reference)
    assert {name: [one.person.name for one in rows] for name, rows in found.items()} == {
        "SESSION-0001": ["Ines", "Marian"],
        "SESSION-0002": [],
    }
    assert len(every_attendance_row(first.reference)) == 4
