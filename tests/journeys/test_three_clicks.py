"""Somebody new, with an address and a duty alone, finds what they were sent for in at most three clicks."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import given
from tests.authorisations import given as authorisations
from tests.journeys.looking import enter
from tests.looks import given as looks
from tests.oversight import given as oversight
from watchbook.foi.request import request
from watchbook.organisation.queries import today

pytestmark = pytest.mark.browser
MOST = 3


class Newcomer:
    """Somebody who clicks what they read; typing into the search box and pressing its button is one click."""

    def __init__(self, page, service):
        self.page, self.service, self.clicks = page, service, 0

    def starts(self, at="/"):
        """Stand on a first page, having clicked nothing."""
        self.page.goto(f"{self.service.address}{at}")
        self.clicks = 0

    def follows(self, *names):
        """Click links by their words."""
        for name in names:
            self.page.get_by_role("link", name=name, exact=True).first.click()
            self.clicks += 1

    def searches(self, words):
        """Type a reference into the box of every page, and press its button."""
        self.page.get_by_label("Reference or words").fill(words)
        self.page.get_by_role("search").get_by_role("button", name="Search").click()
        self.clicks += 1

    def sees(self, words, *, heading=True):
        """Stand before it, after few clicks enough."""
        seen = self.page.get_by_role("heading", name=words) if heading else self.page.get_by_text(words)
        seen.first.wait_for()
        assert self.clicks <= MOST


def what_is_overdue(newcomer, _row):
    """The first page says it, with by how many days."""
    newcomer.sees(re.compile(r"days overdue"), heading=False)


def by_reference(newcomer, row):
    """The box of every page leads to it."""
    newcomer.searches(row.reference)
    newcomer.page.wait_for_url(re.compile(row.reference))
    newcomer.sees(row.reference, heading=False)


def last_years_looks(newcomer, _row):
    """The page of reports leads to the year, and that to the one before."""
    last_year = today().year - 1
    newcomer.follows("Reports", "Figures on looks", str(last_year))
    newcomer.sees(f"Looks in {last_year}")


FINDS = {
    "what is overdue": what_is_overdue,
    "a request": by_reference,
    "an authorisation": by_reference,
    "last year’s looks": last_years_looks,
}
DUTIES_SENT = {
    "simon": tuple(FINDS),
    "helen": ("a request", "an authorisation", "last year’s looks"),
    "bryn": ("what is overdue", "a request"),
}


def test_each_thing_is_found_in_three_clicks(service, hashed, open_page, record_property):
    people = service.people
    oversight.a_recommendation(people, owner=people.simon, due_on=today() - timedelta(days=40))
    foi = request.receive(
        "1. How often?", received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT
    )
    granted = authorisations.in_force(people)
    last_year = timezone.now().replace(month=6, day=15) - timedelta(days=365)
    looks.made(people, looked_at=last_year)
    service.may_sign_in(*DUTIES_SENT, hashed=hashed)
    counted = {}
    for name, sent_for in DUTIES_SENT.items():
        newcomer = Newcomer(open_page(), service)
        enter(newcomer.page, service, name)
        for what in sent_for:
            newcomer.starts()
            FINDS[what](newcomer, {"a request": foi, "an authorisation": granted}.get(what))
            counted[name, what] = newcomer.clicks
    resident = Newcomer(open_page(), service)
    resident.starts()
    resident.follows("Your data and your rights")
    resident.sees("Your data and your rights")
    counted["a resident", "how to ask for a deletion"] = resident.clicks
    for (who, what), clicks in counted.items():
        record_property(f"clicks of {who} to {what}", clicks)
