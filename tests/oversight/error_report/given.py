"""Errors that tests start from, by the real acts."""

from datetime import UTC, date, datetime

from watchbook.oversight.error_report import error_report
from watchbook.oversight.error_report.error_report import SuspectedError

AT = datetime(2026, 3, 20, 10, tzinfo=UTC)
FOUND_OUT = date(2026, 3, 9)
ESTABLISHED = date(2026, 3, 16)
DUE = date(2026, 3, 30)
SENT = AT.date()
FULL = {
    "cause": "The order was awaited and the look was made all the same",
    "amount": "One look of ten minutes",
    "material": "Two screenshots",
    "collateral": "None",
    "action": "The officer was told",
    "fate": "Destroyed",
    "steps": "Training in April",
}
INTERIM = {"cause": "Not known yet", "estimate": "The full report in a fortnight"}


def a_suspected_error(
    people, *, what="A look before the order", kind="before_order", look=None, by=None, **changes
):
    """An error that is suspected."""
    facts = {"discovered_on": FOUND_OUT} | changes
    return error_report.suspect(
        SuspectedError(kind=kind, what=what, look=look, **facts), by=by or people.helen, at=AT
    )


def an_established_error(people, *, row=None, on=ESTABLISHED, why="No order was there", by=None):
    """An error that the SRO established on 16 March 2026."""
    row = row or a_suspected_error(people)
    return error_report.establish(row, on=on, why=why, is_serious=False, by=by or people.simon, at=AT)


def a_notice(people, *, kind="full", sent_on=SENT, cause=FULL["cause"], told=FULL, row=None, by=None):
    """A notice to the Commissioner."""
    row = row or an_established_error(people)
    at = datetime(2026, 12, 1, 10, tzinfo=UTC)
    return error_report.notify(
        row, told | {"cause": cause}, kind=kind, sent_on=sent_on, by=by or people.simon, at=at
    )
