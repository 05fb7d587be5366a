"""What courses and sessions must satisfy, until when training counts, and how somebody stands for a duty."""

from datetime import date

import pytest

from tests.each import each
from watchbook.governance.training.rules import (
    CourseTaken,
    Stand,
    Standing,
    announced_until,
    counts_until,
    stand,
    why_no_course,
    why_no_session,
)

TODAY = date(2026, 3, 2)
TAKEN_ON = date(2025, 1, 14)


def taken(until, *, on=TAKEN_ON, duties=("investigator",)):
    return CourseTaken(completed_on=on, counts_until=until, for_duties=frozenset(duties))


@each(
    ("entries", "expected"),
    [
        ([], Stand(Standing.NONE)),
        ([taken(None, duties=("authorising_officer",))], Stand(Standing.NONE)),
        ([taken(None, duties=())], Stand(Standing.NONE)),
        ([taken(None, on=date(2026, 3, 3))], Stand(Standing.NONE)),
        ([taken(None, on=TODAY)], Stand(Standing.COUNTS)),
        ([taken(date(2026, 3, 1))], Stand(Standing.ENDED, date(2026, 3, 1))),
        ([taken(TODAY)], Stand(Standing.ENDS_SOON, TODAY)),
        ([taken(date(2026, 6, 2))], Stand(Standing.ENDS_SOON, date(2026, 6, 2))),
        ([taken(date(2026, 6, 3))], Stand(Standing.COUNTS, date(2026, 6, 3))),
        ([taken(date(2026, 1, 1)), taken(date(2027, 1, 1))], Stand(Standing.COUNTS, date(2027, 1, 1))),
        ([taken(date(2026, 1, 1)), taken(None)], Stand(Standing.COUNTS)),
    ],
)
def test_how_training_for_a_duty_stands_on_a_day(entries, expected):
    told = stand(entries, duty="investigator", on=TODAY)
    assert told == expected
    assert told.counts is (expected.standing in {Standing.COUNTS, Standing.ENDS_SOON})


def test_the_end_of_training_is_announced_for_as_long_as_the_authority_chose():
    assert announced_until(date(2026, 11, 30)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("completed_on", "months", "until"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 1, 14), 1, date(2025, 2, 14)),
        (date(2025, 1, 14), 600, date(2075, 1, 14)),
        (date(2025, 1, 14), None, None),
    ],
)
def test_training_counts_to_the_same_day_so_many_months_later(completed_on, months, until):
    assert counts_until(completed_on, months=months) == until


@each(
    ("title", "provider", "covers", "months", "why"),
    [
        ("Basics", "Us", "All", None, None),
        ("Basics", "Us", "All", 1, None),
        ("Basics", "Us", "All", 600, None),
        (" ", "Us", "All", None, "The title, the provider or the contents of the course"),
        ("Basics", "", "All", None, "The title, the provider or the contents of the course"),
        ("Basics", "Us", " ", None, "The title, the provider or the contents of the course"),
        ("Basics", "Us", "All", 0, "can count for 1 to 600 months"),
        ("Basics", "Us", "All", 601, "can count for 1 to 600 months"),
    ],
)
def test_what_a_course_must_satisfy(title, provider, covers, months, why):
    told = why_no_course(title=title, provider=provider, covers=covers, months=months)
    assert told is None if why is None else why in told


def test_a_session_was_held_by_the_day_it_is_recorded():
    assert why_no_session(held_on=TODAY, today=TODAY) is None
    assert "is in the future" in why_no_session(held_on=date(2026, 3, 3), today=TODAY)
