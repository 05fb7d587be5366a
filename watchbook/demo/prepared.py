"""Officers trained, thresholds of looks set and covert profiles registered, before the year of covert powers."""

from datetime import datetime

from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.authorisations import covert_profile
from watchbook.authorisations.covert_profile import ProfileParticulars
from watchbook.authorisations.models import CovertProfile
from watchbook.demo.applied import ago
from watchbook.demo.cast import holder_of
from watchbook.governance.thresholds import drift_threshold
from watchbook.governance.thresholds.rules import proposed
from watchbook.governance.training import course, training
from watchbook.organisation.queries import holders_of, today
from watchbook.organisation.rules import DutyKind

BEGAN = 340  # days ago


def set_thresholds() -> None:
    """As the rules propose, from the next day."""
    at = ago(BEGAN)
    with recorded_as_if_at(at):
        drift_threshold.set(
            proposed(on=at.date()),
            from_on=ago(BEGAN - 1).date(),
            why="The rules’ own proposal, adopted for this council.",
            by=holder_of(DutyKind.SENIOR_RESPONSIBLE_OFFICER),
            at=at,
        )


def train_officers() -> None:
    """Train those who decide."""
    at, co_ordinator = ago(BEGAN), holder_of(DutyKind.RIPA_COORDINATOR)
    decide = (DutyKind.AUTHORISING_OFFICER, DutyKind.HEAD_OF_PAID_SERVICE)
    told = {
        "title": "Deciding on covert powers",
        "provider": "The council’s solicitor",
        "covers": "Necessity, proportionality, the officer’s own words, reviews and cancellation",
        "covers_social_media": True,
        "for_duties": tuple(kind.value for kind in decide),
        "counts_for_months": 24,
    }
    officers = [one for kind in decide for one in holders_of(kind, on=today())]
    with recorded_as_if_at(at):
        held = course.add(told, by=co_ordinator, at=at)
        training.add_session(
            held, held_on=at.date(), trainer="Leila Castellan", people=officers, by=co_ordinator, at=at
        )


def register_profiles() -> CovertProfile:
    """One that is approved, reviewed and audited; and one that waits for its approval."""
    first = _entered("Wes Hollin (made up)", "wes.hollin.fictional", at=ago(BEGAN - 5))
    at = ago(BEGAN - 6)
    with recorded_as_if_at(at):
        officer = holder_of(DutyKind.AUTHORISING_OFFICER)
        covert_profile.read(first, by=officer, at=at)
        first = covert_profile.approve(first, by=officer, at=at)
    at = ago(165)
    with recorded_as_if_at(at):
        found, keeper = (
            "It was used for one operation and is still needed.",
            holder_of(DutyKind.RIPA_COORDINATOR),
        )
        covert_profile.read(first, by=keeper, at=at)
        first = covert_profile.review(first, found=found, by=keeper, at=at)
    at = ago(120)
    with recorded_as_if_at(at):
        found, sro = "Each use has its look and its basis.", holder_of(DutyKind.SENIOR_RESPONSIBLE_OFFICER)
        covert_profile.read(first, by=sro, at=at)
        first = covert_profile.audit(first, found=found, by=sro, at=at)
    _entered("Petra Ives (made up)", "petra.ives.fictional", at=ago(4))
    return first


def _entered(shown: str, handle: str, *, at: datetime) -> CovertProfile:
    user = holder_of(DutyKind.INVESTIGATOR, "Trading Standards")
    told = ProfileParticulars(
        platform="instagram",
        name_shown=shown,
        handle=handle,
        why="Stories that followers alone can see",
        created_on=at.date(),
        credentials_kept_at="The safe of the RIPA co-ordinator",
    )
    with recorded_as_if_at(at):
        return covert_profile.enter(
            told,
            services=[user.service] if user.service else [],
            users=[user],
            names_a_real_person=False,
            by=holder_of(DutyKind.RIPA_COORDINATOR),
            at=at,
        )
