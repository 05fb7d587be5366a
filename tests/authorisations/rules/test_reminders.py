"""What is due when: reviews, renewal at 28, 14 and 7 days before the end, a lapse (docs/law/authorisations.md#renewal)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.each import each
from watchbook.authorisations.rules.reminders import Running, Task, reminders

FAR = Running(nation="england", ends_on=date(2026, 5, 11), review_due_on=date(2026, 5, 11), needs_court=True)


def tasks(facts, today):
    """The tasks of a day."""
    return [one.task for one in reminders(facts, today=today)]


@each(
    ("today", "needs_court", "due"),
    [
        (date(2026, 4, 12), True, []),
        (date(2026, 4, 13), True, [Task.PREPARE_RENEWAL]),
        (date(2026, 4, 26), True, [Task.PREPARE_RENEWAL]),
        (date(2026, 4, 27), True, [Task.DECIDE_RENEWAL]),
        (date(2026, 5, 3), True, [Task.DECIDE_RENEWAL]),
        (date(2026, 5, 4), True, [Task.REVIEW, Task.BOOK_COURT]),
        (date(2026, 5, 4), False, [Task.REVIEW, Task.DECIDE_RENEWAL]),
        (date(2026, 5, 11), True, [Task.REVIEW, Task.BOOK_COURT]),
        (date(2026, 5, 12), True, [Task.CANCEL_LAPSED]),
    ],
)
def test_the_end_is_told_of_in_time_and_a_lapse_is_a_task(today, needs_court, due):
    assert tasks(replace(FAR, needs_court=needs_court), today) == due


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 3, 5), []),
        (date(2026, 3, 6), [Task.REVIEW]),
        (date(2026, 3, 13), [Task.REVIEW]),
        (date(2026, 3, 14), [Task.OVERDUE_REVIEW]),
        (date(2026, 3, 20), [Task.OVERDUE_REVIEW]),
        (date(2026, 3, 23), [Task.BARRED_BY_REVIEW]),
    ],
)
def test_a_review_is_told_of_then_overdue_then_bars_new_looks(today, due):
    assert tasks(replace(FAR, review_due_on=date(2026, 3, 13)), today) == due


@pytest.mark.parametrize("today", [date(2026, 4, 13), date(2026, 4, 27), date(2026, 5, 3)])
def test_a_renewal_is_due_by_the_last_day_to_ask_the_court_where_one_approves_it(today):
    (there,) = reminders(FAR, today=today)
    assert there.due_on == date(2026, 5, 4)
    (none,) = reminders(replace(FAR, needs_court=False), today=today)
    assert none.due_on == FAR.ends_on
