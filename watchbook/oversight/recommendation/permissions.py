"""Rights over a recommendation: to record it, to see to it, and to discharge it, always by a second person."""

from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.permissions import KEEPERS, may_read_oversight
from watchbook.oversight.recommendation.models import Recommendation

SEE_TO_NOTHING = (DutyKind.INSPECTOR, DutyKind.ELECTED_MEMBER)  # they change nothing and decide nothing


def may_record_recommendation(person: Person, source: InternalAudit | Inspection) -> None:
    """Whoever may record the audit or the inspection records what it recommends."""
    if isinstance(source, InternalAudit):
        require_duty(person, DutyKind.INTERNAL_AUDITOR, to=_("record the recommendations of an audit"))
    else:
        require_duty(person, *KEEPERS, to=_("record the recommendations of an inspection"))


def may_record_recommendations(person: Person) -> None:
    """Whoever may record what some audit or some inspection recommends may import such rows; each is asked again."""
    require_duty(person, *KEEPERS, DutyKind.INTERNAL_AUDITOR, to=_("record recommendations"))


def may_correct_recommendation(person: Person, recommendation: Recommendation) -> None:
    """Whoever may record a recommendation corrects it."""
    if recommendation.audit_id:
        require_duty(person, DutyKind.INTERNAL_AUDITOR, to=_("correct the recommendations of an audit"))
    else:
        require_duty(person, *KEEPERS, to=_("correct the recommendations of an inspection"))


def may_read_recommendation(person: Person, recommendation: Recommendation) -> None:
    """Readers of the register, and whoever must see to the recommendation."""
    if not _owns(person, recommendation):
        may_read_oversight(person)


def may_give_evidence(person: Person, recommendation: Recommendation) -> None:
    """The owner of a recommendation says what was done; the co-ordinator may on their behalf."""
    if not _owns(person, recommendation):
        require_duty(
            person,
            DutyKind.RIPA_COORDINATOR,
            to=_("give evidence for somebody else’s recommendation"),
        )


def may_discharge(person: Person, recommendation: Recommendation, evidence_by: UUID | None) -> None:
    """The SRO discharges, or the auditor an audit's: never the owner, never whoever gave the evidence."""
    _require_discharger(person, recommendation, to=_("discharge this recommendation"))
    if recommendation.owner_id == person.id:
        raise NotPermitted(
            _("You cannot discharge this recommendation: you own it, so somebody else must discharge it.")
        )
    if evidence_by == person.id:
        raise NotPermitted(
            _(
                "You cannot discharge this recommendation: you gave the evidence, so somebody else must check it."
            )
        )


def may_see_discharges(person: Person) -> None:
    """Those who discharge see what waits for it."""
    require_duty(
        person,
        DutyKind.SENIOR_RESPONSIBLE_OFFICER,
        DutyKind.INTERNAL_AUDITOR,
        to=_("see the recommendations waiting to be discharged"),
    )


def may_reopen(person: Person, recommendation: Recommendation) -> None:
    """Whoever may discharge such recommendations opens one again, with the reason."""
    _require_discharger(person, recommendation, to=_("open this recommendation again"))


def _require_discharger(person: Person, recommendation: Recommendation, *, to: str) -> None:
    auditor = (DutyKind.INTERNAL_AUDITOR,) if recommendation.audit_id else ()
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, *auditor, to=to)


def _owns(person: Person, recommendation: Recommendation) -> bool:
    return person.is_active and not person.is_system and recommendation.owner_id == person.id
