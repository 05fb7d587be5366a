"""The governance calendar: reports to members quarter by quarter, the yearly approval with its minute, the return; what was missed."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.authorisations import given as authorisations
from tests.given import AT
from tests.governance import adopted
from tests.governance.members.given import MEETING, a_meeting
from tests.pages import signed_in, words
from tests.rights import closed_to_all_but
from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.governance.members import members_meeting
from watchbook.governance.members.models import MembersMeeting
from watchbook.home.queries import waiting_for
from watchbook.reports import annual_return as returns
from watchbook.reports.governance_calendar import governance_calendar
from watchbook.reports.inspection_evidence import members
from watchbook.reports.policy_approval import meeting_facts, meetings_recorded, policy_approvals

PAGE = "/reports/calendar/"
ON = date(2026, 3, 3)
QUARTER = "Report to members for January to March 2025"
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


def recorded_in_time(monkeypatch):
    """Take each meeting as recorded on the day on which it was held: the database’s clock is today’s."""
    known = {meeting_facts(one): one.met_on for one in MembersMeeting.objects.all()}
    monkeypatch.setattr("watchbook.reports.governance_calendar.meetings_recorded", lambda: known)


def entries(on=ON):
    """Every entry by its year and what it is."""
    return {(year.title, one.what): one for year in governance_calendar(on) for one in year.entries}


def test_where_nothing_is_on_record_everything_that_was_due_is_missed_and_stands_first(people):
    found = entries()
    assert found["2025", QUARTER].state == "missed"
    assert found["2025", "Report to members for October to December 2025"].state == "due"
    assert found["2025", "Members’ approval of the policy"].state == "missed"
    assert found["2026", "Members’ approval of the policy"].state == "due"
    assert found["2025", "Annual return to the Commissioner"].state == "due"
    assert "No due date is recorded here" in found["2025", "Annual return to the Commissioner"].words
    assert found["2024", "Annual return to the Commissioner"].state == "missed"
    assert ("2026", "Annual return to the Commissioner") not in found
    assert {year for year, _what in found if year.isdigit()} == {"2026", "2025", "2024", "2023"}
    page = words(signed_in(people.joan).get(PAGE))
    assert "Missed" in page
    for year in governance_calendar(ON):
        states = [one.state == "missed" for one in year.entries]
        assert states == sorted(states, reverse=True)


def test_a_report_within_the_next_quarter_is_done_and_a_later_one_is_late(people, monkeypatch):
    a_meeting(people)
    assert entries()["2025", QUARTER].due_on == date(2025, 6, 30)
    recorded_in_time(monkeypatch)
    assert entries()["2025", QUARTER].state == "done"
    a_meeting(people, met_on=date(2026, 1, 20), first_on=date(2025, 4, 1), last_on=date(2025, 6, 30))
    recorded_in_time(monkeypatch)
    assert entries()["2025", "Report to members for April to June 2025"].state == "late"


def test_one_report_on_the_whole_year_is_about_each_of_its_quarters(people, monkeypatch):
    a_meeting(people, met_on=date(2026, 1, 20), first_on=date(2025, 1, 1), last_on=date(2025, 12, 31))
    recorded_in_time(monkeypatch)
    found = entries()
    assert [found["2025", f"Report to members for {one} 2025"].state for one in (
        "January to March", "April to June", "July to September", "October to December",
    )] == ["late", "late", "late", "done"]  # fmt: skip


def test_a_report_on_part_of_a_quarter_is_none_on_it(people):
    a_meeting(people, last_on=date(2025, 3, 30))
    a_meeting(people, first_on=None, last_on=None, minute="Minute 44/25")
    assert entries()["2025", QUARTER].state == "missed"


def test_the_yearly_approval_is_a_meeting_that_says_so_or_an_approval_with_its_minute(people):
    policy = adopted.a_policy(approved_on=date(2024, 5, 1))
    what = f"Members’ approval of {policy.reference}: RIPA policy"
    assert (entries()["2024", what].state, entries()["2024", what].due_on) == (
        "recorded_late",
        date(2024, 12, 31),
    )
    assert "Minute 43/18" in entries()["2024", what].words
    overdue = entries()["Overdue now", what]
    assert (overdue.state, overdue.due_on) == ("overdue", date(2025, 5, 1))
    meeting = a_meeting(people, policy=policy.reference)
    found = entries()["2025", what]
    assert (found.state, found.address) == ("late", f"/governance/members-meetings/{meeting.reference}/")
    assert (entries()["2026", what].state, entries()["2026", what].due_on) == ("due", date(2026, 6, 10))
    assert entries()["2026", what].state == "due"
    assert entries(date(2026, 6, 11))["Overdue now", what].due_on == date(2026, 6, 10)
    adopted.a_policy(kind="procedure", title="Procedure", approved_on=date(2023, 5, 1))
    assert entries()["2023", "Members’ approval of the policy"].state == "missed"


def test_a_policy_that_was_only_noted_is_not_approved(people, monkeypatch):
    policy = adopted.a_policy(approved_on=date(2024, 5, 1))
    what = f"Members’ approval of {policy.reference}: RIPA policy"
    for decided in (
        "The policy was noted.",
        "Nodwyd y polisi",
        "Members did not approve the policy",
        "Deferred",
    ):
        with pytest.raises(WrongState, match="does not say that members approved the policy"):
            a_meeting(people, policy=policy.reference, decided=decided)
    monkeypatch.setattr("watchbook.governance.members.members_meeting.approves", lambda _decided: True)
    a_meeting(people, policy=policy.reference, decided="The policy was noted.")
    assert entries()["Overdue now", what].state == "overdue"
    assert [one.is_fault for one in members(ON)] == [True, False]
    a_meeting(
        people,
        policy=policy.reference,
        met_on=date(2025, 7, 1),
        minute="Minute 44/25",
        decided="The report was noted and the policy approved.",
    )
    assert entries()["2025", what].state != "missed"


def test_each_year_has_a_due_date_of_its_own(people):
    policy = adopted.a_policy(approved_on=date(2001, 1, 1))
    what = f"Members’ approval of {policy.reference}: RIPA policy"
    found = entries()
    assert [found[str(year), what].due_on for year in (2023, 2024, 2025)] == [
        date(year, 1, 1) for year in (2023, 2024, 2025)
    ]
    assert found["Overdue now", what].due_on == date(2002, 1, 1)
    assert ("2026", what) not in found


def test_an_approval_that_is_overdue_stands_once(people):
    policy = adopted.a_policy(approved_on=date(2024, 9, 10))
    what = f"Members’ approval of {policy.reference}: RIPA policy"
    found = entries(date(2026, 12, 1))
    assert {year for year, one in found if one == what} == {"Overdue now", "2024"}
    assert (found["Overdue now", what].state, found["Overdue now", what].due_on) == (
        "overdue",
        date(2025, 9, 10),
    )


def test_the_first_page_of_the_sro_and_the_calendar_have_the_same_reports_and_approvals_overdue(people):
    adopted.a_policy()
    on = date(2027, 11, 2)
    (now, *_years) = governance_calendar(on)
    of_members = ("Report to members", "Members’ approval")
    waits = {one.what: one.by for one in waiting_for(people.simon, on=on) if one.what.startswith(of_members)}
    assert waits == {one.what: one.due_on for one in now.entries if one.what.startswith(of_members)}
    assert len(waits) > 1
    assert {one.state for one in now.entries} == {"overdue"}


def test_a_meeting_is_recorded_from_the_calendar_and_from_the_report(people):
    for page in (PAGE, "/reports/members/"):
        assert "/governance/members-meetings/add/" in signed_in(people.simon).get(page).text
        assert "/governance/members-meetings/add/" not in signed_in(people.joan).get(page).text


def test_a_signed_return_whose_figures_changed_is_not_done(people):
    what = "Annual return to the Commissioner"
    authorisations.in_force(people)
    told = returns.annual_return(2026, by=people.simon, on=date(2027, 1, 11))
    returns.sign(2026, shown=told.digest, by=people.simon, at=datetime(2027, 1, 11, 9, tzinfo=UTC))
    on = date(2027, 2, 1)
    assert entries(on)["2026", what].state == "done"
    authorisations.refused(people, "Not proportionate")
    entry = entries(on)["2026", what]
    assert entry.state == "missed"
    assert "but the figures have changed since" in entry.words


def test_the_inspection_page_and_the_calendar_judge_an_approval_alike(people):
    """Whether it is overdue on a day: the fault of question 15 is what the calendar calls missed, in this year or since an earlier one."""
    policy = adopted.a_policy(approved_on=date(2024, 5, 1))
    what = f"Members’ approval of {policy.reference}: RIPA policy"
    for on in (date(2025, 5, 1), date(2025, 5, 2), date(2025, 12, 31), date(2026, 3, 3)):
        (told,) = members(on)
        found = entries(on)
        assert told.is_fault == (("Overdue now", what) in found) == (on > date(2025, 5, 1))
        assert "1 May 2025" in told.words


def test_a_policy_that_is_not_in_force_any_more_is_no_fault_of_question_15(people):
    adopted.withdraw(adopted.a_policy(approved_on=date(2024, 5, 1)), on=date(2024, 6, 1))
    assert list(members(ON)) == []


def test_an_approval_without_a_minute_is_none(people):
    row = adopted.a_draft()
    adopted.approve(row, on=date(2025, 5, 1), minute="")
    assert entries()["2025", f"Members’ approval of {row.reference}: RIPA policy"].state == "missed"
    assert list(members(ON)) == []
    a_meeting(people)
    assert [one.is_fault for one in members(ON)] == [True, False]


def test_an_approval_that_a_meeting_and_an_edition_record_is_told_once(people):
    policy = adopted.a_policy(approved_on=date(2025, 6, 10))
    assert len(policy_approvals(on=ON)) == 1
    a_meeting(people, policy=policy.reference)
    (told,) = policy_approvals(on=ON)
    assert told.on == date(2025, 6, 10)


def test_a_procedure_is_no_policy_that_members_approve(people):
    procedure = adopted.a_policy(kind="procedure", title="Procedure", approved_on=date(2025, 5, 1))
    with pytest.raises(WrongState, match="no policy"):
        a_meeting(people, policy=procedure.reference)
    assert entries()["2025", "Members’ approval of the policy"].state == "missed"


def test_a_report_on_more_than_a_year_is_refused_and_one_on_record_clears_no_quarter(people, monkeypatch):
    long = {"met_on": date(2026, 1, 20), "first_on": date(1990, 1, 1), "last_on": date(2025, 12, 31)}
    with pytest.raises(WrongState, match="longer than a year"):
        a_meeting(people, **long)
    monkeypatch.setattr("watchbook.governance.members.rules.is_longer_than_a_year", lambda *_days: False)
    a_meeting(people, **long)
    assert entries()["2025", QUARTER].state == "missed"


def test_what_was_recorded_after_its_due_date_says_so_whatever_day_it_names(people):
    row = a_meeting(people)
    found = entries()["2025", QUARTER]
    day = str(timezone.localtime(row.recorded_at).day)
    assert found.state == "recorded_late"
    assert f"recorded on {day} " in found.words
    assert "Recorded late" in words(signed_in(people.joan).get(PAGE))
    recorded_at = row.recorded_at
    newer = members_meeting.correct(row, MEETING | {"minute": "Minute 9"}, by=people.helen, at=AT)
    assert meetings_recorded()[meeting_facts(newer)] == london_day(recorded_at)


def test_a_signed_return_is_done(people):
    authorisations.in_force(people)
    shown = returns.annual_return(2026, by=people.simon, on=date(2027, 1, 11)).digest
    returns.sign(2026, shown=shown, by=people.simon, at=datetime(2027, 1, 11, tzinfo=UTC))
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
        a_meeting(people, met_on=date(2025, month, 28), first_on=date(2025, 1, 1), last_on=date(2025, 1, 2))
        a_meeting(people, met_on=date(2025, 7, month))
    with django_assert_num_queries(len(few)):
        governance_calendar(ON)


def test_the_page_is_closed_to_others(people):
    closed_to_all_but(READERS, people, PAGE, match="cannot read the governance calendar")
