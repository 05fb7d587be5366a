"""Every public page in Welsh: each sentence of it, with something to show and without, and the way between the languages."""

import pytest
from django.urls import reverse

from tests.architecture.test_public_urls import PUBLIC
from tests.foi.published import a_publication, corrected, withdrawn
from tests.pages import browser, words
from tests.welsh import noting_what_is_missing
from watchbook.foi.queries import newest_edition

STAFF = "begin: organisation: machine: authorisations:"  # set-up, and what a calendar asks for
WAYS_IN = "account_ mfa_"  # tests/organisation/test_sign_in_in_welsh.py
NO_PAGE = {
    "disclosure_log:entry_json", "disclosure_log:atom", "disclosure_log:json", "disclosure_log:csv",
    "disclosure_log:schema", "disclosure_log:receipt", "listening:counts_csv", "figures_csv", "seal:key", "seal:checkpoint",
    "seal:checkpoint_of", "seal:checkpoints", "seal:token", "seal:consistency", "seal:watch_program",
    "seal:verify_program", "seal:try_program", "help:picture",
}  # fmt: skip
OF_THE_DEMONSTRATION = {"tour"}
WITH_TESTS_OF_THEIR_OWN = {"listening:published", "listening:counts"}  # tests/listening/test_in_welsh.py
PAGES = {
    "front": "/about/",
    "figures": "/about/figures/",
    "help:public": "/help/guides/public/",
    "web:accessibility_statement": "/accessibility-statement/",
    "web:licence": "/licence/",
    "your_data:your_data": reverse("your_data:your_data"),
    "your_data:complain": reverse("your_data:complain"),
    "your_data:complained": reverse("your_data:complained", args=["none"]),
    "disclosure_log:log": reverse("disclosure_log:log"),
    "disclosure_log:entry": reverse("disclosure_log:entry", args=["DL-0001"]),
    "seal:seal": reverse("seal:seal"),
}
COMPLAINED = {
    "name": "Jane Roe",
    "contact": "jane@example.invalid",
    "words": "You looked.",
    "request_reference": "",
}


def welsh(address):
    return browser().get(address, {"lang": "cy"})


def test_every_public_page_is_among_these():
    of_the_public = {name for name in PUBLIC if not name.startswith(tuple(f"{STAFF} {WAYS_IN}".split()))}
    assert of_the_public == PAGES.keys() | NO_PAGE | OF_THE_DEMONSTRATION | WITH_TESTS_OF_THEIR_OWN


@pytest.mark.parametrize("name", PAGES.keys() - {"disclosure_log:entry"})
def test_every_sentence_is_in_welsh_before_there_is_anything_to_show(name, people):
    with noting_what_is_missing() as missing:
        page = welsh(PAGES[name])
    assert missing == set()
    assert '<html lang="cy"' in page.text
    assert 'href="?lang=en"' in page.text


@pytest.mark.parametrize("name", PAGES.keys())
def test_a_cache_serves_no_language_to_whoever_asks_for_another(name, people):
    """In either language: an answer depends on the cookie and the browser, and one that sets a cookie is not kept."""
    a_publication(people)
    for headers in ({}, {"Accept-Language": "cy"}):
        plain = browser().get(PAGES[name], headers=headers)
        assert {"Accept-Language", "Cookie"} <= {one.strip() for one in plain["Vary"].split(",")}
        assert plain["Cache-Control"] in {"no-store", "public, no-cache"}
        assert not plain.cookies.get("django_language")
    for language in ("cy", "en"):
        asked = browser().get(PAGES[name], {"lang": language})
        assert asked["Cache-Control"] == "no-store"
        assert asked.cookies["django_language"].value == language


def test_every_sentence_of_the_disclosure_log_is_in_welsh(people):
    row = a_publication(people)
    with noting_what_is_missing() as missing:
        assert welsh(PAGES["disclosure_log:log"]).status_code == 200
        assert "Sut y gwyddom" in words(welsh(PAGES["disclosure_log:entry"]))
        again = corrected(row, people, title="Audits, corrected")
        welsh(PAGES["disclosure_log:entry"])
        browser().get(PAGES["disclosure_log:log"], {"lang": "cy", "words": "nothing of the sort"})
        withdrawn(again, people, reason="It was wrong.")
        assert "Tynnwyd y cofnod hwn yn ôl" in words(welsh(PAGES["disclosure_log:entry"]))
    assert missing == set()


def test_what_people_wrote_has_its_own_language_on_a_page_of_the_other(people):
    welsh = {"question": "Faint o archwiliadau oedd yn 2025?", "answer": "Mae 7 archwiliad wedi bod."}
    a_publication(people, title="Audits of social media")
    for shown, answer, lang in (({}, "There were 7 audits.", "en-GB"), (welsh, welsh["answer"], "cy")):
        corrected(newest_edition("DL-0001"), people, **shown) if shown else None
        page = browser().get(PAGES["disclosure_log:entry"], {"lang": "cy"}).text
        assert '<h1 class="govuk-heading-l" lang="en-GB">Audits of social media' in page
        assert f'<div lang="{lang}"><p class="govuk-body">{answer}' in page
    listed = browser().get(PAGES["disclosure_log:log"], {"lang": "cy", "words": "archwiliadau"}).text
    assert '<h3 class="govuk-heading-s" lang="en-GB">' in listed
    assert '<span lang="cy">Faint o archwiliadau' in listed


def test_every_sentence_of_a_complaint_is_in_welsh(people):
    client = browser()
    with noting_what_is_missing() as missing:
        client.get(PAGES["your_data:complain"], {"lang": "cy"})
        refused = client.post(PAGES["your_data:complain"], COMPLAINED | {"name": ""})
        assert "Rhowch eich enw" in words(refused)
        assert "Cwyn wedi dod i law" in words(
            client.post(PAGES["your_data:complain"], COMPLAINED, follow=True)
        )
    assert missing == set()


def test_a_page_that_is_not_there_stays_in_welsh_for_the_public(people):
    with noting_what_is_missing() as missing:
        page = welsh("/nosuch/")
    assert (page.status_code, missing) == (404, set())
    assert "Nid oes tudalen yn y cyfeiriad hwn." in words(page)
    assert "There is no page at this address." in words(browser().get("/nosuch/"))
