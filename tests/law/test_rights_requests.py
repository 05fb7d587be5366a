"""By when a request about a person's own data is answered, and a complaint acknowledged."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from tests.law.said import refusing
from watchbook.law import bank_holidays
from watchbook.law.bank_holidays import BeyondTheTable
from watchbook.law.counting import CannotBeCounted
from watchbook.law.parameters import NotInForce, parameter_entry
from watchbook.law.provisions import provision_ids
from watchbook.law.rights_requests import Pause, complaint_acknowledged_by, rights_answer_due
from watchbook.law_words.explanations import sentences
from watchbook.law_words.values import why

FOLDER = Path(bank_holidays.__file__).parent / "bank_holidays"
NATIONS = {
    "england": "england_and_wales",
    "wales": "england_and_wales",
    "scotland": "scotland",
    "northern_ireland": "northern_ireland",
}
CLOSED = {
    nation: {date.fromisoformat(day) for day in tomllib.loads((FOLDER / f"{table}.toml").read_text("utf-8"))["days"]}
    for nation, table in NATIONS.items()
}  # fmt: skip
DAYS = st.dates(min_value=date(2018, 5, 25), max_value=date(2028, 3, 1))


def iso(text):
    return date.fromisoformat(text)


def said(deadline):
    return " ".join(sentences(deadline))


def counted(start, *, months, nation, left_out=()):
    """The naive counter: on to the same number of a later month, a day more for each left out, on to an open day."""
    day = start.replace(day=1)
    for _ in range(months):
        day = (day + timedelta(days=32)).replace(day=1)
    first = day
    while day.day < start.day and (day + timedelta(days=1)).month == first.month:
        day += timedelta(days=1)
    spent = set()
    while missing := [one for one in left_out if start < one <= day and one not in spent]:
        spent.add(missing[0])
        day += timedelta(days=1)
    while day.weekday() > 4 or day in CLOSED[nation] or day in left_out:
        day += timedelta(days=1)
    return day


@each(
    ("received", "nation", "due", "extended"),
    [
        ("2026-01-31", "england", "2026-03-02", "2026-04-30"),  # 28 February is a Saturday
        (
            "2026-03-03",
            "england",
            "2026-04-07",
            "2026-06-03",
        ),  # 3 April is Good Friday, 6 April Easter Monday
        ("2026-03-03", "scotland", "2026-04-06", "2026-06-03"),  # where Easter Monday is a working day
        ("2026-05-31", "england", "2026-06-30", "2026-09-01"),  # 31 August is a bank holiday
        ("2026-06-12", "northern_ireland", "2026-07-14", "2026-09-14"),  # 12 July, and its substitute day
        ("2026-11-24", "wales", "2026-12-24", "2027-02-24"),
        ("2024-01-30", "england", "2024-02-29", "2024-04-30"),
        ("2025-11-25", "england", "2025-12-29", "2026-02-25"),  # Christmas, Boxing Day, a weekend
    ],
)
def test_it_is_answered_within_a_month_or_three_and_on_a_working_day(received, nation, due, extended):
    assert rights_answer_due(iso(received), nation=nation).on == iso(due)
    assert rights_answer_due(iso(received), nation=nation, is_extended=True).on == iso(extended)


@given(
    received=DAYS,
    nation=st.sampled_from(sorted(NATIONS)),
    after=st.integers(0, 40),
    gaps=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3),
    is_extended=st.booleans(),
)
def test_it_agrees_with_a_naive_counter(received, nation, after, gaps, is_extended):
    start = received + timedelta(days=after)
    pauses = [
        Pause(received + timedelta(days=asked), received + timedelta(days=asked + length))
        for asked, length in gaps
    ]
    left_out = sorted(
        {one.asked + timedelta(days=n) for one in pauses for n in range((one.answered - one.asked).days + 1)}
    )
    found = rights_answer_due(
        received, nation=nation, identified=start if after else None, pauses=pauses, is_extended=is_extended
    )
    months = 3 if is_extended else 1
    assert found.on == counted(start, months=months, nation=nation, left_out=left_out)
    assert [one.on for one in found.days] == [
        start + timedelta(days=n) for n in range((found.on - start).days + 1)
    ]
    assert [one.number for one in found.days if one.counts] == list(range(1, found.working_days + 1))


@each(
    ("received", "asked", "answered", "due"),
    [
        ("2027-01-31", "2027-03-01", "2027-03-04", "2027-03-05"),  # 28 February is a Sunday: due on 1 March
        ("2027-01-31", "2027-03-01", "2027-03-01", "2027-03-02"),  # asked and answered on that day
        ("2027-01-31", "2027-03-02", "2027-03-04", "2027-03-01"),  # asked after it: late stays late
        ("2027-01-31", "2027-02-28", "2027-02-28", "2027-03-01"),  # the Sunday itself is left out
        ("2026-03-03", "2026-04-04", "2026-04-06", "2026-04-07"),  # within Easter, before the moved day
        ("2026-03-03", "2026-04-07", "2026-04-09", "2026-04-10"),
        ("2026-03-03", "2026-04-07", "2026-04-10", "2026-04-13"),  # the day after is a Saturday
    ],
)
def test_a_question_on_the_day_to_which_the_end_moved_is_waited_for(received, asked, answered, due):
    found = rights_answer_due(
        iso(received), nation="england", pauses=[Pause(asked=iso(asked), answered=iso(answered))]
    )
    assert found.on == iso(due)
    assert [one.on for one in found.days] == [
        iso(received) + timedelta(days=n) for n in range((found.on - iso(received)).days + 1)
    ]


def test_each_day_says_why_it_counts_or_not():
    due = rights_answer_due(
        iso("2026-02-28"), nation="england", pauses=[Pause(iso("2026-03-02"), iso("2026-03-06"))]
    )
    assert due.on == iso("2026-04-02")
    assert why(due.days[0]).startswith("day 0")
    assert why(due.days[1]) == "calendar day"
    awaited = "does not count: clarification had not arrived"
    assert [one.on.day for one in due.days if why(one) == awaited] == [2, 3, 4, 5, 6]
    assert (
        "5 days do not count, from the day of our question to the day of the reply, including both"
        in said(due)
    )
    moved = rights_answer_due(iso("2026-03-03"), nation="england")
    assert [why(one) for one in moved.days[-5:]] == [
        "calendar day", "Saturday", "Sunday", "bank holiday in England and Wales: Easter Monday",
        "the next working day",
    ]  # fmt: skip
    assert "Friday 3 April 2026 is not a working day" in said(moved)
    assert not moved.is_verified  # the move is the Commissioner's, from memory
    assert rights_answer_due(iso("2026-11-24"), nation="england").is_verified


def test_the_month_runs_from_the_identity_that_was_asked_for():
    due = rights_answer_due(iso("2026-06-01"), nation="england", identified=iso("2026-06-15"))
    assert (due.on, due.days[0].on) == (iso("2026-07-15"), iso("2026-06-15"))
    assert "arrived on Monday 15 June 2026" in said(due)


def test_the_longer_time_says_so():
    due = rights_answer_due(iso("2026-11-24"), nation="wales", is_extended=True)
    assert "we have extended the time limit of 1 month by 2, to Wednesday 24 February 2027" in said(due)


def test_a_complaint_is_acknowledged_within_thirty_days_a_working_day_or_not():
    due = complaint_acknowledged_by(iso("2026-06-19"))
    assert due.on == iso("2026-07-19")  # a Sunday
    assert due.working_days == 30
    assert "within 30 days: by Sunday 19 July 2026" in said(due)
    assert due.explanation[0].provision == "dpa2018.s164A"
    assert not due.is_verified
    with pytest.raises(NotInForce):
        complaint_acknowledged_by(iso("2026-06-18"))


def test_days_that_cannot_be_are_refused():
    day, before = iso("2026-06-02"), iso("2026-06-01")
    with refusing(CannotBeCounted, "before the request was received"):
        rights_answer_due(day, nation="england", identified=before)
    with refusing(CannotBeCounted, "before the request was received"):
        rights_answer_due(day, nation="england", pauses=[Pause(before, day)])
    with refusing(CannotBeCounted, "before the clarification was asked for"):
        rights_answer_due(before, nation="england", pauses=[Pause(day, before)])
    with pytest.raises(NotInForce):
        rights_answer_due(iso("2018-05-24"), nation="england")
    with pytest.raises(BeyondTheTable):
        rights_answer_due(iso("2098-12-31"), nation="england")


@each(
    "provision_id",
    [
        "ukgdpr.art12A", "ukgdpr.art12.2", "ukgdpr.art12.4", "ukgdpr.art12.5", "ukgdpr.art12.6", "ukgdpr.commissioners_count",
        "ukgdpr.art15", "ukgdpr.art15.1A", "ukgdpr.art15.4", "ukgdpr.art16", "ukgdpr.art17.3", "ukgdpr.art18",
        "ukgdpr.art19", "ukgdpr.art21", "ukgdpr.art77", "ukgdpr.art79", "dpa2018.part2", "dpa2018.part3",
        "dpa2018.sch2.2", "dpa2018.sch2.19", "dpa2018.s45", "dpa2018.s45.4", "dpa2018.s45A", "dpa2018.s46", "dpa2018.s47", "dpa2018.s48",
        "dpa2018.s53", "dpa2018.s54", "dpa2018.s164A", "dpa2018.s45.5", "dpa2018.s51", "dpa2018.s52",
        "dpa2018.s165", "dpa2018.s167",
    ],
)  # fmt: skip
def test_the_provisions_on_rights_are_there(provision_id):
    assert provision_id in provision_ids()


def test_the_keepers_of_protected_records_have_a_week_by_the_authoritys_own_rule():
    for name, days in (("decide_days", 7), ("warn_days", 3)):
        entry = parameter_entry(f"authority.protected_records.{name}", on=iso("2026-11-29"))
        assert (entry.value, entry.provision, entry.verified) == (days, "authority.protected_records", False)


def test_the_time_is_cited_by_the_article_and_section_in_force():
    for regime, on, provision in (
        ("the_uk_gdpr", "2026-02-04", "ukgdpr.art12.3"),
        ("the_uk_gdpr", "2026-02-05", "ukgdpr.art12A"),
        ("part_3", "2026-02-05", "dpa2018.s54"),
    ):
        name = f"data_protection.rights.months_under_{regime}"
        assert parameter_entry(name, on=iso(on)).provision == provision


def test_a_day_spent_waiting_after_the_last_day_moves_nothing():
    asked = Pause(asked=iso("2026-03-10"), answered=iso("2026-03-12"))
    late = Pause(asked=iso("2026-06-01"), answered=iso("2026-06-09"))
    with_both = rights_answer_due(iso("2026-03-02"), nation="england", pauses=[asked, late])
    assert with_both.on == rights_answer_due(iso("2026-03-02"), nation="england", pauses=[asked]).on
