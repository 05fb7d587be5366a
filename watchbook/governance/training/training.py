"""Training: the sessions of courses that were held, and who took part; until when it counts is worked out on recording."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.governance.training.permissions import may_record_training
from watchbook.governance.training.rules import counts_until, why_no_session
from watchbook.organisation.models import Person
from watchbook.register import entry

REGISTER = "SESSION"
SESSION_FIELDS = ("reference", "course_reference", "held_on", "corrects", "is_struck")
SESSION_RECORDED = Kind(
    "training.session_recorded", SESSION_FIELDS, ("trainer",), _("The session was recorded.")
)
SESSION_CORRECTED = Kind(
    "training.session_corrected",
    SESSION_FIELDS,
    ("trainer",),
    _("The session’s entry was corrected by a new version."),
)
SESSION_TAKEN_BACK = Kind(
    "training.session_taken_back",
    SESSION_FIELDS,
    ("trainer",),
    _("The session’s entry was taken back. We keep its earlier versions."),
)
ATTENDANCE_FIELDS = (
    "session_reference",
    "course_reference",
    "person",
    "completed_on",
    "counts_until",
    "corrects",
    "is_struck",
)
ATTENDANCE_RECORDED = Kind(
    "training.attendance_recorded", ATTENDANCE_FIELDS, says=_("Someone’s attendance was recorded.")
)
ATTENDANCE_CORRECTED = Kind(
    "training.attendance_corrected",
    ATTENDANCE_FIELDS,
    says=_(
        "The date of somebody’s training, and the date until which the training counts, were worked out again."
    ),
)
ATTENDANCE_TAKEN_BACK = Kind(
    "training.attendance_taken_back",
    ATTENDANCE_FIELDS,
    says=_("A record of attendance was taken back. We keep the earlier entry."),
)


@transaction.atomic
def add_session(
    course: Course, *, held_on: date, trainer: str, people: Iterable[Person], by: Person, at: datetime
) -> TrainingSession:
    """Record that a course was given on a day, and who took part."""
    may_record_training(by)
    _check_day(held_on, at=at)
    session = TrainingSession(
        reference=next_reference(REGISTER),
        course_reference=course.reference,
        held_on=held_on,
        trainer=trainer.strip(),
        recorded_by=by,
    )
    entry.write(SESSION_RECORDED, session, by=by, at=at)
    _set_attendance(session, people, by=by, at=at)
    return session


@transaction.atomic
def correct_session(
    session: TrainingSession,
    *,
    held_on: date,
    trainer: str,
    people: Iterable[Person],
    by: Person,
    at: datetime,
) -> TrainingSession:
    """A new version of a session: its day, who gave it, and who took part; until when it counts is worked out anew."""
    session = entry.lock(session)
    may_record_training(by)
    entry.check_newest(session, tried=_("You cannot correct this session"))
    _check_day(held_on, at=at)
    newer = entry.next_version(session, by=by, changes={"held_on": held_on, "trainer": trainer.strip()})
    entry.write(SESSION_CORRECTED, newer, by=by, at=at)
    _set_attendance(newer, people, by=by, at=at)
    return newer


@transaction.atomic
def take_back_session(session: TrainingSession, *, by: Person, at: datetime) -> TrainingSession:
    """Take back a session that was not held or recorded twice, with everybody's attendance; every version stays."""
    session = entry.lock(session)
    may_record_training(by)
    entry.check_standing(session, tried=_("You cannot take back this session"))
    newer = entry.write(SESSION_TAKEN_BACK, entry.taken_back(session, by=by), by=by, at=at)
    _set_attendance(newer, (), by=by, at=at)
    return newer


@transaction.atomic
def attend(session: TrainingSession, person: Person, *, by: Person, at: datetime) -> Attendance:
    """Record that one more person took part in a session."""
    session = entry.lock(session)
    may_record_training(by)
    entry.check_standing(session, tried=_("You cannot record who took part in this session"))
    earlier = _attendance_rows(session).get(person)
    if earlier and not earlier.is_struck:
        raise WrongState(
            _("You cannot record {name} again: they are already recorded for this session.").format(
                name=person.name
            )
        )
    return _take_part(session, person, earlier=earlier, until=_counts_until(session), by=by, at=at)


def _set_attendance(session: TrainingSession, people: Iterable[Person], *, by: Person, at: datetime) -> None:
    """These people took part and nobody else: new rows for whom it was otherwise, or whose days change."""
    rows, until = _attendance_rows(session), _counts_until(session)
    wanted = dict.fromkeys(people)
    for person in wanted:
        row = rows.get(person)
        if row is None or row.is_struck or (row.completed_on, row.counts_until) != (session.held_on, until):
            _take_part(session, person, earlier=row, until=until, by=by, at=at)
    for person, row in rows.items():
        if person not in wanted and not row.is_struck:
            entry.write(ATTENDANCE_TAKEN_BACK, entry.taken_back(row, by=by), by=by, at=at)


def _take_part(
    session: TrainingSession,
    person: Person,
    *,
    earlier: Attendance | None,
    until: date | None,
    by: Person,
    at: datetime,
) -> Attendance:
    row = entry.next_version(earlier, by=by) if earlier else Attendance(person=person, recorded_by=by)
    row.session_reference, row.course_reference = session.reference, session.course_reference
    row.completed_on, row.counts_until = session.held_on, until
    return entry.write(ATTENDANCE_CORRECTED if earlier else ATTENDANCE_RECORDED, row, by=by, at=at)


def _attendance_rows(session: TrainingSession) -> dict[Person, Attendance]:
    """The newest row of each person for a session, those taken back too."""
    rows = Attendance.objects.as_at(None).filter(session_reference=session.reference)
    return {row.person: row for row in rows.select_related("person")}


def _counts_until(session: TrainingSession) -> date | None:
    """Say until when a session counts, by its course as it stands when the attendance is recorded."""
    course = Course.objects.as_at(None).get(reference=session.course_reference)
    return counts_until(session.held_on, months=course.counts_for_months)


def _check_day(held_on: date, *, at: datetime) -> None:
    entry.check(
        why_no_session(held_on=held_on, today=london_day(at)), tried=_("You cannot record this session")
    )
