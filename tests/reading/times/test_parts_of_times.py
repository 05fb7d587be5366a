"""No part of a time is read as all of it: the autumn of 2025, weekends in 2026, six months after a day."""

from datetime import date

from tests.each import each
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.times.loose import no_days, some_days
from watchbook.reading.times.time_of_question import TimeKind, time_of_question

RECEIVED = date(2026, 11, 28)


def asked(text):
    return time_of_question(
        f"How many looks were made {text}?", received_on=RECEIVED, years=FinancialYears(4)
    )


@each(
    "words",
    [
        "in the autumn of 2025",
        "on New Year's Day 2026",
        "between Easter and Christmas 2025",
        "in early 2026",
        "at weekends in 2026",
        "in the second week of January 2026",
        "in the week of 5 January 2026",
        "in 2026 up to Easter",
        "in the six months after 1 January 2026",
        "by the end of March 2026",
        "in the academic year 2024/25",
        "in the 2024/25 municipal year",
    ],
)
def test_a_part_of_a_time_whose_days_are_not_told_is_left_to_a_person(words):
    assert asked(words).kind is TimeKind.AMBIGUOUS


@each(
    ("words", "first", "last"),
    [
        ("in the first six months of 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("in the second half of 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("in the first three months of 2025/26", date(2025, 4, 1), date(2025, 6, 30)),
        ("in the 2025 to 2026 financial year", date(2025, 4, 1), date(2026, 3, 31)),
        ("since you answered me on 3 May 2026", date(2026, 5, 3), RECEIVED),
        ("from early 2025 to the end of March 2026", date(2025, 1, 1), date(2026, 3, 31)),
    ],
)
def test_a_part_whose_days_are_told_is_read(words, first, last):
    named = asked(words).named
    assert (named.first_on, named.last_on) == (first, last)


@each("words", ["at weekends", "overnight", "on a Sunday", "on bank holidays", "over Christmas"])
def test_some_days_of_a_time_are_noticed(words):
    assert some_days(f"How many looks were made {words}?")


@each(
    ("words", "is_noticed"),
    [
        ("in January", True),
        ("between January and March", True),
        ("during the pandemic", True),
        ("over the past decade", True),
        ("lately", True),
        ("in Q1", True),
        ("in Q1 of 2026", False),
        ("by Housing", False),
    ],
)
def test_a_time_without_days_is_noticed(words, is_noticed):
    assert bool(no_days(f"How many looks were made {words}?")) is is_noticed
