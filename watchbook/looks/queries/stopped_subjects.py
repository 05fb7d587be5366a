"""Prepared subjects at which no look opens: the newest assessment asks for something that is not in force."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.investigations.models import Subject
from watchbook.looks.queries.drift import before_answers, drift_of
from watchbook.triage.queries import AssessmentStanding, newest_of_each


def stopped_among(subjects: Sequence[Subject], *, at: datetime) -> dict[UUID, str]:
    """Say of each subject at which no look opens what is missing. Three queries, and those of `drift_of` for each that was assessed."""
    assessed = (one.assessment.subject_id for one in newest_of_each(subjects))
    by_id = {one.id: one for one in subjects}
    told = {pk: _missing(by_id[pk], at=at) for pk in assessed if pk is not None}
    return {pk: words for pk, words in told.items() if words}


def _missing(subject: Subject, *, at: datetime) -> str:
    stands = drift_of(subject, service=subject.investigation.service_id, at=at)
    asked = before_answers(stands)
    if asked.why_elsewhere:
        return asked.why_elsewhere
    if stands.reached and not stands.in_force and not stands.re_triage:
        return " ".join(map(str, stands.reached))
    return _says(stands.assessed) if asked.stops_every_look and stands.assessed else ""


def _says(assessed: AssessmentStanding) -> str:
    said = _("{reference} says “{titles}”")
    return said.format(reference=assessed.assessment.reference, titles=assessed.titles)
