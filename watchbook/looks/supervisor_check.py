"""Supervisor checks: somebody who answers for a look sees to what was wrong with it, and says whether it may be an error."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.keys import envelope
from watchbook.looks.keeping import is_beyond_signature
from watchbook.looks.models import Basis, Look, LookOrigin, SupervisorCheck
from watchbook.looks.permissions import may_check_look
from watchbook.looks.queries.looks import rests_on_a_word, was_kept_without
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


def reasons(look: Look) -> list[str]:
    """Say what there is to check of a look; empty where nothing is."""
    unattested = not look.attested and look.way == LookOrigin.AFTERWARDS
    passed_over = look.way == LookOrigin.IMPORTED and look.assessment_id is not None
    said = {
        _("The officer had no basis for the look."): look.basis == Basis.NONE,
        _("The officer did more than look."): look.did_more,
        _("The officer did not confirm that no personal account was used."): unattested,
        _("An assessment before the look asked for an authorisation or a decision."): passed_over,
        _("The look rests on an immediate response."): rests_on_a_word(look),
        _(
            "The officer kept something without an authorisation. Check whether the next look needs one, and say so below."
        ): was_kept_without(look),
        _(
            "The officer kept something, although the re-triage was signed on the basis that nothing would be kept."
        ): look.kept_at is not None and is_beyond_signature(look),
    }
    return [why for why, is_so in said.items() if is_so]
