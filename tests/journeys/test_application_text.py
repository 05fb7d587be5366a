"""An application read before every decision: returned with a comment at a box, mended, passed, granted, taken to court, sampled."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.authorisations import given
from tests.journeys.looking import enter, fill_day, look_at
from tests.pages import PAPER
from tests.proof_only import in_proof_only
from watchbook.audit_log.models import Event
from watchbook.authorisations.models import Authorisation
from watchbook.organisation.queries import today

pytestmark = pytest.mark.browser

NECESSITY = "Why is the authorisation necessary on that ground in this case?"
ORDER = {"name": "order.pdf", "mimeType": "application/pdf", "buffer": PAPER}
WORDS = (
    "Who may officers look at?",
    "What may officers do?",
    "Where:",
    "When, and how",
    "Why: what",
    "How: with",
)
HAPPENED = [
    "quality_check.returned", "application.submitted", "quality_check.passed", "authorising.granted", "court_pack.made",
    "judicial_approval.granted",
]  # fmt: skip


@in_proof_only
def test_an_application_is_read_returned_at_a_box_mended_granted_and_sampled(service, hashed, open_page):
    service.may_sign_in("ines", "helen", "oliver", "edmund", "nell", hashed=hashed)
    given.able_to_decide(service.people)
    row = given.a_submitted_unread(service.people)
    address = f"{service.address}/authorisations/{row}/"
    ines, helen, oliver, edmund = (open_page() for _ in range(4))
    nell = open_page(refusals=["403 (Forbidden)"])
    for page, name in (
        (ines, "ines"),
        (helen, "helen"),
        (oliver, "oliver"),
        (edmund, "edmund"),
        (nell, "nell"),
    ):
        enter(page, service, name)
    returned_at_a_box(helen, address)
    mended(ines, address)
    passed_with_the_changes_marked(helen, address)
    granted_beside_the_text(oliver, address)
    taken_to_court(ines, address)
    sampled(edmund, address)
    nell.goto(f"{address}text/")
    assert "You cannot" in nell.get_by_role("main").inner_text()
    events = Event.objects.filter(subject_id=row.id).order_by("recorded_at")
    happened = [one.name for one in events if one.name in set(HAPPENED)]
    assert happened[-len(HAPPENED) :] == HAPPENED
    read_by = {one.by for one in events if one.name == "reading.text_read"}
    assert read_by == {getattr(service.people, name).id for name in ("ines", "helen", "oliver", "edmund")}
    assert Authorisation.objects.get().state == "effective"


def returned_at_a_box(page, address):
    page.goto(address)
    page.get_by_role("link", name="Read the text of the application").click()
    look_at(page, "application-text")
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("button", name="Return application with comments").click()
    assert beside(page, f"Comment on “{NECESSITY}”", NECESSITY)
    page.get_by_label(f"Comment on “{NECESSITY}”").fill("Say what the test purchases showed.")
    look_at(page, "application-return")
    page.get_by_role("button", name="Return with these comments").click()


def mended(page, address):
    page.goto(address)
    look_at(page, "application-returned")
    page.get_by_role("link", name="Why it is necessary").click()
    page.get_by_text("Say what the test purchases showed.").wait_for()
    look_at(page, "application-comment-at-a-box")
    page.get_by_label(NECESSITY, exact=True).fill("Six listings in a week of what is said of trainers.")
    page.get_by_label("Your reply to the comment").fill("They showed six listings.")
    page.get_by_role("button", name="Save and stop").click()
    page.get_by_role("link", name="Read the text of the application").click()
    look_at(page, "application-text-mended")
    page.goto(f"{address}submit/")
    page.get_by_role("button", name="Submit to the RIPA co-ordinator").click()


def passed_with_the_changes_marked(page, address):
    page.goto(f"{address}pass-on/")
    page.get_by_role("heading", name="Changed").wait_for()
    assert page.locator("ins").first.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    assert page.locator("del").first.evaluate("e => getComputedStyle(e).textDecorationLine") == "line-through"
    page.get_by_text("They showed six listings.").wait_for()
    look_at(page, "application-pass-on")
    page.get_by_role("button", name="Pass to an authorising officer").click()


def granted_beside_the_text(page, address):
    page.goto(f"{address}grant/")
    assert beside(page, "Why do you believe that the authorisation is necessary?", NECESSITY)
    look_at(page, "application-grant")
    for label in WORDS:
        page.get_by_label(label).fill("As applied for.")
    page.get_by_label("believe that the authorisation is necessary").fill("Test purchases showed nothing.")
    page.get_by_label("believe that the conduct is proportionate").fill("The page alone.")
    page.get_by_role("group", name="Do you take part in the operation yourself?").get_by_label("No").check()
    fill_day(page, "When is the first review?", today() + timedelta(days=14))
    page.get_by_role("button", name="Grant authorisation").click()
    page.get_by_text("You granted the authorisation.").wait_for()


def taken_to_court(page, address):
    page.goto(address)
    with page.expect_download():
        page.get_by_role("button", name="Papers for the court").click()
    page.get_by_role("button", name="Record the court’s order").click()
    page.get_by_label("approved", exact=True).check()
    fill_day(page, "What is the date of the order?", today())
    page.get_by_label("At what time did the court make the order?").fill(
        timezone.localtime().strftime("%H:%M")
    )
    page.get_by_label("Which court made the order?").fill("Testham Magistrates’ Court")
    page.get_by_label("Which magistrate or sheriff sat?").fill("A. Magistrate JP")
    page.get_by_label("Who appeared for the authority?").fill("Ines, investigator")
    page.get_by_role("group", name="Had the authority authorised these officers").get_by_label("Yes").check()
    page.get_by_label("Which decision authorised these officers").fill("Scheme of delegation of 19 May 2025")
    page.get_by_label("The signed order").set_input_files(ORDER)
    page.get_by_role("button", name="Record the order").click()
    page.get_by_text(re.compile(r"In force until \d")).first.wait_for()


def sampled(page, address):
    """From the auditor's first page through the central record to the text and its earlier version."""
    page.goto(address.split("/authorisations/")[0])
    page.get_by_role("link", name="Registers").click()
    page.get_by_role("link", name="Central record").click()
    page.get_by_role("rowheader").get_by_role("link", name="DS-0001").click()
    page.get_by_role("link", name="Read the text of the application").click()
    page.get_by_text("Did the looks and captures stay within").wait_for()
    page.get_by_text("They showed six listings.").wait_for()
    look_at(page, "application-sampled")
    page.get_by_role("link", name="Version 1").click()
    page.get_by_text("What is said of necessity.").wait_for()


def beside(page, label, question):
    """Whether a box stands beside the answer that it is about, and not after the whole text."""
    page.set_viewport_size({"width": 1280, "height": 900})
    text = page.get_by_role("heading", name=question).first.bounding_box()
    box = page.get_by_label(label).bounding_box()
    ends = page.get_by_role("heading", name="Dates", exact=True).bounding_box()
    return box["x"] > text["x"] + text["width"] / 2 and box["y"] < ends["y"]
