"""Counting so many working days by the calendar of the law that is asked."""

from datetime import date

from tests.law.said import refusing
from watchbook.law.counting import CannotBeCounted, count_after, time_allowed, time_if_any
from watchbook.law_words.explanations import sentence

TODAY = date(2026, 11, 24)
ORDINARY = "time_for_compliance.working_days"


def count(law, start):
    return count_after(start, law=law, time=time_allowed(law, ORDINARY, on=start), on=start)


def test_the_day_of_receipt_is_day_0_and_listed_first():
    days = count("foia", TODAY).days
    assert (days[0].on, days[0].counts, days[0].number) == (TODAY, False, None)
    assert days[0].reason == "day_0"


def test_foia_counts_by_the_whole_kingdom_and_foisa_by_scotland():
    whole = [sentence(step) for step in count("foia", date(2026, 6, 1)).rule]
    assert "a bank holiday in any part of the United Kingdom" in whole[0]
    assert whole[1].startswith("Weekdays that do not count: Monday 15 June 2026, bank holiday in Scotland")
    local = [sentence(step) for step in count("foisa", date(2026, 6, 1)).rule]
    assert "a bank holiday in Scotland" in local[0]


def test_where_no_weekday_was_left_out_nothing_is_said_of_it():
    assert len(count("foia", date(2019, 10, 7)).rule) == 1


def test_a_time_that_the_law_does_not_know_is_refused_or_absent():
    assert time_if_any("foisa", "extension.total_working_days", on=TODAY) is None
    with refusing(CannotBeCounted, match=r"Freedom of Information \(Scotland\) Act 2002"):
        time_allowed("foisa", "extension.total_working_days", on=TODAY)
