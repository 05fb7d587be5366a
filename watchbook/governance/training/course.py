"""Courses: what training is about, who gives it, for which duties it is meant, and for how long it counts."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record
from watchbook.audit_log.reference import next_reference
from watchbook.governance.training.models import Course
from watchbook.governance.training.permissions import may_record_training
from watchbook.governance.training.rules import why_no_course
from watchbook.organisation.models import Person

REGISTER = "COURSE"
FIELDS = ("reference", "covers_social_media", "for_duties", "counts_for_months", "material", "corrects")
PERSONAL = ("title", "provider", "covers")
RECORDED = Kind(
    "course.recorded",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The course was recorded."),
)
CORRECTED = Kind(
    "course.corrected",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The course’s entry was corrected by a new version."),
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
    course = _row(facts, reference=next_reference(REGISTER), by=by)
    course.save(force_insert=True)
    _tell(RECORDED, course=course, by=by, at=at)
    return course


@transaction.atomic
def correct(course: Course, facts: CourseFacts, *, by: Person, at: datetime) -> Course:
    """A new version of a course's entry. Days worked out before stay; correcting a session works its days out anew."""
    course = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    may_record_training(by)
    if Course.objects.filter(corrects=course).exists():
        raise WrongState(
            _("This entry was corrected already. Open the course again and correct its newest version.")
        )
    _check(facts)
    newer = _row(facts, reference=course.reference, by=by)
    newer.corrects = course
    newer.save(force_insert=True)
    _tell(CORRECTED, course=newer, by=by, at=at)
    return newer


def _check(facts: CourseFacts) -> None:
    if refusal := why_no_course(
        title=facts.title, provider=facts.provider, covers=facts.covers, months=facts.counts_for_months
    ):
        raise WrongState(cannot(_("You cannot record this course"), refusal))


def _row(facts: CourseFacts, *, reference: str, by: Person) -> Course:
    return Course(
        reference=reference,
        title=facts.title.strip(),
        provider=facts.provider.strip(),
        covers=facts.covers.strip(),
        covers_social_media=facts.covers_social_media,
        for_duties=list(facts.for_duties),
        counts_for_months=facts.counts_for_months,
        material_reference=facts.material_reference,
        recorded_by=by,
    )


def _tell(kind: Kind, *, course: Course, by: Person, at: datetime) -> None:
    record(
        kind,
        subject=course,
        by=by,
        at=at,
        reference=course.reference,
        covers_social_media=course.covers_social_media,
        for_duties=list(course.for_duties),
        counts_for_months=course.counts_for_months,
        material=course.material_reference,
        corrects=course.corrects_id,
        title=course.title,
        provider=course.provider,
        covers=course.covers,
    )
