"""A second account under the name of somebody who was assessed: asked once, and kept."""

from base64 import b64encode

import pytest

from tests.looks import given
from tests.looks.filled import boxes, filled
from tests.looks.officer import path, said_together
from tests.pages import signed_in, words
from watchbook.keys import envelope
from watchbook.looks import look, page_view
from watchbook.looks.look import EarlierLook
from watchbook.looks.models import Look
from watchbook.looks.namesakes import TooManyWords, namesakes, possibly_mirrored

SECOND = "https://www.instagram.com/j.roe.second"


@pytest.fixture
def namesake(council):
    """Another subject of the same investigation with the first one's name, and an account of its own."""
    council.assess("T02")
    council.later()
    called = envelope.opened(council.subject)["called"]
    whole = council.subject.investigation
    return given.a_subject(council.people, whole=whole, profile=SECOND, called=called)


def test_a_second_account_under_the_same_name_does_not_open_on_easier_answers(council, namesake):
    said = words(council.prepared(["none"], one=namesake))
    assert (
        "Another subject may be the same person" in said
        or "Another subject, who was assessed more strictly" in said
    )
    assert not Look.objects.exists()


def test_another_person_of_the_same_name_is_looked_at_with_the_reason_kept(council, namesake):
    address = path("open_subject", namesake.investigation.reference, namesake.number)
    page = council.browser.get(address)
    told = filled(page, deciding=["none"], why="A complaint", not_the_same="She is 70 and lives in Wales")
    assert council.browser.post(address, told).status_code == 302
    row = Look.objects.get()
    assert envelope.opened(row)["not_the_same"] == "She is 70 and lives in Wales"
    assert said_together(namesake).outcomes == ()
    council.later()
    assert "Another subject, who was assessed more strictly" not in words(council.browser.get(address))


def test_a_search_for_the_name_of_a_subject_is_no_look_at_nobody(council):
    council.assess("T02")
    council.later()
    called = envelope.opened(council.subject)["called"].replace(" ", "%20")
    page = council.browser.get(path("open_general"))
    searched = f"https://www.facebook.com/search/top?q={called}"
    sent = filled(page, about="general", address=searched, why="Themes")
    assert "You cannot open this look" in words(council.browser.post(path("open_general"), sent))
    assert not Look.objects.exists()


@pytest.mark.parametrize("noted", ["{first} {last} (fictional)", "{last}, Mr {first}", "{last} {first}"])
def test_a_note_or_a_title_beside_a_name_hides_nobody(council, noted):
    """Whether it stands on record, at a search for the name, or at a second subject."""
    first, last = envelope.opened(council.subject)["called"].split(" ", 1)
    called = noted.format(first=first, last=last)
    whole = council.subject.investigation
    on_record = given.a_subject(council.people, whole=whole, profile=SECOND, called=called)
    council.subject = on_record
    council.assess("T02")
    council.later()
    search, service = f"https://duckduckgo.com/?q={first}+{last}", whole.service_id
    assert [one.assessment.subject for one in namesakes(None, search, service=service)] == [on_record]
    other = given.a_subject(council.people, whole=whole, profile=f"{SECOND}2", called=f"Ms {first} {last}")
    assert [one.assessment.subject for one in namesakes(other, f"{SECOND}2", service=service)] == [on_record]


def test_a_look_that_was_made_at_a_subjects_address_as_general_is_one_at_the_subject(council):
    council.assess("T02")
    council.later()
    row = given.made(council.people, about="general", address=given.PROFILE, looked_at=council.now)
    assert row.subject == council.subject
    assert row.basis == "none"


def test_an_imported_look_that_passed_over_an_assessment_is_to_be_checked(council):
    council.assess("T02")
    council.later()
    told = (given.PROFILE, "subject", "investigation", "overt", "nothing", "")
    earlier = EarlierLook(council.now, council.people.ines.service, "J. Doe", *told)
    row = look.bring_in(earlier, by=council.people.helen, at=council.now)
    page = words(signed_in(council.people.marian).get(path("look", row.reference)))
    assert "J. Doe, according to the imported log; imported by Helen" in page
    assert "Record your check" in page


MIRROR = "https://viewer.example/jane.roe.seller"


