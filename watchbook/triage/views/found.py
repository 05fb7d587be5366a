"""What the pages share: who reads, the assessment of an address, and an act tried."""

from collections.abc import Callable

from django.http import HttpRequest

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.investigations.models import Investigation
from watchbook.law.refusals import Refusal
from watchbook.law_words.refusals import refused
from watchbook.register.views.acting import readable_or_404, reader
from watchbook.triage.models import Assessment
from watchbook.triage.permissions import may_read_assessment
from watchbook.triage.queries import AssessmentStanding, assessment_by_reference, with_departures
from watchbook.web.forms import GovukForm


def standing_or_404(request: HttpRequest, assessment_reference: str) -> AssessmentStanding:
    """The assessment of an address, for somebody who may read it."""
    row = assessment_by_reference(assessment_reference)
    unknown = Assessment(investigation=Investigation(reference=assessment_reference))
    found = readable_or_404(
        None if row is None else AssessmentStanding(row, ()),
        may_read_assessment,
        by=reader(request),
        unknown=AssessmentStanding(unknown, ()),
    )
    return with_departures(found.assessment)


def attempt[Result](form: GovukForm, act: Callable[[], Result]) -> Result | None:
    """What the act gave; or None with its refusal on the form, where everything typed still stands."""
    if not form.is_valid():
        return None
    try:
        return act()
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
    except Refusal as refusal:
        form.add_error(None, refused(refusal))
    return None
