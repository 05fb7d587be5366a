"""The menu of each duty: where its items lead, and the one to which each page belongs."""

import re

import pytest
from django.urls import reverse

from tests import given
from tests.architecture.addresses import addresses
from tests.midnight import passing_anywhere
from tests.pages import signed_in
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from watchbook.config.menu import HOME, MENU, SECTIONS, _place, current, menu_of
from watchbook.organisation import duty
from watchbook.organisation.by_duties import made_once
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

CURRENT = re.compile(r'<ul class="govuk-service-navigation__list".*?</ul>', re.DOTALL)
OF_EVERYBODY = {"home", "search"}  # signed-in pages that belong to Home in every menu
SEEN = {
    "nell": "Home",
    "ines": "Home Looks Investigations Registers",
    "marian": "Home Looks Investigations Authorisations Registers Reports",
    "helen": "Home Requests Looks Investigations Authorisations Registers Reports",
    "oliver": "Home Looks Investigations Authorisations Registers Reports",
    "simon": "Home Requests Looks Investigations Authorisations Registers Reports People",
    "leila": "Home Requests Investigations Authorisations Registers Reports",
    "bryn": "Home Requests Looks Authorisations Registers Reports Welsh",
    "ada": "Home Registers People Settings",
}


def ours():
    """Every page of ours for somebody signed in: its address by name, and as it is written."""
    return [one for one in addresses() if one.is_ours and not one.is_public]


def test_each_page_belongs_to_one_item_and_never_to_home_by_neglect():
    everything = set(MENU)
    neglected = {
        one.name
        for one in ours()
        if current(f"/{one.pattern}", everything) == HOME
        and not one.pattern.startswith(
            ("account/", "organisation/your-sign-in/", "organisation/council-sign-in/", "help/", "tour/")
        )
    }
    assert neglected == OF_EVERYBODY


def test_every_section_has_pages():
    paths = [f"/{one.pattern}" for one in addresses()]
    assert [start for start in SECTIONS if not any(path.startswith(start) for path in paths)] == []


@pytest.mark.parametrize(
    ("path", "shown", "expected"),
    [
        ("/looks/LK-0001/", {"home", "looks", "investigations"}, "looks"),
        ("/looks/LK-0001/", {"home", "investigations"}, "investigations"),
        ("/authorisations/DS-0001/", {"home", "investigations"}, "investigations"),
        ("/investigations/break-glass/", {"home", "investigations"}, "investigations"),
        ("/investigations/break-glass/", {"home", "investigations", "registers"}, "registers"),
        ("/governance/letters/", {"home"}, "home"),
        ("/", {"home", "registers"}, "home"),
        ("/organisation/people/add/", {"home", "people", "settings"}, "people"),
        ("/organisation/own-pages/", {"home", "registers"}, "home"),
    ],
)
def test_a_page_belongs_to_the_nearest_item_that_its_reader_has(path, shown, expected):
    assert current(path, shown) == expected


def test_each_duty_has_the_items_that_open_to_it_and_one_is_current_on_each_page(people):
    for name in (NOBODY, *DUTIES, ADMINISTRATORS[1]):
        person = getattr(people, name)
        for one in ours():
            items = menu_of(person, f"/{one.pattern}")
            assert sum(item.active for item in items) == 1, (name, one.name)
        assert " ".join(item.text for item in menu_of(person, "/")) == SEEN.get(name, _texts(person))
        client = signed_in(person)
        for item in menu_of(person, "/"):
            page = client.get(item.href)
            assert page.status_code == 200, (name, item)
            [menu] = CURRENT.findall(page.text)
            assert re.findall(r'href="([^"]*)" aria-current="page"', menu) == [item.href], (name, item)


def test_a_duty_that_is_granted_is_in_the_menu_of_the_next_page(people):
    client, register = signed_in(people.ines), reverse("foi:requests")
    assert register not in CURRENT.search(client.get("/").text)[0]
    kind = DutyKind.INFORMATION_OFFICER
    row = duty.propose(people.ines, kind=kind, from_on=today(), by=people.ada, at=given.AT)
    assert register not in CURRENT.search(client.get("/").text)[0]
    duty.grant(row, by=people.bashir, at=given.AT)
    assert register in CURRENT.search(client.get("/").text)[0]


def test_the_menu_follows_from_the_duties_alone_whichever_are_held_together(people):
    every = frozenset(DUTIES.values())
    for held in (every, frozenset(), *(every - {kind} for kind in every), *({kind} for kind in every)):
        person = people.nell
        person.kept["duties"] = {today(): frozenset(held)}
        places = {name: _place(person, item) for name, item in MENU.items()}
        assert [one.href for one in menu_of(person, "/")] == [*filter(None, places.values())], held


def _texts(person):
    return " ".join(item.text for item in menu_of(person, "/"))


def test_a_page_that_is_refused_or_of_the_account_has_one_current_item_too(people):
    client = signed_in(people.ines)
    for path in (reverse("organisation:people"), reverse("account_change_password"), "/nowhere/"):
        page = client.get(path, follow=True)
        [menu] = CURRENT.findall(page.text)
        assert menu.count("aria-current=") == 1, path


def test_a_public_page_has_one_current_item_and_the_disclosure_log_nobodys_menu(people):
    """A cache keeps the log's pages for everybody, so they are a stranger's, whoever asks."""
    client = signed_in(people.bryn)
    for name in (
        "front",
        "web:licence",
        "listening:published",
        "help:public",
        "your_data:your_data",
        "seal:seal",
    ):
        [menu] = CURRENT.findall(client.get(reverse(name)).text)
        assert menu.count("aria-current=") == 1, name
    log = client.get(reverse("disclosure_log:log")).text
    assert (CURRENT.findall(log), "Sign out" in log, "Sign in" in log) == ([], False, True)


def test_midnight_may_pass_while_a_menu_is_made(people, monkeypatch):
    def made():
        made_once.cache_clear()
        bryn = Person.objects.get(pk=people.bryn.pk)  # as in each request, nobody knows yet what they hold
        texts.add(" ".join(item.text for item in menu_of(bryn, "/")))

    texts = set()
    passing_anywhere(monkeypatch, made)
    assert texts == {SEEN["bryn"]}
