"""Making an assessment before a look: what was said, what the rules decided under the law of the day, and why.

An officer answers again whenever the facts have changed, and says in words what has. Where an earlier assessment of the same
person's account was stricter and asked for somebody else's authorisation or answer, the new one is held to it until an
authorising officer or the solicitor signs.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from json import dumps
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.governance.thresholds.queries import own_thresholds
from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.states import InvestigationState, check_open
from watchbook.investigations.together import together_with
from watchbook.investigations.whose_page import is_own
from watchbook.keys import envelope
from watchbook.law.parameters import number
from watchbook.law.working_days import CALENDARS, days_after
from watchbook.organisation.models import Person
from watchbook.organisation.queries import the_authority
from watchbook.triage.binding import binding_among
from watchbook.triage.facts import OWN_PAGE, YES, BadFacts, Facts, parse
from watchbook.triage.graph import current, edition, is_less_strict
from watchbook.triage.models import WITHOUT_SUBJECT, Adviser, Assessment
from watchbook.triage.permissions import may_assess, may_read_assessment
from watchbook.triage.queries import AssessmentStanding
from watchbook.triage.rules import ASK, Decision, decide, decision_as_data, least_strict, next_question

REGISTER = "T"
MADE = Kind(
    "assessment.made",
    fields=(
        "reference",
        "investigation",
        "looked_at",
        "on",
        "edition",
        "path",
        "outcomes",
        "held",
        "held_to",
        "ask",
        "again_by",
    ),
    personal=("facts", "flags", "changed"),
    says=gettext_lazy("The assessment was made."),
)
READ = Kind("assessment.read", fields=("reference", "version"), says=gettext_lazy("The assessment was read."))
NOT_ALLOWED = "not_allowed"


@transaction.atomic
def make(
    investigation: Investigation,
    given: Mapping[str, Any],
    *,
    subject: Subject | None = None,
    changed: str = "",
    by: Person,
    at: datetime,
) -> Assessment:
    """Decide by the rules of the day on facts (`{"facts": …, "notes": …}`), and keep what was said with every reason.

    `changed` says what has changed since a stricter assessment of the subject; without words that one is not departed from.
    """
    if subject is not None:
        locked(subject)  # a look that opens meanwhile holds it
    whole = locked(investigation)
    may_assess(by, whole)
    check_open(InvestigationState(whole.state))
    facts = facts_of(given, on=(on := london_day(at)))
    with own_thresholds(on=on):
        decision = decide(facts, on=on)
        _check(facts, decision, whole=whole, subject=subject)
    check_said(before := stricter_before(subject, decision.outcomes, at=at), changed)
    row = _row(decision, facts, whole=whole, subject=subject, before=before, by=by, at=at)
    envelope.put(row, _said(given, decision, changed=changed.strip()))
    row.save(force_insert=True)
    record_row(
        MADE,
        row,
        by=by,
        at=at,
        investigation=whole.reference,
        looked_at=subject.number if subject else None,
        on=on,
        ask=row.ask or None,
        changed=changed.strip() or None,
        facts=dumps([given["facts"], given.get("notes", {})], sort_keys=True, ensure_ascii=False),
        flags=list(decision.flags),
    )
    return row


@transaction.atomic
def read(standing: AssessmentStanding, *, by: Person, at: datetime) -> envelope.Facts:
    """What was said and decided, with the reasons of those who departed; that somebody read it is recorded first."""
    may_read_assessment(by, standing)
    row = standing.assessment
    record_row(READ, row, by=by, at=at, version=standing.version)
    why = envelope.opened_all(standing.departures)
    return envelope.opened(row) | {"why": {one.number: why[one.id]["reason"] for one in standing.departures}}


def facts_of(given: Mapping[str, Any], *, on: date) -> Facts:
    """Facts as the rules take them, the nation being the authority's."""
    authority = the_authority()
    if authority is None:
        raise WrongState(
            _(
                "You cannot assess this look: the register has not been set up. Ask a system administrator to set it up."
            )
        )
    told = {**given, "facts": {**given["facts"], "nation": str(authority.nation)}}
    try:
        return parse(told, on=on)
    except BadFacts as refusal:
        raise WrongState(str(refusal)) from None


def _said(given: Mapping[str, Any], decision: Decision, *, changed: str) -> dict[str, Any]:
    """Return what the envelope keeps: what was told, what has changed, and the whole decision."""
    told = {"facts": given["facts"], "notes": given.get("notes", {})}
    return told | {"decision": decision_as_data(decision), "changed": changed}


