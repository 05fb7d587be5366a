"""Courses: what training is about, who gives it, for which duties it is meant, and for how long it counts."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.governance.training.models import Course
from watchbook.governance.training.permissions import may_record_training
from watchbook.governance.training.rules import why_no_course
from watchbook.organisation.models import Person
from watchbook.register.entry import check, check_newest, lock, next_version, values_of, write

REGISTER = "COURSE"
FIELDS = (
    "reference",
    "covers_social_media",
    "for_duties",
    "counts_for_months",
    "material_reference",
    "corrects",
)
PERSONAL = ("title", "provider", "covers")
RECORDED = Kind("course.recorded", FIELDS, PERSONAL, gettext_lazy("The course was recorded."))
CORRECTED = Kind(
    "course.corrected", FIELDS, PERSONAL, gettext_lazy("The course’s entry was corrected by a new version.")
)


@dataclass(frozen=True)
class CourseFacts:
    """A course as it is recorded; without months it counts for good."""

    title: str
    provider: str
    covers: str
    covers_social_media: bool
    for_duties: tuple[str, ...] = ()
    counts_for_months: int | None = None
    material_reference: str = ""


@transaction.atomic
def add(facts: CourseFacts, *, by: Person, at: datetime) -> Course:
    """Record a course."""
    may_record_training(by)
    _check(facts)
    course = Course(reference=next_reference(REGISTER), recorded_by=by, **values_of(facts))
    return write(RECORDED, course, by=by, at=at)


@transaction.atomic
def correct(course: Course, facts: CourseFacts, *, by: Person, at: datetime) -> Course:
    """A new version of a course's entry. Days worked out before stay; correcting a session works its days out anew."""
    course = lock(course)
    may_record_training(by)
    check_newest(course, tried=_("You cannot correct this course"))
    _check(facts)
    return write(CORRECTED, next_version(course, by=by, changes=values_of(facts)), by=by, at=at)


def _check(facts: CourseFacts) -> None:
    refusal = why_no_course(
        title=facts.title, provider=facts.provider, covers=facts.covers, months=facts.counts_for_months
    )
    check(refusal, tried=_("You cannot record this course"))
