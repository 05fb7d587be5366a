"""Supervisor checks: somebody who answers for a look sees to what was wrong with it, and says whether it may be an error."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.keys import envelope
from watchbook.looks.models import Look, SupervisorCheck
from watchbook.looks.permissions import may_check_look
from watchbook.organisation.models import Person

WRITTEN = Kind(
    "supervisor_check.written",
    fields=("reference", "finding"),
    says=gettext_lazy("A supervisor’s check of the look was recorded."),
)


@transaction.atomic
def write(look: Look, *, finding: str, words: str, by: Person, at: datetime) -> SupervisorCheck:
    """Write down what was found and done; a later one stands beside it, and counts."""
    may_check_look(by, look)
    if not words.strip():
        raise WrongState(
            _("You cannot record this check without saying what the officer told you and what you did.")
        )
    row = SupervisorCheck(look=look, finding=finding, checked_by=by, checked_at=at)
    envelope.put(row, {"words": words.strip()})
    row.save(force_insert=True)
    record_row(WRITTEN, row, by=by, at=at, reference=look.reference)
    return row
