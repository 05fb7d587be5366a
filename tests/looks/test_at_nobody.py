"""No look at nobody in particular leads to somebody: not by its address, a further page, its purpose, or afterwards."""

import pytest

from tests.log import leaves_nothing
from tests.looks import given
from tests.looks.given import AT
from watchbook.acting.refusals import WrongState
from watchbook.keys import envelope
from watchbook.looks import opening, page_view
from watchbook.looks.models import Look
from watchbook.looks.sitting import ABOUT_SOMEBODY, NOBODY, USUAL, with_purpose

GENERAL = NOBODY | {"made_open": "no"}
SOMEBODYS = (
    "https://x.com/jane_doe", "https://t.co/abc", "https://vk.com/id1", "https://jane.wordpress.com/",
    "https://www.facebook.com/photo?fbid=1", "https://www.google.com/search?q=site:x.com/jane",
)  # fmt: skip
ORDINARY = ("https://www.bbc.co.uk/news/articles/c1", "https://x.com/hashtag/fireworks")


def at_nobody(about="general", address="https://news.example/", **changes):
    facts = NOBODY if about == "own_page" else GENERAL
    return given.ask(**{"about": about, "address": address, "facts": facts, "purpose": "other"} | changes)


def goes_on_to_nobody(people, row):
    """No page that is somebody's, or may be, is added to a look."""
    for address in SOMEBODYS:
        with pytest.raises(WrongState, match="Open a separate look"):
            page_view.add(row, address, by=people.ines, at=AT)
    assert not row.page_views.exists()


def test_a_page_that_could_be_somebodys_is_nobodys_neither_first_nor_later(people):
    for about in ("general", "register"):
        for address in SOMEBODYS:
            with pytest.raises(WrongState, match="belongs, or may belong, to"):
                opening.open(at_nobody(about, address), by=people.ines, at=AT)
        assert not Look.objects.filter(about=about).exists()
        goes_on_to_nobody(people, opening.open(at_nobody(about), by=people.ines, at=AT))


def test_a_look_at_our_own_page_goes_on_to_our_own_alone(people):
    row = given.opened(people)
    goes_on_to_nobody(people, row)
    page_view.add(row, f"{given.OUR_PAGE}/photos", by=people.ines, at=AT)


def test_ordinary_pages_open_and_are_added(people):
    row = opening.open(at_nobody(address=ORDINARY[0]), by=people.ines, at=AT)
    for one in ORDINARY:
        page_view.add(row, one, by=people.ines, at=AT)
    assert row.page_views.count() == len(ORDINARY)


def test_a_platform_is_no_public_register(people):
    told = at_nobody("register", "https://x.com/search?q=jane")
    leaves_nothing(
        WrongState, lambda: opening.open(told, by=people.ines, at=AT), "belongs, or may belong, to"
    )


def test_a_purpose_about_a_person_is_never_at_nobody(people):
    given.our_page(people)
    for about in ("general", "register", "own_page"):
        address = given.OUR_PAGE if about == "own_page" else "https://news.example/"
        for purpose in sorted(ABOUT_SOMEBODY):
            with pytest.raises(WrongState, match="a purpose that is about somebody"):
                opening.open(at_nobody(about, address, purpose=purpose), by=people.ines, at=AT)


def test_a_purpose_that_says_a_fact_is_not_contradicted_by_the_answers(people):
    """“Building a profile” with “none of the above” is no preliminary look."""
    subject = given.a_subject(people)
    for purpose in ("profile", "person", "group"):
        with pytest.raises(opening.NotOpened) as refused:
            opening.open(given.ask(subject, purpose=purpose), by=people.ines, at=AT)
        met = refused.value.appraisal
        assert not {"none", "preliminary", "overt"} & set(met.decision.outcomes)
        said = with_purpose(USUAL, purpose)
        assert {name: met.facts[name] for name in said} == said


def test_a_look_that_was_made_at_somebody_is_counted_without_a_basis_whatever_it_is_called(people):
    for changes in ({"address": SOMEBODYS[0]}, {"purpose": "tracing", "address": "https://news.example/"}):
        told = {"facts": GENERAL, "purpose": "other"} | changes
        made = given.made(people, about="general", **told)
        assert (made.about, made.basis) == ("subject", "none")


def test_what_was_seen_in_a_look_called_general_counts_for_its_account(people):
    given.made(people, about="general", address=SOMEBODYS[0], facts=GENERAL)
    subject = given.a_subject(people, profile=SOMEBODYS[0])
    assert given.opened(people, subject, at=AT).look_in_window == 2
    assert Look.objects.count() == 2


NAMES = (
    "https://www.google.com/search?q=jane+roe", "https://x.com/search?q=Jane%20Roe", "https://duckduckgo.com/?q=jane+roe+harrowmere",
    "https://www.facebook.com/search/top?q=jane%20roe", "https://www.reddit.com/search/?q=Ace+Motors",
)  # fmt: skip
NO_NAMES = ("https://x.com/search?q=%23fireworks", "https://www.gov.uk/search/all?keywords=jane+roe", "https://news.example/?page=2")  # fmt: skip


@pytest.mark.parametrize("address", NAMES)
@pytest.mark.parametrize("said", ["", "tipping"])
def test_a_search_for_words_is_nobodys_once_somebody_says_how_that_is_known(people, address, said):
    told = at_nobody(address=address, searched=said)
    leaves_nothing(WrongState, lambda: opening.open(told, by=people.ines, at=AT), "may be somebody’s name")
    told = at_nobody(address=address, searched="The words of a poster, which name a street")
    row = opening.open(told, by=people.ines, at=AT)
    assert envelope.opened(row)["searched"] == "The words of a poster, which name a street"
    page_view.add(row, address, by=people.ines, at=AT)


def test_a_search_is_no_further_page_of_another_look(people):
    row = opening.open(at_nobody(), by=people.ines, at=AT)
    for address in NAMES:
        with pytest.raises(WrongState, match="Open a separate look at it"):
            page_view.add(row, address, by=people.ines, at=AT)
    for address in NO_NAMES:
        page_view.add(row, address, by=people.ines, at=AT)


def test_searches_of_the_state_and_for_hashtags_ask_nothing(people):
    for address in NO_NAMES:
        opening.open(at_nobody(address=address), by=people.ines, at=AT)


def test_a_search_engine_is_no_public_register(people):
    for address in (NAMES[0], NAMES[2]):
        told = at_nobody(about="register", address=address)
        leaves_nothing(
            WrongState, lambda told=told: opening.open(told, by=people.ines, at=AT), "may be somebody’s name"
        )
    directory = at_nobody(about="register", address="https://directory.example/find?name=Ace+Motors")
    assert opening.open(directory, by=people.ines, at=AT).about == "register"
