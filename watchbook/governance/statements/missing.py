"""Tell who has not signed for which quarter, and whose of these statements are a person's to sign."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.statements import rules
from watchbook.governance.statements.models import Matter, Statement, StatementItem
from watchbook.governance.statements.queries import NotSigned, Seat, newest_statements, seats
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, services_led_by, the_authority
from watchbook.organisation.rules import DutyKind


@asked_once
def not_signed(today: date) -> list[NotSigned]:
    """Who has not signed for the quarters that are asked for, the oldest first. At most three queries."""
    quarters = asked_quarters(today)
    return not_covered(quarters, signed_spans(quarters), seats()) if quarters else []


def asked_quarters(today: date) -> list[rules.Quarter]:
    """The quarters that are asked for on a day, the oldest first. One query."""
    authority = the_authority()
    return rules.asked_quarters(today, began_on=london_day(authority.recorded_at)) if authority else []


def signed_spans(quarters: list[rules.Quarter]) -> QuerySet[Statement, Any]:
    """The duty, service and days of what was signed about these quarters, of at least one."""
    rows = newest_statements(as_at=None).filter(
        first_on__lte=quarters[-1].last_on, last_on__gte=quarters[0].first_on
    )
    return rows.values_list("duty", "service", "first_on", "last_on")


def not_covered(
    quarters: list[rules.Quarter], signed: Iterable[tuple[str, UUID | None, date, date]], asked: list[Seat]
) -> list[NotSigned]:
    """Tell who has not signed for these quarters, the oldest first. No query."""
    spans: dict[tuple[str, UUID | None], list[tuple[date, date]]] = defaultdict(list)
    for duty, service, first_on, last_on in signed:
        spans[duty, service].append((first_on, last_on))
    return [
        NotSigned(seat=seat, quarter=quarter)
        for quarter in quarters
        for seat in asked
        if seat.is_open_in(quarter) and not rules.covers(quarter, spans[seat.key])
    ]


def stated_of(quarter: rules.Quarter) -> QuerySet[StatementItem, Any]:
    """The duty, service and matter of all that was stated of the whole of a quarter."""
    rows = newest_statements(as_at=None).filter(first_on__lte=quarter.first_on, last_on__gte=quarter.last_on)
    items = StatementItem.objects.filter(statement__in=rows, is_struck=False).order_by()
    return items.values_list("statement__duty", "statement__service", "matter")


def in_part(
    quarter: rules.Quarter, stated: Iterable[tuple[str, UUID | None, str]], signed: Iterable[Seat]
) -> list[Seat]:
    """Tell who of those who signed for a quarter left a matter of theirs open. No query."""
    said = set(stated)
    return [
        seat
        for seat in signed
        if seat.is_open_in(quarter)
        and any((*seat.key, str(one)) not in said for one in Matter if rules.signer_of(one) is seat.duty)
    ]


def statements_to_sign(person: Person, *, on: date) -> list[NotSigned]:
    """What a person has still to sign, the oldest first. At most three queries, and those for their duties."""
    return theirs(not_signed(on), person, on=on)


def theirs(missing: Iterable[NotSigned], person: Person, *, on: date) -> list[NotSigned]:
    """Return those of missing statements that are a person's to sign. The queries of their duties."""
    duties = duties_of(person, on=on)
    led = services_led_by(person, on=on) if DutyKind.LINE_MANAGER in duties else frozenset()
    return [
        one
        for one in missing
        if (one.seat.service_id in led if one.seat.service else one.seat.duty in duties)
    ]
