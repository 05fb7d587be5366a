"""The end: an instruction to stop at once, and the cancellation that every authorisation in force must get (RIPA s.45).

It is never left to lapse: one that did is cancelled all the same, and the lapse stays on the record.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_a_word, has_words
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.applicant_report import OFFICERS, OfficersComments, officers_half
from watchbook.authorisations.models import ApplicantReport, Authorisation, Cancellation
from watchbook.authorisations.permissions import may_decide, may_instruct_stop
from watchbook.authorisations.queries.looks_beside import looks_under
from watchbook.authorisations.rules.in_force import has_lapsed
from watchbook.authorisations.states import (
    AuthorisationState,
    Fate,
    OperationOutcome,
    ReportStep,
    check_move,
)
from watchbook.investigations.models import Subject
from watchbook.keys.envelope import put
from watchbook.organisation.models import Person

WORDS = (*OFFICERS, "directions")
STOPPED = Kind(
    "cancellation.stop_instructed",
    fields=("reference", "stopped_at"),
    personal=("instruction",),
    says=gettext_lazy(
        "An instruction to stop was given: officers must stop all activity under the authorisation."
    ),
)
CANCELLED = Kind(
    "cancellation.recorded",
    fields=(
        "reference",
        "state",
        "stopped_at",
        "cancelled_at",
        "last_activity_on",
        "product",
        "outcome",
        "had_lapsed",
    ),
    personal=WORDS,
    says=gettext_lazy("The authorisation was cancelled."),
)


@dataclass(frozen=True)
class CancellationFacts:
    """The officer's orders at the end: what becomes of the product, with directions; what came of it; the last activity."""

    product: str
    directions: str = ""
    outcome: str = OperationOutcome.NOT_KNOWN.value
    last_activity_on: date | None = None


@transaction.atomic
def instruct_stop(
    authorisation: Authorisation, *, instruction: str, by: Person, at: datetime
) -> Authorisation:
    """Tell everybody to stop now; the cancellation follows."""
    _hold_subjects(authorisation)
    row = locked(authorisation)
    may_instruct_stop(by, row)
    if row.state != AuthorisationState.EFFECTIVE:
        raise WrongState(
            _(
                "You cannot record an instruction to stop: the state of the authorisation is “{now}”, so officers have no activity to stop. Open its page to see "
                "what happens next."
            ).format(now=row.get_state_display())
        )
    if row.stopped_at is not None:
        raise WrongState(
            _(
                "You cannot record an instruction to stop: somebody has already given one. Cancel the authorisation."
            )
        )
    if not has_a_word(instruction):
        raise WrongState(
            _(
                "You cannot record an instruction to stop yet. Enter the words of the instruction and the person to whom you gave it: the central record needs both."
            )
        )
    row.stopped_at = at
    row.save(force_update=True)
    record_row(STOPPED, row, by=by, at=at, stopped_at=at, instruction=instruction)
    return row


@transaction.atomic
def cancel(
    authorisation: Authorisation,
    ending: CancellationFacts,
    said: OfficersComments,
    *,
    report: ApplicantReport | None,
    by: Person,
    at: datetime,
) -> Authorisation:
    """Cancel it, from now, on the applicant's report or without one; looking stops with it if it had not before."""
    _hold_subjects(authorisation)
    row = locked(authorisation)
    may_decide(by, row)
    check_move(AuthorisationState(row.state), to=AuthorisationState.CANCELLED)
    _check(ending)
    _check_last_activity(row, ending.last_activity_on, on=london_day(at))
    _check_against_looks(row, ending, at=at)
    words = officers_half(row, said, report=report, step=ReportStep.CANCELLATION, officer=by, at=at) | {
        "directions": ending.directions
    }
    lapsed = has_lapsed(row.times, at=at)
    if row.effective_from is not None and row.stopped_at is None:
        row.stopped_at = at
    row.state, row.cancelled_by, row.cancelled_at = AuthorisationState.CANCELLED, by, at
    row.product, row.outcome = ending.product, ending.outcome
    row.save(force_update=True)
    told = {"last_activity_on": ending.last_activity_on}
    written = Cancellation(
        authorisation=row, report=report, stop_instructed_at=row.stopped_at, by=by, at=at, **told
    )
    put(written, words)
    written.save(force_insert=True)
    record_row(CANCELLED, row, by=by, at=at, had_lapsed=lapsed, **told, **words)
    return row


def _hold_subjects(authorisation: Authorisation) -> None:
    """Lock the subjects that it names: a look that opens meanwhile holds its own, and comes wholly before the end or after it."""
    named = Subject.objects.filter(pk__in=authorisation.named.values("subject"))
    list(named.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _check_last_activity(row: Authorisation, last: date | None, *, on: date) -> None:
    """Refuse a last day of activity on which the authorisation was not in force, or that is still to come."""
    if last is None:
        return
    if last > on:
        raise WrongState(
            _(
                "You cannot cancel this authorisation yet: the last date of activity that you entered, {last:%-d %B %Y}, is in the future. "
                "Enter the last date on which somebody acted under the authorisation, or leave the date blank if nobody did."
            ).format(last=last)
        )
    first = london_day(row.effective_from) if row.effective_from else None
    if first is None or last < first:
        raise WrongState(
            _(
                "You cannot cancel this authorisation yet: it was not in force on the last date of activity that you entered, "
                "{last:%-d %B %Y}. Enter the last date on which somebody acted under the authorisation, or leave the date blank if nobody did."
            ).format(last=last)
        )


def _check_against_looks(row: Authorisation, ending: CancellationFacts, *, at: datetime) -> None:
    """Refuse what the looks under it contradict: a last activity before the last of them, nothing obtained where they kept something."""
    under = looks_under(row, at=at)
    last = ending.last_activity_on
    if last is not None and under.last is not None and last < london_day(under.last):
        raise WrongState(
            _(
                "You cannot cancel this authorisation yet: a look was made under it on {day:%-d %B %Y}, after the last date of "
                "activity that you entered. Enter the date of that look, or a later date."
            ).format(day=london_day(under.last))
        )
    if ending.product == Fate.NONE and under.found_something and not has_words(ending.directions):
        raise WrongState(
            _(
                "You cannot cancel this authorisation yet: you selected “nothing was obtained”, but officers found or kept something in a "
                "look under the authorisation. Select what happens to the material, or say in your directions why nothing was obtained."
            )
        )


def _check(ending: CancellationFacts) -> None:
    if ending.product not in Fate or ending.outcome not in OperationOutcome:
        raise WrongState(
            _(
                "You cannot cancel this authorisation yet. Say what will happen to the material obtained, and how the operation ended."
            )
        )
    if ending.product != Fate.NONE and not has_words(ending.directions):
        raise WrongState(
            _(
                "You cannot cancel this authorisation yet. Say in your directions where the material obtained is kept, or who will destroy it and by when."
            )
        )
