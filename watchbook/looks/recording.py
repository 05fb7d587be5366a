"""What a look that was made rests on, found out afterwards: nothing here refuses, and what is missing shows."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from watchbook.investigations.account import index_entries, items_of
from watchbook.keys.models import BlindIndexEntry
from watchbook.looks import drift
from watchbook.looks.models import About, Basis, Look, Way
from watchbook.looks.opening import Met, columns_of, met_with
from watchbook.looks.queries.drift import together_under, together_with
from watchbook.looks.rules.opening import IMMEDIATE
from watchbook.looks.sitting import Ask, Made, recognised


def owned(ask: Ask, is_theirs: bool) -> Ask:
    """What is told, less a subject that is not the officer's to look at: the look is recorded by its address alone."""
    told = replace(ask, way=Way.AFTERWARDS)
    return told if is_theirs else replace(told, subject=None, account=None)


def rested_on(made: Made, ask: Ask, *, service: UUID | None, at: datetime) -> dict[str, Any]:
    """The columns that say on what it rested at the moment when it was made; `service` is the officer's."""
    if ask.about != About.SUBJECT:
        return {"basis": Basis.NO_SUBJECT}
    stands = _stood(ask, service=service, at=at)
    if not ask.facts:
        return _never_triaged(stands)
    met = met_with(ask, stands, at=at)
    columns = columns_of(met)
    return columns if _had_a_basis(met) else columns | {"basis": Basis.NONE, "basis_id": None}


def entries_under(row: Look, address: str) -> list[BlindIndexEntry]:
    """A look without a subject is counted by its account, where its address names one."""
    found = recognised(address) if row.about == About.SUBJECT and row.subject_id is None else None
    return index_entries(row.id, found.account) if found and found.account else []


def _stood(ask: Ask, *, service: UUID | None, at: datetime) -> drift.Drift:
    if ask.subject is not None:
        theirs = ask.subject.investigation.service_id
        return drift.drift_of(ask.subject, service=theirs, at=at, whole=together_with(ask.subject))
    found = recognised(ask.address)
    items = items_of(found.account) if found and found.account else set()
    return drift.drift_under(together_under(items), service=service, at=at)


def _never_triaged(stands: drift.Drift) -> dict[str, Any]:
    """Nobody asked triage: only what was in force, or a response that was still running, can have covered it."""
    told = {"level": stands.standing.level, "look_in_window": stands.standing.told + 1}
    if stands.in_force:
        return told | {"basis": stands.in_force[0].kind, "basis_id": stands.in_force[0].id}
    if stands.immediate is not None:
        return told | {"basis": IMMEDIATE, "basis_id": stands.immediate}
    return told | {"basis": Basis.NONE}


def _had_a_basis(met: Met) -> bool:
    """Whether it would have been opened; a signed re-triage opens what comes and covers nothing that was."""
    return met.opening.ruling.is_allowed and met.re_triage is None
