"""The time a question speaks of: which days, broken down by what, and never a guess."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.times.time_of_question import TimeKind, months_ahead, since_year, time_of_question
from watchbook.reading.times.units import broken_down
from watchbook.reading.times.written import Unit

RECEIVED = date(2019, 10, 7)
APRIL = FinancialYears(4)


@each(
    ("text", "context", "year"),
    [
        ("any internal audit since 2016", "", 2016),
        ("whether an audit has taken place since 2016).", "In 2014 he wrote", 2016),
        ("since early 2016", "", 2016),
        ("any other audit on this subject from 2016 onwards", "", 2016),
        ("from 2018 to date", "", 2018),
        ("after 2017", "", 2017),
        ("was there a follow up audit", "In 2016 Lord Judge wrote to every council.", 2016),
        ("was there a follow up audit", "In 2016 and 2017 he wrote.", None),
        ("was there a follow up audit", "the years 2016-2017", 2016),
        ("was there a follow up audit", "", None),
        ("an audit from 2016", "", None),
        ("since the letter", "", None),
        ("since 20167", "", None),
    ],
)
def test_the_year_is_the_questions_own_else_the_one_its_parent_names(text, context, year):
    assert since_year(text, context=context) == year


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("to be used within the next three months", 3),
        ("within 3 months from today", 3),
        ("in the next Twelve months", 12),
        ("forms in use", 0),
        ("once a month", 0),
        ("thirty months", 0),
    ],
)
def test_how_far_ahead_a_question_looks(text, months):
    assert months_ahead(text) == months


def days(asked):
    """Its periods as written days."""
    return [(str(one.first_on), str(one.last_on)) for one in asked.periods]


def read(text, *, on=RECEIVED, context=""):
    """A question's time, when it came on a day."""
    return time_of_question(text, received_on=on, years=APRIL, context=context)


YEARS = {year: (f"{year}-01-01", f"{year}-12-31") for year in range(2009, 2019)}


