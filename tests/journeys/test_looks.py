"""A look from the bookmark to its four facts; the third look stopped, and allowed under a plan; a phone without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.looking import NARROW, look_at, sign_in
from tests.looks import given
from watchbook.looks.models import Look

pytestmark = pytest.mark.browser

PROFILE = "https://www.instagram.com/ottoline.wrenfeather/?igsh=abc"


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def arrive(page, heading):
    page.get_by_role("heading", name=heading, level=1).wait_for()


def close_with_four_facts(page):
    page.get_by_label("something relevant was seen").check()
    page.get_by_label("What was seen, in a few words?").fill("Trainers with a false mark, five sizes")
    page.get_by_label("How many other people did you see by name or handle?").fill("1")
    page.get_by_label("What comes next?").fill("Test purchase")
    press(page, "Close the look")
    page.get_by_text("The look is closed and recorded.").first.wait_for()


def from_the_bookmark(page, service):
    """Press the bookmark on a page: its address comes behind the #, is posted, and stands in no address of ours."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{service.address}/looks/bookmark/")
    look_at(page, "bookmark")
    page.goto("about:blank")
    page.goto(f"{service.address}/looks/bookmark/#{PROFILE.replace(':', '%3A')}")
    arrive(page, "Open a first look")
    look_at(page, "open-address")
    page.get_by_label("Under which power?").fill("Trade Marks Act 1994, s.93")
    page.get_by_label("Why do you look?").fill("A complaint about counterfeits")
    page.get_by_label("I do not use a personal account").check()
    press(page, "Open the look")
    arrive(page, "Look at INV-0001/1")
    look_at(page, "look-open")
    assert not [url for url in asked if "wrenfeather" in url.split("#")[0]]
    assert "wrenfeather" not in page.url


def test_from_the_bookmark_to_the_third_look_under_a_plan(service, open_page, hashed):
    service.may_sign_in("ines", "marian", hashed=hashed)
    page = open_page()
    sign_in(page, service, "ines")
    from_the_bookmark(page, service)
    close_with_four_facts(page)
    look_at(page, "look-closed")
    subject = Look.objects.get().subject
    page.goto(f"{service.address}/looks/")
    look_at(page, "looks")
    page.get_by_role("link", name="INV-0001/1", exact=True).click()
    page.get_by_text("1 look by anyone in 28 days: this one asks you to re-triage.").wait_for()
    look_at(page, "amber")
    given.opened(service.people, subject, at=timezone.now() - timedelta(days=3), address="")
    page.reload()
    page.get_by_text("2 looks by anyone in 28 days").wait_for()
    look_at(page, "red")
    page.get_by_role("link", name="How often this subject was looked at").click()
    look_at(page, "drift")
    page.go_back()
    page.get_by_role("link", name="Propose an overt plan").click()
    look_at(page, "plan-propose")
    given.a_plan(service.people, subject, at=timezone.now())
    page.goto(f"{service.address}/looks/of/INV-0001/1/open/")
    page.get_by_text("this one opens on PLAN-0001.").wait_for()
    page.get_by_label("I do not use a personal account").check()
    page.get_by_label("Why do you look?").fill("As the plan says")
    press(page, "Open the look")
    arrive(page, "Look at INV-0001/1")
    supervise(open_page(), service)


def supervise(page, service):
    """The line manager sees the subject, by reference; what the service looks for; the figures."""
    sign_in(page, service, "marian")
    page.goto(f"{service.address}/looks/service/")
    look_at(page, "service")
    page.get_by_role("button", name="What the service looks for, and under which power").click()
    look_at(page, "standing-purpose")
    page.goto(f"{service.address}/looks/figures/")
    look_at(page, "figures")
    page.goto(f"{service.address}/overt-plans/PLAN-0001/")
    look_at(page, "plan")
    page.goto(f"{service.address}/looks/made/")
    look_at(page, "made")


def test_on_a_phone_without_javascript(service, open_page, hashed):
    service.may_sign_in("ines", hashed=hashed)
    given.a_standing_purpose(service.people)
    page = open_page(java_script_enabled=False)
    page.set_viewport_size(NARROW)
    sign_in(page, service, "ines")
    page.goto(f"{service.address}/looks/phone/")
    page.get_by_label("Address of the page or profile").fill(PROFILE)
    press(page, "Look at this")
    arrive(page, "Open a first look")
    page.get_by_label("I do not use a personal account").check()
    press(page, "Open the look")
    arrive(page, "Look at INV-0001/1")
    page.get_by_label("nothing relevant was found").check()
    press(page, "Close the look")
    page.get_by_text("The look is closed and recorded.").first.wait_for()
    row = Look.objects.get()
    assert (row.way, row.result, row.platform) == ("phone", "nothing", "instagram")
