"""What an asked look meets: triage's answer, the count of its subject, what is in force, and so whether it opens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.investigations.models import Subject
from watchbook.law.reasons import Ruling, reason
from watchbook.looks import drift
from watchbook.looks.assessed import Assessed, assess
from watchbook.looks.models import About, Basis, ReTriage
from watchbook.looks.rules.drift import Level, thresholds
from watchbook.looks.rules.opening import IMMEDIATE, RE_TRIAGE, Asked, Opening, decide
from watchbook.looks.sitting import Ask
from watchbook.triage.facts import YES
from watchbook.triage.queries import latest_for

# With these outcomes nobody in particular is looked at; looking somebody up once in a public register is a look at it.
AT_NOBODY = {
    About.GENERAL: {"none", "overt", "observation", "immediate"},
    About.OWN_PAGE: {"none", "overt", "observation", "immediate"},
    About.REGISTER: {"none", "overt", "observation", "immediate", "preliminary"},
}


@dataclass(frozen=True)
class Met:
    """What a look met: how many looks of the window it may be told of, and what it would open on."""

    assessed: Assessed
    opening: Opening
    level: Level
    prior_looks: int
    has_subject: bool
    basis_id: UUID | None
    re_triage: ReTriage | None


class NotOpened(WrongState):
    """The look is not opened; the sentences say why, and what opens it."""

    def __init__(self, met: Met) -> None:
        super().__init__(cannot(_("You cannot open this look"), met.opening.ruling.why_not))
        self.met = met


def met_by(ask: Ask, *, at: datetime) -> Met:
    """Ask triage and the count; the subjects that count together stay locked until the commit."""
    if ask.subject is None:
        return _at_nobody(ask, at=at)
    whole = drift.hold(ask.subject)
    service = ask.subject.investigation.service_id
    return met_with(ask, drift.drift_of(ask.subject, service=service, at=at, whole=whole), at=at)


def met_with(ask: Ask, stands: drift.Drift, *, at: datetime) -> Met:
    """The same with what stands for the subject already known; nothing is locked."""
    day = london_day(at)
    prior = stands.standing.prior_looks
    counts = ask.subject is None or ask.subject.kind in thresholds(on=day).subject_kinds
    assessed = assess(ask.facts, on=day, prior_looks=prior if counts else 0)
    asked = Asked(
        outcomes=assessed.outcomes,
        level=stands.standing.level,
        in_force=frozenset(one.kind for one in stands.in_force),
        has_re_triage=stands.re_triage is not None,
        is_within_immediate=stands.immediate is not None,
        ran_out=stands.ran_out,
        says_why=bool(ask.why_not.strip()),
        attests=ask.attests,
        blocked_by=_blocking(ask.subject, at=at) if ask.subject else "",
    )
    opening = decide(asked)
    return Met(
        assessed=assessed,
        opening=opening,
        level=stands.standing.level,
        prior_looks=stands.standing.told,
        has_subject=True,
        basis_id=_basis_id(opening.basis, stands),
        re_triage=stands.re_triage if opening.basis == RE_TRIAGE else None,
    )


def columns_of(met: Met) -> dict[str, Any]:
    """What a look met, as its row keeps it."""
    return {
        "outcomes": list(met.assessed.outcomes),
        "triage_version": met.assessed.decision.graph,
        "basis": met.opening.basis,
        "basis_id": met.basis_id,
        "level": met.level,
        "look_in_window": met.prior_looks + 1 if met.has_subject else 0,
    }


def _at_nobody(ask: Ask, *, at: datetime) -> Met:
    """A look at nobody in particular, which never drifts; as soon as somebody is looked at it needs a subject."""
    assessed = assess(ask.facts, on=london_day(at), prior_looks=0)
    asked = decide(Asked(outcomes=assessed.outcomes, level=Level.NONE, attests=ask.attests))
    says_so = ask.about == About.REGISTER or ask.facts.get("no_one_named") == YES
    is_nobody = says_so and set(assessed.outcomes) <= AT_NOBODY[About(ask.about)]
    at_nobody = reason(
        "authority.triage",
        is_nobody,
        met=_("The look is at nobody in particular."),
        not_met=_(
            "With these answers the look is at somebody in particular. Open the look at a subject instead."
        ),
    )
    reasons = (*asked.ruling.reasons, at_nobody)
    return Met(assessed, Opening(Ruling(reasons), Basis.NO_SUBJECT), Level.NONE, 0, False, None, None)


def _blocking(subject: Subject, *, at: datetime) -> str:
    """The reference of the last assessment of the subject, if nobody may look on it."""
    standing = latest_for(subject, at=at)
    return standing.assessment.reference if standing and standing.blocks else ""


def _basis_id(basis: str, stands: drift.Drift) -> UUID | None:
    if basis == IMMEDIATE:
        return stands.immediate
    if basis == RE_TRIAGE and stands.re_triage is not None:
        return stands.re_triage.id
    return next((one.id for one in stands.in_force if one.kind == basis), None)
