"""What the pages share: who reads, the assessment of an address, and an act tried."""

from collections.abc import Callable

from django.http import Http404, HttpRequest

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.law.refusals import Refusal
from watchbook.law_words.refusals import refused
from watchbook.register.views.acting import reader
from watchbook.triage.permissions import may_read_assessment
from watchbook.triage.queries import AssessmentStanding, standing_of
from watchbook.web.forms import GovukForm


def standing_or_404(request: HttpRequest, assessment_reference: str) -> AssessmentStanding:
    """The assessment of an address, for somebody who may read it."""
    standing = standing_of(assessment_reference)
    if standing is None:
        raise Http404
    may_read_assessment(reader(request), standing)
    return standing


def attempt[Done](form: GovukForm, act: Callable[[], Done]) -> Done | None:
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
