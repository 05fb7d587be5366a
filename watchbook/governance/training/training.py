"""Training: the sessions of courses that were held, and who took part; until when it counts is worked out on recording."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record
from watchbook.audit_log.reference import next_reference
from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.governance.training.permissions import may_record_training
from watchbook.governance.training.rules import counts_until, why_no_session
from watchbook.organisation.models import Person

REGISTER = "SESSION"
SESSION_FIELDS = ("reference", "course", "held_on", "corrects", "is_struck")
SESSION_RECORDED = Kind(
    "training.session_recorded",
    fields=SESSION_FIELDS,
    personal=("trainer",),
    says=gettext_lazy("The session was recorded."),
)
SESSION_CORRECTED = Kind(
    "training.session_corrected",
    fields=SESSION_FIELDS,
    personal=("trainer",),
    says=gettext_lazy("The session’s entry was corrected by a new version."),
)
SESSION_CANCELLED = Kind(
    "training.session_taken_back",
    fields=SESSION_FIELDS,
    personal=("trainer",),
    says=gettext_lazy("The session’s entry was taken back. Its earlier versions are kept."),
)
ATTENDANCE_FIELDS = ("session", "course", "person", "completed_on", "counts_until", "corrects", "is_struck")
ATTENDANCE_RECORDED = Kind(
    "training.attendance_recorded",
    fields=ATTENDANCE_FIELDS,
    says=gettext_lazy("It was recorded that somebody took part."),
)
ATTENDANCE_CORRECTED = Kind(
    "training.attendance_corrected",
    fields=ATTENDANCE_FIELDS,
    says=gettext_lazy("The days of somebody’s attendance were worked out again."),
)
ATTENDANCE_CANCELLED = Kind(
    "training.attendance_taken_back",
    fields=ATTENDANCE_FIELDS,
    says=gettext_lazy("That somebody took part was taken back. The earlier entry is kept."),
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
    session.save(force_insert=True)
    _tell_session(SESSION_RECORDED, session=session, by=by, at=at)
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
    session = _newest_session(session)
    may_record_training(by)
    _check_day(held_on, at=at)
    newer = _next_version(session, held_on=held_on, trainer=trainer, by=by)
    newer.save(force_insert=True)
    _tell_session(SESSION_CORRECTED, session=newer, by=by, at=at)
    _set_attendance(newer, people, by=by, at=at)
    return newer


@transaction.atomic
def take_back_session(session: TrainingSession, *, by: Person, at: datetime) -> TrainingSession:
    """Take back a session that was not held or recorded twice, with everybody's attendance; every version stays."""
    session = _newest_session(session)
    may_record_training(by)
    _check_standing(session)
    newer = _next_version(session, held_on=session.held_on, trainer=session.trainer, by=by)
    newer.is_struck = True
    newer.save(force_insert=True)
    _tell_session(SESSION_CANCELLED, session=newer, by=by, at=at)
    _set_attendance(newer, (), by=by, at=at)
    return newer


@transaction.atomic
def attend(session: TrainingSession, person: Person, *, by: Person, at: datetime) -> Attendance:
    """Record that one more person took part in a session."""
    session = _newest_session(session)
    may_record_training(by)
    _check_standing(session)
    earlier = _attendance_rows(session).get(person)
    if earlier and not earlier.is_struck:
        raise WrongState(
            _("That {name} took part in this session is on record already.").format(name=person.name)
        )
    return _take_part(session, person, earlier=earlier, months=_months(session), by=by, at=at)


def _set_attendance(session: TrainingSession, people: Iterable[Person], *, by: Person, at: datetime) -> None:
    """These people took part and nobody else: new rows for whom it was otherwise, or whose days change."""
    rows, months = _attendance_rows(session), _months(session)
    wanted = dict.fromkeys(people)
    until = counts_until(session.held_on, months=months)
    for person in wanted:
        row = rows.get(person)
        if row is None or row.is_struck or (row.completed_on, row.counts_until) != (session.held_on, until):
            _take_part(session, person, earlier=row, months=months, by=by, at=at)
    for person, row in rows.items():
        if person not in wanted and not row.is_struck:
            _take_no_part(row, by=by, at=at)


def _take_part(
    session: TrainingSession,
    person: Person,
    *,
    earlier: Attendance | None,
    months: int | None,
    by: Person,
    at: datetime,
) -> Attendance:
    row = Attendance(
        session_reference=session.reference,
        course_reference=session.course_reference,
        person=person,
        completed_on=session.held_on,
        counts_until=counts_until(session.held_on, months=months),
        corrects=earlier,
        recorded_by=by,
    )
    row.save(force_insert=True)
    _tell_attendance(ATTENDANCE_CORRECTED if earlier else ATTENDANCE_RECORDED, row=row, by=by, at=at)
    return row


def _take_no_part(earlier: Attendance, *, by: Person, at: datetime) -> None:
    row = Attendance(
        session_reference=earlier.session_reference,
        course_reference=earlier.course_reference,
        person=earlier.person,
        completed_on=earlier.completed_on,
        counts_until=earlier.counts_until,
        corrects=earlier,
        is_struck=True,
        recorded_by=by,
    )
    row.save(force_insert=True)
    _tell_attendance(ATTENDANCE_CANCELLED, row=row, by=by, at=at)


def _attendance_rows(session: TrainingSession) -> dict[Person, Attendance]:
    """The newest row of each person for a session, those taken back too."""
    rows = Attendance.objects.as_at(None).filter(session_reference=session.reference)
    return {row.person: row for row in rows.select_related("person")}


def _months(session: TrainingSession) -> int | None:
    """For how long the course counts, as it stands when the attendance is recorded."""
    course = Course.objects.as_at(None).get(reference=session.course_reference)
    return course.counts_for_months


def _newest_session(session: TrainingSession) -> TrainingSession:
    session = TrainingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if TrainingSession.objects.filter(corrects=session).exists():
        raise WrongState(
            _("This entry was corrected already. Open the session again and correct its newest version.")
        )
    return session


def _next_version(session: TrainingSession, *, held_on: date, trainer: str, by: Person) -> TrainingSession:
    return TrainingSession(
        reference=session.reference,
        course_reference=session.course_reference,
        held_on=held_on,
        trainer=trainer.strip(),
        corrects=session,
        recorded_by=by,
    )


def _check_standing(session: TrainingSession) -> None:
    if session.is_struck:
        raise WrongState(_("This entry was taken back. Correct it first to bring it back."))


def _check_day(held_on: date, *, at: datetime) -> None:
    if refusal := why_no_session(held_on=held_on, today=london_day(at)):
        raise WrongState(cannot(_("You cannot record this session"), refusal))


def _tell_session(kind: Kind, *, session: TrainingSession, by: Person, at: datetime) -> None:
    record(
        kind,
        subject=session,
        by=by,
        at=at,
        reference=session.reference,
        course=session.course_reference,
        held_on=session.held_on,
        corrects=session.corrects_id,
        is_struck=session.is_struck,
        trainer=session.trainer,
    )


def _tell_attendance(kind: Kind, *, row: Attendance, by: Person, at: datetime) -> None:
    record(
        kind,
        subject=row,
        by=by,
        at=at,
        session=row.session_reference,
        course=row.course_reference,
        person=row.person_id,
        completed_on=row.completed_on,
        counts_until=row.counts_until,
        corrects=row.corrects_id,
        is_struck=row.is_struck,
    )
