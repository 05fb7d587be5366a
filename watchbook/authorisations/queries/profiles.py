"""Covert profiles in use: which a service may name in an application, and whose risks were assessed."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.authorisations.models import CovertProfile, RiskAssessment
from watchbook.authorisations.models.covert_profiles import NO_PROFILE, SEPARATOR
from watchbook.authorisations.states import ProfileState


def profiles_of_service(service_id: UUID, *, on: date) -> list[CovertProfile]:
    """Return the approved profiles that a service may use, their review not overdue. One query."""
    theirs = Q(services=[]) | Q(services__contains=[service_id])
    return list(CovertProfile.objects.filter(theirs, state=ProfileState.APPROVED, review_due_on__gte=on))


def check_profiles(named: str, *, service_id: UUID, on: date) -> None:
    """Raise WrongState unless an answer names profiles of the register that the service may use now, or says none."""
    known = {one.reference for one in profiles_of_service(service_id, on=on)}
    chosen = named.split(SEPARATOR) if named else []
    if chosen != [NO_PROFILE] and not known.issuperset(chosen):
        raise WrongState(
            _(
                "You cannot name this profile: it is not approved for this service. Choose an approved profile or “No covert profile is used”, "
                "or ask the RIPA co-ordinator to enter the profile that you need."
            )
        )


def risks_assessed(profile: CovertProfile) -> dict[UUID, RiskAssessment]:
    """Return the newest assessment of each user of a profile. One query."""
    return {one.user_id: one for one in profile.risk_assessments.select_related("user", "by")}
