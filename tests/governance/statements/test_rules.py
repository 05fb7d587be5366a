"""What can be signed, for which quarters, and when it counts as signed at the time."""

from datetime import date

import pytest

from tests.each import each
from watchbook.governance.statements.models import Matter
from watchbook.governance.statements.rules import (
    ALL_RECORDED,
    NONE,
    SIGNERS,
    WITHOUT_REGISTER,
    MatterStatement,
    StatementPeriod,
    asked_quarters,
    covers,
    is_one_quarter,
    is_retrospective,
    last_whole_quarter,
    quarter_before,
    quarter_named,
    quarter_of,
    quarters_touching,
    sign_until,
    signer_of,
    why_not_said,
    why_not_signed,
    why_not_years_before,
)
from watchbook.organisation.rules import DutyKind

Q1, Q2, Q3, Q4 = (quarter_of(date(2019, month, 1)) for month in (1, 4, 7, 10))


def test_every_matter_has_one_signer():
    signed = [matter for matters in SIGNERS.values() for matter in matters]
    assert sorted(signed) == sorted(Matter.values)
    assert set(Matter.values) >= WITHOUT_REGISTER
    assert signer_of("looks") is DutyKind.LINE_MANAGER
    assert signer_of("inspections") is DutyKind.SENIOR_RESPONSIBLE_OFFICER


@pytest.mark.parametrize(
    ("day", "first_on", "last_on", "slug", "title"),
    [
        (date(2019, 1, 1), date(2019, 1, 1), date(2019, 3, 31), "2019-q1", "January to March 2019"),
        (date(2019, 6, 30), date(2019, 4, 1), date(2019, 6, 30), "2019-q2", "April to June 2019"),
        (date(2019, 8, 15), date(2019, 7, 1), date(2019, 9, 30), "2019-q3", "July to September 2019"),
        (date(2019, 12, 31), date(2019, 10, 1), date(2019, 12, 31), "2019-q4", "October to December 2019"),
        (date(2020, 2, 29), date(2020, 1, 1), date(2020, 3, 31), "2020-q1", "January to March 2020"),
    ],
)
def test_a_day_lies_in_a_quarter_of_the_calendar(day, first_on, last_on, slug, title):
    found = quarter_of(day)
    assert (found.first_on, found.last_on, found.slug, found.title) == (first_on, last_on, slug, title)
    assert quarter_named(slug) == found


@each(
    "slug",
    [
        "",
        "2019",
        "2019-q0",
        "2019-q5",
        "19-q1",
        "2019-q1-q2",
        "٢٠١٩-q1",
        "0000-q1",
        "1899-q4",
        "2101-q1",
        "9999-q4",
        "x-q1",
    ],
)
def test_what_names_no_quarter_is_none(slug):
    assert quarter_named(slug) is None


def test_quarters_of_a_period_are_all_that_it_touches():
    assert quarters_touching(date(2019, 3, 31), date(2019, 10, 1)) == [Q1, Q2, Q3, Q4]
    assert quarters_touching(date(2019, 5, 1), date(2019, 5, 1)) == [Q2]
    assert quarters_touching(date(2019, 5, 1), date(2019, 3, 1)) == []
    assert quarter_before(date(2019, 2, 1)) == quarter_of(date(2018, 12, 31))


@pytest.mark.parametrize(
    ("day", "quarter"), [(date(2019, 10, 1), Q3), (date(2019, 9, 30), Q2), (date(2019, 12, 31), Q3)]
)
def test_the_last_whole_quarter_is_the_one_that_is_over(day, quarter):
    assert last_whole_quarter(day) == quarter
    first_on, last_on = last_whole_quarter(day)
    assert (first_on, last_on) == quarter


@pytest.mark.parametrize(
    ("began_on", "quarters"),
    [
        (date(2010, 1, 1), [quarter_of(date(2018, 10, 1)), Q1, Q2, Q3]),
        (date(2019, 5, 5), [Q2, Q3]),
        (date(2019, 9, 30), [Q3]),
        (date(2019, 10, 1), []),
    ],
)
def test_asked_for_are_the_last_four_quarters_since_the_register_began(began_on, quarters):
    assert asked_quarters(date(2019, 10, 7), began_on=began_on) == quarters


