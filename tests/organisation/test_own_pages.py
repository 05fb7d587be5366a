"""The authority's own pages: one person proposes, another confirms, and nobody turns off triage alone."""

import pytest
from django.db import IntegrityError, transaction

from tests import given
from tests.each import each
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import BOTH, closed_to_all_but, refused_to_all_but
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.organisation import own_pages
from watchbook.organisation.models import Authority
from watchbook.organisation.permissions import may_decide_own_pages

PAGE = "/organisation/own-pages/"
NEWS, FACE = "https://council.invalid/news", "https://www.facebook.com/council.fictional"
TOLD = "authority.own_pages_"


def listed():
    row = Authority.objects.get()
    return row.own_pages.split(), row.own_pages_proposed.split()


def propose(by, *pages):
    return own_pages.propose(Authority.objects.get(), "\n".join(pages), by=by, at=given.AT)


def confirm(by, *pages):
    return [own_pages.confirm(Authority.objects.get(), one, by=by, at=given.AT) for one in pages][-1]


def decline(by, *pages):
    return [own_pages.decline(Authority.objects.get(), one, by=by, at=given.AT) for one in pages][-1]


def test_a_page_is_the_councils_own_once_a_second_person_confirmed_it(people):
    row = propose(people.ada, NEWS, FACE, NEWS)
    assert listed() == ([], [NEWS, FACE])
    assert told(row)[0] == f"{TOLD}proposed"
    row = confirm(people.helen, NEWS, FACE)
    assert listed() == ([NEWS, FACE], [])
    assert told(row)[:2] == (f"{TOLD}confirmed", people.helen.id)
    assert (row.own_pages_proposed_by, row.own_pages_decided_by) == (people.ada, people.helen)
    assert "facebook" not in open_words()


NO_PAGES = (
    ("https://www.facebook.com/", "front page of a site that other people have pages on"),
    ("https://m.facebook.com", "front page of a site that other people have pages on"),
    ("https://x.com/", "front page of a site that other people have pages on"),
    ("https://wordpress.com/", "front page of a site that other people have pages on"),
    ("https://search.brave.com/", "front page of a site that other people have pages on"),
    ("https://mastodon.social/", "front page of a site that other people have pages on"),
    ("https://search.brave.com/search?q=jane+doe", "a link to another page"),
    ("https://bit.ly/abc", "a link to another page"),
    ("https://facebook.com.example.net/council", "cannot tell from this address who owns the page"),
)


@each(("page", "why"), NO_PAGES)
def test_the_front_page_of_a_platform_and_what_leads_elsewhere_are_nobodys_own(people, page, why):
    leaves_nothing(WrongState, lambda: propose(people.ada, NEWS, page), why)
    assert listed() == ([], [])


def test_a_front_page_that_is_refused_is_said_on_the_page(people):
    page = signed_in(people.ada).post(PAGE, {"listed": f"{NEWS}\nhttps://www.facebook.com/"})
    assert "“https://www.facebook.com/” cannot be one of the authority’s own pages" in words(page)


def test_a_page_that_is_removed_ends_at_once_and_a_declined_one_never_begins(people):
    propose(people.ada, NEWS)
    confirm(people.simon, NEWS)
    propose(people.bashir, FACE)
    assert listed() == ([], [FACE])
    row = decline(people.helen, FACE)
    assert told(row)[0] == f"{TOLD}declined"
    assert listed() == ([], [])


def test_saving_the_list_as_it_stands_keeps_who_proposed_it(people):
    propose(people.ada, NEWS)
    row = propose(people.bashir, NEWS)
    assert (row.own_pages_proposed_by, told(row)[1]) == (people.ada, people.ada.id)


def test_nobody_confirms_what_they_proposed_nor_what_they_were_not_shown(people):
    row = propose(people.ada, NEWS)
    with pytest.raises(NotPermitted, match="you proposed them"):
        may_decide_own_pages(people.helen, Authority(own_pages_proposed_by=people.helen))
    assert row.own_pages_proposed_by == people.ada
    for changed in ("", FACE, f"{NEWS}\n{FACE}"):
        with pytest.raises(WrongState, match="the list has changed"):
            confirm(people.helen, changed)
    confirm(people.helen, NEWS)
    for act in (confirm, decline):
        with pytest.raises(WrongState, match="none of them is waiting for a decision"):
            act(people.helen, NEWS)


def test_the_database_too_refuses_a_decision_by_the_proposer_and_a_proposal_of_nobody(people):
    propose(people.ada, NEWS)
    rows = Authority.objects.all()
    for name, columns in {
        "own_pages_decided_by_a_second_person": {
            "own_pages_proposed": "",
            "own_pages_decided_by": people.ada,
        },
        "own_pages_proposed_have_proposer": {"own_pages_proposed_by": None},
    }.items():
        with transaction.atomic(), pytest.raises(IntegrityError, match=name):
            rows.update(**columns)


@pytest.mark.parametrize(
    "typed", ["all of facebook", "javascript:alert(1)", "facebook.com/council", "https://"]
)
def test_each_line_is_an_address(people, typed):
    with pytest.raises(WrongState, match="is not the address of a page"):
        propose(people.ada, NEWS, *typed.split())
    assert listed() == ([], [])


def test_who_may_propose_and_who_decide(people):
    refused_to_all_but(
        BOTH,
        people,
        lambda by: propose(by, NEWS),
        match="You cannot change the list of the authority’s own pages",
    )
    propose(people.ada, NEWS)
    may = {"helen", "simon"}
    for act in (confirm, decline):
        refused_to_all_but(
            may, people, lambda by, do=act: do(by, NEWS), match="You cannot confirm or decline"
        )


def test_a_failing_log_undoes_each_act(people, monkeypatch):
    propose(people.ada, NEWS)
    for act in (
        lambda: propose(people.ada, FACE),
        lambda: confirm(people.helen, NEWS),
        lambda: decline(people.helen, NEWS),
    ):
        undone_when_the_log_fails(monkeypatch, own_pages, act)


def test_by_its_page_one_lists_the_other_is_told_and_confirms(people):
    ada, helen = signed_in(people.ada), signed_in(people.helen)
    refused = words(ada.post(PAGE, {"listed": "our page"}))
    assert "“our” is not the address of a page" in refused
    said = words(ada.post(PAGE, {"listed": f"{NEWS}\n{FACE}"}, follow=True))
    assert "The RIPA co-ordinator or the senior responsible officer must confirm the new pages." in said
    assert "Confirm page" not in said
    assert "2 pages are proposed as the authority’s own pages" in words(helen.get("/"))
    assert "proposed as" not in words(ada.get("/"))
    page = words(helen.get(PAGE))
    assert "Proposed by Ada" in page
    assert "Save list" not in page
    done = words(helen.post(f"{PAGE}confirm/", {"page": NEWS}, follow=True))
    assert "The page was confirmed" in done
    assert listed() == ([NEWS], [FACE])
    assert "1 page is proposed as one of the authority’s own pages" in words(helen.get("/"))
    helen.post(f"{PAGE}confirm/", {"page": FACE})
    assert listed() == ([NEWS, FACE], [])
    assert "proposed as" not in words(helen.get("/"))
    ada.post(PAGE, {"listed": NEWS})
    assert listed() == ([NEWS], [])


def test_its_page_is_closed_to_others(people):
    closed_to_all_but(
        BOTH | {"helen", "simon"}, people, PAGE, match="You cannot see the list of the authority’s own pages"
    )
