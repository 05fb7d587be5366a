"""The assessments of an investigation that wait for somebody, for its overview: to answer them, or whose answer it is."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.investigations.models import Investigation
from watchbook.investigations.overview import OverviewShare
from watchbook.organisation.models import Person
from watchbook.triage.models import Assessment
from watchbook.triage.permissions import may_answer
from watchbook.triage.queries import as_they_stand, assessments_held, assessments_waiting
from watchbook.web.overview import StepAhead


def of_investigation(investigation: Investigation, *, reader: Person, at: datetime) -> OverviewShare:
    """Name each that waits, for whoever may answer it and for everybody else. Four queries."""
    asked = as_they_stand(assessments_waiting().filter(investigation=investigation))
    mine = [one for one in asked if can(may_answer, reader, one)]
    held = assessments_held().filter(investigation=investigation)
    return OverviewShare(
        nexts=tuple(
            StepAhead(
                _("Assessment {reference} is waiting for your answer.").format(
                    reference=one.assessment.reference
                ),
                _("Read the assessment"),
                reverse("triage:assessment", args=[one.assessment.reference]),
            )
            for one in mine
        ),
        waits=(
            *(
                StepAhead(
                    _("Assessment {reference} is waiting for an answer from {whom}.").format(
                        reference=one.assessment.reference, whom=one.asked
                    )
                )
                for one in asked
                if one not in mine
            ),
            *(StepAhead(_unsigned(one)) for one in held),
        ),
    )


def _unsigned(assessment: Assessment) -> str:
    """Name who may sign one that is held to an earlier one, as `may_lower` says."""
    if "not_allowed" in assessment.held:
        said = _("Assessment {reference} is waiting for the solicitor to sign.")
    else:
        said = _("Assessment {reference} is waiting for an authorising officer or the solicitor to sign.")
    return said.format(reference=assessment.reference)
