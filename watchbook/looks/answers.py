"""The answers of a look that was refused, made or put before an officer, kept as an assessment so that they bind the next look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from watchbook.investigations.models import Subject
from watchbook.looks.opening import decide_on
from watchbook.looks.permissions import may_look_at
from watchbook.looks.rules.opening import NEEDS, NEVER
from watchbook.organisation.models import Person
from watchbook.triage import assessment
from watchbook.triage.held import adds_to_what_stands
from watchbook.triage.models import Assessment
from watchbook.triage.rules import Decision


@dataclass(frozen=True)
class Answers:
    """Answers of an officer about a look at a subject, with what the record knows over it, and what triage decided on it."""

    subject: Subject
    facts: Mapping[str, Any]
    decision: Decision


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
