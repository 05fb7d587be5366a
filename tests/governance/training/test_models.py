"""What the tables of training refuse, by going straight to SQL, and two people at once."""

import pytest
from psycopg import errors

from tests.given import AT
from tests.governance.tools_and_training import a_session
from tests.threads import at_once, split
from watchbook.acting.refusals import WrongState
from watchbook.governance.training import training
from watchbook.governance.training.models import Attendance

ATTENDANCE = (
    "INSERT INTO governance_attendance (id, session_reference, course_reference, person_id, completed_on,"
    " counts_until, recorded_by_id, corrects_id, is_struck) VALUES (gen_random_uuid(), 'SESSION-0001',"
    " 'COURSE-0001', %(person)s, '2026-01-14', %(until)s, %(by)s, null, false)"
)


@pytest.fixture
def session(committed_people):
    return a_session(committed_people, attended_by=[committed_people.oliver])


def test_somebody_takes_part_in_a_session_once_and_it_counts_from_its_day(committed_people, session, as_app):
    facts = {"person": committed_people.oliver.id, "until": None, "by": session.recorded_by_id}
    with pytest.raises(errors.UniqueViolation, match="attendance_is_recorded_once"):
        as_app.execute(ATTENDANCE, facts)
    facts |= {"person": committed_people.ines.id, "until": "2026-01-13"}
    with pytest.raises(errors.CheckViolation, match="attendance_counts_from_its_day"):
        as_app.execute(ATTENDANCE, facts)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE governance_course SET counts_for_months = 99",
        "UPDATE governance_trainingsession SET held_on = '2020-01-01'",
        "UPDATE governance_attendance SET counts_until = null",
    ],
)
def test_an_entry_is_never_changed(session, as_app, change):
    with pytest.raises(errors.IntegrityConstraintViolation, match="is never changed"):
        as_app.execute(change)


def test_of_two_who_record_the_same_person_at_the_same_time_one_wins(committed, committed_people, session):
    helen, simon, ines = committed_people.helen, committed_people.simon, committed_people.ines

    def attend(by):
        return training.attend(session, ines, by=by, at=AT)

    done, refused = split(at_once(committed, lambda: attend(helen), lambda: attend(simon)))
    assert len(done) == 1
    assert [type(refusal) for refusal in refused] == [WrongState]
    assert Attendance.objects.filter(person=ines).count() == 1
