"""Working days: anywhere in the United Kingdom (FOIA s.10(6)), or in one nation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from watchbook.law.bank_holidays import BeyondTheTable
from watchbook.law.working_days import (
    CALENDARS,
    UK,
    Day,
    days_after,
    days_through,
    holidays_on,
    is_weekend,
    is_working_day,
)
from watchbook.law_words.values import why

SCOTLAND = CALENDARS["scotland"]
ENGLAND = CALENDARS["england"]
EVERY_CALENDAR = st.sampled_from(list(CALENDARS.values()))
DAYS_IN_THE_TABLE = st.dates(min_value=date(2012, 1, 1), max_value=date(2028, 6, 30))


@each(
    ("day", "reason"),
    [
        (date(2026, 6, 13), "Saturday"),
        (date(2026, 6, 14), "Sunday"),
        (date(2026, 6, 15), "bank holiday in Scotland: Extra bank holiday (Royal Proclamation)"),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2021, 12, 25), "Saturday"),
        (date(2026, 3, 17), "bank holiday in Northern Ireland: St Patrick’s Day"),
        (date(2026, 4, 6), "bank holiday in England and Wales and Northern Ireland: Easter Monday"),
        (
            date(2012, 1, 2),
            "bank holiday in England and Wales and Northern Ireland: New Year’s Day (substitute day), "
            "in Scotland: 2nd January",
        ),
        (
            date(2022, 9, 19),
            "bank holiday in England and Wales, Scotland and Northern Ireland: "
            "Bank Holiday for the State Funeral of Queen Elizabeth II",
        ),
    ],
)
def test_foia_s10_6_a_bank_holiday_in_any_part_of_the_kingdom_closes_the_day(day, reason):
    [found] = days_after(day - timedelta(days=1), number=1, calendar=UK)[:1]
    assert why(found) == reason
    assert not is_working_day(day, calendar=UK)


def test_an_ordinary_weekday_is_a_working_day():
    assert is_working_day(date(2026, 6, 16), calendar=UK)
    assert not is_weekend(date(2026, 6, 16))


def test_in_scotland_easter_monday_works_and_good_friday_does_not():
    assert is_working_day(date(2026, 4, 6), calendar=SCOTLAND)
    assert not is_working_day(date(2026, 4, 3), calendar=SCOTLAND)


def test_scotlands_bank_holidays_leave_england_and_wales_working():
    assert is_working_day(date(2026, 6, 15), calendar=ENGLAND)
    assert is_working_day(date(2026, 6, 15), calendar=CALENDARS["wales"])
    assert is_working_day(date(2026, 6, 15), calendar=CALENDARS["northern_ireland"])
    assert not is_working_day(date(2026, 6, 15), calendar=SCOTLAND)


# The second column of that other table (test_clocks.py): what a calendar of England alone would wrongly give for FOIA.
@pytest.mark.parametrize(
    ("received", "wrong"),
    [
        (date(2026, 2, 27), date(2026, 3, 27)),
        (date(2026, 3, 6), date(2026, 4, 7)),
        (date(2026, 5, 22), date(2026, 6, 22)),
        (date(2026, 6, 19), date(2026, 7, 17)),
        (date(2026, 8, 1), date(2026, 8, 28)),
        (date(2026, 11, 6), date(2026, 12, 4)),
        (date(2027, 12, 24), date(2028, 1, 26)),
    ],
)
def test_a_calendar_of_england_alone_ends_too_early(received, wrong):
    assert days_after(received, number=20, calendar=ENGLAND)[-1].on == wrong
    assert days_after(received, number=20, calendar=UK)[-1].on > wrong


def test_each_day_on_the_way_is_listed_with_its_number_or_its_reason():
    assert days_after(date(2026, 6, 12), number=2, calendar=UK) == (
        Day(on=date(2026, 6, 13), counts=False, number=None, reason="weekend"),
        Day(on=date(2026, 6, 14), counts=False, number=None, reason="weekend"),
        Day(
            on=date(2026, 6, 15),
            counts=False,
            number=None,
            reason="bank_holiday",
            holidays=holidays_on(date(2026, 6, 15), calendar=UK),
        ),
        Day(on=date(2026, 6, 16), counts=True, number=1, reason="working_day"),
        Day(on=date(2026, 6, 17), counts=True, number=2, reason="working_day"),
    )


@given(start=DAYS_IN_THE_TABLE, number=st.integers(min_value=1, max_value=60), calendar=EVERY_CALENDAR)
def test_the_last_day_is_a_working_day_and_exactly_so_many_have_counted(start, number, calendar):
    days = days_after(start, number=number, calendar=calendar)
    assert is_working_day(days[-1].on, calendar=calendar)
    assert [day.number for day in days if day.counts] == list(range(1, number + 1))
    assert all(day.number is None for day in days if not day.counts)
    assert [day.on for day in days] == [start + timedelta(days=n) for n in range(1, len(days) + 1)]
    assert days_through(days[-1].on, after=start, calendar=calendar) == number


@given(start=DAYS_IN_THE_TABLE, number=st.integers(min_value=1, max_value=60))
def test_no_nation_alone_ends_later_than_the_whole_kingdom(start, number):
    whole = days_after(start, number=number, calendar=UK)[-1].on
    assert all(days_after(start, number=number, calendar=each)[-1].on <= whole for each in CALENDARS.values())


@given(
    start=DAYS_IN_THE_TABLE,
    first=st.integers(min_value=0, max_value=40),
    length=st.integers(min_value=0, max_value=40),
)
def test_a_disregarded_time_moves_the_end_by_its_own_working_days(start, first, length):
    period = (start + timedelta(days=first), start + timedelta(days=first + length))
    days = days_after(start, number=20, calendar=UK, disregarded=period)
    assert sum(day.counts for day in days) == 20
    assert not any(day.counts for day in days if period[0] <= day.on <= period[1])
    left_out = sum(day.reason == "disregarded" for day in days)
    assert days_through(days[-1].on, after=start, calendar=UK) == 20 + left_out


def test_foi_9477_was_answered_on_working_day_19_and_aberdeen_on_35():
    received = date(2019, 10, 7)
    assert days_through(date(2019, 11, 1), after=received, calendar=UK) == 19
    assert days_through(date(2019, 11, 25), after=received, calendar=UK) == 35
    assert days_through(received, after=received, calendar=UK) == 0


@pytest.mark.parametrize(
    "start", [date.min, date(2011, 12, 31), date(2028, 12, 20), date(2029, 1, 1), date.max]
)
def test_counting_from_or_into_the_unknown_is_refused(start):
    with pytest.raises(BeyondTheTable):
        days_after(start, number=20, calendar=UK)
