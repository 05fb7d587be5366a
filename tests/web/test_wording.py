"""Days and moments are written as London reads them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from watchbook.web.wording import day, end, moment, numbered, prison_term


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2019, 10, 7), "7 October 2019"),
        (datetime(2019, 10, 7, 12, 0, tzinfo=UTC), "7 October 2019"),
        (datetime(2019, 6, 30, 23, 30, tzinfo=UTC), "1 July 2019"),
        (datetime(2019, 12, 31, 23, 30, tzinfo=UTC), "31 December 2019"),
    ],
)
def test_a_day_is_the_day_in_london(value, text):
    assert day(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2019, 10, 7, 13, 5, tzinfo=UTC), "7 October 2019 at 2:05pm"),
        (datetime(2019, 1, 7, 13, 5, tzinfo=UTC), "7 January 2019 at 1:05pm"),
        (datetime(2019, 1, 7, 0, 0, tzinfo=UTC), "7 January 2019 at 12:00am"),
        (datetime(2019, 1, 7, 12, 0, tzinfo=UTC), "7 January 2019 at 12:00pm"),
        (datetime(2019, 10, 27, 0, 30, tzinfo=UTC), "27 October 2019 at 1:30am"),
    ],
)
def test_a_moment_is_told_by_londons_clock(value, text):
    assert moment(value) == text


def test_an_end_at_midnight_is_that_of_the_day_before():
    assert end(datetime(2026, 8, 16, 23, tzinfo=UTC)) == "16 August 2026, 23:59"
    assert end(datetime(2026, 8, 16, 13, 5, tzinfo=UTC)) == "16 August 2026 at 2:05pm"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        moment(datetime(2019, 10, 7, 13, 5))  # noqa: DTZ001  the point
    with pytest.raises(ValueError, match="time zone"):
        day(datetime(2019, 10, 7, 13, 5))  # noqa: DTZ001  the point


def test_welsh_pages_have_welsh_months():
    with translation.override("cy"):
        assert day(date(2019, 10, 7)) == "7 Hydref 2019"


@pytest.mark.parametrize(("count", "text"), [(0, "0 looks"), (1, "1 look"), (1204, "1,204 looks")])
def test_a_number_has_its_word(count, text):
    assert numbered(count, "look", "looks") == text


def test_a_number_alone_is_grouped():
    assert numbered(1204) == "1,204"


@pytest.mark.parametrize(
    ("months", "text"),
    [
        (1, "1 month in prison"),
        (12, "12 months in prison"),
        (18, "18 months in prison"),
        (120, "10 years in prison"),
    ],
)
def test_a_long_prison_term_is_told_in_years(months, text):
    assert prison_term(months) == text
