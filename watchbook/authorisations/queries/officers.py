"""The officer who would decide, as on that day, and what the rules of the grant ask about the application."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_words
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.queries.lighter_assessments import assessed_less
from watchbook.authorisations.rules.grant import GrantFacts, SourceFacts
from watchbook.authorisations.rules.kinds import has_crime_threshold
from watchbook.authorisations.states import AuthorisationKind
from watchbook.governance.training.queries import taken, training_of
from watchbook.governance.training.rules import stand
from watchbook.keys.envelope import opened
from watchbook.law.offences import latest, offence, threshold
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import duties_of, in_force_on, with_appointments
from watchbook.organisation.rules import DutyKind

DECIDERS = (DutyKind.AUTHORISING_OFFICER, DutyKind.HEAD_OF_PAID_SERVICE)
MET = frozenset({"by_penalty", "by_exception"})
OPEN = frozenset({"unclear", "elsewhere"})


def grant_facts(
    row: Authorisation, *, by: Person, on: date, takes_part: bool | None, explained: bool
) -> GrantFacts:
    """Everything that `ruling_on_grant` looks at, as on that day."""
    held = duties_of(by, on=on)
    return GrantFacts(
        kind=row.kind,
        nation=row.nation,
        on=on,
        officer_is_applicant=row.applicant_id == by.id,
        officer_takes_part=takes_part,
        taking_part_explained=explained,
        officer_holds_duty=bool(held & {kind.value for kind in DECIDERS}),
        officer_is_head_of_paid_service=DutyKind.HEAD_OF_PAID_SERVICE.value in held,
        officer_rank=rank_of(by, on=on),
        training_counts=training_counts(by, on=on),
        is_confidential=bool(row.is_confidential),
        threshold_is_met=threshold_is_met(row, on=on),
        source=_source(row) if row.kind == AuthorisationKind.CHIS else None,
    )


def facts_beside(
    row: Authorisation, said: Mapping[str, str], *, takes_part: bool | None, officer: Person, at: datetime
) -> GrantFacts:
    """Return what the rules of the grant look at, with the officer's words so far; `takes_part` is None before they are asked."""
    facts = grant_facts(
        row,
        by=officer,
        on=london_day(at),
        takes_part=takes_part,
        explained=bool(said.get("takes_part", "").strip()),
    )
    explained = has_words(said.get("remarks_answered", ""))
    return replace(facts, assessed_less=assessed_less(row, at=at), less_is_explained=explained)


def rank_of(person: Person, *, on: date) -> str:
    """The rank in which somebody was appointed to decide, as on that day; empty where none is on record."""
    duties = list(Duty.objects.filter(in_force_on(on), person=person, kind__in=DECIDERS))
    ranks = [duty.appointment.rank for duty in with_appointments(duties) if duty.appointment]
    return next(filter(None, ranks), "")


def training_counts(person: Person, *, on: date) -> bool:
    """Whether somebody's training as an authorising officer counts on that day."""
    mine = taken(training_of([person], on=on)[person.id])
    return any(stand(mine, duty=kind, on=on).counts for kind in DECIDERS)


def threshold_is_met(row: Authorisation, *, on: date) -> bool | None:
    """Whether its offence meets the crime threshold on a day; None where the law or the offence leaves it open."""
    if not has_crime_threshold(row.kind, nation=row.nation) or not row.offence:
        return None
    found = offence(row.offence, on=on)
    if found is None:
        return False
    how = threshold(found, nation=row.nation, on=on)
    return None if how in OPEN else how in MET or how == "none_then"


def offence_title(row: Authorisation) -> str:
    """The offence by name, whether or not it still is one."""
    return latest(row.offence).title if row.offence else ""


def offence_in_law(row: Authorisation) -> str:
    """The offence by name with its Act and section, as a court and the officer who looks must have it."""
    if not row.offence:
        return ""
    known = latest(row.offence)
    return f"{known.title} ({known.act} {known.section})"


def source_born(row: Authorisation) -> date | None:
    """The day of birth of its source, from the envelope."""
    if row.kind != AuthorisationKind.CHIS:
        return None
    born = opened(row)["born"]
    return date.fromisoformat(born) if born else None


def _source(row: Authorisation) -> SourceFacts:
    facts = opened(row)
    return SourceFacts(
        born=source_born(row),
        is_vulnerable=bool(row.source_is_vulnerable),
        is_against_parent=bool(row.source_is_against_parent),
        is_accompanied=bool(row.source_is_accompanied),
        has_handler=row.handler_id is not None,
        has_controller=row.controller_id is not None,
        controller_is_handler=row.handler_id is not None and row.handler_id == row.controller_id,
        has_record_keeper=row.record_keeper_id is not None,
        has_risk_assessment=bool(facts["answers"].get("risks", "").strip()),
    )
