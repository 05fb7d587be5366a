"""Disposal of training: sessions with their attendance, and courses of which no session is left (called by retention)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record
from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.keys import destruction
from watchbook.organisation.models import Person

FIELDS = ("reference", "versions")
SESSION_DISPOSED = Kind(
    "training.session_disposed",
    fields=FIELDS,
    says=_("The session was disposed of, with who took part, at the end of its retention."),
)
COURSE_DISPOSED = Kind(
    "training.course_disposed",
    fields=FIELDS,
    says=_("The course was disposed of at the end of its retention."),
)
PERSONAL_FIELDS = {
    "governance.Course.title": "training records",
    "governance.Course.provider": "training records",
    "governance.Course.covers": "training records",
    "governance.TrainingSession.trainer": "training records",
}


def due(on: date) -> list[UUID]:
    """Sessions held before a day, and courses recorded before it of which no session is left."""
    sessions = TrainingSession.objects.as_at(None).filter(held_on__lt=on)
    held = TrainingSession.objects.filter(course_reference=OuterRef("reference"))
    courses = Course.objects.as_at(None).filter(~Exists(held), recorded_at__date__lt=on)
    return [*sessions.values_list("id", flat=True), *courses.values_list("id", flat=True)]


def find(text: str) -> list[UUID]:
    """Courses and sessions whose words hold this text, in whichever version: their newest versions."""
    courses = Course.objects.filter(
        Q(title__icontains=text) | Q(provider__icontains=text) | Q(covers__icontains=text)
    )
    sessions = TrainingSession.objects.filter(trainer__icontains=text)
    newest = (
        Course.objects.as_at(None).filter(reference__in=courses.values("reference")),
        TrainingSession.objects.as_at(None).filter(reference__in=sessions.values("reference")),
    )
    return [found for rows in newest for found in rows.values_list("id", flat=True)]


@transaction.atomic
def dispose(row_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove a session with its attendance, or a course that has no session, in every version."""
    session = TrainingSession.objects.filter(pk=row_id).first()
    if session:
        _dispose_of_session(session.reference, by=by, at=at)
    else:
        _dispose_of_course(row_id, by=by, at=at)


def _dispose_of_session(reference: str, *, by: Person, at: datetime) -> None:
    newest_first = ("-recorded_at", "-id")
    attendance = Attendance.objects.select_for_update(of=("self",)).filter(session_reference=reference)
    versions = TrainingSession.objects.select_for_update(of=("self",)).filter(reference=reference)
    rows: list[Attendance | TrainingSession] = [
        *attendance.order_by(*newest_first),
        *versions.order_by(*newest_first),
    ]
    destruction.at_commit(*(row.id for row in rows))
    for row in rows:
        record(SESSION_DISPOSED, subject=row, by=by, at=at, reference=reference, versions=len(rows))
        row.delete()


def _dispose_of_course(course_id: UUID, *, by: Person, at: datetime) -> None:
    course = Course.objects.select_for_update(of=("self",)).get(pk=course_id)
    if TrainingSession.objects.filter(course_reference=course.reference).exists():
        raise WrongState(_("The course has sessions on record. Dispose of them first."))
    versions = Course.objects.select_for_update(of=("self",)).filter(reference=course.reference)
    rows = list(versions.order_by("-recorded_at", "-id"))
    destruction.at_commit(*(row.id for row in rows))
    for row in rows:
        record(COURSE_DISPOSED, subject=row, by=by, at=at, reference=course.reference, versions=len(rows))
        row.delete()
