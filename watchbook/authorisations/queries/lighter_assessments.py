"""Assessments of the subjects of an application that ask for less than it: the rules know a lighter way, and the officer says why not that."""

from datetime import datetime

from django.utils.translation import gettext as _

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.particulars import named_by
from watchbook.investigations.models import Subject
from watchbook.investigations.together import together_with
from watchbook.triage.binding import binding_among
from watchbook.triage.graph import is_less_strict
from watchbook.triage.queries import AssessmentStanding, titles_of


def assessed_less(row: Authorisation, *, at: datetime) -> str:
    """Name the newest assessment of each subject that asks for less than the application, with its outcome; empty where none does."""
    return in_words(assessments_of_less(row, at=at))


def assessments_of_less(row: Authorisation, *, at: datetime) -> list[AssessmentStanding]:
    """Return these assessments. One whose answers give less counts before it is answered: the officer who decides must know of it."""
    subjects = Subject.objects.filter(pk__in=named_by(row).values("subject")).select_related("investigation")
    found = (
        binding_among(together_with(one), service=one.investigation.service_id, at=at)
        for one in subjects.order_by("number")
    )
    return [one for one in found if one and is_less_strict(answers_give(one), than=(row.kind,))]


def answers_give(standing: AssessmentStanding) -> tuple[str, ...]:
    """Return what the answers give while an assessment is held and nobody has signed or answered it, else the outcomes that count."""
    return standing.decided if standing.is_held else standing.outcomes


def in_words(less: list[AssessmentStanding]) -> str:
    """Say of each what its answers give, and whether it still waits for an answer."""
    return "; ".join(
        (
            _("{reference} says “{titles}” but still waits for an answer")
            if one.is_held
            else _("{reference} says “{titles}”")
        ).format(reference=one.assessment.reference, titles=titles_of(answers_give(one)))
        for one in less
    )
