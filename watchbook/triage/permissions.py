"""Who assesses, who reads an assessment, who departs from it which way, who answers, and who tries out another rule.

Downwards it needs the authorising officer or the solicitor, never the RIPA co-ordinator, and never whoever assessed.
"""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted, can
from watchbook.investigations.models import Investigation
from watchbook.investigations.permissions import CHECKERS, may_change_investigation, may_read_investigation
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind
from watchbook.triage.models import Adviser
from watchbook.triage.queries import AssessmentStanding

CO, AO, HEAD, SOLICITOR, SRO = (
    DutyKind.RIPA_COORDINATOR,
    DutyKind.AUTHORISING_OFFICER,
    DutyKind.HEAD_OF_PAID_SERVICE,
    DutyKind.SOLICITOR,
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
)


def may_assess(person: Person, investigation: Investigation) -> None:
    """Whoever works on an investigation asks which power a look in it needs."""
    may_change_investigation(person, investigation)


def may_see_assessments(person: Person, investigation: Investigation) -> None:
    """Whoever may read the investigation, and those who advise on its assessments or decide."""
    if not can(require_readers, person):
        may_read_investigation(person, investigation)


def may_read_assessment(person: Person, standing: AssessmentStanding) -> None:
    """The same for one assessment; that somebody read it is recorded first."""
    may_see_assessments(person, standing.assessment.investigation)


def may_raise(person: Person, standing: AssessmentStanding) -> None:
    """Whoever works on the investigation may always choose something stricter."""
    may_change_investigation(person, standing.assessment.investigation)


def may_lower(person: Person, standing: AssessmentStanding) -> None:
    """Less strict is for the authorising officer or the solicitor, and what is not allowed for the solicitor alone."""
    if "not_allowed" in standing.outcomes:
        require_duty(person, SOLICITOR, to=_("allow a look that the rules do not allow"))
    require_duty(person, AO, SOLICITOR, to=_("decide on an outcome less strict than the assessment"))
    _refuse_own(person, standing)


def may_see_questions(person: Person) -> None:
    """The RIPA co-ordinator and the solicitor see what waits for an answer, an authorising officer what waits to be signed."""
    require_duty(person, CO, SOLICITOR, AO, to=_("see the assessments waiting for an answer"))


def may_answer(person: Person, standing: AssessmentStanding) -> None:
    """What was asked of the co-ordinator either answers; what was asked of legal the solicitor alone."""
    if standing.ask == Adviser.LEGAL:
        require_duty(person, SOLICITOR, to=_("answer questions put to the solicitor"))
    require_duty(person, CO, SOLICITOR, to=_("answer an assessment’s question"))
    _refuse_own(person, standing)


def may_try_out_rules(person: Person) -> None:
    """The solicitor, the RIPA co-ordinator and the SRO try out what another rule would have changed."""
    require_duty(person, SOLICITOR, CO, SRO, to=_("try out another rule on saved assessments"))


def require_readers(person: Person) -> None:
    """Refuse everybody but those who read every assessment: who advise on them, decide or check."""
    require_duty(person, CO, AO, HEAD, SOLICITOR, *CHECKERS, to=_("read assessments"))


def _refuse_own(person: Person, standing: AssessmentStanding) -> None:
    if standing.assessment.assessed_by_id == person.id:
        raise NotPermitted(
            _(
                "You cannot decide on this assessment: you made it yourself. Ask another officer who may decide."
            )
        )
