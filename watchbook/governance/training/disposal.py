"""Disposal of training: sessions with their attendance, and courses of which no session is left."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.governance.training.permissions import may_read_training
from watchbook.register.disposal import Disposal, disposal_of

FIELDS = ("reference", "versions")
SESSION_DISPOSED = Kind(
    "training.session_disposed",
    FIELDS,
    says=_("The session was deleted at the end of its retention period, with its list of participants."),
)
COURSE_DISPOSED = Kind(
    "training.course_disposed", FIELDS, says=_("The course was deleted at the end of its retention period.")
)
CLASS = "training_record"


def _left() -> QuerySet[TrainingSession]:
    """Sessions of whose participants nobody works here any more, with the day on which the last of them left."""
    took_part = Attendance.objects.as_at(None).filter(
        session_reference=OuterRef("reference"), is_struck=False
    )
    works_here = took_part.filter(person__is_active=True)
    last_duty = took_part.order_by(F("person__duties__until_on").desc(nulls_last=True))
    left_on = Greatest("held_on", Subquery(last_duty.values("person__duties__until_on")[:1]))
    return TrainingSession.objects.as_at(None).filter(~Exists(works_here)).annotate(left_on=left_on)


def _without_sessions() -> QuerySet[Course]:
    """Courses of which no session is left."""
    held = TrainingSession.objects.filter(course_reference=OuterRef("reference"))
    return Course.objects.as_at(None).filter(~Exists(held))


def _has_sessions(course: Course, besides: Collection[UUID]) -> str | None:
    sessions = TrainingSession.objects.filter(course_reference=course.reference)
    if not set(sessions.values_list("pk", flat=True)) <= set(besides):
        return gettext("Sessions of this course are still recorded. Delete these sessions first.")
    return None


due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    Disposal(
        SESSION_DISPOSED,
        retention_class=CLASS,
        tables={Attendance: ("session_reference",), TrainingSession: ("reference",)},
        rows=_left,
        among=lambda before: TrainingSession.objects.filter(held_on__lt=before),
        began="left_on",
        event=_(
            "the date on which the last of the participants’ duties ended, once none of the participants works here"
        ),
        page="governance:session",
        named_in={TrainingSession: ("trainer",)},
    ),
    Disposal(
        COURSE_DISPOSED,
        retention_class=CLASS,
        tables={Course: ("reference",)},
        rows=_without_sessions,
        began="recorded_at",
        event=_("the date on which the course was recorded, once the course has no sessions left"),
        page="governance:course",
        named_in={Course: ("title", "provider", "covers")},
        why_not=_has_sessions,
    ),
)
READERS = {TrainingSession: may_read_training, Course: may_read_training}
