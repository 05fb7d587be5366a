"""The one next step of a rights request, on its page: by the same rules that keep its answer back and that its first page tells."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.register.asked_together import gathered
from watchbook.retention.rights_request import queries
from watchbook.retention.rights_request.after_answer import WorkAfterAnswer, since_answers, work_after_answers
from watchbook.retention.rights_request.clock import clock_of
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.retention.rights_request.preflight import in_the_way
from watchbook.retention.rights_request.states import STEPS, RightsState, RightsStepKind
from watchbook.web import wording
from watchbook.web.overview import StepAhead

ONE_DAY = timedelta(days=1)


def still_wanted(row: RightsRequest) -> WorkAfterAnswer | None:
    """Return the first thing that an answered request still wants."""
    return (
        next(iter(gathered([work_after_answers(*since_answers(row))])), None)
        if row.state == RightsState.ANSWERED
        else None
    )


def next_step(row: RightsRequest, wanted: WorkAfterAnswer | None, *, today: date) -> StepAhead | None:
    """Return the step; None where nothing is left to do. Raises law.Refusal."""
    if row.state == RightsState.ANSWERED:
        return _after_answer(row, wanted) if wanted else None
    if row.state == RightsState.ENDED:
        return None
    if row.state != RightsState.OPEN and clock_of(row).deadline is None:
        return _reply(row)
    return _before_answer(row, today=today)


def _after_answer(row: RightsRequest, wanted: WorkAfterAnswer) -> StepAhead:
    says = f"{capfirst(wanted.to_do)}."
    if wanted.by:
        return StepAhead(_("From {day}: {what}.").format(day=wording.day(wanted.by), what=wanted.to_do))
    if wanted.is_to_propose:
        return StepAhead(says, _("Go to the records to erase"), "#records")
    return _step(row, RightsStepKind.ANSWERED_FURTHER, says)


def _reply(row: RightsRequest) -> StepAhead:
    is_proof = row.state == RightsState.IDENTITY
    kind = RightsStepKind.IDENTIFIED if is_proof else RightsStepKind.CLARIFIED
    return _step(row, kind, _("Wait for the person’s reply, and record it when it comes."))


def _before_answer(row: RightsRequest, *, today: date) -> StepAhead:
    if not row.subjectsearchs.exists() or queries.names_left(row) or queries.rights_left(row):
        says = next(iter(in_the_way(row)))
        return StepAhead(
            says, _("Search for the person"), reverse("retention:rights_request_search", args=[row.reference])
        )
    undecided = row.founditems.filter(is_protected=False, decision="").values("thing").distinct().count()
    if undecided and not queries.purposes(row):
        says = _("Add a purpose before you decide on the records found.")
        address = reverse("retention:rights_request_purpose", args=[row.reference])
        return StepAhead(says, _("Add a purpose"), address)
    if undecided:
        says = ngettext("{count} record has no decision.", "{count} records have no decision.", undecided)
        address = reverse("retention:rights_request_decide", args=[row.reference])
        return StepAhead(says.format(count=undecided), _("Decide on records"), address)
    if why := next(iter(in_the_way(row)), ""):
        return StepAhead(why)
    by = queries.keepers_by(row)
    if by and today <= by:
        wait = _(
            "Wait: people with access to protected records have until {day} to decide. Send the answer on or after {next_day}."
        )
        return StepAhead(wait.format(day=wording.day(by), next_day=wording.day(by + ONE_DAY)))
    return _answer(row)


def _answer(row: RightsRequest) -> StepAhead:
    """Say that the answer can go; who asks is proved first, where that can be recorded now."""
    if not queries.is_identified(row) and RightsStepKind.IDENTIFIED in STEPS[RightsState(row.state)]:
        says = _(
            "Record the proof of identity, or how you know the person. Then read the letter, and send the answer."
        )
        return _step(row, RightsStepKind.IDENTIFIED, says)
    return _step(row, RightsStepKind.ANSWERED, _("Read the letter, and send the answer."))


def _step(row: RightsRequest, kind: RightsStepKind, says: str) -> StepAhead:
    return StepAhead(
        says, str(kind.label), reverse("retention:rights_request_step", args=[row.reference, kind.value])
    )
