"""Courses: what training is about, who gives it, for which duties it is meant, and for how long it counts."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.training.models import Course
from watchbook.governance.training.permissions import may_record_training
from watchbook.governance.training.rules import why_no_course
from watchbook.register import recording

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
