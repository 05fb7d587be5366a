"""Months beginning with a day, weeks after it, and days in London (RIPA s.43)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from tests.law.said import refusing
from watchbook.law.periods import (
    BeyondTheCalendar,
    NotADay,
    birthday,
    months_after,
    months_beginning_with,
    read_day,
    weeks_after,
)
from watchbook.law_words.refusals import words_of

ORDINARY_DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(9000, 1, 1))


@each(
    ("first_day", "months", "last_day"),
    [
        (date(2026, 1, 1), 3, date(2026, 3, 31)),
        (date(2026, 2, 12), 3, date(2026, 5, 11)),
        (date(2026, 4, 1), 3, date(2026, 6, 30)),
        (date(2025, 11, 28), 3, date(2026, 2, 27)),
        (date(2025, 11, 29), 3, date(2026, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2026, 5, 31), 3, date(2026, 8, 30)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 2, 12), 12, date(2027, 2, 11)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 2, 12), 4, date(2026, 6, 11)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
    ],
)
def test_months_beginning_with_a_day_end_on_the_day_before_the_same_numbered_day(first_day, months, last_day):
    assert months_beginning_with(first_day, months=months) == last_day


@given(first_day=ORDINARY_DAYS, months=st.integers(min_value=1, max_value=24))
def test_months_beginning_with_a_day_never_reach_the_same_numbered_day(first_day, months):
    last_day = months_beginning_with(first_day, months=months)
    assert last_day <= months_after(first_day, months=months)
    assert (last_day + timedelta(days=1)).day in (first_day.day, 1)


@given(first_day=ORDINARY_DAYS, months=st.integers(min_value=1, max_value=24))
def test_a_later_first_day_never_ends_earlier(first_day, months):
    next_day = first_day + timedelta(days=1)
    assert months_beginning_with(first_day, months=months) <= months_beginning_with(next_day, months=months)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_after_a_day_end_on_the_same_number_or_the_last_day_of_the_month(day, months, later):
    assert months_after(day, months=months) == later


def test_weeks_after_a_day_end_on_the_same_day_of_the_week():
    assert weeks_after(date(2026, 11, 24), weeks=6) == date(2027, 1, 5)


@pytest.mark.parametrize("months", [1, 3, 12])
def test_months_beyond_the_calendar_are_refused_and_not_guessed(months):
    with refusing(BeyondTheCalendar, match="We cannot work out"):
        months_beginning_with(date(9999, 12, 31), months=months)


def test_weeks_beyond_the_calendar_are_refused():
    with pytest.raises(BeyondTheCalendar):
        weeks_after(date(9999, 12, 31), weeks=1)


@given(day=st.dates())
def test_a_day_is_read_as_it_is_written(day):
    assert read_day(day.isoformat()) == day


@each(
    "text",
    [
        "",
        " 2026-06-15",
        "2026-06-15\n",
        "2026-6-15",
        "20260615",
        "2026-W25-1",
        "15/06/2026",
        "2026-02-30",
        "0000-01-01",
        "10000-01-01",
        "2026-13-01",
        "today",
        "٢٠٢٦-٠٦-١٥",
        "2026-06-15T00:00",
        "\udcff",
        "9" * 10_000,
    ],
)
def test_what_is_not_a_day_is_refused_with_what_why_and_next(text):
    with pytest.raises(NotADay) as refused:
        read_day(text)
    assert all(words_of(refused.value))
    assert len(" ".join(words_of(refused.value))) < 300


@pytest.mark.parametrize(
    ("born", "of_age"),
    [
        (date(2008, 2, 12), date(2026, 2, 12)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2010, 12, 31), date(2028, 12, 31)),
    ],
)
def test_an_age_is_reached_on_the_birthday_and_by_the_first_of_march_if_the_year_has_none(born, of_age):
    assert birthday(born, years=18) == of_age


def test_somebody_born_on_29_february_comes_of_age_on_it_in_a_leap_year():
    assert birthday(date(2008, 2, 29), years=20) == date(2028, 2, 29)
