"""Opening a look: what triage, the count and what is in force say of its subject; opened, or refused.

Answers of a look that was refused, made or put before an officer are kept as an assessment, so that they bind the next look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.governance.processing.models import Activity
from watchbook.governance.processing.queries import check_papers
from watchbook.governance.thresholds.queries import own_thresholds
from watchbook.investigations.models import Subject
from watchbook.investigations.states import InvestigationState, check_open
from watchbook.investigations.together import hold
from watchbook.keys import envelope
from watchbook.looks.models import Basis, Look, ReTriage
from watchbook.looks.namesakes import check_namesakes
from watchbook.looks.permissions import may_look_at, may_open_looks
from watchbook.looks.queries.drift import Drift, bound_by, differing, drift_of
from watchbook.looks.rules.assessed import IMMEDIATE, NEEDS, NEVER, PLAN, RE_TRIAGE, OpeningFacts
from watchbook.looks.rules.drift import Level, LooksStanding
from watchbook.looks.rules.opening import OpeningRuling, decide, decide_at_nobody
from watchbook.looks.sitting import REGISTER, Sitting, row_of, total_of, with_purpose, words_of
from watchbook.looks.sitting_check import check_profile_covered, check_sitting, check_sudden, somebody_in
from watchbook.looks.states import ReTriageState, check_re_triage_move
from watchbook.organisation.models import Person
from watchbook.organisation.queries import the_authority
from watchbook.register import register_total
from watchbook.triage import assessment
from watchbook.triage.facts import NO, BadFacts, from_record, parse
from watchbook.triage.models import Assessment
from watchbook.triage.rules import Decision
from watchbook.triage.rules import decide as decide_by_triage

# What the events of a look tell in the open.
FACTS = (
    "reference", "way", "kind", "looked_at", "service", "platform", "purpose", "manner", "outcomes", "basis", "basis_id",
    "assessment_id", "level", "look_in_window", "opened_at",
)  # fmt: skip
# What the count asked of a look, in words.
LEVELS = {
    "level": {
        Level.NONE: gettext_lazy("nothing"),
        Level.AMBER: gettext_lazy("a reason why looking again is not surveillance"),
        Level.RED: gettext_lazy("a plan, an authorisation or a signed re-triage"),
    }
}
RE_TRIAGE_FACTS = ("reference", "looked_at", "state", "outcomes", "prior_looks", "departs_from", "look")
OPENED = Kind("look.opened", fields=FACTS, says=gettext_lazy("The look was opened."), choices=LEVELS)
USED = Kind(
    "re_triage.used", fields=RE_TRIAGE_FACTS, says=gettext_lazy("A look was opened under the re-triage.")
)
REFUSED = Kind(
    "look.refused",
    fields=("looked_at", "outcomes", "level", "prior_looks", "unmet", "assessment"),
    says=gettext_lazy("A look at the subject was refused, and the officer was told what to do next."),
    choices=LEVELS,
)


@dataclass(frozen=True)
class Answers:
    """Answers of an officer about a look at a subject, with what the record knows over it, and what triage decided on it."""

    subject: Subject
    facts: Mapping[str, Any]
    decision: Decision


@dataclass(frozen=True)
class Appraisal:
    """Whether a look opens by triage, its newest assessment, the count and what is in force; on what, and what it is told."""

    facts: Mapping[str, Any]  # what the officer said, and over it what the record knows
    decision: Decision
    opening: OpeningRuling
    level: Level
    prior_looks: int
    has_subject: bool = True
    basis_id: UUID | None = None
    assessment_id: UUID | None = None
    re_triage: ReTriage | None = None


class NotOpened(WrongState):
    """The look is not opened; the sentences say why, and what opens it."""

    def __init__(self, appraisal: Appraisal) -> None:
        super().__init__(cannot(_("You cannot open this look"), appraisal.opening.ruling.why_not))
        self.appraisal = appraisal


@transaction.atomic
def open(sitting: Sitting, *, by: Person, at: datetime) -> Look:
    """Open a look, if the law as at the day lets it: else NotOpened, with every reason and the way forward."""
    if sitting.subject is not None:
        may_look_at(by, sitting.subject)
        check_open(InvestigationState(sitting.subject.investigation.state))
    else:
        may_open_looks(by)
    check_sitting(sitting, user=by, moment=at)
    service = sitting.subject.investigation.service_id if sitting.subject else by.service_id
    check_namesakes(sitting, service=service)
    check_papers(Activity.LOOKS, service, on=london_day(at), tried=_("You cannot open this look"))
    appraisal = appraise(sitting, at=at)
    if not appraisal.opening.ruling.is_allowed:
        raise NotOpened(appraisal)
    check_sudden(sitting, basis=appraisal.opening.basis, basis_id=appraisal.basis_id)
    check_profile_covered(sitting, basis=appraisal.opening.basis, basis_id=appraisal.basis_id)
    row = row_of(sitting, reference=next_reference(REGISTER), by=by, opened_at=at, **columns_of(appraisal))
    envelope.put(row, words_of(sitting, facts=appraisal.facts))
    row.save(force_insert=True)
    if appraisal.re_triage is not None:
        use_re_triage(appraisal.re_triage, look=row, by=by, at=at)
    register_total.add(total_of(row), by=by, at=at)
    record_row(OPENED, row, by=by, at=at, kind=row.about, looked_at=row.subject_id)
    return row


@transaction.atomic
def use_re_triage(re_triage: ReTriage, *, look: Look, by: Person, at: datetime) -> ReTriage:
    """Let a look open on a signed re-triage, and no other ever after."""
    row = locked(re_triage, "subject__investigation")
    may_look_at(by, row.subject)
    check_re_triage_move(ReTriageState(row.state), to=ReTriageState.USED)
    row.state, row.used_by = ReTriageState.USED, look
    row.save(update_fields=["state", "used_by"])
    record_row(USED, row, by=by, at=at, looked_at=row.subject_id, look=row.used_by_id)
    return row


def appraise(sitting: Sitting, *, at: datetime) -> Appraisal:
    """Ask triage and the count; the subjects that count together stay locked until the commit."""
    if sitting.subject is None:
        return _at_nobody(sitting, at=at)
    whole = hold(sitting.subject)
    service = sitting.subject.investigation.service_id
    return appraise_with(sitting, drift_of(sitting.subject, service=service, at=at, whole=whole), at=at)


def appraise_with(sitting: Sitting, stands: Drift, *, at: datetime) -> Appraisal:
    """The same with what stands for the subject already known; nothing is locked."""
    day = london_day(at)
    said = with_purpose(sitting.facts, sitting.purpose)
    facts, decision = assess(said, on=day, counted=stands.standing, counts=stands.counts)
    differs, bound = differing(stands.re_triage, facts), bound_by(stands)
    if sitting.could_be_hidden:
        bound |= {"is_hidden": True, "in_force": bound["in_force"] - {PLAN}}
    asked = OpeningFacts(
        outcomes=decision.outcomes,
        level=stands.standing.level,
        has_re_triage=stands.re_triage is not None and not differs,
        is_within_immediate=stands.immediate is not None,
        ran_out=stands.ran_out,
        says_why=has_words(sitting.why_not),
        attests=sitting.attests,
        differs=differs,
        **bound | {name: bound[name] and not differs for name in ("is_departed", "is_departed_elsewhere")},
    )
    opening = decide(asked)
    return Appraisal(
        facts=facts,
        decision=decision,
        opening=opening,
        level=stands.standing.level,
        prior_looks=stands.standing.told,
        basis_id=_basis_id(opening.basis, stands),
        assessment_id=stands.assessed.assessment.id if stands.assessed else None,
        re_triage=stands.re_triage if opening.basis == RE_TRIAGE else None,
    )


def assess(
    given: Mapping[str, Any], *, on: date, counted: LooksStanding | None = None, counts: bool = True
) -> tuple[dict[str, Any], Decision]:
    """Ask triage. What the count knows stands over what the officer says: after one look the next is no first one.

    `counts`: whether looks at a subject of this kind drift at all.
    """
    looks, others = (counted.told, counted.signs.collateral) if counted else (0, 0)
    facts = from_record(given, prior_looks=looks, others=others) | ({"one_off": NO} if looks else {})
    prior = counted.prior_looks if counted and counts else 0  # with those that nobody is told of
    return facts, decide_on(facts, prior_looks=prior, on=on)


def decide_on(facts: Mapping[str, Any], *, prior_looks: int, on: date) -> Decision:
    """Ask triage about these facts, under the authority’s own thresholds."""
    if (authority := the_authority()) is None:
        raise WrongState(
            _(
                "You cannot open or record a look: the register has not been set up. Ask a system administrator to set it up."
            )
        )
    asked = {**facts, "nation": str(authority.nation), "prior_looks": prior_looks}
    try:
        with own_thresholds(on=on):
            return decide_by_triage(parse(asked, on=on), on=on)
    except BadFacts as refusal:
        raise WrongState(str(refusal)) from None


def columns_of(appraisal: Appraisal) -> dict[str, Any]:
    """What a look met, as its row keeps it."""
    return {
        "outcomes": list(appraisal.decision.outcomes),
        "triage_version": appraisal.decision.graph,
        "basis": appraisal.opening.basis,
        "basis_id": appraisal.basis_id,
        "assessment_id": appraisal.assessment_id,
        "level": appraisal.level,
        "look_in_window": appraisal.prior_looks + 1 if appraisal.has_subject else 0,
    }


def _at_nobody(sitting: Sitting, *, at: datetime) -> Appraisal:
    """A look at nobody in particular, which never drifts; as soon as somebody is looked at it needs a subject."""
    facts, decision = assess(sitting.facts, on=london_day(at))
    asked = OpeningFacts(outcomes=decision.outcomes, level=Level.NONE, attests=sitting.attests)
    return Appraisal(
        facts=facts,
        decision=decision,
        opening=OpeningRuling(
            decide_at_nobody(asked, somebody=somebody_in(sitting, decision.outcomes)), Basis.NO_SUBJECT
        ),
        level=Level.NONE,
        prior_looks=0,
        has_subject=False,
    )


def _basis_id(basis: str, stands: Drift) -> UUID | None:
    if basis == IMMEDIATE:
        return stands.immediate
    if basis == RE_TRIAGE and stands.re_triage is not None:
        return stands.re_triage.id
    return next((one.id for one in stands.in_force if one.kind == basis), None)


@transaction.atomic
def refuse(subject: Subject, refusal: NotOpened, *, by: Person, at: datetime) -> Assessment | None:
    """Record that a look was not opened; where triage asked for more than is there, its answers bind the next look."""
    may_look_at(by, subject)
    asked = refusal.appraisal
    kept = None
    if not asked.opening.has_what_triage_asks:
        kept = keep(Answers(subject, asked.facts, asked.decision), by=by, at=at)
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
    return is_so and assessment.adds_to_what_stands(said.subject, asked, at=at)
