"""Somebody who is not signed in reads what is listened for and what was counted, in English and in Welsh, without JavaScript too."""

from datetime import timedelta

import pytest

from tests.journeys.looking import look_at
from tests.listening.given import a_source, approved
from tests.listening.test_collection import OVER, TUESDAY, collector, posts

pytestmark = pytest.mark.browser


@pytest.fixture
def with_a_week(service):
    """The service with a project of which one week was counted."""
    approved(service.people, search_words="recycling late")
    a_source(service.people)
    with collector(posts(40, authors=12)) as goes:
        goes(TUESDAY + timedelta(hours=1))
        goes(OVER)
    return service


def read(page, service, *, look):
    """From the foot of any page to the counts, then both pages in Welsh, and back."""
    page.goto(f"{service.address}/account/login/")
    page.get_by_role("link", name="Listening to the public").click()
    page.get_by_role("heading", name="Listening to what people say about our services").wait_for()
    look(page, "listening")
    page.get_by_role("link", name="Counts of LISTEN-0001").click()
    page.get_by_role("row", name="9 March 2026 40 12").wait_for()
    look(page, "listening-counts")
    page.get_by_role("link", name="Cymraeg").click()
    page.get_by_role("heading", name="Cyfrifon fesul wythnos").wait_for()
    assert page.locator("html").get_attribute("lang") == "cy"
    page.get_by_role("row", name="9 Mawrth 2026 40 12").wait_for()
    look(page, "listening-counts-cy")
    page.get_by_role("link", name="Gwrando ar y cyhoedd").first.click()
    page.get_by_role(
        "heading", name="Gwrando ar yr hyn y mae pobl yn ei ddweud am ein gwasanaethau"
    ).wait_for()
    look(page, "listening-cy")
    page.get_by_role("link", name="English").click()
    page.get_by_role("heading", name="Listening to what people say about our services").wait_for()


def test_the_public_reads_in_english_and_welsh_with_and_without_javascript(with_a_week, open_page):
    read(open_page(java_script_enabled=False), with_a_week, look=lambda _page, _name: None)
    read(open_page(), with_a_week, look=look_at)
