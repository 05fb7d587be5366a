"""Disposal of assessments: what is due, where somebody is named, and how one goes with its departures (called by retention).

They go before the subject and the investigation that they are about: the database keeps those until then.
"""

from datetime import date
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.audit_log.record import Kind
from watchbook.files.disposal import Going, disposing
from watchbook.investigations.states import InvestigationState
from watchbook.keys import envelope
from watchbook.triage.models import Assessment, Departure
from watchbook.triage.permissions import may_see_assessments

DISPOSED = Kind(
    "assessment.disposed",
    fields=("reference", "departures"),
    says=_(
        "The assessment was deleted at the end of its retention period, together with any departures from its outcome."
    ),
    is_grave=True,
)
CLASS = "investigation"
PERSONAL_FIELDS = {"triage.Assessment.envelope": CLASS, "triage.Departure.envelope": CLASS}


ENDINGS = (
    Ending(
        Assessment,
        rows=lambda: Assessment.objects.filter(investigation__state=InvestigationState.CLOSED).annotate(
            closed_on=F("investigation__closed_on")
        ),
        began="closed_on",
        code=CLASS,
        event=_("the close of the investigation"),
        within=("investigation_id", "subject_id"),
        page=lambda row: reverse("triage:assessment", args=[row.reference]),
    ),
)

NEED_TO_KNOW = {Assessment: lambda person, row: may_see_assessments(person, row.investigation)}


def due(on: date) -> list[UUID]:
    """Assessments within investigations that were closed before a day."""
    return ending.due(ENDINGS, on)


def find(*texts: str) -> list[UUID]:
    """Assessments that hold one of these texts, however it is spelt; every envelope is opened for it."""
    rows: list[Assessment | Departure] = [*Assessment.objects.all(), *Departure.objects.all()]
    return list(dict.fromkeys(row.item for row in envelope.holding(rows, *texts)))


GOES = (
    Going(
        Assessment,
        DISPOSED,
        parts=(Going(Departure, by=("assessment_id",)),),
        told={"departures": Departure},
    ),
)
dispose = disposing(GOES)
