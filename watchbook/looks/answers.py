"""The answers of a look that was refused, made or put before an officer, kept as an assessment so that they bind the next look.

Of a look that was not opened, the refusal is on record too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from watchbook.audit_log.record import Kind, record
from watchbook.investigations.models import Subject
from watchbook.looks.opening import LEVELS, NotOpened, decide_on
from watchbook.looks.permissions import may_look_at
from watchbook.looks.rules.opening import NEEDS, NEVER
from watchbook.organisation.models import Person
from watchbook.triage import assessment
from watchbook.triage.assessment import adds_to_what_stands
from watchbook.triage.models import Assessment
from watchbook.triage.rules import Decision

REFUSED = Kind(
    "look.refused",
    fields=("looked_at", "outcomes", "level", "prior_looks", "unmet", "assessment"),
    says=gettext_lazy("A look at the subject was refused, and the officer was told what to do next."),
    choices=LEVELS,
)


@dataclass(frozen=True)
class Answers:
    """Answers of an officer about a look at a subject, with what the record knows over it, and what triage decided on it."""

    subject: Subject
    facts: Mapping[str, Any]
    decision: Decision


@transaction.atomic
def refuse(subject: Subject, refusal: NotOpened, *, by: Person, at: datetime) -> Assessment | None:
    """Record that a look was not opened; where triage asked for more than is there, its answers bind the next look."""
    may_look_at(by, subject)
    asked = refusal.appraisal
    kept = None
    if not asked.opening.has_what_triage_asks:
        kept = keep(Answers(subject, asked.facts, asked.decision), by=by, at=at)
    record(
        REFUSED,
        subject=subject,
        by=by,
        at=at,
        looked_at=subject.id,
        outcomes=list(asked.decision.outcomes),
        level=str(asked.level),
        prior_looks=asked.prior_looks,
        unmet=[reason.provision for reason in asked.opening.ruling.unmet],
        assessment=kept.reference if kept else None,
    )
    return kept


@transaction.atomic
def keep(said: Answers, *, by: Person, at: datetime) -> Assessment | None:
    """Keep answers that ask for more than triage alone, and for no less than what stands; None for any other."""
    may_look_at(by, said.subject)
    if not _binds(said, at=at):
        return None
    whole, told = said.subject.investigation, {"facts": dict(said.facts)}
    return assessment.make(whole, told, subject=said.subject, by=by, at=at)


def _binds(said: Answers, *, at: datetime) -> bool:
    """Whether the answers alone, without what nobody is told of, ask for more than was assessed before."""
    asked = said.decision.outcomes
    told = decide_on(said.facts, prior_looks=said.facts["prior_looks"], on=said.decision.on)
    asks_for_more = not (NEEDS.keys() | NEVER).isdisjoint(asked)
    is_so = asks_for_more and told.outcomes == asked
    return is_so and adds_to_what_stands(said.subject, asked, at=at)
