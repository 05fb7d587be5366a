"""A look that was not opened: the refusal on record, and the answers it was refused on kept as an assessment that binds the next."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from watchbook.audit_log.record import Kind, record
from watchbook.investigations.models import Subject
from watchbook.looks import answers
from watchbook.looks.answers import Answers
from watchbook.looks.opening import NotOpened
from watchbook.looks.permissions import may_look_at
from watchbook.organisation.models import Person
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
    if not asked.opening.has_what_triage_asks:
        kept = answers.keep(Answers(subject, asked.facts, asked.decision), by=by, at=at)
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
