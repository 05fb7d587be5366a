"""Courses: what training is about, who gives it, for which duties it is meant, and for how long it counts."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.training.models import Course
from watchbook.governance.training.permissions import may_record_training
from watchbook.governance.training.queries import sessions
from watchbook.governance.training.rules import why_no_course, why_not_taken_back
from watchbook.organisation.models import Person
from watchbook.register import entry, recording

FIELDS = (
    "reference",
    "covers_social_media",
    "for_duties",
    "counts_for_months",
    "material_reference",
    "corrects",
)
PERSONAL = ("title", "provider", "covers")
RECORDED = Kind("course.recorded", FIELDS, PERSONAL, _("The course was recorded."))
CORRECTED = Kind(
    "course.corrected", FIELDS, PERSONAL, _("The course’s entry was corrected by a new version.")
)
TAKEN_BACK = Kind(
    "course.taken_back",
    (*FIELDS, "is_struck"),
    PERSONAL,
    _("The course’s entry was taken back. We keep its earlier versions."),
)


COURSES = recording.Recording(
    Course,
    "COURSE",
    may_record=lambda by, _course: may_record_training(by),
    why_not=lambda course, _today: why_no_course(
        title=course.title, provider=course.provider, covers=course.covers, months=course.counts_for_months
    ),
    tried=_("You cannot record this course"),
)
add = partial(recording.add, COURSES, RECORDED)
# Days worked out before stay; correcting a session works its days out anew.
correct = partial(recording.correct, COURSES, CORRECTED)


@transaction.atomic
def take_back(course: Course, *, by: Person, at: datetime) -> Course:
    """Take back a course that was recorded by mistake and was never given; every version stays."""
    row = entry.lock(course)
    may_record_training(by)
    tried = _("You cannot take back this course")
    entry.check_standing(row, tried=tried)
    entry.check(why_not_taken_back(has_sessions=bool(sessions(course=row.reference))), tried=tried)
    return entry.write(TAKEN_BACK, entry.taken_back(row, by=by), by=by, at=at)
