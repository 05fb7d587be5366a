"""Which days of audits, inspections and recommendations cannot be right."""

from datetime import date

import pytest

from watchbook.oversight.rules import (
    AuditDays,
    InspectionDays,
    why_not_audit,
    why_not_due,
    why_not_inspection,
    why_not_step,
)

TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("began_on", "reported_on", "has_report", "says"),
    [
        (TODAY, None, False, None),
        (TODAY, TODAY, True, None),
        (YESTERDAY, TODAY, False, None),
        (TOMORROW, None, False, "date in the future"),
        (TODAY, TOMORROW, False, "date in the future"),
        (TODAY, YESTERDAY, False, "reported before it began"),
        (YESTERDAY, None, True, "without the day of the report"),
    ],
)
def test_the_days_of_an_audit(began_on, reported_on, has_report, says):
    told = why_not_audit(
        AuditDays(began_on=began_on, reported_on=reported_on, today=TODAY, has_report=has_report)
    )
    assert told is None if says is None else says in told


@pytest.mark.parametrize(
    ("first_on", "last_on", "came_on", "has_report", "says"),
    [
        (TODAY, TODAY, None, False, None),
        (YESTERDAY, TODAY, TODAY, True, None),
        (TOMORROW, TOMORROW, None, False, "date in the future"),
        (TODAY, TOMORROW, None, False, "date in the future"),
        (TODAY, TODAY, TOMORROW, False, "date in the future"),
        (TODAY, YESTERDAY, None, False, "ended before it began"),
        (YESTERDAY, TODAY, YESTERDAY, False, "before the inspection was over"),
        (TODAY, TODAY, None, True, "without the day of the report"),
    ],
)
def test_the_days_of_an_inspection(first_on, last_on, came_on, has_report, says):
    told = why_not_inspection(
        InspectionDays(
            first_on=first_on,
            last_on=last_on,
            report_received_on=came_on,
            today=TODAY,
            has_report=has_report,
        )
    )
    assert told is None if says is None else says in told


def test_a_recommendation_is_due_after_what_made_it_began_and_may_be_past():
    assert why_not_due(due_on=YESTERDAY, begun_on=YESTERDAY) is None
    assert "would be due before" in why_not_due(due_on=YESTERDAY, begun_on=TODAY)


@pytest.mark.parametrize(
    ("on", "after", "says"),
    [
        (TODAY, TODAY, None),
        (TOMORROW, TODAY, "date in the future"),
        (YESTERDAY, TODAY, "before the last thing that happened"),
    ],
)
def test_the_day_of_a_step(on, after, says):
    told = why_not_step(on=on, after=after, today=TODAY)
    assert told is None if says is None else says in told
