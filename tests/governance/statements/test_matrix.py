"""The cells of the table of a year: signed, late, in part, not signed, not over, closed."""

from datetime import date

import pytest

from watchbook.governance.statements.models import Statement
from watchbook.governance.statements.queries import Seat
from watchbook.governance.statements.rules import SIGNERS, quarter_of
from watchbook.governance.statements.views import row_of
from watchbook.organisation.models import Service
from watchbook.organisation.rules import DutyKind

Q1, Q4 = quarter_of(date(2025, 1, 1)), quarter_of(date(2025, 10, 1))
AUDIT = Seat(DutyKind.INTERNAL_AUDITOR)


def signed(quarter, *, signed_on, items=1, seat=AUDIT):
    """A statement as a query gives it, with so many matters said."""
    row = Statement(
        duty=seat.duty.value, first_on=quarter.first_on, last_on=quarter.last_on, signed_on=signed_on
    )
    row._prefetched_objects_cache = {"items": list(range(items))}
    return row


def words(rows, *, seat=AUDIT, today=date(2026, 3, 1)):
    return [
        (cell.words, cell.can_be_signed)
        for cell in row_of(seat, [Q1, Q4], signed={seat.key: rows}, today=today)
    ]


@pytest.mark.parametrize(
    ("signed_on", "items", "says"),
    [
        (date(2026, 1, 5), 1, "signed"),
        (date(2026, 4, 1), 1, "signed later"),
        (date(2026, 1, 5), 0, "signed in part"),
        (date(2026, 4, 1), 0, "signed later, in part"),
    ],
)
def test_what_was_signed_is_said_with_when_and_how_much(signed_on, items, says):
    rows = [signed(Q4, signed_on=signed_on, items=items)]
    assert words(rows) == [("not signed", True), (says, False)]


def test_what_is_not_over_cannot_be_signed_yet():
    assert words([], today=Q4.last_on) == [("not signed", True), ("quarter not over yet", False)]


def test_a_closed_service_is_not_asked_afterwards():
    seat = Seat(DutyKind.LINE_MANAGER, Service(name="Markets", closed_on=date(2025, 3, 31)))
    assert words([], seat=seat) == [("not signed", True), ("closed", False)]
    assert len(SIGNERS[seat.duty]) == 5
