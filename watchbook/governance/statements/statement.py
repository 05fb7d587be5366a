"""Signed statements: each quarter a duty says of its matters that there was none, or that all is on the register.

What was signed on paper is entered only where a demonstration or a test is loaded; elsewhere each signs for themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.queries import mode
from watchbook.audit_log.record import Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.governance.statements import rules
from watchbook.governance.statements.counts import held
from watchbook.governance.statements.models import Statement, StatementItem
from watchbook.governance.statements.permissions import may_import_statements, may_sign_statement
from watchbook.governance.statements.queries import Seat, signed_periods
from watchbook.organisation.models import Authority, Person, Service
from watchbook.register.entry import check, check_newest, lock, next_version
from watchbook.web.wording import day

REGISTER = "ST"
# In a real register nobody signs for somebody else, by whatever file.
NOT_IMPORTED = _(
    "You cannot import statements: each signer must sign their own statement in Watchbook, and may sign one statement for the years before this register began. "
    "Ask the signers to sign here."
)
FIELDS = ("reference", "duty", "service", "first_on", "last_on", "signed_on", "said", "corrects")
SIGNED = Kind("statement.signed", FIELDS, ("remarks",), _("The statement was signed."))
CORRECTED = Kind("statement.corrected", FIELDS, ("remarks",), _("A new statement corrected the earlier one."))
ENTERED = Kind("statement.entered", FIELDS, ("remarks",), _("A statement signed on paper was recorded."))


@dataclass(frozen=True)
class Page:
    """What is signed: of each matter that is spoken of, and remarks."""

    said: Mapping[str, rules.MatterStatement]
    remarks: str = ""


@transaction.atomic
def sign(seat: Seat, quarter: rules.Quarter, page: Page, *, by: Person, at: datetime) -> Statement:
    """Sign for a quarter that is over, with today's date."""
    _lock(seat)
    may_sign_statement(by, seat.duty, seat.service)
    _check_open(seat, quarter)
    row = _row(seat, quarter, page, signed_on=london_day(at), by=by)
    _check(row, page, signed=signed_periods(seat), at=at)
    return _write(SIGNED, row, page, by=by, at=at)


@transaction.atomic
def sign_years_before(seat: Seat, *, first_on: date, page: Page, by: Person, at: datetime) -> Statement:
    """Sign once for the years before: from a day of one's choice up to what is signed already, or to the last quarter."""
    _lock(seat)
    may_sign_statement(by, seat.duty, seat.service)
    signed = signed_periods(seat)
    check(
        rules.why_not_years_before(signed),
        tried=_("You cannot sign for the years before this register began"),
    )
    days = rules.Quarter(first_on, years_before_until(signed, today=london_day(at)))
    _check_open(seat, days)
    row = _row(seat, days, page, signed_on=london_day(at), by=by)
    _check(row, page, signed=signed, at=at)
    return _write(SIGNED, row, page, by=by, at=at)


@transaction.atomic
def correct(statement: Statement, page: Page, *, by: Person, at: datetime) -> Statement:
    """A new statement for the same days, signed today; the earlier one stays and counts no more."""
    statement = lock(statement)
    may_sign_statement(by, statement.duty, statement.service)
    check_newest(statement, tried=_("You cannot correct this statement"))
    changes = {"signed_on": london_day(at), "remarks": page.remarks.strip()}
    newer = next_version(statement, by=by, changes=changes)
    _check(newer, page, signed=[], at=at)
    return _write(CORRECTED, newer, page, by=by, at=at)


@transaction.atomic
def enter(
    seat: Seat, days: rules.Quarter, page: Page, *, signed_on: date, by: Person, at: datetime
) -> Statement:
    """Enter what was signed on paper, for one quarter or several, as it was: the registers are not asked."""
    _lock(seat)
    may_import_statements(by)
    if mode() == "production":
        raise NotPermitted(str(NOT_IMPORTED))
    _check_open(seat, days)
    row = _row(seat, days, page, signed_on=signed_on, by=by)
    _check_period(row, signed=signed_periods(seat), at=at)
    return _write(ENTERED, row, page, by=by, at=at)


def years_before_until(signed: list[tuple[date, date]], *, today: date) -> date:
    """The last day of which a signer's statement about the years before speaks."""
    first_signed = min((first_on for first_on, _last in signed), default=rules.quarter_of(today).first_on)
    return rules.quarter_before(first_signed).last_on


def _lock(seat: Seat) -> None:
    """One signature at a time for a signer, so that two tabs cannot both win."""
    if seat.service:
        Service.objects.select_for_update().get(pk=seat.service.pk)
    else:
        Authority.objects.select_for_update().first()


def _check_open(seat: Seat, days: rules.Quarter) -> None:
    if seat.service and seat.service.closed_on and not seat.is_open_in(days):
        raise WrongState(
            _(
                "You cannot sign for this period: {service} was closed on {day}, before the period began. You do not need to sign for this service."
            ).format(service=seat.service.name, day=day(seat.service.closed_on))
        )


def _check(row: Statement, page: Page, *, signed: list[tuple[date, date]], at: datetime) -> None:
    _check_period(row, signed=signed, at=at)
    there = held(page.said, service=row.service_id, first_on=row.first_on, last_on=row.last_on)
    refusal = rules.why_not_said(row.duty, page.said, held=there, remarks=page.remarks)
    check(refusal, tried=_("You cannot sign this statement"))


def _check_period(row: Statement, *, signed: list[tuple[date, date]], at: datetime) -> None:
    period = rules.StatementPeriod(
        first_on=row.first_on, last_on=row.last_on, signed_on=row.signed_on, today=london_day(at)
    )
    check(rules.why_not_signed(period, signed=signed), tried=_("You cannot sign for this period"))


def _row(seat: Seat, days: rules.Quarter, page: Page, *, signed_on: date, by: Person) -> Statement:
    return Statement(
        duty=seat.duty.value,
        service=seat.service,
        first_on=days.first_on,
        last_on=days.last_on,
        signed_on=signed_on,
        remarks=page.remarks.strip(),
        recorded_by=by,
    )


def _write(kind: Kind, row: Statement, page: Page, *, by: Person, at: datetime) -> Statement:
    """Write a statement with what it says of each matter."""
    row.reference = row.reference or next_reference(REGISTER)
    row.save(force_insert=True)
    for matter, said in page.said.items():
        item = StatementItem(
            statement=row, matter=matter, answer=said.answer, counted=said.counted, recorded_by=by
        )
        item.save(force_insert=True)
    words = [f"{matter}={said.counted or said.answer}" for matter, said in sorted(page.said.items())]
    record_row(kind, row, by=by, at=at, said=words)
    return row
