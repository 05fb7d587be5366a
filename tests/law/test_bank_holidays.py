"""The bank holidays of the three nations, with their sources (Banking and Financial Dealings Act 1971)."""

from datetime import date, timedelta

import pytest

from tests.each import each
from tests.law.said import refusing
from watchbook.law.bank_holidays import BeyondTheTable, bank_holiday, table
from watchbook.law_words.refusals import words_of

NATIONS = ("england_and_wales", "scotland", "northern_ireland")
YEARS = range(2012, 2029)


def easter(year):
    """Easter Sunday of the Gregorian calendar, by the anonymous method."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@each("nation", NATIONS)
@each("year", YEARS)
def test_good_friday_is_closed_in_every_nation_every_year(nation, year):
    assert bank_holiday(easter(year) - timedelta(days=2), nation=nation).title == "Good Friday"


@each("year", YEARS)
def test_easter_monday_is_closed_everywhere_but_in_scotland(year):
    monday = easter(year) + timedelta(days=1)
    assert bank_holiday(monday, nation="england_and_wales").title == "Easter Monday"
    assert bank_holiday(monday, nation="northern_ireland").title == "Easter Monday"
    assert bank_holiday(monday, nation="scotland") is None


@each("nation", NATIONS)
@each("year", YEARS)
def test_christmas_day_is_closed_or_has_a_substitute_every_year(nation, year):
    closed = [bank_holiday(date(year, 12, day), nation=nation) for day in range(25, 29)]
    assert any(holiday is not None and holiday.title.startswith("Christmas Day") for holiday in closed)


@each("nation", NATIONS)
@each("day", [date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)])
def test_the_one_off_bank_holidays_of_2022_and_2023_are_there(nation, day):
    assert bank_holiday(day, nation=nation) is not None


def test_15_june_2026_is_closed_in_scotland_by_royal_proclamation():
    holiday = bank_holiday(date(2026, 6, 15), nation="scotland")
    assert holiday.source == "Royal Proclamation under the Banking and Financial Dealings Act 1971"
    assert bank_holiday(date(2026, 6, 15), nation="england_and_wales") is None
    assert bank_holiday(date(2026, 6, 15), nation="northern_ireland") is None


@each(
    ("day", "nation"),
    [
        (date(2026, 1, 2), "scotland"),
        (date(2026, 3, 17), "northern_ireland"),
        (date(2026, 7, 13), "northern_ireland"),
        (date(2026, 8, 3), "scotland"),
        (date(2026, 11, 30), "scotland"),
        (date(2027, 1, 4), "scotland"),
        (date(2027, 3, 17), "northern_ireland"),
        (date(2027, 7, 12), "northern_ireland"),
        (date(2027, 8, 2), "scotland"),
        (date(2027, 11, 30), "scotland"),
    ],
)
def test_the_days_that_only_one_nation_keeps(day, nation):
    assert [each for each in NATIONS if bank_holiday(day, nation=each)] == [nation]


@pytest.mark.parametrize("nation", NATIONS)
def test_the_table_runs_from_2012_to_2028_and_each_day_is_a_weekday_with_its_source(nation):
    known = table(nation)
    assert (known.first_day, known.last_day) == (date(2012, 1, 1), date(2028, 12, 31))
    for on, holiday in known.days.items():
        assert holiday.on == on
        assert known.first_day <= on <= known.last_day
        assert on.isoweekday() < 6
        assert holiday.source
        assert holiday.title


@each("nation", NATIONS)
@each("day", [date.min, date(2011, 12, 31), date(2029, 1, 1), date.max])
def test_a_day_outside_the_table_is_refused_and_never_guessed(nation, day):
    with refusing(BeyondTheTable, match="do not guess dates") as refused:
        bank_holiday(day, nation=nation)
    assert table(nation).nation in words_of(refused.value).what
