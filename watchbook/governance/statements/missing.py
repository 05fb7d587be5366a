"""Tell who has not signed for which quarter, and whose of these statements are a person's to sign."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet

from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.statements import rules
from watchbook.governance.statements.models import Matter, Statement, StatementItem
from watchbook.governance.statements.queries import NotSigned, Seat, newest_statements, seats
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.queries import duties_of, services_led_by, the_authority
from watchbook.organisation.rules import DutyKind


@dataclass(frozen=True)
class LeftOpen:
    """A signer who signed for a quarter and said nothing of some matters."""

    seat: Seat
    quarter: rules.Quarter
    matters: tuple[Matter, ...]


@asked_once
def not_signed(today: date) -> list[NotSigned]:
    """Who has not signed for the quarters that are asked for, the oldest first. At most three queries."""
    quarters = asked_quarters(the_authority(), today)
    return not_covered(quarters, signed_spans(quarters), seats()) if quarters else []


def asked_quarters(authority: Authority | None, today: date) -> list[rules.Quarter]:
    """The quarters that are asked for on a day, the oldest first. No query."""
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


def stated_of(quarters: list[rules.Quarter]) -> QuerySet[StatementItem, Any]:
    """The duty, service, matter and days of all that was stated about these quarters, of at least one."""
    rows = newest_statements(as_at=None).filter(
        first_on__lte=quarters[-1].last_on, last_on__gte=quarters[0].first_on
    )
    items = StatementItem.objects.filter(statement__in=rows, is_struck=False).order_by()
    return items.values_list(
        "statement__duty", "statement__service", "matter", "statement__first_on", "statement__last_on"
    )


def in_part(
    quarters: Iterable[rules.Quarter],
    stated: Iterable[tuple[str, UUID | None, str, date, date]],
    *,
    asked: list[Seat],
    missing: list[NotSigned],
) -> list[LeftOpen]:
    """Tell who signed for which of these quarters and left a matter of theirs open, the oldest first. No query."""
    spans: dict[tuple[str, UUID | None, str], list[tuple[date, date]]] = defaultdict(list)
    for duty, service, matter, first_on, last_on in stated:
        spans[duty, service, matter].append((first_on, last_on))
    found = [
        LeftOpen(seat, quarter, _open_matters(seat, quarter, spans))
        for quarter in quarters
        for seat in asked
        if seat.is_open_in(quarter) and NotSigned(seat, quarter) not in missing
    ]
    return [one for one in found if one.matters]


def _open_matters(
    seat: Seat,
    quarter: rules.Quarter,
    spans: Mapping[tuple[str, UUID | None, str], list[tuple[date, date]]],
) -> tuple[Matter, ...]:
    theirs = (one for one in Matter if rules.signer_of(one) is seat.duty)
    return tuple(one for one in theirs if not rules.covers(quarter, spans.get((*seat.key, str(one)), ())))


@asked_once
def left_open(today: date) -> list[LeftOpen]:
    """Tell who signed for a quarter that is asked for and left a matter open, the oldest first. At most four queries."""
    quarters = asked_quarters(the_authority(), today)
    if not quarters:
        return []
    return in_part(quarters, stated_of(quarters), asked=seats(), missing=not_signed(today))


def statements_to_sign(person: Person, *, on: date) -> list[NotSigned]:
    """What a person has still to sign, the oldest first. At most three queries, and those for their duties."""
    return theirs(not_signed(on), person, on=on)


class OfSeat(Protocol):
    """A matter that a signer has to see to."""

    @property
    def seat(self) -> Seat: ...


def theirs[One: OfSeat](missing: Iterable[One], person: Person, *, on: date) -> list[One]:
    """Return those of missing or other statements that are a person's to sign. The queries of their duties."""
    duties = duties_of(person, on=on)
    led = services_led_by(person, on=on) if DutyKind.LINE_MANAGER in duties else frozenset()
    return [
        one
        for one in missing
        if (one.seat.service_id in led if one.seat.service else one.seat.duty in duties)
    ]
