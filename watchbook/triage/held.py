"""Hold a new assessment to an earlier, stricter one of the same person's account, until somebody signs.

An officer answers again whenever the facts have changed, and says in words what has. Where the earlier assessment asked for
somebody else's authorisation or answer, it goes on standing until an authorising officer or the solicitor signs.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import WrongState
from watchbook.investigations.models import Subject
from watchbook.investigations.together import together_with
from watchbook.triage.graph import current
from watchbook.triage.models import Adviser, Assessment
from watchbook.triage.queries import AssessmentStanding, binding_among
from watchbook.triage.rules import ASK, Decision, is_less_strict

NOT_ALLOWED = "not_allowed"


def stricter_before(
    subject: Subject | None, outcomes: tuple[str, ...], *, at: datetime
) -> AssessmentStanding | None:
    """Return what binds before, where these outcomes are less strict than it."""
    before = standing_before(subject, at=at)
    return before if before and _is_less(outcomes, than=before.outcomes) else None


def standing_before(subject: Subject | None, *, at: datetime) -> AssessmentStanding | None:
    """Return what binds of the service's assessments of whatever counts together with the subject."""
    if subject is None:
        return None
    return binding_among(together_with(subject), service=subject.investigation.service_id, at=at)


def adds_to_what_stands(subject: Subject, outcomes: tuple[str, ...], *, at: datetime) -> bool:
    """Whether these outcomes are others than those that bind of the subject, and no less strict."""
    before = standing_before(subject, at=at)
    return before is None or (before.outcomes != outcomes and not _is_less(outcomes, than=before.outcomes))


def floor_before(subject: Subject | None, *, at: datetime) -> int:
    """Return how strict the co-ordinator answers at least: as strict as what bound before any question was asked."""
    bound = standing_before(subject, at=at)
    while bound and bound.binds:
        said = bound.at_first if ASK in bound.outcomes else bound.outcomes
        if ASK not in said and any(current().outcomes[one].binds for one in said):
            return current().strictness(said)
        bound = standing_before(subject, at=bound.assessment.assessed_at - timedelta(microseconds=1))
    return 0


def check_said(before: AssessmentStanding | None, changed: str) -> None:
    """Refuse a less strict assessment without a word about what has changed."""
    if before and not has_words(changed):
        raise WrongState(
            _(
                "You cannot save a less strict outcome for this look than that of assessment {reference} (“{now}”) yet: say in a few words what has changed since "
                "that assessment."
            ).format(reference=before.assessment.reference, now=before.titles)
        )


def hold(row: Assessment, before: AssessmentStanding | None, decision: Decision) -> None:
    """Let what stood before go on standing, where it asked for more than the officer's own word."""
    if before is None or not before.binds:
        return
    row.held, row.held_to = list(before.outcomes), before.assessment.reference
    row.ask = _asks(before, decision)


def _asks(before: AssessmentStanding, decision: Decision) -> str:
    """Say who answers while an assessment is held: whoever was asked before, and legal about what is not allowed."""
    if ASK in before.outcomes:
        return before.ask
    return str(Adviser.LEGAL) if decision.ask else ""


def _is_less(outcomes: tuple[str, ...], *, than: tuple[str, ...]) -> bool:
    """To ask is as strict as what is not allowed, yet may be answered by somebody who may not allow it."""
    return is_less_strict(outcomes, than=than) or (outcomes == (ASK,) and NOT_ALLOWED in than)
