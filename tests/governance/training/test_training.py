"""Training: sessions held, who took part, and until when it counts."""

from datetime import date, timedelta

from tests.given import AT
from tests.governance.tools_and_training import HELD_ON, a_course, a_session, course_facts
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.governance.training import course, training
from watchbook.governance.training.models import Attendance, TrainingSession

TOMORROW = AT.date() + timedelta(days=1)
UNTIL = date(2028, 1, 14)
ONLY = "You cannot record training: only the RIPA co-ordinator or senior responsible officer can"
KEEPERS = {"helen", "simon"}


def correct(session, by, *, held_on=HELD_ON, people=()):
    return training.correct_session(
        session, held_on=held_on, trainer=" B. Trainer ", people=people, by=by, at=AT
    )


def take_back(session, by):
    return training.take_back_session(session, by=by, at=AT)


def standing():
    """Who took part, as it stands: names with the day and until when it counts."""
    rows = Attendance.objects.as_at(None).filter(is_struck=False)
    return {row.person.name: (row.completed_on, row.counts_until) for row in rows}


def test_a_session_is_recorded_with_who_took_part_and_until_when_it_counts(people):
    session = a_session(people, trainer=" A. Trainer ", attended_by=(people.oliver, people.ines, people.ines))
    row = TrainingSession.objects.get(pk=session.pk)
    assert (row.reference, str(row), row.course_reference) == ("SESSION-0001", "SESSION-0001", "COURSE-0001")
    assert (row.held_on, row.trainer, row.recorded_by) == (HELD_ON, "A. Trainer", people.helen)
    assert standing() == {"Oliver": (HELD_ON, UNTIL), "Ines": (HELD_ON, UNTIL)}


def test_a_course_without_months_counts_for_good(people):
    a_session(people, of=a_course(people, counts_for_months=None), attended_by=[people.oliver])
    assert standing() == {"Oliver": (HELD_ON, None)}


def test_until_when_it_counts_was_worked_out_from_the_course_as_it_stood(people):
    row = a_course(people)
    session = a_session(people, of=row, attended_by=[people.oliver])
    course.correct(row, course_facts(counts_for_months=12), by=people.helen, at=AT)
    training.attend(session, people.ines, by=people.helen, at=AT)
    assert standing() == {"Oliver": (HELD_ON, UNTIL), "Ines": (HELD_ON, date(2027, 1, 14))}
    correct(session, people.helen, people=[people.oliver, people.ines])
    assert standing()["Oliver"] == (HELD_ON, date(2027, 1, 14))


def test_a_month_without_that_day_ends_with_its_last(people):
    short = a_course(people, counts_for_months=1)
    a_session(people, of=short, held_on=date(2026, 1, 31), attended_by=[people.oliver])
    assert standing() == {"Oliver": (date(2026, 1, 31), date(2026, 2, 28))}


def test_the_log_tells_sessions_and_attendance_by_id_and_never_by_name(people):
    session = a_session(people, attended_by=[people.oliver])
    fields = {
        "reference": "SESSION-0001",
        "course_reference": "COURSE-0001",
        "held_on": "2026-01-14",
        "corrects": None,
        "is_struck": False,
    }
    who = {"trainer": "A. Trainer"}
    assert told(session) == ("training.session_recorded", people.helen.id, AT, fields, who)
    row = Attendance.objects.get()
    told_of_it = {
        "session_reference": "SESSION-0001",
        "course_reference": "COURSE-0001",
        "person": str(people.oliver.id),
        "completed_on": "2026-01-14",
        "counts_until": "2028-01-14",
        "corrects": None,
        "is_struck": False,
    }
    assert told(row) == ("training.attendance_recorded", people.helen.id, AT, told_of_it, {})
    assert "Oliver" not in open_words()
    assert "Trainer" not in open_words()
    newer = correct(session, people.simon, held_on=date(2026, 1, 15), people=[people.oliver])
    assert told(newer)[0] == "training.session_corrected"
    assert told(Attendance.objects.get(corrects=row))[0] == "training.attendance_corrected"
    gone = take_back(newer, people.simon)
    assert told(gone)[0] == "training.session_taken_back"
    assert told(Attendance.objects.get(is_struck=True))[0] == "training.attendance_taken_back"


