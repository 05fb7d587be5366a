"""The governance calendar: reports to members quarter by quarter, the yearly approval with its minute, the return; what was missed."""

from datetime import UTC, date, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.authorisations import given as authorisations
from tests.governance import adopted
from tests.governance.members.given import a_meeting
from tests.pages import signed_in, words
from tests.rights import closed_to_all_but
from watchbook.reports import annual_return as returns
from watchbook.reports.governance_calendar import governance_calendar

PAGE = "/reports/calendar/"
ON = date(2026, 3, 3)
QUARTER = "Report to members on January to March 2025"
READERS = {
    "helen",
    "simon",
    "judith",
    "leila",
    "bryn",
    "fatima",
    "oliver",
    "edmund",
    "ivo",
    "winston",
    "joan",
}


def entries(on=ON):
    """Every entry by its year and what it is."""
    return {(year.title, one.what): one for year in governance_calendar(on) for one in year.entries}


def test_where_nothing_is_on_record_everything_that_was_due_is_missed_and_stands_first(people):
    found = entries()
    assert found["2025", QUARTER].state == "missed"
    assert found["2025", "Report to members on October to December 2025"].state == "due"
    assert found["2025", "Members’ approval of the policy"].state == "missed"
    assert found["2026", "Members’ approval of the policy"].state == "due"
    assert found["2025", "Annual return to the Commissioner"].state == "due"
    assert found["2024", "Annual return to the Commissioner"].state == "missed"
    assert ("2026", "Annual return to the Commissioner") not in found
    assert {year for year, _what in found if year.isdigit()} == {"2026", "2025", "2024", "2023"}
    page = words(signed_in(people.joan).get(PAGE))
    assert "Missed" in page
    for year in governance_calendar(ON):
        states = [one.state == "missed" for one in year.entries]
        assert states == sorted(states, reverse=True)


def test_a_report_within_the_next_quarter_is_done_and_a_later_one_is_late(people):
    a_meeting(people)
    assert (entries()["2025", QUARTER].state, entries()["2025", QUARTER].due_on) == (
        "done",
        date(2025, 6, 30),
    )
    a_meeting(people, met_on=date(2026, 1, 20), first_on=date(2025, 4, 1), last_on=date(2025, 6, 30))
    assert entries()["2025", "Report to members on April to June 2025"].state == "late"


def test_one_report_on_the_whole_year_is_about_each_of_its_quarters(people):
    a_meeting(people, met_on=date(2026, 1, 20), first_on=date(2025, 1, 1), last_on=date(2025, 12, 31))
    found = entries()
    assert [found["2025", f"Report to members on {one} 2025"].state for one in (
        "January to March", "April to June", "July to September", "October to December",
    )] == ["late", "late", "late", "done"]  # fmt: skip


def test_a_report_on_part_of_a_quarter_is_none_on_it(people):
    a_meeting(people, last_on=date(2025, 3, 30))
    a_meeting(people, first_on=None, last_on=None)
    assert entries()["2025", QUARTER].state == "missed"


def test_the_yearly_approval_is_a_meeting_that_says_so_or_an_approval_with_its_minute(people):
    policy = adopted.a_policy(approved_on=date(2024, 5, 1))
    what = "Members’ approval of the policy"
    assert entries()["2024", what].state == "done"
    assert "Minute 43/18" in entries()["2024", what].words
    assert entries()["2025", what].state == "missed"
    meeting = a_meeting(people, policy=policy.reference)
    found = entries()["2025", what]
    assert (found.state, found.address) == ("done", f"/governance/members-meetings/{meeting.reference}/")
    adopted.a_policy(kind="procedure", title="Procedure", approved_on=date(2023, 5, 1))
    assert entries()["2023", what].state == "missed"


def test_an_approval_without_a_minute_is_none(people):
    row = adopted.a_draft()
    adopted.approve(row, on=date(2025, 5, 1), minute="")
    assert entries()["2025", "Members’ approval of the policy"].state == "missed"


def test_a_signed_return_is_done(people):
    authorisations.in_force(people)
    returns.sign(2026, by=people.simon, at=datetime(2027, 1, 11, tzinfo=UTC))
    assert entries(date(2027, 1, 12))["2026", "Annual return to the Commissioner"].state == "done"


def test_overdue_reviews_of_documents_stand_before_the_years(people):
    adopted.a_policy(review_on=date(2026, 1, 31))
    first = governance_calendar(ON)[0]
    assert first.title == "Overdue now"
    assert "Review of RIPA policy" in [one.what for one in first.entries]


def test_it_asks_as_many_queries_for_many_meetings(people, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        governance_calendar(ON)
    for month in range(1, 7):
        a_meeting(people, met_on=date(2025, month, 28), first_on=None, last_on=None)
    with django_assert_num_queries(len(few)):
        governance_calendar(ON)


def test_the_page_is_closed_to_others(people):
    closed_to_all_but(READERS, people, PAGE, match="cannot read the governance calendar")
