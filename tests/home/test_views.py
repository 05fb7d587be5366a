"""The first page after sign-in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import given
from tests.oversight import given as oversight
from tests.pages import browser, signed_in, words
from tests.rights import EVERYBODY
from watchbook.governance.letters.models import LetterReceived
from watchbook.home.registers import REGISTERS
from watchbook.home.start import starts_of
from watchbook.home.views import pages
from watchbook.organisation import duty
from watchbook.organisation.queries import today
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.web.wording import day


def test_everybody_with_an_account_sees_their_duties_and_that_nothing_waits(people):
    for name in EVERYBODY:
        text = words(signed_in(getattr(people, name)).get("/"))
        assert ("You have nothing to do today." in text) == (name != "leila")  # the law to confirm
        held = [str(TITLES[DutyKind(row.kind)]) for row in getattr(people, name).duties.all()]
        expected = (
            f"Your duties: {held[0]}." if held else "You hold no duty today, so you cannot open most pages."
        )
        assert expected in text


def test_duties_are_named_in_the_order_of_the_alphabet(people):
    row = duty.propose(
        people.ines, kind=DutyKind.AUTHORISING_OFFICER, from_on=today(), by=people.ada, at=given.AT
    )
    duty.grant(row, by=people.bashir, at=given.AT)
    assert "Your duties: authorising officer, investigator." in words(signed_in(people.ines).get("/"))


def test_what_waits_is_listed_with_its_day_and_a_link(people):
    given.a_letter(people)
    response = signed_in(people.helen).get("/")
    assert "Letter L-0001, dated 20 March 2017 To do record the reply" in words(response)
    assert 'href="/governance/letters/L-0001/"' in response.text


def test_what_is_overdue_says_by_how_many_days_and_what_follows(people):
    row = oversight.a_recommendation(people)
    page = words(signed_in(row.owner).get("/"))
    late = (today() - row.due_on).days
    assert f"{late} days overdue" in page
    assert "until then the oversight page shows the recommendation as overdue" in page


def test_the_cards_count_the_reader_s_own_work_and_dates_of_it_are_not_denied(people, monkeypatch):
    monkeypatch.setattr(pages, "next_of", lambda *_rest, **_more: [])
    row = oversight.a_recommendation(people)
    page = words(signed_in(row.owner).get("/"))
    assert "For you to do 1 overdue" in page
    assert "You have no other dates in the next 6 weeks." in page
    assert "For you to do" not in words(signed_in(people.nell).get("/"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ada", ["Registers", "People and duties", "Settings"]),
        ("simon", ["Requests", "Registers", "People and duties"]),
        ("bryn", ["Requests", "Registers"]),
        ("oliver", ["Registers"]),
        ("ines", ["Registers"]),
        ("nell", []),
    ],
)
def test_the_menu_leads_to_what_is_open_to_the_person(people, name, shown):
    response = signed_in(getattr(people, name)).get("/")
    links = [f'<a class="govuk-service-navigation__link" href="{address}"' for address in MENU.values()]
    found = [word for word, link in zip(MENU, links, strict=True) if link in response.text]
    assert found == shown


MENU = {
    "Requests": "/foi/requests/",
    "Registers": "/registers/",
    "People and duties": "/organisation/people/",
    "Settings": "/organisation/authority/",
}


def test_the_page_of_registers_shows_those_that_are_open_to_the_person(people):
    page = signed_in(people.simon).get("/registers/")
    listed = [register.address for register in REGISTERS]
    assert all(f'href="{reverse(address)}"' in page.text for address in listed)
    for title, address in (("Due for deletion", "retention:due"), ("Deletion lists", "retention:deletions")):
        client = signed_in(people.simon)
        assert f'href="{reverse(address)}">{title}</a>' in page.text
        assert f'<h1 class="govuk-heading-l">{title}</h1>' in client.get(reverse(address)).text
    manager = signed_in(people.marian).get("/registers/").text
    assert f'href="{reverse("governance:tools")}"' in manager
    assert f'href="{reverse("governance:letters")}"' not in manager


def test_whoever_may_read_none_is_told_whom_to_ask(people):
    response = signed_in(people.nell).get("/registers/")
    assert response.status_code == 200
    assert "You cannot read any register" in words(response)


def test_the_page_is_for_those_signed_in_and_to_be_read(people):
    assert browser().get("/")["Location"] == "/about/"
    assert signed_in(people.ines).post("/", {"x": "y"}).status_code == 405


def test_the_page_takes_the_same_number_of_queries_for_two_letters_and_for_fifty(
    people, django_assert_num_queries
):
    client = signed_in(people.simon)
    for count in (2, 50):
        while LetterReceived.objects.count() < count:
            given.a_letter(people, file=None)
        with django_assert_num_queries(3):
            client.get("/")


def test_everybody_is_led_to_their_own_training(people):
    for name in ("ines", "nell"):
        person = getattr(people, name)
        assert f'href="/governance/training/people/{person.id}/"' in signed_in(person).get("/").text


def test_everybody_has_something_to_begin_with_that_opens(people):
    for name in EVERYBODY:
        person = getattr(people, name)
        client, starts = signed_in(person), starts_of(person)
        assert bool(starts) is person.duties.exists(), name
        first_page = words(client.get("/"))
        for one in starts:
            assert client.get(reverse(one.address)).status_code == 200, (name, one.address)
            assert str(one.words) in first_page, (name, one.address)


def test_whoever_may_look_checks_an_address_on_the_first_page(people):
    client = signed_in(people.ines)
    assert 'action="/looks/begin/"' in client.get("/").text
    for page in ("/", "/looks/"):
        assert "Look at this page" in words(client.get(page)), "one label for one act"
    answer = client.post("/looks/begin/", {"address": "https://www.facebook.com/jane.roe.seller"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("looks:open_address"))
    assert 'action="/looks/begin/"' not in signed_in(people.simon).get("/").text


def test_the_page_says_until_when_a_duty_is_held(people):
    row = people.oliver.duties.get()
    duty.end(row, on=today() + timedelta(days=9), by=people.ada, at=timezone.now())
    last = day(today() + timedelta(days=9))
    text = words(signed_in(people.oliver).get("/"))
    assert f"Your duties: authorising officer (until {last})." in text
    duty.end_earlier(row, on=today(), by=people.ada, at=timezone.now())
    text = words(signed_in(people.oliver).get("/"))
    assert "Your duties: authorising officer (until midnight today)." in text
