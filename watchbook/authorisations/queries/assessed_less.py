"""Assessments of the subjects of an application that ask for less than it: the rules know a lighter way, and the officer says why not that."""

from datetime import datetime

from django.utils.translation import gettext as _

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.particulars import named_by
from watchbook.investigations.models import Subject
from watchbook.investigations.together import together_with
from watchbook.triage.graph import is_less_strict
from watchbook.triage.queries import binding_among


def assessed_less(row: Authorisation, *, at: datetime) -> str:
    """Name the newest assessment of each subject that asks for less than the application, with its outcome; empty where none does."""
    subjects = Subject.objects.filter(pk__in=named_by(row).values("subject")).select_related("investigation")
    found = (
        binding_among(together_with(one), service=one.investigation.service_id, at=at)
        for one in subjects.order_by("number")
    )
    less = [one for one in found if one and is_less_strict(one.outcomes, than=(row.kind,))]
    return "; ".join(
        _("{reference} says “{titles}”").format(reference=one.assessment.reference, titles=one.titles)
        for one in less
    )