@pytest.mark.parametrize(
    ("quarter", "until"),
    [(Q1, date(2019, 6, 30)), (Q2, date(2019, 9, 30)), (Q3, date(2019, 12, 31)), (Q4, date(2020, 3, 31))],
)
def test_a_quarter_is_signed_at_the_time_until_the_end_of_the_next(quarter, until):
    assert sign_until(quarter.last_on) == until
    assert not is_retrospective(quarter.last_on, signed_on=until)
    assert is_retrospective(quarter.last_on, signed_on=date.fromordinal(until.toordinal() + 1))


def period(**changes):
    told = {
        "first_on": Q3.first_on,
        "last_on": Q3.last_on,
        "signed_on": date(2019, 10, 4),
        "today": date(2019, 10, 4),
    }
    return StatementPeriod(**told | changes)


@each(
    ("changes", "says"),
    [
        ({}, None),
        ({"first_on": date(2016, 2, 3)}, None),
        ({"signed_on": date(2019, 10, 1)}, None),
        ({"signed_on": Q3.last_on}, "The date of signing must be"),
        ({"signed_on": date(2019, 10, 5)}, "date of signing must be"),
        ({"last_on": date(2019, 9, 29)}, "end on the last date of a quarter"),
        ({"first_on": Q4.first_on}, "The last date of the period is before the first date"),
        ({"first_on": date(1899, 1, 1)}, "period begins before 1900"),
    ],
)
def test_a_period_is_signed_when_it_is_over_and_ends_with_a_quarter(changes, says):
    refusal = why_not_signed(period(**changes), signed=[])
    assert says in refusal if says else refusal is None


@pytest.mark.parametrize(
    ("signed", "refused"),
    [
        ([Q2], False),
        ([Q4], False),
        ([Q3], True),
        ([(date(2019, 9, 30), date(2019, 12, 31))], True),
        ([Q2, Q3], True),
    ],
)
def test_no_day_is_signed_twice(signed, refused):
    refusal = why_not_signed(period(), signed=signed)
    assert ("already signed" in refusal) if refused else refusal is None


def test_the_years_before_are_signed_once():
    assert why_not_years_before([]) is None
    assert why_not_years_before([Q1, Q2]) is None
    assert "already signed" in why_not_years_before([(Q1.first_on, Q2.last_on)])
    assert is_one_quarter(date(2019, 8, 2), Q3.last_on)


@each(
    ("said", "held", "says"),
    [
        ({"tools": MatterStatement(NONE)}, {"tools": 0}, None),
        ({"looks": MatterStatement(NONE)}, {}, None),
        ({"tools": MatterStatement(ALL_RECORDED, 2)}, {"tools": 2}, None),
        ({"tools": MatterStatement(NONE)}, {"tools": 2}, "you cannot state that there were none"),
        ({"tools": MatterStatement(NONE, 1)}, {"tools": 0}, "cannot sign both “none” and a number"),
        ({"tools": MatterStatement(ALL_RECORDED, 2)}, {"tools": 3}, "your statement says 2"),
        ({"tools": MatterStatement(ALL_RECORDED)}, {"tools": 0}, "needs a number of 1 or more"),
        (
            {"profiles": MatterStatement(ALL_RECORDED, 1)},
            {},
            "is no register for this question yet, so you cannot",
        ),
        ({"audits": MatterStatement(NONE)}, {}, "does not cover"),
        ({}, {}, "You have not answered any question"),
    ],
)
def test_what_is_said_agrees_with_the_registers(said, held, says):
    refusal = why_not_said("line_manager", said, held=held, remarks="")
    assert says in refusal if says else refusal is None


def test_a_page_with_remarks_alone_says_why_all_is_open():
    assert why_not_said("line_manager", {}, held={}, remarks="We are still asking.") is None


def test_a_signer_of_a_register_above_says_how_many():
    assert (
        why_not_said("internal_auditor", {"audits": MatterStatement(ALL_RECORDED, 2)}, held={}, remarks="")
        is None
    )


def test_a_part_of_a_quarter_is_covered_by_one_period_alone():
    assert covers(Q2, [(Q1.first_on, Q2.last_on)])
    assert not covers(Q2, [(Q1.first_on, date(2019, 5, 1)), (date(2019, 5, 2), Q2.last_on)])
    assert not covers(Q2, [])
