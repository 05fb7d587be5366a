"""Pages of duties: proposed, granted or declined by a second person, ended."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests import given
from tests.log import everything
from tests.pages import a_day, signed_in, typed, words
from tests.rights import BOTH, closed_to_all_but, the_system
from watchbook.organisation import duty, person
from watchbook.organisation.models import Duty
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.web.wording import day

REASON = "only a system administrator can"
FIRST, LAST = date(2026, 4, 1), date(2026, 9, 30)


def propose_page(somebody):
    return f"/organisation/people/{somebody.id}/duties/propose/"


def page_of(row, tail):
    return f"/organisation/duties/{row.id}/{tail}/"


def a_proposal(people, *, kind=DutyKind.SOLICITOR, whose="nell", until_on=None):
    return duty.propose(
        getattr(people, whose), kind=kind, from_on=FIRST, until_on=until_on, by=people.ada, at=given.AT
    )


def granted(people, **options):
    return duty.grant(a_proposal(people, **options), by=people.bashir, at=given.AT)


def test_a_duty_is_proposed_from_today_unless_said_otherwise(people):
    client = signed_in(people.ada)
    page = client.get(propose_page(people.nell))
    assert "Propose a duty" in words(page)
    assert {str(today().day), str(today().month), str(today().year)} <= typed(page)
    sent = {"kind": "solicitor", **a_day("from_on", FIRST), **a_day("until_on", LAST)}
    response = client.post(propose_page(people.nell), sent, follow=True)
    assert "You proposed the duty. Another system administrator must decide on it." in words(response)
    row = Duty.objects.get(person=people.nell)
    assert (row.kind, row.from_on, row.until_on, row.state) == ("solicitor", FIRST, LAST, "proposed")


@pytest.mark.parametrize(
    ("name", "changes", "says"),
    [
        ("nell", {"kind": ""}, "Select a duty"),
        ("nell", {"from_on_month": "13"}, "The month of the first date of the duty must be between 1 and 12"),
        ("nell", a_day("until_on", FIRST - timedelta(days=1)), "it would end before it begins."),
        (
            "ines",
            {"kind": "internal_auditor"},
            "You cannot give one person the duties of internal auditor and investigator.",
        ),
    ],
)
def test_a_refused_proposal_keeps_what_was_typed_and_writes_nothing(people, name, changes, says):
    before = everything()
    sent = {"kind": "solicitor", **a_day("from_on", FIRST), **changes}
    response = signed_in(people.ada).post(propose_page(getattr(people, name)), sent)
    assert response.status_code == 200
    assert says in words(response)
    assert {value for value in sent.values() if value} <= typed(response)
    assert everything() == before


def test_a_duty_is_granted_or_declined_by_another_persons_click(people):
    first, second = a_proposal(people), a_proposal(people, kind=DutyKind.INVESTIGATOR)
    client = signed_in(people.bashir)
    assert "You granted the duty." in words(client.post(page_of(first, "grant"), follow=True))
    assert "You declined the duty." in words(client.post(page_of(second, "decline"), follow=True))
    states = Duty.objects.filter(person=people.nell).values_list("state", flat=True)
    assert set(states) == {"granted", "declined"}


def test_whoever_proposed_it_is_refused_with_the_reason(people):
    row = a_proposal(people)
    for tail in ("grant", "decline"):
        response = signed_in(people.ada).post(page_of(row, tail))
        assert response.status_code == 403
        assert "You cannot grant or decline this duty: you proposed it." in words(response)


def test_a_decision_taken_already_is_409_with_what_became_of_it(people):
    row = a_proposal(people)
    duty.decline(row, by=people.bashir, at=given.AT)
    response = signed_in(people.bashir).post(page_of(row, "grant"))
    assert response.status_code == 409
    assert "You cannot grant this duty: the state of the duty is “declined”." in words(response)


def test_a_duty_gets_its_last_day(people):
    row = granted(people)
    client = signed_in(people.ada)
    page = client.get(page_of(row, "end"))
    assert "What is the last date of the duty?" in words(page)
    assert {str(today().day), str(today().year)} <= typed(page)
    response = client.post(page_of(row, "end"), a_day("on", today()), follow=True)
    assert "You set the last date of the duty to " in words(response)
    assert Duty.objects.get(pk=row.pk).until_on == today()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (a_day("on", date(2026, 3, 1)), "the duty would end before it begins."),
        (a_day("on", today() + timedelta(days=31)), "its last date is before then."),
        (
            a_day("on", today() - timedelta(days=1)),
            "the person may have needed the duty for what they have done since then.",
        ),
        ({"on_day": "31", "on_month": "4", "on_year": "2026"}, "April 2026 has only 30"),
    ],
)
def test_a_refused_last_day_keeps_what_was_typed(people, sent, says):
    row = granted(people, until_on=today() + timedelta(days=30))
    response = signed_in(people.ada).post(page_of(row, "end"), sent)
    assert response.status_code == 200
    assert says in words(response)
    assert set(sent.values()) <= typed(response)
    assert Duty.objects.get(pk=row.pk).state == "granted"


def test_the_page_of_a_duty_that_is_over_asks_for_no_last_date(people):
    page = words(signed_in(people.ada).get(page_of(granted(people, until_on=LAST), "end")))
    assert "You cannot end this duty: it ended on 30 September 2026, its last date." in page
    assert "What is the last date of the duty?" not in page


def test_nothing_is_proposed_for_the_system_person_or_a_closed_account_and_the_page_says_why(people):
    client = signed_in(people.ada)
    refused = client.get(propose_page(the_system()))
    assert (refused.status_code, "You cannot propose a duty for this account" in words(refused)) == (
        403,
        True,
    )
    account = f"/organisation/people/{people.nell.id}/"
    assert "Propose a duty" in words(client.get(account))
    person.close(people.nell, by=people.ada, at=given.AT)
    refused = client.get(propose_page(people.nell))
    assert (refused.status_code, "Open the account again first." in words(refused)) == (403, True)
    page = words(client.get(account))
    assert "Propose a duty" not in page
    assert "Open the account again" in page


def test_a_duty_that_is_proposed_already_is_refused_with_the_days_still_typed(people):
    a_proposal(people)
    sent = {"kind": "solicitor", **a_day("from_on", LAST)}
    response = signed_in(people.ada).post(propose_page(people.nell), sent)
    assert "another proposal for some of these dates is waiting." in words(response)
    assert set(sent.values()) <= typed(response)


def test_a_last_day_to_come_is_moved_earlier_on_the_same_page(people):
    later, sooner = today() + timedelta(days=30), today() + timedelta(days=3)
    row = duty.end(granted(people), on=later, by=people.ada, at=given.AT)
    client = signed_in(people.ada)
    account = f"/organisation/people/{people.nell.id}/"
    assert "End duty earlier" in words(client.get(account))
    refused = client.post(page_of(row, "end"), a_day("on", later))
    assert "You cannot move the last date to this date" in words(refused)
    response = client.post(page_of(row, "end"), a_day("on", sooner), follow=True)
    assert "You set the last date of the duty to " in words(response)
    assert f"The last date of the duty of solicitor was moved earlier, to {day(sooner)}." in words(response)
    assert Duty.objects.get(pk=row.pk).until_on == sooner


def test_a_duty_that_has_ended_is_not_ended_again(people):
    row = duty.end(granted(people), on=LAST, by=people.ada, at=given.AT)
    response = signed_in(people.ada).post(page_of(row, "end"), a_day("on", LAST))
    assert "You cannot move this last date" in words(response)


def test_pages_are_closed_to_whoever_may_not_with_the_reason(people):
    row = a_proposal(people)
    addresses = [propose_page(people.nell), *(page_of(row, tail) for tail in ("grant", "decline", "end"))]
    closed_to_all_but(BOTH, people, *addresses, match=REASON)
    own = page_of(Duty.objects.get(person=people.ada), "end")
    assert "your own duty as system administrator" in words(signed_in(people.ada).get(own))


def test_there_is_nothing_to_decide_for_nobody(people):
    client = signed_in(people.ada)
    assert client.get(f"/organisation/people/{uuid4()}/duties/propose/").status_code == 404
    for tail in ("grant", "decline", "end"):
        assert client.post(f"/organisation/duties/{uuid4()}/{tail}/").status_code == 404


def test_a_decision_is_made_by_post_only(people):
    row = a_proposal(people)
    for tail in ("grant", "decline"):
        assert signed_in(people.bashir).get(page_of(row, tail)).status_code == 405
    assert Duty.objects.get(pk=row.pk).state == "proposed"
