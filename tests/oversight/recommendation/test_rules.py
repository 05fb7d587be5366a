"""Which days of a recommendation cannot be right."""

from datetime import date

import pytest

from watchbook.oversight.recommendation.rules import why_not_due, why_not_step

TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 3)


def test_a_recommendation_is_due_after_what_made_it_began_and_may_be_past():
    assert why_not_due(due_on=YESTERDAY, begun_on=YESTERDAY) is None
    assert "The due date is before" in why_not_due(due_on=YESTERDAY, begun_on=TODAY)


@pytest.mark.parametrize(
    ("on", "after", "says"),
    [
        (TODAY, TODAY, None),
        (TOMORROW, TODAY, "date is in the future"),
        (YESTERDAY, TODAY, "before the last step recorded for"),
    ],
)
def test_the_day_of_a_step(on, after, says):
    told = why_not_step(on=on, after=after, today=TODAY)
    assert told is None if says is None else says in told
