"""An erasure refused in part, through the pages; a complaint by the public form, without JavaScript, to its outcome; the public page."""

import pytest

from tests import given
from tests.journeys.looking import look_at, open_register, sign_in
from tests.proof_only import in_proof_only
from tests.retention.rights_request import given as rights_requests

pytestmark = pytest.mark.browser


@in_proof_only
def test_an_erasure_is_refused_in_part(service, hashed, open_page):
    for subject in ("About Jane Roe", "Jane Roe again"):
        given.a_letter(service.people, subject=subject)
    service.may_sign_in("bryn", hashed=hashed)
    page = open_page(accept_downloads=True)
    sign_in(page, service, "bryn")
    open_register(page, "Requests about personal data")
    look_at(page, "rights-requests-empty")
    page.get_by_role("button", name="Record a request").click()
    page.get_by_label("Name of the person").fill("Jane Roe")
    page.get_by_label("How can we reach this person?").fill("1 High Street")
    page.get_by_label("What other names").fill("@jane_roe")
    page.get_by_label("deletion of the data (erasure)").check()
    page.get_by_label("What did the person write or say?").fill("Delete what you have.")
    look_at(page, "rights-request-add")
    page.get_by_role("button", name="Record request").click()
    page.get_by_text("The request was recorded as RR-0001.").wait_for()
    page.get_by_role("button", name="Search for the person").first.click()
    look_at(page, "rights-request-search")
    page.locator("#main-content").get_by_role("button", name="Search", exact=True).click()
    page.get_by_text("All registers have been searched.").wait_for()
    page.get_by_role("button", name="Add a purpose").first.click()
    page.get_by_label("What do you use the data for?").fill("Answering the Commissioner")
    for question in page.get_by_role("main").get_by_role("group").all():
        question.get_by_label("No", exact=True).check()
    look_at(page, "rights-request-purpose")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The purpose was added.").wait_for()
    for thing, decision in (
        ("L-0001", "We no longer need the data, or had no right"),
        ("L-0002", "We need the data for a task"),
    ):
        page.get_by_role("button", name="Decide on records").first.click()
        page.get_by_label(thing).check()
        page.get_by_label("Answering the Commissioner").check()
        look_at(page, "rights-request-choose")
        page.get_by_role("button", name="Continue").click()
        page.get_by_label(decision).check()
        page.get_by_label("Why?").fill("The inspection is not over.")
        look_at(page, "rights-request-decide")
        page.get_by_role("button", name="Save decision").click()
        page.get_by_text("The decision was recorded.").wait_for()
    look_at(page, "rights-request-decided")
    page.get_by_role("link", name="Record the proof of identity").click()
    page.get_by_label("What proved the person’s identity").fill("She showed her passport at the front desk.")
    look_at(page, "rights-request-identified")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Propose deletion of the records to be erased").click()
    page.get_by_role("alert").get_by_text("The deletion was proposed.").wait_for()
    page.goto(f"{service.address}/retention/rights-requests/RR-0001/")
    page.get_by_role("link", name="Send the answer").click()
    page.get_by_text("If the search found protected records, people with access").wait_for()
    look_at(page, "rights-request-answer")
    page.get_by_role("button", name="Preview letter").click()
    page.get_by_role("heading", name="Our answer to your request RR-0001").wait_for()
    look_at(page, "rights-request-preview")
    page.get_by_role("button", name="Change your words").click()
    page.get_by_role("button", name="Preview letter").click()
    page.get_by_role("button", name="Save letter").click()
    page.get_by_text("The letter is saved. Now send it.").wait_for()
    look_at(page, "rights-request-answered")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the letter (PDF)").click()
    assert download.value.suggested_filename == "answered-RR-0001.pdf"


def test_a_complaint_comes_by_the_public_form_without_javascript_and_is_answered(service, hashed, open_page):
    seen, plain = open_page(), open_page(java_script_enabled=False)
    seen.goto(f"{service.address}/your-data/")
    look_at(seen, "your-data")
    seen.goto(f"{service.address}/your-data/complain/")
    look_at(seen, "complain")
    plain.goto(f"{service.address}/your-data/")
    plain.get_by_role("heading", name="Your data and your rights").wait_for()
    plain.get_by_role("button", name="Complain about your data").click()
    plain.get_by_role("button", name="Send complaint").click()
    plain.get_by_role("link", name="Enter your complaint").wait_for()
    plain.get_by_label("Your name").fill("Jane Roe")
    plain.get_by_label("How can we reach you?").fill("jane@example.invalid")
    plain.get_by_label("What is your complaint?").fill("You looked at my page. Why?")
    plain.get_by_role("button", name="Send complaint").click()
    plain.get_by_text("DPC-0001").wait_for()
    assert "Roe" not in plain.url
    seen.goto(plain.url)
    look_at(seen, "complained")
    service.may_sign_in("fatima", hashed=hashed)
    office = open_page()
    sign_in(office, service, "fatima")
    open_register(office, "Complaints about personal data")
    look_at(office, "complaints")
    office.get_by_role("link", name="DPC-0001").click()
    look_at(office, "complaint")
    office.get_by_role("link", name="Acknowledge the complaint").click()
    office.get_by_role("button", name="Preview letter").click()
    office.get_by_role("button", name="Save letter").click()
    office.get_by_role("link", name="Tell the person the outcome").click()
    office.get_by_label("What are your reasons, and what will you do?").fill(
        "The look had a basis, but we should have told you."
    )
    office.get_by_label("You were right in part").check()
    look_at(office, "complaint-outcome")
    office.get_by_role("button", name="Preview letter").click()
    office.get_by_role("button", name="Save letter").click()
    office.get_by_text("You were right in part").first.wait_for()
    look_at(office, "complaint-closed")


def test_a_protected_record_is_decided_on_by_an_officer_who_may_read_it(service, hashed, open_page):
    rights_requests.a_protected_error_report(service.people)
    service.may_sign_in("helen", hashed=hashed)
    page = open_page()
    sign_in(page, service, "helen")
    page.get_by_role("link", name="A person has asked about 1 protected record").click()
    look_at(page, "rights-questions")
    page.get_by_role("link", name="ERR-0001").click()
    page.get_by_text("was looked at").first.wait_for()
    page.get_by_label("What do you use the data for?").fill("Answering the Commissioner")
    for question in page.get_by_role("main").get_by_role("group").all()[:2]:
        question.get_by_label("No", exact=True).check()
    page.get_by_label("Saying whether we hold these data would be likely to prejudice").check()
    page.get_by_label("Why?").fill("It would warn the person.")
    look_at(page, "rights-question")
    page.get_by_role("button", name="Save decision").click()
    page.get_by_text("You have no questions about protected records.").wait_for()