@each(
    ("text", "first", "last"),
    [
        # a year, a month, a day
        ("in 2018", "2018-01-01", "2018-12-31"),
        ("How many looks were there during the calendar year 2018?", "2018-01-01", "2018-12-31"),
        ("In 2018, requests sent under the policy.", "2018-01-01", "2018-12-31"),
        ("In 2018, please list officers who were sent the policy.", "2018-01-01", "2018-12-31"),
        ("in March 2017", "2017-03-01", "2017-03-31"),
        ("in Feb. 2016", "2016-02-01", "2016-02-29"),
        ("in 02/2015", "2015-02-01", "2015-02-28"),
        ("on 29 February 2016", "2016-02-29", "2016-02-29"),
        ("on the 1st of May, 2018", "2018-05-01", "2018-05-01"),
        ("on May 1, 2018", "2018-05-01", "2018-05-01"),
        ("on 1/5/18", "2018-05-01", "2018-05-01"),
        ("on 2018-05-01", "2018-05-01", "2018-05-01"),
        # quarters
        ("in Q1 2019", "2019-01-01", "2019-03-31"),
        ("the first quarter of 2018/19", "2018-04-01", "2018-06-30"),
        ("fourth quarter 2018", "2018-10-01", "2018-12-31"),
        ("in the last quarter", "2019-07-01", "2019-09-30"),
        ("in the last two quarters", "2019-04-01", "2019-09-30"),
        # financial years
        ("in 2018/19", "2018-04-01", "2019-03-31"),
        ("in 2015-16", "2015-04-01", "2016-03-31"),
        ("in 2015/2016", "2015-04-01", "2016-03-31"),
        ("in 1999/00", "1999-04-01", "2000-03-31"),
        ("the financial years 2015-2016", "2015-04-01", "2016-03-31"),
        ("the financial year to 31 March 2016", "2015-04-01", "2016-03-31"),
        ("the financial year ending March 2016", "2015-04-01", "2016-03-31"),
        ("the year ended 31 March 2016", "2015-04-01", "2016-03-31"),
        ("the year to 30 June 2016", "2015-07-01", "2016-06-30"),
        ("the year to 29 February 2016", "2015-03-01", "2016-02-29"),
        ("FY 2018/19", "2018-04-01", "2019-03-31"),
        ("in the last financial year", "2018-04-01", "2019-03-31"),
        ("the current financial year", "2019-04-01", "2019-10-07"),
        ("the financial year to date", "2019-04-01", "2019-10-07"),
        ("the last three financial years", "2016-04-01", "2019-03-31"),
        ("the last three financial years to 31 March 2016", "2013-04-01", "2016-03-31"),
        # counted back
        ("in the last two years", "2017-10-08", "2019-10-07"),
        ("over the past 12 months", "2018-10-08", "2019-10-07"),
        ("in the last five (5) years", "2014-10-08", "2019-10-07"),
        ("in the last three calendar years", "2016-01-01", "2018-12-31"),
        ("in the last calendar year", "2018-01-01", "2018-12-31"),
        ("in the last 30 days", "2019-09-08", "2019-10-07"),
        ("in the previous six weeks", "2019-08-27", "2019-10-07"),
        ("in the last month", "2019-09-01", "2019-09-30"),
        ("the six months to 30 September 2019", "2019-04-01", "2019-09-30"),
        ("the 12 months ending 31 March 2019", "2018-04-01", "2019-03-31"),
        ("the last five years up to 31 December 2018", "2014-01-01", "2018-12-31"),
        # from then to then
        ("since 2016", "2016-01-01", "2019-10-07"),
        ("since March 2017", "2017-03-01", "2019-10-07"),
        ("since the beginning of 2016", "2016-01-01", "2019-10-07"),
        ("since 2016/17", "2016-04-01", "2019-10-07"),
        ("after 2017", "2018-01-01", "2019-10-07"),
        ("from 2016 onwards", "2016-01-01", "2019-10-07"),
        ("from 01/01/2016 to now", "2016-01-01", "2019-10-07"),
        ("1 January 2016 to date", "2016-01-01", "2019-10-07"),
        ("from 2016 until the present day", "2016-01-01", "2019-10-07"),
        ("2016 - present", "2016-01-01", "2019-10-07"),
        ("from 2016 up to the date of this request", "2016-01-01", "2019-10-07"),
        ("between 2010 and 2018", "2010-01-01", "2018-12-31"),
        ("2016-2018", "2016-01-01", "2018-12-31"),
        ("2010-18", "2010-01-01", "2018-12-31"),
        ("from 2016 to the end of 2018", "2016-01-01", "2018-12-31"),
        ("from 1 April 2017 until 31 March 2018", "2017-04-01", "2018-03-31"),
        ("from 1 April to 30 September 2018", "2018-04-01", "2018-09-30"),
        ("between 1 April and 30 September 2018", "2018-04-01", "2018-09-30"),
        ("from January to March 2019", "2019-01-01", "2019-03-31"),
        ("between January and March 2019", "2019-01-01", "2019-03-31"),
        ("1st January 2009-1st June 2015", "2009-01-01", "2015-06-01"),
        ("2015/16 to 2017/18", "2015-04-01", "2018-03-31"),
        ("In the last five years (that is, from 8/10/2014 - 07/10/2019)", "2014-10-08", "2019-10-07"),
    ],
)
def test_one_time_is_read(text, first, last):
    asked = read(text)
    assert (asked.kind, days(asked), asked.unclear) == (TimeKind.PERIODS, [(first, last)], None)


