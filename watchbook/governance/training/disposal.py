"""Disposal of training: sessions with their attendance, and courses of which no session is left."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.register.disposal import Disposal, disposal_of

FIELDS = ("reference", "versions")
SESSION_DISPOSED = Kind(
    "training.session_disposed",
    FIELDS,
    says=_("The session was disposed of, with who took part, at the end of its retention."),
)
COURSE_DISPOSED = Kind(
    "training.course_disposed", FIELDS, says=_("The course was disposed of at the end of its retention.")
)
CLASS = "training records"


def _without_sessions(on: date) -> QuerySet[Course]:
    """Courses recorded before a day of which no session is left."""
    held = TrainingSession.objects.filter(course_reference=OuterRef("reference"))
    return Course.objects.as_at(None).filter(~Exists(held), recorded_at__date__lt=on)


def _has_sessions(course: Course) -> str | None:
    if TrainingSession.objects.filter(course_reference=course.reference).exists():
        return gettext("The course has sessions on record. Dispose of them first.")
    return None


due, find, dispose, PERSONAL_FIELDS = disposal_of(
    Disposal(
        SESSION_DISPOSED,
        retention_class=CLASS,
        tables={Attendance: ("session_reference",), TrainingSession: ("reference",)},
        due=lambda on: TrainingSession.objects.as_at(None).filter(held_on__lt=on),
        named_in={TrainingSession: ("trainer",)},
    ),
    Disposal(
        COURSE_DISPOSED,
        retention_class=CLASS,
        tables={Course: ("reference",)},
        due=_without_sessions,
        named_in={Course: ("title", "provider", "covers")},
        why_not=_has_sessions,
    ),
)
