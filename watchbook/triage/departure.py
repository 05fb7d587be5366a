"""Departing from an assessment: stricter by the officer, less strict by the AO or the solicitor, and the answer to what was asked."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.read_first import check_read
from watchbook.audit_log.record import Kind, record
from watchbook.investigations.models import Investigation
from watchbook.investigations.states import InvestigationState, check_open
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.triage.assessment import READ
from watchbook.triage.graph import current, is_stricter
from watchbook.triage.models import WITHOUT_SUBJECT, Assessment, Departure, Direction
from watchbook.triage.permissions import may_answer, may_lower, may_raise
from watchbook.triage.queries import AssessmentStanding, standing_now, titles_of
from watchbook.triage.states import check_move, check_settled, check_waiting, state_of

FIELDS = ("reference", "before", "outcomes", "ask", "duty")
RAISED = Kind(
    "assessment.raised",
    fields=FIELDS,
    personal=("reason",),
    says=gettext_lazy("The officer chose a stricter outcome for the assessment."),
)
LOWERED = Kind(
    "assessment.lowered",
    fields=FIELDS,
    personal=("reason",),
    says=gettext_lazy("An authorising officer or the solicitor made the assessment less strict."),
)
ANSWERED = Kind(
    "assessment.answered",
    fields=FIELDS,
    personal=("reason",),
    says=gettext_lazy("The question that the assessment raised was answered."),
)
KINDS = {Direction.RAISED: RAISED, Direction.LOWERED: LOWERED, Direction.ANSWERED: ANSWERED}


@dataclass(frozen=True)
class NewOutcome:
    """What somebody departs to, and why; `ask` says whom to ask where that is the outcome.

    `version` is that of the assessment that was in front of whoever decides.
    """

    outcomes: tuple[str, ...]
    reason: str
    version: int
    ask: str = ""


@transaction.atomic
def depart_upwards(standing: AssessmentStanding, to: NewOutcome, *, by: Person, at: datetime) -> Departure:
    """The officer's own: something stricter than the rules asked for, with the reason."""
    now = _locked(standing)
    may_raise(by, now)
    check_move(state_of(now.ask), to=state_of(to.ask))
    _check(to, now)
    if not is_stricter(to.outcomes, than=now.outcomes):
        raise WrongState(
            _(
                "You cannot choose “{to}”: it is not stricter than “{now}”. An officer may only choose something stricter. For "
                "anything else, ask the authorising officer or the solicitor."
            ).format(to=titles_of(to.outcomes), now=now.titles)
        )
    duty = _duty(by, DutyKind.INVESTIGATOR, DutyKind.LINE_MANAGER)
    return _depart(now, to, direction=Direction.RAISED, duty=duty, by=by, at=at)


@transaction.atomic
def depart_downwards(standing: AssessmentStanding, to: NewOutcome, *, by: Person, at: datetime) -> Departure:
    """The authorising officer or the solicitor decides on something less strict, with reasons; never for their own look."""
    now = _locked(standing)
    may_lower(by, now)
    check_settled(state_of(now.ask))
    _check_read(to, now, by=by)
    _check(to, now)
    if (
        "ask" in to.outcomes
        or is_stricter(to.outcomes, than=now.outcomes)
        or set(to.outcomes) == set(now.outcomes)
    ):
        raise WrongState(
            _(
                "You cannot choose “{to}”: it is not less strict than “{now}”. The officer can choose something stricter without you."
            ).format(to=titles_of(to.outcomes), now=now.titles)
        )
    duty = _duty(by, DutyKind.SOLICITOR, DutyKind.AUTHORISING_OFFICER)
    return _depart(now, to, direction=Direction.LOWERED, duty=duty, by=by, at=at)


