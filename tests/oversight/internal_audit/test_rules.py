"""Which days of an audit cannot be right."""

from datetime import date

import pytest

from watchbook.oversight.internal_audit.rules import why_not_audit

TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("began_on", "reported_on", "has_report", "says"),
    [
        (TODAY, None, False, None),
        (TODAY, TODAY, True, None),
        (YESTERDAY, TODAY, False, None),
        (TOMORROW, None, False, "is in the future"),
        (TODAY, TOMORROW, False, "is in the future"),
        (TODAY, YESTERDAY, False, "report is before the audit began"),
        (YESTERDAY, None, True, "without the date of the report"),
    ],
)
def test_the_days_of_an_audit(began_on, reported_on, has_report, says):
    told = why_not_audit(began_on, reported_on, today=TODAY, has_report=has_report)
    assert told is None if says is None else says in told