@each(
    ("text", "unit", "periods"),
    [
        ("by year between 2016 and 2018", Unit.CALENDAR_YEAR, [YEARS[2016], YEARS[2017], YEARS[2018]]),
        (
            "each of the last two financial years",
            Unit.FINANCIAL_YEAR,
            [("2017-04-01", "2018-03-31"), ("2018-04-01", "2019-03-31")],
        ),
        (
            "For each financial year between 2015-16 and 2016/17",
            Unit.FINANCIAL_YEAR,
            [("2015-04-01", "2016-03-31"), ("2016-04-01", "2017-03-31")],
        ),
        (
            "each of the last two years",
            Unit.TWELVE_MONTHS,
            [("2017-10-08", "2018-10-07"), ("2018-10-08", "2019-10-07")],
        ),
        (
            "since 1 January 2018 by calendar year",
            Unit.CALENDAR_YEAR,
            [YEARS[2018], ("2019-01-01", "2019-10-07")],
        ),
        (
            "per annum since 1 April 2018",
            Unit.FINANCIAL_YEAR,
            [("2018-04-01", "2019-03-31"), ("2019-04-01", "2019-10-07")],
        ),
        (
            "the last two years, by financial year",
            Unit.FINANCIAL_YEAR,
            [("2017-10-08", "2018-03-31"), ("2018-04-01", "2019-03-31"), ("2019-04-01", "2019-10-07")],
        ),
        (
            "a monthly breakdown from December 2018 to January 2019",
            Unit.MONTH,
            [("2018-12-01", "2018-12-31"), ("2019-01-01", "2019-01-31")],
        ),
        (
            "per quarter from 15 February 2019 to 30 June 2019",
            Unit.QUARTER,
            [("2019-02-15", "2019-03-31"), ("2019-04-01", "2019-06-30")],
        ),
        ("quarterly totals in Q1 2019", Unit.QUARTER, [("2019-01-01", "2019-03-31")]),
        ("month by month in March 2018", Unit.MONTH, [("2018-03-01", "2018-03-31")]),
        ("annual figures in 2018", Unit.CALENDAR_YEAR, [YEARS[2018]]),
        ("in 2016 and 2018", None, [YEARS[2016], YEARS[2018]]),
        ("2018, 2016, 2017", None, [YEARS[2016], YEARS[2017], YEARS[2018]]),
        ("in 2018, and again: in 2018", None, [YEARS[2018]]),
        (
            "2016/17 and 2017/18",
            Unit.FINANCIAL_YEAR,
            [("2016-04-01", "2017-03-31"), ("2017-04-01", "2018-03-31")],
        ),
        ("since 2017 (2017 and 2018)", None, [YEARS[2017], YEARS[2018]]),
    ],
)
def test_the_parts_asked_for_are_read_with_what_they_are(text, unit, periods):
    asked = read(text)
    assert (asked.unit, days(asked)) == (unit, periods)


@each(
    "text",
    [
        "between 2018 and 2016",
        "from September to June 2018",
        "31 December 2018 to 1 January 2018",
        "on 31/02/2019",
        "on 29 February 2019",
        "11/14/2014",
        "in 2015-2016",
        "2010/18",
        "financial year 2018",
        "FY19",
        "in 15/16",
        "from 2016",
        "before 2016",
        "up to 31 March 2016",
        "between 2016 and the present policy",
        "since 1066",
        "since it was passed",
        "since the letter",
        "last year",
        "this year",
        "in the year to date",
        "in the last few years",
        "in the last 999 years",
        "in the last 0 years",
        "the last three financial years to 30 June 2016",
        "the financial year to 30 June 2016",
        "the last two years and 2015",
        "in 2018 and in March 2018",
        "January and March 2019",
        "from 2015/16 to 2018",
        "in 2018 and last year",
    ],
)
def test_what_can_be_understood_in_two_ways_is_not_guessed(text):
    asked = read(text)
    assert (asked.kind, asked.periods, asked.whole) == (TimeKind.AMBIGUOUS, (), None)
    assert asked.unclear


@each(
    ("text", "kind"),
    [
        ("How many people are watched at present?", TimeKind.AT_PRESENT),
        ("your current policy", TimeKind.AT_PRESENT),
        ("Has the council ever done so?", TimeKind.EVER),
        ("how many to date", TimeKind.EVER),
        ("Do you look at social media?", TimeKind.NONE_NAMED),
        ("", TimeKind.NONE_NAMED),
        ("under RIPA 2000 and the Investigatory Powers Act 2016", TimeKind.NONE_NAMED),
        ("in your letter of 3 May 2018", TimeKind.NONE_NAMED),
        ("the 2018 policy", TimeKind.NONE_NAMED),
        ("a policy dated 3 May 2018", TimeKind.NONE_NAMED),
        ("In 2016 the Commissioner, then Lord Judge, wrote to councils.", TimeKind.NONE_NAMED),
        (
            "In 2016 Lord Judge, who was Chief Surveillance Commissioner at the time, sent every council a letter.",
            TimeKind.NONE_NAMED,
        ),
        ("the Commissioner wrote to you in 2016", TimeKind.NONE_NAMED),
        ("case 123-2016", TimeKind.NONE_NAMED),
        ("request FOI/2016", TimeKind.NONE_NAMED),
        ("£2016 and 20160 visits", TimeKind.NONE_NAMED),
        ("within the next three months", TimeKind.NONE_NAMED),
        ("in 2031", TimeKind.TO_COME),
        ("after 2019", TimeKind.TO_COME),
        ("since 2031", TimeKind.TO_COME),
        ("between 2031 and 2035", TimeKind.TO_COME),
    ],
)
def test_what_names_no_period_says_how_it_speaks_of_time(text, kind):
    asked = read(text)
    assert asked.kind is kind
    assert bool(asked.unclear) is (kind is TimeKind.TO_COME)
    assert days(asked) == ([("2019-10-07", "2019-10-07")] if kind is TimeKind.AT_PRESENT else [])


