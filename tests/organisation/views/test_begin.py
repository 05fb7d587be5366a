"""The pages at which a register begins: behind one address, once, with two people, and nothing before the last button."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.log import everything, open_words
from tests.pages import browser, typed, words
from watchbook.machine.places import places
from watchbook.organisation import founding_address
from watchbook.organisation.models import Authority, Person, Service

AUTHORITY = {
    "name": " Penrhos County Council ",
    "nation": "wales",
    "services": "Housing\n\n  Trading Standards \nhousing",
}
TWO = {
    "first_name": "Ada Fenwick",
    "first_email": "ada@penrhos.invalid",
    "second_name": "Bashir Noor",
    "second_email": "bashir@penrhos.invalid",
}


@pytest.fixture
def home(tmp_path, settings):
    settings.PLACES = places(tmp_path)
    settings.PLACES.secrets.mkdir()
    return settings.PLACES


@pytest.fixture
def token(home, db):
    return founding_address.make(home.founding_address, at=timezone.now())


def page(name, token):
    return reverse(f"begin:{name}", args=[token])


def answered(token, *, authority=None, two=None):
    """A browser that has answered both pages."""
    client = browser()
    client.post(page("authority", token), AUTHORITY | (authority or {}))
    client.post(page("administrators", token), TWO | (two or {}))
    return client


def test_three_pages_begin_a_register_and_show_each_administrators_link_once(token, home):
    client = browser()
    first = client.post(page("authority", token), AUTHORITY)
    assert first["Location"] == page("administrators", token)
    second = client.post(page("administrators", token), TWO)
    assert second["Location"] == page("check", token)
    shown = words(client.get(page("check", token)))
    for said in (
        "Penrhos County Council",
        "Wales",
        "Freedom of Information Act 2000",
        "Environmental Information Regulations 2004",
        "housing",
        "Trading Standards",
        "Ada Fenwick, ada@penrhos.invalid",
        "Bashir Noor, bashir@penrhos.invalid",
    ):
        assert said in shown
    assert not Authority.objects.exists()
    done = client.post(page("check", token))
    links = re.findall(r'href="(http://testserver/account/[^"]+)"', done.text)
    assert len(links) == 2
    authority = Authority.objects.get()
    assert (authority.name, authority.nation, authority.regimes) == (
        "Penrhos County Council",
        "wales",
        ["foia", "eir"],
    )
    assert sorted(Service.objects.values_list("name", flat=True)) == ["Trading Standards", "housing"]
    assert Person.objects.filter(is_system=False).count() == 2
    for link in links:
        assert "Choose your password" in words(browser().get(link, follow=True))
    assert not home.founding_address.exists()
    assert not client.session.keys()
    assert "Fenwick" not in open_words()


def test_nothing_is_recorded_before_the_last_button(token):
    before = everything()
    answered(token).get(page("check", token))
    assert everything() == before


def test_what_was_typed_can_be_changed_and_leads_back_to_the_answers(token):
    client = answered(token)
    assert "Bashir Noor" in typed(client.get(page("administrators", token)))
    assert "wales" in typed(client.get(page("authority", token)))
    answer = client.post(page("authority", token), AUTHORITY | {"nation": "scotland"})
    assert answer["Location"] == page("check", token)
    assert "Freedom of Information (Scotland) Act 2002" in words(client.get(page("check", token)))


def test_the_nations_laws_are_proposed_and_may_be_changed(token):
    client = answered(token)
    assert {"foia", "eir"} <= typed(client.get(page("laws", token)))
    assert "Select at least one law" in words(client.post(page("laws", token), {"x": "y"}))
    assert client.post(page("laws", token), {"regimes": ["foia"]})["Location"] == page("check", token)
    client.post(page("authority", token), AUTHORITY | {"name": "Another"})
    client.post(page("check", token))
    assert Authority.objects.get().regimes == ["foia"]


@pytest.mark.parametrize("name", ["administrators", "laws", "check"])
def test_a_later_page_leads_back_to_the_first_unanswered_one(token, name):
    client = browser()
    assert client.get(page(name, token), follow=True).request["PATH_INFO"] == page("authority", token)


def test_the_laws_lead_on_where_the_administrators_are_not_named_yet(token):
    client = browser()
    client.post(page("authority", token), AUTHORITY)
    answer = client.post(page("laws", token), {"regimes": ["foia"]})
    assert answer["Location"] == page("administrators", token)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "Enter the authority’s name"),
        ({"name": "x" * 121}, "Shorten the authority’s name to 120 characters or fewer: it has 121"),
        ({"nation": ""}, "Select the nation that the authority is in"),
        ({"nation": "france"}, "Select one of the answers"),
        ({"services": " \n "}, "Enter at least one service"),
        ({"services": "y" * 81}, "Shorten “yyy"),
        ({"services": "\n".join(map(str, range(101)))}, "Enter at most 100 services"),
        ({"services": "a\x00b"}, "characters that cannot be printed"),
    ],
)
def test_an_authority_that_cannot_be_is_refused_with_the_reason(token, changed, says):
    answer = browser().post(page("authority", token), AUTHORITY | changed)
    assert answer.status_code == 200
    assert says in words(answer)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"first_name": ""}, "Enter the first administrator’s name"),
        ({"second_email": "bashir"}, "Enter an email address"),
        ({"second_email": "ADA@penrhos.invalid"}, "because each checks the other"),
        ({"second_name": "Ada  Fenwlck"}, "another account has that name"),
        ({"first_name": "Watchbook"}, "it is the name of a duty or of Watchbook"),
        (
            {"first_email": "ada@penrhоs.invalid"},
            "one of its letters has an accent or looks like another letter",
        ),
        ({"first_email": "", "second_email": ""}, "Enter the second administrator’s email address"),
    ],
)
def test_two_administrators_are_two_people_with_addresses(token, changed, says):
    client = browser()
    client.post(page("authority", token), AUTHORITY)
    assert says in words(client.post(page("administrators", token), TWO | changed))


def test_the_address_opens_once(token):
    client, other = answered(token), answered(token)
    assert client.post(page("check", token)).status_code == 200
    for again in (client, other):
        answer = again.post(page("check", token))
        assert answer.status_code == 404
        assert "This register is already set up" in words(answer)
    assert Authority.objects.count() == 1


def test_two_windows_at_the_same_moment_begin_one_register(token, monkeypatch):
    monkeypatch.setattr("watchbook.organisation.views.begin.the_authority", lambda: None)
    monkeypatch.setattr("watchbook.organisation.founding.may_found", lambda administrators: None)
    assert answered(token).post(page("check", token)).status_code == 200
    founding = "watchbook.organisation.views.begin.founding_address.opens"
    monkeypatch.setattr(founding, lambda *args, **kwargs: True)
    answer = answered(token).post(page("check", token))
    assert answer.status_code == 409
    assert "it was set up in another window" in words(answer)


@pytest.mark.parametrize("wrong", ["x", "ï" * 40, "a" * 500, "%00"])
def test_a_wrong_address_opens_nothing_and_says_how_to_get_another(token, wrong):
    answer = browser().post(page("authority", wrong), AUTHORITY)
    assert answer.status_code == 404
    assert "To get a new address, run this command" in words(answer)


def test_an_old_address_opens_nothing(home, db):
    old = timezone.now() - founding_address.KEPT_FOR - timedelta(seconds=1)
    token = founding_address.make(home.founding_address, at=old)
    assert browser().get(page("authority", token)).status_code == 404


def test_a_newer_address_stops_the_one_before(token, home):
    newer = founding_address.make(home.founding_address, at=timezone.now())
    assert browser().get(page("authority", token)).status_code == 404
    assert browser().get(page("authority", newer)).status_code == 200


def test_without_the_address_the_page_says_how_a_register_begins(home, db):
    answer = browser().get(reverse("begin:start"))
    assert answer.status_code == 200
    assert ".venv/bin/watchbook setup" in words(answer)


def test_a_register_that_has_begun_leads_to_sign_in(home, people):
    assert "ask a system administrator for one" in words(browser().get(reverse("begin:start")))


def test_a_demonstration_never_becomes_a_register_and_says_how_to_leave_it(token, settings):
    settings.MODE = "demo"
    answer = browser().post(page("authority", token), AUTHORITY)
    assert answer.status_code == 404
    for said in ("you cannot turn it into a real register", "make stop", "var/demo"):
        assert said in words(answer)
