"""The risk assessment of each user of a covert profile that several people share: their own, never another's copied.

Whoever reads or writes behind a shared profile meets their own risks. Until theirs are assessed they do not use it.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.covert_profile import check_entry_read
from watchbook.authorisations.models import CovertProfile, RiskAssessment
from watchbook.authorisations.permissions import may_assess_risk
from watchbook.authorisations.queries.profiles import risks_assessed
from watchbook.authorisations.states import ProfileState
from watchbook.keys.envelope import opened_all, put
from watchbook.organisation.models import Person

ENDED = (ProfileState.DECLINED, ProfileState.RETIRED)
RECORDED = Kind(
    "risk_assessment.recorded",
    fields=("reference", "user", "number"),
    personal=("risks", "measures"),
    says=gettext_lazy("The risks to a user of the profile were assessed."),
)


@transaction.atomic
def assess(
    profile: CovertProfile, *, user: Person, risks: str, measures: str, by: Person, at: datetime
) -> RiskAssessment:
    """Record the risks to one user and what is done about them; a later assessment stands beside the earlier ones."""
    row = locked(profile)
    may_assess_risk(by, user)
    if row.state in ENDED or user.id not in row.users:
        raise WrongState(
            _(
                "You cannot assess the risk to {name}: {name} is not a user of this profile, or the profile was declined or retired. "
                "If the profile is in use, add {name} to its users first."
            ).format(name=user.name)
        )
    check_entry_read(row, by=by, tried=_("You cannot assess the risk to a user of this profile"))
    words = {"risks": risks.strip(), "measures": measures.strip()}
    if not all(words.values()):
        raise WrongState(
            _(
                "You cannot record this assessment without the risks and the measures against them. Enter both."
            )
        )
    before = risks_assessed(row)
    said = opened_all(before.values())
    if any(said[one.id] == words for one in before.values() if one.user_id != user.id):
        raise WrongState(
            _(
                "You cannot record this assessment: it repeats the assessment of another user word for word. Assess what this user does, and the risks to this user."
            )
        )
    number = row.risk_assessments.count() + 1
    one = RiskAssessment(profile=row, user=user, number=number, assessed_on=london_day(at), by=by)
    put(one, words)
    one.save(force_insert=True)
    record_row(RECORDED, row, by=by, at=at, user=user.id, number=number, **words)
    return one
