"""The answers with which a look was refused are kept as an assessment that binds the next look, at every entrance."""

from itertools import product

import pytest
from django.urls import reverse

from tests.looks import given
from tests.looks.filled import boxes, filled
from tests.looks.officer import Council, path
from tests.pages import words
from tests.proof_only import one_in
from watchbook.audit_log.models import Event
from watchbook.keys import envelope
from watchbook.looks.models import Look
from watchbook.looks.opening import NotOpened, appraise, refuse
from watchbook.looks.sitting import USUAL
from watchbook.triage.models import Assessment

ENTRANCES = {
    "bookmark": lambda council, ticks: council.paste("bookmarklet", ticks),
    "paste": lambda council, ticks: council.paste("page", ticks),
    "phone": lambda council, ticks: council.paste("phone", ticks),
    "prepared": lambda council, ticks: council.prepared(ticks),
    "second investigation": lambda council, ticks: council.in_another_investigation(ticks),
}


@pytest.fixture
def council(people, clock):
    return Council(people, clock)


@pytest.mark.parametrize(("entrance", "has_plan"), one_in(3, product(ENTRANCES, [False, True])))
def test_laxer_answers_after_a_refusal_open_no_look(council, entrance, has_plan):
    if has_plan:
        given.a_plan(council.people, council.subject, at=council.now)
    ENTRANCES[entrance](council, ["private", "kept"])
    kept = Assessment.objects.get()
    assert (kept.outcomes, kept.assessed_by) == (["non_ripa"], council.people.ines)
    for again in ENTRANCES.values():
        council.later()
        assert "You cannot open" in words(again(council, ["told"]))
    assert not Look.objects.exists()
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("address", ["https://www.facebook.com/new.seller", "https://t.co/AbC12"])
def test_an_account_that_had_no_subject_yet_is_bound_too(council, address):
    for ticks in (["private", "kept"], ["told"]):
        council.later()
        begun = council.browser.post(path("begin"), {"address": address})
        page = council.browser.get(begun.url)
        told = {"deciding": ticks, "why": "A complaint", "power": "Trade Marks Act 1994, s.93"}
        told["called"] = "A new seller"
        council.browser.post(begun.url, filled(page, **told))
    assert not Look.objects.exists()
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("about", ["general", "register"])
def test_an_address_of_an_account_is_never_of_nobody_in_particular(council, about):
    page = council.browser.get(path("open_general"))
    sent = filled(page, about=about, address="https://x.com/new_seller", why="Replies")
    assert "belongs, or may belong, to" in words(council.browser.post(path("open_general"), sent))
    assert not Look.objects.exists()


def test_what_nobody_can_read_as_an_address_is_no_page_of_nobodys(council):
    page, jane = council.browser.get(path("open_general")), "www.facebook.com/jane.roe.seller"
    for address in (
        f"https://{jane.replace('.com', '.com:443')}",
        f"https:/{jane}",
        f"{jane.replace('/', '/./')}",
        f"{jane}%",
        f"https://user@{jane}",
        f"https:\\\\{jane}",
        "https://157.240.1.35/jane.roe.seller",
        f"https://{jane} https://shop.example/",
        "@jane.roe.seller",
        "Jane Roe",
    ):
        sent = filled(page, about="register", address=address, why="Replies")
        assert 'id="id_address-error"' in council.browser.post(path("open_general"), sent).text, address
    sent = filled(
        page, about="register", address=f"https://{jane}\nx", why="Replies"
    )  # of which a box keeps one line
    assert "belongs, or may belong, to" in council.browser.post(path("open_general"), sent).text
    assert not Look.objects.exists()
    sent = filled(page, about="general", address="https://shop.example/", why="Replies")
    assert council.browser.post(path("open_general"), sent).status_code == 302


def test_the_answers_are_kept_as_given_listed_and_named_in_the_event(council):
    council.prepared(["private", "kept"])
    kept = Assessment.objects.get()
    said = envelope.opened(kept)["facts"]
    assert (said["f2"], said["f4"], said["told"]) == ("yes", "yes", "no")
    listed = council.browser.get(reverse("triage:assessments", args=[kept.investigation.reference]))
    assert kept.reference in words(listed)
    assert Event.objects.get(name="look.refused").fields["assessment"] == kept.reference


