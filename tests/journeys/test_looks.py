"""A look from the bookmark to its four facts; the third look stopped, re-triaged, allowed under a plan; a phone at 320 px.

What a person does with hands is counted: a link or button pressed, a box ticked, an answer typed.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.looking import NARROW, fill_day, look_at, sign_in
from tests.looks import given
from tests.proof_only import in_proof_only
from watchbook.looks.models import Look

pytestmark = pytest.mark.browser
IN_A_PREPARED_CASE, AT_AN_UNKNOWN_ADDRESS = (
    3,
    10,
)  # interactions at most, from the page of looks to an open look

PROFILE = "https://www.instagram.com/ottoline.wrenfeather/?igsh=abc"


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


class Hands:
    """Somebody at a page, and how often they pressed, ticked or typed."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, name, role="button"):
        self.count += 1
        self.page.get_by_role("main").get_by_role(role, name=name, exact=True).click()

    def tick(self, label):
        self.count += 1
        self.page.get_by_label(label).check()

    def choose(self, label, words):
        self.count += 1
        self.page.get_by_label(label).select_option(words)

    def type(self, label, text):
        self.count += 1
        self.page.get_by_label(label).fill(text)


def arrive(page, heading):
    page.get_by_role("heading", name=heading, level=1).wait_for()


def close_with_four_facts(page):
    page.get_by_label("something relevant was found").check()
    page.get_by_label("What did you see, in a few words?").fill("Trainers with a false mark, five sizes")
    page.get_by_label("How many other people’s names or handles did you see?").fill("1")
    page.get_by_label("What will you do next?").fill("Test purchase")
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
    hands = Hands(page)
    hands.type("Under which statutory power does the service look?", "Trade Marks Act 1994, s.93")
    hands.type("Why are you looking?", "A complaint about counterfeits")
    hands.tick("None of the above")
    hands.choose("Which offence do you want to prevent or detect?", "no offence and no disorder")
    hands.press("Confirm and open the look")
    arrive(page, "Look at INV-0001/1")
    assert hands.count + 1 <= AT_AN_UNKNOWN_ADDRESS  # and the bookmark itself
    look_at(page, "look-open")
    assert not [url for url in asked if "wrenfeather" in url.split("#")[0]]
    assert "wrenfeather" not in page.url


@in_proof_only
def test_from_the_bookmark_to_the_third_look_re_triaged_and_a_fourth_under_a_plan(service, open_page, hashed):
    service.may_sign_in("ines", "marian", "oliver", hashed=hashed)
    page = open_page()
    sign_in(page, service, "ines")
    from_the_bookmark(page, service)
    close_with_four_facts(page)
    look_at(page, "look-closed")
    subject = Look.objects.get().subject
    page.goto(f"{service.address}/looks/")
    look_at(page, "looks")
    page.get_by_role("link", name="INV-0001/1", exact=True).click()
    page.get_by_text(
        "1 look by anyone in 28 days: before this look, check your answers below and say why looking again is not surveillance."
    ).wait_for()
    look_at(page, "amber")
    given.opened(service.people, subject, at=timezone.now() - timedelta(days=3), address="")
    page.reload()
    page.get_by_text("2 looks by anyone in 28 days").wait_for()
    look_at(page, "red")
    page.get_by_role("link", name="Looks at this subject so far").click()
    look_at(page, "drift")
    page.go_back()
    page.get_by_role("link", name="Propose an overt plan").click()
    look_at(page, "plan-propose")
    page.go_back()
    re_triaged(page, open_page(), service)
    given.a_plan(service.people, subject, at=timezone.now())
    page.goto(f"{service.address}/looks/of/INV-0001/1/open/")
    page.get_by_text("you may look under PLAN-0001.").wait_for()
    open_it(page, why="As the plan says")
    assert [row.basis for row in Look.objects.order_by("opened_at")].count("re_triage") == 1
    supervise(open_page(), service)


