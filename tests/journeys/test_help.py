"""From the public front page to signing in with one click, and from a page to the how-to that explains it."""

import pytest

from tests.foi.published import a_publication
from tests.journeys.looking import look_at, sign_in

pytestmark = pytest.mark.browser


def test_somebody_from_outside_reads_the_front_page_and_its_guide(service, open_page):
    a_publication(service.people)
    page = open_page()
    page.goto(f"{service.address}/")
    page.get_by_role("heading", name="looks at social media", level=1).wait_for()
    look_at(page, "front-page")
    page.get_by_role("link", name="Cymraeg").click()
    page.get_by_role("heading", name="Ein harfer").wait_for()
    look_at(page, "front-page-in-welsh")
    page.get_by_role("link", name="English").click()
    page.get_by_label("Search for").fill("audits")
    page.get_by_role("button", name="Search answers").click()
    page.get_by_role("heading", name="1 answer").wait_for()
    page.get_by_role("link", name="Guide for the public").click()
    page.get_by_role("heading", name="What you can ask for").wait_for()
    look_at(page, "guide-for-the-public")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("heading", name="Sign in", level=1).wait_for()


def test_an_officer_finds_help_from_a_page_and_by_its_words(service, hashed, open_page):
    service.may_sign_in("ines", hashed=hashed)
    page = open_page()
    sign_in(page, service, "ines", at="/looks/")
    page.get_by_role("link", name="Help with this page").click()
    page.get_by_role("heading", name="Look at a page", level=1).wait_for()
    look_at(page, "help-document")
    page.get_by_role("link", name="capture the page").click()
    page.get_by_role("heading", name="Capture a page", level=1).wait_for()
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Help").click()
    look_at(page, "help")
    page.get_by_label("Words to search for in help").fill("overt plan")
    page.get_by_role("button", name="Search help").click()
    page.get_by_role("link", name="Look at a page").wait_for()
    look_at(page, "help-search")
    page.goto(f"{service.address}/help/glossary/")
    look_at(page, "help-glossary")