def _check(facts: Facts, decision: Decision, *, whole: Investigation, subject: Subject | None) -> None:
    if subject is not None and subject.investigation_id != whole.id:
        raise WrongState(
            _(
                "You cannot assess this look: the subject belongs to another investigation. Open that investigation and assess the look there."
            )
        )
    if question := next_question(facts, on=decision.on):
        raise WrongState(
            _(
                "You cannot assess this look yet: you have not answered “{question}”. Answer the question. If you do not know the answer, select “I do not know”."
            ).format(question=question.title)
        )
    if subject is not None and facts.answer("made_open") == OWN_PAGE and not is_own(subject):
        raise WrongState(
            _(
                "You cannot assess this look as a look at the council’s own page: the settings do not list the subject’s account as "
                "the council’s. Change your answer, or ask a system administrator to add the page to the settings."
            )
        )
    nobody = facts.answer("no_one_named") == YES and set(decision.outcomes) <= set(WITHOUT_SUBJECT)
    if subject is None and not nobody and not set(decision.outcomes) <= {"ask", "not_allowed"}:
        raise WrongState(
            _(
                "You cannot assess this look: it is a look at somebody or something in particular, but no subject is named. Add the subject to the investigation, "
                "then select that subject."
            )
        )


def _row(
    decision: Decision,
    facts: Facts,
    *,
    whole: Investigation,
    subject: Subject | None,
    before: AssessmentStanding | None,
    by: Person,
    at: datetime,
) -> Assessment:
    graph = current()
    row = Assessment(
        reference=next_reference(REGISTER),
        investigation=whole,
        subject=subject,
        assessed_by=by,
        assessed_at=at,
        on=decision.on,
        nation=facts.nation,
        graph=decision.graph,
        edition=edition(),
        path=list(decision.path),
        outcomes=list(decision.outcomes),
        least_strict=max(graph.strictness(least_strict(facts, on=decision.on)), floor_before(subject, at=at)),
        ask=decision.ask,
        again_by=_again_by(decision, nation=facts.nation),
    )
    hold(row, before, decision)
    return row


def _again_by(decision: Decision, *, nation: str) -> date | None:
    """The day by which the questions are answered again after an immediate response (docs/law/triage.md#order-of-decision, N6)."""
    if "immediate" not in decision.outcomes:
        return None
    days = number("authority.triage.again_within_working_days", on=decision.on)
    return days_after(decision.on, number=days, calendar=CALENDARS[nation])[-1].on


def stricter_before(
    subject: Subject | None, outcomes: tuple[str, ...], *, at: datetime
) -> AssessmentStanding | None:
    """Return what binds before, where these outcomes are less strict than it."""
    before = standing_before(subject, at=at)
    return before if before and _is_less(outcomes, than=before.outcomes) else None


def standing_before(subject: Subject | None, *, at: datetime) -> AssessmentStanding | None:
    """Return what binds of the service's assessments of whatever counts together with the subject."""
    if subject is None:
        return None
    return binding_among(together_with(subject), service=subject.investigation.service_id, at=at)


def adds_to_what_stands(subject: Subject, outcomes: tuple[str, ...], *, at: datetime) -> bool:
    """Whether these outcomes are others than those that bind of the subject, and no less strict."""
    before = standing_before(subject, at=at)
    return before is None or (before.outcomes != outcomes and not _is_less(outcomes, than=before.outcomes))


def floor_before(subject: Subject | None, *, at: datetime) -> int:
    """Return how strict the co-ordinator answers at least: as strict as what bound before any question was asked."""
    bound = standing_before(subject, at=at)
    while bound and bound.binds:
        said = bound.at_first if ASK in bound.outcomes else bound.outcomes
        if ASK not in said and any(current().outcomes[one].binds for one in said):
            return current().strictness(said)
        bound = standing_before(subject, at=bound.assessment.assessed_at - timedelta(microseconds=1))
    return 0


def check_said(before: AssessmentStanding | None, changed: str) -> None:
    """Refuse a less strict assessment without a word about what has changed."""
    if before and not has_words(changed):
        raise WrongState(
            _(
                "You cannot save this outcome yet: it is less strict than that of assessment {reference} (“{now}”). Say in a few words what has changed since that "
                "assessment."
            ).format(reference=before.assessment.reference, now=before.titles)
        )


def hold(row: Assessment, before: AssessmentStanding | None, decision: Decision) -> None:
    """Let what stood before go on standing, where it asked for more than the officer's own word."""
    if before is None or not before.binds:
        return
    row.held, row.held_to = list(before.outcomes), before.assessment.reference
    row.ask = _asks(before, decision)


def _asks(before: AssessmentStanding, decision: Decision) -> str:
    """Say who answers while an assessment is held: whoever was asked before, and legal about what is not allowed."""
    if ASK in before.outcomes:
        return before.ask
    return str(Adviser.LEGAL) if decision.ask else ""


def _is_less(outcomes: tuple[str, ...], *, than: tuple[str, ...]) -> bool:
    """To ask is as strict as what is not allowed, yet may be answered by somebody who may not allow it."""
    return is_less_strict(outcomes, than=than) or (outcomes == (ASK,) and NOT_ALLOWED in than)
