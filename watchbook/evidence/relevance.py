"""Relevance: whether the investigation needs what a capture holds. How long it is kept begins with this decision.

What is not relevant goes after the days that the retention schedule gives; what is relevant is kept for the case, and ends
after the case does. A decision can be changed with a new reason; the log keeps each.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.evidence.models import Capture
from watchbook.evidence.permissions import may_decide_relevance
from watchbook.evidence.states import CaptureState, check_held
from watchbook.organisation.models import Person

DECIDED = Kind(
    "capture.relevance_decided",
    fields=("reference", "is_relevant"),
    personal=("why",),
    says=gettext_lazy("The decision on relevance was recorded."),
)
COLUMNS = ("is_relevant", "relevance_decided_by", "relevance_decided_at")


@transaction.atomic
def decide(capture: Capture, *, is_relevant: bool, why: str, by: Person, at: datetime) -> Capture:
    """Decide whether a capture is relevant, and say why."""
    row = locked(capture, "look__investigation")
    may_decide_relevance(by, row)
    check_held(CaptureState(row.state))
    if not why.strip():
        raise WrongState(
            _("You cannot save this decision yet: the reason is missing. Enter the reason for the decision.")
        )
    row.is_relevant, row.relevance_decided_by, row.relevance_decided_at = is_relevant, by, at
    row.save(update_fields=COLUMNS)
    record_row(DECIDED, row, by=by, at=at, why=why.strip())
    return row
