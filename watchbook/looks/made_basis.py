"""Basis of a look that was recorded after it was made: what was in force then, and what was on record before it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from watchbook.acting.own_words import has_words
from watchbook.authorisations.queries.in_force import was_asked_for
from watchbook.investigations.account import items_named
from watchbook.investigations.account_address import recognised
from watchbook.investigations.together import together_under
from watchbook.looks.models import About, Basis
from watchbook.looks.opening import Appraisal, appraise_with, columns_of
from watchbook.looks.queries.drift import UNSIGNED, Drift, bound_by, covering, drift_of
from watchbook.looks.rules.assessed import IMMEDIATE, PLAN, OpeningFacts, is_as_strict
from watchbook.looks.rules.drift import Level
from watchbook.looks.sitting import MadeLook, Sitting, is_counted
from watchbook.triage.rules import Decision


class RestedOn(NamedTuple):
    """The columns that say on what a look rested, the facts that were decided on, and what asks for more than was there."""

    columns: dict[str, Any]
    facts: Mapping[str, Any]
    asks_for_more: Decision | None = None


def rested_on(made: MadeLook, sitting: Sitting, *, service: UUID | None, at: datetime) -> RestedOn:
    """Find on what it rested at the moment when it was made; `service` is the officer's. At an unknown subject it has no number."""
    rested = _rested(made, sitting, service=service, at=at)
    subject = sitting.subject.id if sitting.subject else None
    if is_counted(sitting.about, subject, [sitting.address]):
        return rested
    return rested._replace(columns=rested.columns | {"look_in_window": 0})


def _rested(made: MadeLook, sitting: Sitting, *, service: UUID | None, at: datetime) -> RestedOn:
    if sitting.about != About.SUBJECT:
        return RestedOn({"basis": Basis.NO_SUBJECT}, sitting.facts)
    stands = _stood(sitting, service=service, at=at)
    if not sitting.facts:
        return RestedOn(_never_triaged(_without_plans(stands) if sitting.could_be_hidden else stands), {})
    appraisal = appraise_with(sitting, stands, at=at)
    columns = columns_of(appraisal)
    is_begun = columns["basis"] == IMMEDIATE and columns["basis_id"] is None
    is_unheld = is_begun and not _is_held(sitting, stands, at=at)
    is_claimed_nobodys = made.sitting.about != sitting.about
    is_on_a_word = (
        columns["basis"] == Basis.TRIAGE and stands.assessed is None
    )  # nothing on record from before it
    if is_claimed_nobodys or is_on_a_word or is_unheld or not _had_a_basis(appraisal):
        columns |= {"basis": Basis.NONE, "basis_id": None}
    is_there = appraisal.opening.has_what_triage_asks and appraisal.re_triage is None
    return RestedOn(columns, appraisal.facts, None if is_there else appraisal.decision)


def _is_held(sitting: Sitting, stands: Drift, *, at: datetime) -> bool:
    """Whether an immediate response says what happened, and nothing on record shows that the look could be planned.

    Nobody saw the event but the officer (RIPA s.26(2)(c), RIP(S)A s.1(2)(c)). The claim is held to what can be held: whether
    a plan or an authorisation was asked for before, and whether an earlier response to the subject ran out and nobody answered
    the questions again. Somebody else checks it afterwards.
    """
    subject = sitting.subject
    could_be_planned = stands.ran_out or (subject is not None and was_asked_for(subject, at=at))
    return has_words(sitting.sudden) and not could_be_planned


def _stood(sitting: Sitting, *, service: UUID | None, at: datetime) -> Drift:
    if sitting.subject is not None:
        theirs = sitting.subject.investigation.service_id
        return drift_of(sitting.subject, service=theirs, at=at)
    found = recognised(sitting.address)
    return drift_of(None, service=service, at=at, whole=together_under(items_named(found)))


def _without_plans(stands: Drift) -> Drift:
    return replace(stands, in_force=tuple(one for one in stands.in_force if one.kind != PLAN))


def _never_triaged(stands: Drift) -> dict[str, Any]:
    """Nobody asked triage: only what was in force, or a response that was still running, can have covered it.

    Where the subject was assessed, it must have been what the assessment asked for.
    """
    told = {
        "level": stands.standing.level,
        "look_in_window": stands.standing.told + 1,
        "assessment_id": stands.assessed.assessment.id if stands.assessed else None,
    }
    if covers := covering(stands):
        return told | {"basis": covers.kind, "basis_id": covers.id}
    bound = bound_by(stands) | UNSIGNED
    asked = OpeningFacts(outcomes=(IMMEDIATE,), level=Level.NONE, **bound)
    if stands.immediate is not None and is_as_strict(asked):
        return told | {"basis": IMMEDIATE, "basis_id": stands.immediate}
    return told | {"basis": Basis.NONE}


def _had_a_basis(appraisal: Appraisal) -> bool:
    """Whether it would have been opened; a signed re-triage opens what comes and covers nothing that was."""
    return appraisal.opening.ruling.is_allowed and appraisal.re_triage is None
