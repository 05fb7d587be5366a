"""Which days of an inspection cannot be right."""

from datetime import date

from tests.each import each
from watchbook.oversight.inspection.rules import why_not_inspection

TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 3)


@each(
    ("first_on", "last_on", "came_on", "has_report", "says"),
    [
        (TODAY, TODAY, None, False, None),
        (YESTERDAY, TODAY, TODAY, True, None),
        (TOMORROW, TOMORROW, None, False, "is in the future"),
        (TODAY, TOMORROW, None, False, "is in the future"),
        (TODAY, TODAY, TOMORROW, False, "is in the future"),
        (TODAY, YESTERDAY, None, False, "is before its first date"),
        (YESTERDAY, TODAY, YESTERDAY, False, "before the last date of the inspection"),
        (TODAY, TODAY, None, True, "without the date of the report"),
    ],
)
def test_the_days_of_an_inspection(first_on, last_on, came_on, has_report, says):
    told = why_not_inspection(first_on, last_on, came_on, today=TODAY, has_report=has_report)
    assert told is None if says is None else says in told