@pytest.mark.parametrize("text", ["in 2019", "between 2019 and 2031", "2019 so far", "from 2019 to today"])
def test_no_period_goes_beyond_the_day_of_receipt_and_what_is_cut_off_is_said(text):
    asked = read(text)
    assert days(asked) == [("2019-01-01", "2019-10-07")]
    assert asked.is_cut_off is ("so far" not in text and "today" not in text)


def test_a_year_to_come_in_a_list_is_left_out_and_that_is_said():
    asked = read("in 2018 and 2031")
    assert days(asked) == [YEARS[2018]]
    assert asked.is_cut_off


@each(
    ("text", "on", "first", "last"),
    [
        ("in the last year to 31 March 2019", date(2019, 10, 7), "2018-04-01", "2019-03-31"),
        ("in the last 12 months", date(2024, 2, 29), "2023-03-01", "2024-02-29"),
        ("in the last 12 months", date(2025, 2, 28), "2024-03-01", "2025-02-28"),
        ("in the last four years", date(2024, 2, 29), "2020-03-01", "2024-02-29"),
        ("the last financial year", date(2019, 3, 31), "2017-04-01", "2018-03-31"),
        ("the last financial year", date(2019, 4, 1), "2018-04-01", "2019-03-31"),
        ("the last calendar year", date(2019, 1, 1), "2018-01-01", "2018-12-31"),
        ("in the last month", date(2024, 3, 31), "2024-02-01", "2024-02-29"),
    ],
)
def test_what_is_counted_back_begins_with_the_day_of_receipt(text, on, first, last):
    assert days(read(text, on=on)) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "context", "kind"),
    [
        (
            "applications granted",
            "For each of the last three financial years to 31 March 2016:",
            TimeKind.PERIODS,
        ),
        ("applications granted in 2018", "For 2017:", TimeKind.PERIODS),
        ("was there a follow up audit", "In 2016 Lord Judge wrote to every council.", TimeKind.NONE_NAMED),
        ("how many", "Has the council ever done so?", TimeKind.NONE_NAMED),
        ("how many", "your current policy", TimeKind.NONE_NAMED),
        ("how many", "last year", TimeKind.AMBIGUOUS),
    ],
)
def test_the_parents_time_holds_where_the_part_names_none(text, context, kind):
    assert read(text, context=context).kind is kind


def test_the_parents_breakdown_holds_for_the_parts_own_time():
    assert len(read("in 2017 and 2018", context="Please give each by calendar year:").periods) == 2
    assert read("between 2016 and 2018", context="Please give each by year:").unit is Unit.CALENDAR_YEAR


@each(
    "text",
    [
        "2016 " * 2000,
        "last 2 years to " * 2000,
        "between " * 3000 + "2016",
        "from 2016 to " * 1000,
        "(" * 3000 + "2016" + ")" * 3000,
        "1/" * 3000,
        "99/99/9999 0000 2016-99-99",
        "\x00 since 2016\u202e",
        "each every per by " * 1000,
    ],
)
def test_hostile_texts_are_read_to_an_end(text):
    asked = read(text)
    assert asked.kind in TimeKind


DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(first=DAYS, length=st.integers(0, 4000), unit=st.sampled_from([None, *Unit]))
def test_a_breakdown_has_every_day_of_the_whole_once(first, length, unit):
    last = first + timedelta(days=length)
    parts = broken_down(first, last, unit=unit, years=APRIL)
    assert (parts[0].first_on, parts[-1].last_on) == (first, last)
    assert all(one.first_on <= one.last_on for one in parts)
    assert all(later.first_on == earlier.last_on + timedelta(days=1) for earlier, later in pairwise(parts))


@given(text=st.text(alphabet="0123456789/-–() sincetobwardlyf", max_size=60), on=DAYS)
def test_whatever_is_written_the_periods_are_disjoint_in_order_and_held_by_receipt(text, on):
    asked = read(f"since {text} 2016", on=on)
    assert all(one.first_on <= one.last_on <= on for one in asked.periods)
    assert all(earlier.last_on < later.first_on for earlier, later in pairwise(asked.periods))
    assert (asked.kind in {TimeKind.PERIODS, TimeKind.AT_PRESENT}) is bool(asked.periods)
