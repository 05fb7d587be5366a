"""Reading courses and sessions one by one: a course, its sessions, who took part, every version of each."""

from datetime import datetime
from uuid import UUID

from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.governance.training.queries import attendances


def course_by_reference(reference: str) -> Course | None:
    """The newest version of one course."""
    rows = Course.objects.as_at(None).filter(is_struck=False, reference=reference)
    return rows.select_related("recorded_by").first()


def sessions(*, course: str = "", as_at: datetime | None = None) -> list[TrainingSession]:
    """Sessions as recorded by a moment, the newest first; of one course, by its reference, or of all. One query."""
    rows = TrainingSession.objects.as_at(as_at).filter(is_struck=False).select_related("recorded_by")
    if course:
        rows = rows.filter(course_reference=course)
    return list(rows.order_by("-held_on", "reference"))


def attended(*references: str) -> dict[str, list[Attendance]]:
    """Who took part in each of these sessions, by name. One query."""
    found: dict[str, list[Attendance]] = {reference: [] for reference in references}
    rows = attendances().filter(session_reference__in=references).select_related("person")
    for row in rows.order_by("person__name", "id"):
        found[row.session_reference].append(row)
    return found


def every_attendance_row(reference: str) -> list[UUID]:
    """The ids of all rows of a session's attendance, corrected and taken back ones too: what the log tells of them."""
    return list(Attendance.objects.filter(session_reference=reference).values_list("id", flat=True))