def test_a_correction_sets_day_trainer_and_who_took_part_and_keeps_what_was(people):
    session = a_session(people, attended_by=[people.oliver, people.ines])
    newer = correct(session, people.simon, held_on=date(2026, 1, 15), people=[people.oliver, people.marian])
    assert (newer.reference, newer.corrects, newer.trainer) == ("SESSION-0001", session, "B. Trainer")
    moved = (date(2026, 1, 15), date(2028, 1, 15))
    assert standing() == {"Oliver": moved, "Marian": moved}
    assert Attendance.objects.filter(person=people.ines).count() == 2
    back = correct(newer, people.simon, held_on=date(2026, 1, 15), people=[people.oliver, people.ines])
    assert standing() == {"Oliver": moved, "Ines": moved}
    assert Attendance.objects.filter(person=people.oliver).count() == 2  # nothing new about him
    leaves_nothing(WrongState, lambda: correct(newer, people.helen), "has already corrected the entry")
    assert back.corrects == newer


def test_a_session_that_was_taken_back_counts_for_nobody_until_it_is_corrected(people):
    session = a_session(people, attended_by=[people.oliver])
    gone = take_back(session, people.helen)
    assert (gone.is_struck, gone.held_on, standing()) == (True, HELD_ON, {})
    leaves_nothing(WrongState, lambda: take_back(gone, people.helen), "has already taken the entry back")
    leaves_nothing(
        WrongState,
        lambda: training.attend(gone, people.ines, by=people.helen, at=AT),
        "has already taken the entry back",
    )
    leaves_nothing(WrongState, lambda: take_back(session, people.helen), "has already taken the entry back")
    again = correct(gone, people.helen, people=[people.oliver])
    assert (again.is_struck, standing()) == (False, {"Oliver": (HELD_ON, UNTIL)})


def test_one_more_person_is_recorded_once(people):
    session = a_session(people)
    row = training.attend(session, people.oliver, by=people.helen, at=AT)
    assert (row.session_reference, row.corrects, standing()) == (
        "SESSION-0001", None, {"Oliver": (HELD_ON, UNTIL)},
    )  # fmt: skip
    leaves_nothing(
        WrongState,
        lambda: training.attend(session, people.oliver, by=people.helen, at=AT),
        "record Oliver again: they are already recorded for this session",
    )


def test_who_was_taken_off_can_be_put_back(people):
    session = correct(a_session(people, attended_by=[people.oliver]), people.helen)
    assert standing() == {}
    row = training.attend(session, people.oliver, by=people.helen, at=AT)
    assert row.corrects is not None
    assert standing() == {"Oliver": (HELD_ON, UNTIL)}


def test_a_session_cannot_be_recorded_before_it_is_held(people):
    row = a_course(people)
    session = a_session(people, of=row, held_on=AT.date())
    leaves_nothing(WrongState, lambda: a_session(people, of=row, held_on=TOMORROW), "in the future")
    leaves_nothing(WrongState, lambda: correct(session, people.helen, held_on=TOMORROW), "in the future")


def test_co_ordinator_and_sro_alone_record_training(people):
    row = a_course(people)
    session = a_session(people, of=row)
    acts = (
        lambda by: training.add_session(row, held_on=HELD_ON, trainer="", people=(), by=by, at=AT),
        lambda by: correct(session, by),
        lambda by: training.attend(session, people.nell, by=by, at=AT),
        lambda by: take_back(session, by),
    )
    for act in acts:
        refused_to_all_but(KEEPERS, people, act, match=ONLY)
    assert acts[0](people.simon).recorded_by == people.simon


def test_a_failing_log_undoes_each_act(people, monkeypatch):
    row = a_course(people)
    session = a_session(people, of=row, attended_by=[people.oliver])
    for act in (
        lambda: a_session(people, of=row, attended_by=[people.oliver]),
        lambda: correct(session, people.helen, people=[people.ines]),
        lambda: training.attend(session, people.ines, by=people.helen, at=AT),
        lambda: take_back(session, people.helen),
    ):
        undone_when_the_log_fails(monkeypatch, training, act)
    assert standing() == {"Oliver": (HELD_ON, UNTIL)}
