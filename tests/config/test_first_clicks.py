"""“Sign in as” on the demonstration's sign-in page: one person for each duty, and a first page that opens to them."""

import re

from django.conf import settings as configured
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from tests import given
from tests.pages import browser, signed_in, words
from tests.people import DUTIES
from watchbook.config.first_clicks import FIRST_CLICKS, one_of_each
from watchbook.organisation import sign_in
from watchbook.organisation.queries import demonstration_people
from watchbook.organisation.rules import TITLES, DutyKind


def test_each_duty_has_a_first_click_that_opens_to_it(people):
    assert set(FIRST_CLICKS) == set(DutyKind)
    for name, kind in DUTIES.items():
        page = signed_in(getattr(people, name)).get(reverse(FIRST_CLICKS[kind].address))
        assert page.status_code == 200, name


def test_one_person_stands_for_each_duty(people):
    found = one_of_each(demonstration_people())
    assert {one.duty.lower() for one in found} <= {str(title).lower() for title in TITLES.values()}
    assert (
        len(found) == len({one.duty for one in found}) == len(set(DUTIES.values()) | {"system_administrator"})
    )


def test_a_visitor_signs_in_with_one_button_and_stands_on_the_first_page(people, settings):
    settings.MODE = "demo"
    hashed = make_password(configured.DEMONSTRATION_PASSWORD)
    sign_in.set_hashed_password(people.simon, hashed, by=people.simon, at=given.AT)
    client = browser()
    page = client.get("/account/login/")
    assert "Is responsible for how the council uses its powers to look at social media." in words(page)
    form = next(
        one for one in re.findall(r"<form.*?</form>", page.text, re.DOTALL) if "Sign in as Simon" in one
    )
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    answer = client.post("/account/login/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/defensible/")
    assert "Sign in as" not in words(client.get("/defensible/"))


def test_outside_a_demonstration_nobody_is_offered(people):
    page = browser().get("/account/login/")
    assert "Sign in as" not in words(page)
    assert "sign-ins" not in words(page)
