"""Disposal of training: sessions with who took part, and courses of which no session is left."""

from datetime import UTC, date, datetime

import pytest

from tests.given import AT
from tests.governance.tools_and_training import HELD_ON, a_course, a_session, course_facts
from tests.log import leaves_nothing, undone_when_the_log_fails
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.governance.training import course, disposal, training
from watchbook.governance.training.models import Attendance, Course, TrainingSession

OLD = datetime(2020, 1, 1, 9, 0, tzinfo=UTC)


def a_long_story(people):
    """A session in two versions, attended by two of whom one was taken off."""
    session = a_session(people, attended_by=[people.oliver, people.ines])
    return training.correct_session(
        session, held_on=HELD_ON, trainer="", people=[people.ines], by=people.helen, at=AT
    )


def test_sessions_held_before_the_day_and_courses_without_a_session_are_due(people):
    with recorded_as_if_at(OLD):
        session, unused = a_session(people, held_on=date(2019, 1, 1)), a_course(people)
    assert disposal.due(date(2020, 1, 2)) == [session.id, unused.id]
    assert disposal.due(date(2020, 1, 1)) == [session.id]
    assert disposal.due(date(2019, 1, 1)) == []


def test_a_person_is_found_in_courses_and_in_trainers_also_of_earlier_versions(people):
    titled = a_course(people, title="By Jane Roe")
    given_by = a_course(people, provider="Jane Roe Limited")
    covering = a_course(people, covers="The case of JANE ROE")
    cleaned = course.correct(covering, course_facts(), by=people.helen, at=AT)
    session = a_session(people, of=titled, trainer="Jane Roe")
    a_session(people)
    assert set(disposal.find("Jane Roe")) == {titled.id, given_by.id, cleaned.id, session.id}
    assert disposal.find("John Doe") == []


def test_a_session_goes_with_every_version_and_all_attendance(people):
    session, kept = a_long_story(people), a_session(people, attended_by=[people.oliver])
    disposal.dispose(session.id, by=people.winston, at=AT)
    assert list(TrainingSession.objects.all()) == [kept]
    assert {row.session_reference for row in Attendance.objects.all()} == {kept.reference}
    events = Event.objects.filter(name="training.session_disposed")
    assert [event.fields for event in events] == [{"reference": "SESSION-0001", "versions": 5}] * 5


def test_a_course_goes_once_no_session_of_it_is_left(people):
    session = a_session(people)
    row = course.correct(Course.objects.get(), course_facts(), by=people.helen, at=AT)
    leaves_nothing(
        WrongState, lambda: disposal.dispose(row.id, by=people.winston, at=AT), "Delete these sessions first"
    )
    disposal.dispose(session.id, by=people.winston, at=AT)
    disposal.dispose(row.id, by=people.winston, at=AT)
    assert not Course.objects.exists()
    assert Event.objects.filter(name="training.course_disposed").count() == 2
    with pytest.raises(Course.DoesNotExist):
        disposal.dispose(row.id, by=people.winston, at=AT)


def test_a_failing_log_undoes_it(people, monkeypatch):
    session, unused = a_long_story(people), a_course(people)
    for row in (session, unused):
        undone_when_the_log_fails(
            monkeypatch, disposal, lambda row=row: disposal.dispose(row.id, by=people.winston, at=AT)
        )
    assert TrainingSession.objects.count() == 2