@transaction.atomic
def answer(standing: AssessmentStanding, to: NewOutcome, *, by: Person, at: datetime) -> Departure:
    """Answer what was asked; the co-ordinator never less strictly than what is not known leaves open."""
    now = _locked(standing)
    may_answer(by, now)
    check_waiting(state_of(now.ask))
    _check_read(to, now, by=by)
    _check(to, now)
    if "ask" in to.outcomes:
        raise WrongState(
            _(
                "You cannot answer “ask first”: the decision is yours. Choose the power that the look needs, or “not allowed”."
            )
        )
    duty = _duty(by, DutyKind.SOLICITOR, DutyKind.RIPA_COORDINATOR)
    if duty == DutyKind.RIPA_COORDINATOR and current().strictness(to.outcomes) < now.assessment.least_strict:
        raise WrongState(
            _(
                "You cannot choose “{to}”: it is less strict than the officer’s answers allow. Only the solicitor can choose it."
            ).format(to=titles_of(to.outcomes))
        )
    return _depart(now, to, direction=Direction.ANSWERED, duty=duty, by=by, at=at)


def _locked(standing: AssessmentStanding) -> AssessmentStanding:
    """How it stands now, the assessment and its investigation locked: whoever comes second is told what the first did."""
    if standing.assessment.subject is not None:
        locked(standing.assessment.subject)  # a look that opens meanwhile holds it
    row = Assessment.objects.select_for_update(of=("self",)).get(pk=standing.assessment.pk)
    whole = Investigation.objects.select_for_update(of=("self",)).get(pk=row.investigation_id)
    check_open(InvestigationState(whole.state))
    return standing_now(row)


def _check_read(to: NewOutcome, now: AssessmentStanding, *, by: Person) -> None:
    """Refuse a decision on an assessment that changed after the page was opened, or whose text this person has not read."""
    if to.version != now.version:
        raise WrongState(
            _(
                "You cannot decide on this assessment: somebody decided on it after you opened this page. Read it again, then decide."
            )
        )
    tried = _("You cannot decide on this assessment")
    check_read(READ.name, of=now.assessment.id, by=by.id, tried=tried, version=now.version)


def _check(to: NewOutcome, now: AssessmentStanding) -> None:
    if not has_words(to.reason):
        raise WrongState(
            _(
                "You cannot record this decision without a reason: later readers of the assessment must be able to follow your decision. Enter the reason."
            )
        )
    if not to.outcomes or set(to.outcomes) - set(current().outcomes):
        raise WrongState(
            _("You cannot choose that outcome: it is not on this page. Select one of the outcomes shown.")
        )
    if now.assessment.subject_id is None and not set(to.outcomes) <= set(WITHOUT_SUBJECT):
        raise WrongState(
            _(
                "You cannot choose “{to}”: this outcome is for a look at somebody or something in particular, but no subject is named. Add the subject and assess "
                "the look again."
            ).format(to=titles_of(to.outcomes))
        )


def _duty(by: Person, *kinds: DutyKind) -> DutyKind:
    """The duty under which somebody acts: the first of these that they hold."""
    held = duties_of(by, on=today())
    return next((kind for kind in kinds if kind in held), kinds[-1])


def _depart(
    now: AssessmentStanding, to: NewOutcome, *, direction: Direction, duty: DutyKind, by: Person, at: datetime
) -> Departure:
    graph, assessment = current(), now.assessment
    outcomes = sorted(to.outcomes, key=lambda one: graph.outcomes[one].strictness)
    row = Departure(
        assessment=assessment,
        number=len(now.departures) + 1,
        direction=direction,
        outcomes=outcomes,
        ask=to.ask,
        strictness_before=graph.strictness(now.outcomes),
        strictness=graph.strictness(to.outcomes),
        least_strict=assessment.least_strict,
        assessed_by_id=assessment.assessed_by_id,
        decided_by=by,
        duty=duty,
        decided_at=at,
    )
    envelope.put(row, {"reason": to.reason.strip()})
    row.save(force_insert=True)
    record(
        KINDS[direction],
        subject=assessment,
        by=by,
        at=at,
        reference=assessment.reference,
        before=list(now.outcomes),
        outcomes=outcomes,
        ask=to.ask or None,
        duty=str(duty),
        reason=to.reason.strip(),
    )
    return row