def re_triaged(page, officers, service):
    """The officer says why it is not surveillance, the authorising officer signs, and one look opens on it."""
    press_link(
        page,
        "Ask the authorising officer to sign a re-triage, which says that one more look is not directed surveillance",
    )
    page.get_by_label("None of the above").check()
    page.get_by_label("Why is looking at this subject again not surveillance?").fill(
        "One check before closing"
    )
    look_at(page, "re-triage-ask")
    page.locator("main form button").last.click()
    page.get_by_text("is waiting for the authorising officer’s decision.").first.wait_for()
    sign_in(officers, service, "oliver", at="/looks/re-triages/")
    look_at(officers, "re-triages")
    press_link(officers, "RT-0001")
    look_at(officers, "re-triage")
    officers.get_by_label("Yes: I confirm that one more look is not").check()
    officers.get_by_label("Why?").fill("Openly, once, nothing kept")
    officers.locator("main form button").last.click()
    officers.get_by_text("We have recorded your decision.").first.wait_for()
    page.reload()
    page.get_by_text("this look rests on the signed re-triage RT-0001.").wait_for()
    open_it(page, why="As signed")


def press_link(page, name):
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()


def open_it(page, *, why):
    page.get_by_label("None of the above").check()
    page.get_by_label("Why are you looking?").fill(why)
    press(page, "Confirm and open the look")
    arrive(page, "Look at INV-0001/1")


def supervise(page, service):
    """The line manager sees the subject, by reference; what the service looks for; the figures."""
    sign_in(page, service, "marian", at="/looks/service/")
    look_at(page, "service")
    page.get_by_role("button", name="The service’s purpose and power").click()
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
    sign_in(page, service, "ines", at="/looks/phone/")
    hands = Hands(page)
    hands.type("Address of the page or profile", PROFILE)
    hands.press("Look at this page")
    arrive(page, "Open a first look")
    hands.tick("None of the above")
    hands.press("Confirm and open the look")
    arrive(page, "Look at INV-0001/1")
    assert hands.count <= AT_AN_UNKNOWN_ADDRESS
    page.get_by_label("nothing relevant was found").check()
    press(page, "Close the look")
    page.get_by_text("The look is closed and recorded.").first.wait_for()
    row = Look.objects.get()
    assert (row.way, row.result, row.platform) == ("phone", "nothing", "instagram")


def test_a_prepared_case_takes_three_interactions_and_a_threshold_is_set(service, open_page, hashed):
    service.may_sign_in("ines", "simon", hashed=hashed)
    given.a_standing_purpose(service.people)
    given.a_subject(service.people)
    page = open_page()
    sign_in(page, service, "ines", at="/looks/")
    hands = Hands(page)
    hands.press("INV-0001/1", role="link")
    hands.tick("None of the above")
    hands.press("Confirm and open the look")
    arrive(page, "Look at INV-0001/1")
    assert hands.count <= IN_A_PREPARED_CASE
    strict = open_page()
    sign_in(strict, service, "simon", at="/governance/drift-thresholds/set/")
    look_at(strict, "thresholds-set")
    strict.get_by_label("Over how many days does Watchbook count looks?").fill("56")
    fill_day(strict, "From which date do the limits apply?", timezone.localdate() + timedelta(days=1))
    strict.get_by_label("Why does the authority set these limits?").fill("Members asked for it")
    press(strict, "Set these limits")
    strict.get_by_text("The limits on repeat looks are set.").first.wait_for()
    look_at(strict, "thresholds")
    wrong = given.made(
        service.people, about="subject", address="x.com/nobody.on.record", facts={}, at=timezone.now()
    )
    strict.goto(f"{service.address}/looks/{wrong.reference}/check/")
    look_at(strict, "check")
    strict.get_by_label("the look is explained, and is not an error").check()
    strict.get_by_label("What did the officer say, and what did you do?").fill("Our own page after all")
    press(strict, "Record your check")
    strict.get_by_text("We have recorded your finding.").first.wait_for()
    look_at(strict, "checked")
    page.goto(f"{service.address}/looks/phone/")
    look_at(page, "phone")
