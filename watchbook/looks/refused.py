"""A look that was not opened: the refusal on record, and the answers it was refused on kept as an assessment that binds the next."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.audit_log.record import Kind, record
from watchbook.investigations.models import Subject
from watchbook.looks.opening import Appraisal, NotOpened, decide_on
from watchbook.looks.permissions import may_look_at
from watchbook.organisation.models import Person
from watchbook.triage import assessment
from watchbook.triage.held import adds_to_what_stands
from watchbook.triage.models import Assessment

REFUSED = Kind(
    "look.refused",
    fields=("looked_at", "outcomes", "level", "prior_looks", "unmet", "assessment"),
    says=gettext_lazy("A look at the subject was not opened, and the way forward was shown."),
)


@transaction.atomic
def refuse(subject: Subject, refusal: NotOpened, *, by: Person, at: datetime) -> Assessment | None:
    """Record that a look was not opened; where triage asked for more than is there, its answers bind the next look."""
    may_look_at(by, subject)
    asked = refusal.appraisal
    kept = None
    if _binds(subject, asked, at=at):
        kept = assessment.make(
            subject.investigation, {"facts": dict(asked.facts)}, subject=subject, by=by, at=at
        )
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


def _binds(subject: Subject, asked: Appraisal, *, at: datetime) -> bool:
    """Whether the answers alone, without what nobody is told of, ask for more than is there and than was assessed before."""
    if asked.opening.has_what_triage_asks:
        return False
    told = decide_on(asked.facts, prior_looks=asked.prior_looks, on=london_day(at))
    return told.outcomes == asked.decision.outcomes and adds_to_what_stands(subject, told.outcomes, at=at)