def test_what_is_refused_for_another_reason_than_the_answers_leaves_no_assessment(council):
    council.assess("T02")
    council.prepared(["none"])
    before = Assessment.objects.get()
    refusal = NotOpened(appraise(given.ask(council.other, attests=False), at=council.now))
    assert refuse(council.other, refusal, by=council.people.ines, at=council.now) is None
    assert Assessment.objects.get() == before


def test_a_less_strict_refusal_leaves_what_stands(council):
    council.assess("T02")
    asked = given.ask(council.subject, facts=USUAL | {"f2": "yes", "f4": "yes"})
    refusal = NotOpened(appraise(asked, at=council.now))
    assert refuse(council.subject, refusal, by=council.people.ines, at=council.now) is None


def first_look(council, address, **told):
    """Paste an address of which nothing is prepared, and send its page back."""
    council.later()
    begun = council.browser.post(path("begin"), {"address": address})
    page = council.browser.get(begun.url)
    said = {"deciding": ["told"], "why": "A complaint", "power": "Trade Marks Act 1994, s.93"}
    said["called"] = f"Whoever posts at {address}"
    return council.browser.post(begun.url, filled(page, **said | told), follow=True)


SHORT = "https://t.co/AbC12"


def test_a_short_link_says_that_its_account_is_not_known_and_asks_for_it(council):
    council.assess("T02")
    page = council.browser.get(council.browser.post(path("begin"), {"address": SHORT}).url)
    assert "does not show whose account it is" in words(page)
    assert "does not show whose account it is" in words(
        first_look(council, SHORT, leads_to="https://bit.ly/3AbC")
    )
    assert "You cannot open" in words(first_look(council, SHORT, leads_to=given.PROFILE))
    assert not Look.objects.exists()


def test_an_address_of_nobodys_leads_with_it_to_the_look_at_nobody(council):
    theme, leads = "https://x.com/hashtag/tyres", 'id="nobody"'
    page = council.browser.get(council.browser.post(path("begin"), {"address": theme}).url)
    assert "This address names no account." in words(page)
    assert leads in page.text
    carried = council.browser.post(path("open_general"), {"carried": "1"})
    assert boxes(carried)["address"] == theme
    assert "There is a problem" not in words(carried)
    for somebodys in ("https://x.com/jane/status/12345", SHORT, given.PROFILE):
        page = council.browser.get(council.browser.post(path("begin"), {"address": somebodys}).url)
        assert leads not in page.text
    post = council.browser.post(path("begin"), {"address": "https://x.com/jane/status/12345"})
    assert "The name in this address does not prove whose post it is." in words(council.browser.get(post.url))


@pytest.mark.parametrize("blank", ["", " ", "?"])
def test_a_short_link_of_nobody_known_opens_nothing_and_says_what_to_do(council, blank):
    page = words(first_look(council, SHORT, called=blank))
    assert "without its account or the subject’s name" in page
    assert "ask the person who gave you the address" in page
    assert not Look.objects.exists()
    first_look(council, SHORT, called="A seller")
    assert Look.objects.get().subject


@pytest.mark.parametrize(
    "around",
    [
        "https://web.archive.org/web/2024/{}",
        "https://l.facebook.com/l.php?u={}",
        "https://www.google.com/url?q={}",
        "https://translate.google.com/translate?u=https://archive.ph/{}",
        "view-source:{}",
    ],
)
def test_an_account_within_another_address_is_bound_and_what_was_opened_is_kept_as_it_was(council, around):
    address = around.format(given.PROFILE)
    council.assess("T02")
    assert "You cannot open" in words(council.paste("page", ["told"], profile=address))
    council.paste("page", ["told"], profile=around.format(given.OTHER_PROFILE))
    row = Look.objects.get()
    assert row.subject == council.other
    assert envelope.opened(row)["addresses"] == [around.format(given.OTHER_PROFILE)]


def test_a_refusal_is_never_under_a_banner_that_says_done(council):
    page = words(first_look(council, "https://www.facebook.com/new.seller", deciding=["private", "kept"]))
    assert "Important You cannot open this look" in page
    assert "Done" not in page
