"""Evaluations: what became of a look; whether the person was told, or why not and when that is looked at again (Art. 14)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.keys import envelope
from watchbook.looks.models import Evaluation, Look, PersonNotice
from watchbook.looks.permissions import may_evaluate_look
from watchbook.looks.queries.looks import not_evaluated_beside
from watchbook.looks.states import LookState
from watchbook.organisation.models import Person

WRITTEN = Kind(
    "evaluation.written",
    fields=("reference", "useful", "verified", "used_in_decision", "told", "review_on"),
    says=gettext_lazy("The outcome of the look was recorded."),
)


@dataclass(frozen=True)
class EvaluationParticulars:
    """What became of a look: whether it helped, how its truth was checked, what was decided on it, who was told."""

    useful: str
    verified: str
    used_in_decision: bool
    told: str
    showed: str = ""
    why_not_told: str = ""
    review_on: date | None = None


@transaction.atomic
def write(look: Look, became: EvaluationParticulars, *, by: Person, at: datetime) -> Evaluation:
    """Write down what became of a look; a later one stands beside it, and counts."""
    may_evaluate_look(by, look)
    return _write(look, became, by=by, at=at)


@transaction.atomic
def write_for_case(look: Look, became: EvaluationParticulars, *, by: Person, at: datetime) -> Evaluation:
    """Write down the same also of the other closed looks of its investigation of which nobody said yet what became."""
    may_evaluate_look(by, look)
    others = [one for one in not_evaluated_beside(look) if can(may_evaluate_look, by, one)]
    written = [_write(one, became, by=by, at=at) for one in (look, *others)]
    return written[0]


def _write(look: Look, became: EvaluationParticulars, *, by: Person, at: datetime) -> Evaluation:
    look = locked(look)
    if look.state != LookState.CLOSED:
        raise WrongState(
            _("You cannot record the outcome of this look: it is still open. Close the look first.")
        )
    if became.told != PersonNotice.YES and not became.why_not_told.strip():
        raise WrongState(
            _(
                "You cannot record this outcome: it does not say why the person has not been told about the look. Enter the reason."
            )
        )
    if became.told == PersonNotice.LATER and (became.review_on is None or became.review_on <= london_day(at)):
        raise WrongState(
            _(
                "You cannot record this outcome: the date on which to decide again whether to tell the person is missing or not in the future. Enter a future date."
            )
        )
    row = Evaluation(
        look=look,
        useful=became.useful,
        verified=became.verified,
        used_in_decision=became.used_in_decision,
        told=became.told,
        review_on=became.review_on,
        evaluated_by=by,
    )
    envelope.put(row, {"showed": became.showed.strip(), "why_not_told": became.why_not_told.strip()})
    row.save(force_insert=True)
    record_row(WRITTEN, row, by=by, at=at, reference=look.reference)
    return row
