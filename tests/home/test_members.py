"""What the governance calendar waits for, on the first page of the SRO and of members: red once it is overdue, before that among what comes."""

from datetime import date, timedelta

from tests.governance import adopted
from tests.governance.members.given import a_meeting
from tests.pages import signed_in, words
from watchbook.home.coming import coming_for
from watchbook.home.queries import waiting_for
from watchbook.organisation.queries import today

LATER = date(2027, 8, 2)
MISSED = "Report to members for January to March 2027"


def told(person, on=LATER):
    return {one.what: one for one in waiting_for(person, on=on)}


def test_a_report_that_members_did_not_have_is_overdue_on_both_homes_until_they_had_it(people):
    for name, waits_for in {"joan": "senior responsible officer", "simon": ""}.items():
        found = told(getattr(people, name))[MISSED]
        assert (found.by, found.waits_for) == (date(2027, 6, 30), waits_for)
        assert found.days_overdue(LATER) == 33
    assert MISSED not in told(people.bryn)
    assert MISSED not in told(people.joan, on=date(2027, 6, 30))
    says = f"{MISSED} is due"
    assert (date(2027, 6, 30), says) in [
        (one.on, one.says) for one in coming_for(people.joan, on=date(2027, 6, 20))
    ]


def test_a_policy_that_members_did_not_approve_again_is_overdue(people):
    adopted.a_policy()
    what = "Members’ approval of D-0001: RIPA policy"
    assert told(people.joan, on=today())[what].by == date(2019, 6, 12)
    first = waiting_for(people.simon, on=today())[0]
    assert (first.what, first.to_do) == (what, "put the policy to members, then record their meeting")
    assert told(people.joan, on=today())[what].href == "/governance/documents/D-0001/1/", (
        "she reads the policy"
    )
    page = signed_in(people.joan).get("/")
    assert what in words(page)
    assert "Waiting for others" in words(page)
    assert "watchbook-cards__card" not in page.text, "it is the senior responsible officer’s to do"
    assert "watchbook-cards__card--overdue" in signed_in(people.simon).get("/").text
    a_meeting(people, policy="D-0001", met_on=today() - timedelta(days=330), first_on=None, last_on=None)
    assert what not in told(people.joan, on=today())
    assert f"{what} is due" in [one.says for one in coming_for(people.simon, on=today())]


def test_the_return_of_a_year_that_is_over_waits_for_the_sro_until_it_is_signed(people):
    what = "Annual return to the Commissioner for 2026"
    found = told(people.simon)[what]
    assert (found.to_do, found.href) == (
        "check the figures, then sign the return",
        "/reports/annual-return/?year=2026",
    )
    assert what not in told(people.joan)


def test_what_was_missed_years_ago_is_left_to_the_calendar(people):
    much_later = LATER.replace(year=2037)
    reports = [what for what in told(people.simon, on=much_later) if what.startswith("Report to members")]
    assert 1 <= len(reports) <= 4
    assert MISSED not in reports
