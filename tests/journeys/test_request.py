"""An information officer takes in the nine questions, and sees them answered, blocked and drafted."""

from pathlib import Path

import pytest

from tests import given
from tests.foi.cases import nine_questions
from tests.journeys.looking import fill_day, look_at, sign_in
from tests.proof_only import in_proof_only
from watchbook.organisation.queries import today

pytestmark = pytest.mark.browser


@pytest.fixture
def with_letter(service, hashed):
    """The service with the Commissioner's letter on file, signed as needing no reply."""
    given.a_letter_without_reply(service.people)
    service.may_sign_in("bryn", hashed=hashed)
    return service


def take_in(page, text):
    """Paste a text into the request form and send it."""
    page.get_by_label("The request, as the requester wrote it").fill(text)
    page.get_by_role("button", name="Record and split into questions").click()


def assert_lists_29_questions_of_which_two_are_answered(page):
    assert page.locator("section.watchbook-draft").count() == 29
    assert page.locator(".govuk-tag").get_by_text("to be searched").count() == 25
    assert "held, supplied" in page.locator("#question-1").inner_text()
    assert "not held" in page.locator("#question-1-a").inner_text()
    assert "You must still search for the answers to 25 questions." in page.get_by_role("main").inner_text()
    assert page.get_by_role("heading", name="The letter is blocked").count() == 1


def assert_drafts_29_answers_with_how_we_know(page):
    assert page.locator("section.watchbook-draft").count() == 29
    assert page.locator("section.watchbook-draft--open").count() == 25
    first, reply = page.locator("#question-1"), page.locator("#question-1-a")
    assert "We have no such letter from 2016, only from 2017." in first.inner_text()
    assert "To be searched" in page.locator("#question-8-f").inner_text()
    for section, rows in ((first, 1), (reply, 2)):
        section.get_by_text("How we know").click()
        assert section.locator("dt a").count() == rows


def test_the_nine_questions_are_taken_in_answered_and_drafted(with_letter, open_page):
    page = open_page(accept_downloads=True)
    page.goto(with_letter.address)
    look_at(page, "sign-in")
    sign_in(page, with_letter, "bryn")
    look_at(page, "home-empty")
    page.get_by_role("link", name="Requests").click()
    look_at(page, "requests-empty")
    page.get_by_role("button", name="Record a request").click()
    look_at(page, "request-new")
    take_in(page, nine_questions())
    page.get_by_role("heading", name="Request FOI-0001").wait_for()
    assert_lists_29_questions_of_which_two_are_answered(page)
    look_at(page, "request")
    page.get_by_text("How we counted the due date").click()
    look_at(page, "request-days-open")
    page.get_by_role("button", name="Draft answer to print").click()
    page.get_by_role("heading", name="Draft answer, not sent").wait_for()
    look_at(page, "draft")
    assert_drafts_29_answers_with_how_we_know(page)
    look_at(page, "draft-evidence-open")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the draft (HTML)").click()
    assert waiting.value.suggested_filename == "draft-FOI-0001.html"
    draft = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert draft.count("<dt>") == 29
    assert "We hold no reply: the letter of 20 March 2017 did not ask for a reply, and we sent none." in draft
    page.goto(with_letter.address)
    assert page.get_by_role("link", name="Request FOI-0001").count() == 1
    look_at(page, "home-with-request")
    page.get_by_role("link", name="Requests").click()
    look_at(page, "requests")


def test_evidence_leads_to_the_letter_it_rests_on(with_letter, open_page):
    page = open_page()
    sign_in(page, with_letter, "bryn", at="/foi/requests/new/")
    take_in(page, nine_questions())
    page.locator("#question-1 blockquote a").click()
    page.get_by_role("heading", name="Question 1").wait_for()
    page.get_by_role("link", name="L-0001").click()
    page.get_by_role("heading", name="Social media in investigations").wait_for()
    look_at(page, "letter-as-information-officer")
    assert page.get_by_role("button", name="Correct this entry").count() == 0


@in_proof_only
def test_the_same_without_javascript(with_letter, open_page):
    page = open_page(java_script_enabled=False, accept_downloads=True)
    sign_in(page, with_letter, "bryn")
    page.get_by_role("link", name="Requests").click()
    page.get_by_role("button", name="Record a request").click()
    take_in(page, nine_questions())
    page.get_by_role("heading", name="Request FOI-0001").wait_for()
    assert_lists_29_questions_of_which_two_are_answered(page)
    page.get_by_role("button", name="Draft answer to print").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the draft (HTML)").click()
    assert waiting.value.suggested_filename == "draft-FOI-0001.html"
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()


def focused(page):
    """What the keyboard stands on, in words."""
    return page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim()")


def test_a_refused_form_keeps_its_text_and_leads_to_what_is_wrong(with_letter, open_page):
    page = open_page()
    sign_in(page, with_letter, "bryn", at="/foi/requests/new/")
    fill_day(page, "When was the request received?", today().replace(year=today().year + 1, day=1))
    take_in(page, nine_questions())
    page.get_by_role("heading", name="There is a problem").wait_for()
    assert page.title().startswith("Error: ")
    look_at(page, "request-new-refused")
    assert page.get_by_label("The request, as the requester wrote it").input_value() == nine_questions()
    page.get_by_role("link", name="Enter a date of receipt that is not in the future").click()
    assert focused(page) == "Day"
    fill_day(page, "When was the request received?", today())
    page.get_by_role("button", name="Record and split into questions").click()
    page.get_by_role("heading", name="Request FOI-0001").wait_for()
    assert with_letter.asked("SELECT text FROM foi_request") == nine_questions()