def test_a_page_of_an_unlisted_site_that_may_mirror_a_subject_is_no_look_at_nobody(council):
    council.assess("T02")
    council.later()
    page = council.browser.get(path("open_general"))
    for address in (
        MIRROR,
        "https://viewer.example/?u=jane.roe.seller",
        "https://viewer.example/@jane.roe.seller/",
    ):
        sent = filled(page, about="general", address=address, why="Themes")
        said = words(council.browser.post(path("open_general"), sent))
        assert "an account that the address names or may show" in said
    assert not Look.objects.exists()
    elsewhere = filled(page, about="general", address="https://viewer.example/market-news", why="Themes")
    assert council.browser.post(path("open_general"), elsewhere).status_code == 302


@pytest.mark.parametrize("pasted", [MIRROR, "https://bit.ly/3abcDEF"])
def test_a_second_subject_at_a_mirror_or_a_short_link_is_asked_about_before_its_first_look(council, pasted):
    """A short link names no account: the name that the officer gives is what is asked about."""
    council.assess("T02")
    council.later()
    called = envelope.opened(council.subject)["called"]
    begun = council.browser.post(path("begin"), {"address": pasted, "way": "page"})
    page = council.browser.get(begun.url)
    told = filled(
        page, deciding=["none"], why="A complaint", power="An Act, s.1", called=called, kind="person"
    )
    asked = council.browser.post(begun.url, told)
    assert "another subject may be the same person" in words(asked)
    assert "How do you know that this is not the same person?" in words(asked)
    assert boxes(asked)["called"] == called
    assert not Look.objects.exists()
    council.browser.post(begun.url, filled(asked, deciding="none", not_the_same="She is 40 years older"))
    assert Look.objects.count() == 1


def test_what_an_unlisted_site_may_show_is_told_by_its_path_and_by_a_name_in_its_query():
    assert "instagram.com/jane" in possibly_mirrored("https://viewer.example/u/jane")
    assert "reddit.com/user/jane" in possibly_mirrored("https://viewer.example/user/jane/comments")
    assert "x.com/jane" in possibly_mirrored("https://viewer.example/?name=@jane")
    for own in ("https://viewer.example/", "https://www.facebook.com/jane", "not an address"):
        assert possibly_mirrored(own) == frozenset()


def test_a_name_in_an_address_is_asked_about_however_it_is_written(council):
    """With spaces, escaped twice, in base64, before a number on the platform, under another platform, as a further page."""
    council.assess("T02")
    council.later()
    handle = given.PROFILE.removeprefix("https://www.")
    written = (
        "https://search.brave.com/search?q=jane+roe+seller+facebook",
        "https://search.example/find?q=%22Jane+Roe+Seller%22",
        "https://unavatar.io/facebook/jane%252Eroe%252Eseller",
        f"https://codepen.io/proxy/{b64encode(handle.encode()).decode()}",
        "https://www.facebook.com/Jane-Roe-Seller-100012345678901",
        "https://www.threads.com/@janeroeseller",
        "https://a.example/#/u/jane.roe.seller",
    )
    service = council.people.ines.service_id
    assert [one for one in written if not namesakes(None, one, service=service)] == []
    ordinary = ("https://www.bbc.co.uk/news/articles/c1", "https://www.harrowmere.gov.uk/planning?q=roe")
    assert [one for one in ordinary if namesakes(None, one, service=service)] == []


LONG = "https://news.example.com/" + "-".join(f"word{nth}" for nth in range(250))
TOO_MANY = "it has more than 200 words"


@pytest.mark.parametrize(("place", "more"), [("begin", {}), ("open_general", {"about": "general"})])
def test_an_address_of_too_many_words_is_refused_with_what_to_do(council, place, more):
    """The name that it holds may be the last of them."""
    page = council.browser.get(path("open_general"))
    sent = filled(page, address=LONG, why="Themes", **more) if more else {"address": LONG}
    assert TOO_MANY in words(council.browser.post(path(place), sent))
    assert not Look.objects.exists()


def test_no_page_of_too_many_words_is_added_to_a_look(council):
    row = given.opened(council.people, council.subject)
    told = words(council.browser.post(path("page_view", row.reference), {"address": LONG}))
    assert TOO_MANY in told
    with pytest.raises(TooManyWords):
        page_view.add(row, LONG, by=council.people.ines, at=council.now)


def test_a_look_that_was_made_at_such_an_address_is_recorded_as_one_at_somebody(council):
    row = given.made(council.people, about="general", address=LONG, looked_at=council.now)
    assert (row.about, row.basis) == ("subject", "none")
