"""Statements and retention schedules that tests start from, reached by running the real acts."""

from dataclasses import replace
from datetime import date

from tests.given import AT
from watchbook.governance.retention_schedule import retention_adoption, retention_schedule
from watchbook.governance.retention_schedule.models import RetentionClass
from watchbook.governance.retention_schedule.queries import edition_by_reference, schedule_in_force
from watchbook.governance.retention_schedule.rules import AdoptionFacts, ClassFacts
from watchbook.governance.statements import statement
from watchbook.governance.statements.queries import Seat
from watchbook.governance.statements.rules import (
    ALL_RECORDED,
    NONE,
    SIGNERS,
    MatterStatement,
    Quarter,
    quarter_of,
)
from watchbook.governance.statements.statement import Page
from watchbook.organisation import service
from watchbook.organisation.models import Service
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

Q3_2025, Q4_2025 = quarter_of(date(2025, 7, 1)), quarter_of(date(2025, 10, 1))
DECIDED = AdoptionFacts(
    adopted_on=date(2026, 1, 5), in_force_from=date(2026, 2, 1), decided_by="Cabinet", minute="C/12"
)
LATER = replace(DECIDED, in_force_from=date(2026, 2, 2))


def trading_standards():
    """The one service of the council."""
    return Seat(DutyKind.LINE_MANAGER, Service.objects.get(name="Trading Standards"))


def another_service(people, name="Housing", at=AT):
    """A second service, which nobody leads yet."""
    return Seat(DutyKind.LINE_MANAGER, service.add(name=name, by=people.ada, at=at))


def seat_of(duty):
    """A signer for the whole authority."""
    return Seat(DutyKind(duty))


def none_of(duty, *, but=()):
    """“There was none”, of each matter of a duty."""
    return Page({matter: MatterStatement(NONE) for matter in SIGNERS[DutyKind(duty)] if matter not in but})


def entered(people, seat, first_on, last_on, *, signed_on, at=AT, remarks="", **said):
    """A statement from paper: a number for each matter, 0 for none."""
    told = {
        matter: MatterStatement(ALL_RECORDED, count) if count else MatterStatement(NONE)
        for matter, count in said.items()
    }
    return statement.enter(
        seat, Quarter(first_on, last_on), Page(told, remarks), signed_on=signed_on, by=people.simon, at=at
    )


def entered_quarter(people, seat, quarter, *, signed_on=None, **said):
    """A statement from paper for one quarter, signed a fortnight after it unless said otherwise."""
    days = signed_on or date.fromordinal(quarter.last_on.toordinal() + 14)
    return entered(people, seat, *quarter, signed_on=days, **said)


def facts(**changes):
    """A class of the authority's own."""
    told = {
        "code": "planning_file",
        "title": "Planning file",
        "trigger": "the decision",
        "period": 4,
        "unit": "years",
        "period_words": "",
        "action": "delete",
        "action_words": "",
        "reason": "Limitation Act 1980",
    }
    return ClassFacts(**told | changes)


def a_class(people, **changes):
    """A class of the authority's own in an edition."""
    return retention_schedule.add_class(a_proposal(people), facts(**changes), by=people.winston, at=AT)


def a_proposal(people, *, title="Retention schedule 2026", after=None, at=AT):
    """An edition with the classes that the rule set proposes."""
    return retention_schedule.propose(title=title, after=after, by=people.winston, at=at)


def an_adopted_schedule(people, *, title="Retention schedule 2026", decided=DECIDED, at=AT):
    """The same, adopted."""
    proposed = a_proposal(people, title=title, at=at)
    retention_adoption.adopt(proposed, decided, by=people.simon, at=at)
    return edition_by_reference(proposed.reference)


def a_later_schedule(people, code, **changes):
    """Another edition, adopted after the one in force, in which one class is another."""
    proposed = a_proposal(people, title="Retention schedule 2027", after=schedule_in_force(on=today()))
    row = RetentionClass.objects.get(schedule_reference=proposed.reference, code=code, corrected_by=None)
    told = {name: getattr(row, name) for name in facts().__dict__} | changes
    retention_schedule.change_class(row, ClassFacts(**told), by=people.winston, at=AT)
    retention_adoption.adopt(proposed, LATER, by=people.simon, at=AT)
    return edition_by_reference(proposed.reference)
