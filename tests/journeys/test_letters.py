"""The co-ordinator records the Commissioner's letter, the SRO signs, and the information officer's draft changes."""

from datetime import date

import pytest

from tests.foi.cases import nine_questions
from tests.journeys.looking import enter, fill_day, look_at, open_register, sign_in
from tests.proof_only import in_proof_only

pytestmark = pytest.mark.browser

LETTER = {"name": "osc-letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a letter"}
NOT_A_PDF = {"name": "osc-letter.pdf", "mimeType": "application/pdf", "buffer": b"a letter"}


def status(page, question):
    """What the tag of a question says."""
    return page.locator(f"#question-{question} .govuk-tag").inner_text()


def take_in_the_nine_questions(page, service):
    page.goto(f"{service.address}/foi/requests/new/")
    page.get_by_label("The request, as the requester wrote it").fill(nine_questions())
    page.get_by_role("button", name="Record and split into questions").click()
    page.get_by_role("heading", name="Request FOI-0001").wait_for()


def record_letter(page, service, *, file):
    """Fill the form of a letter and send it."""
    page.goto(f"{service.address}/governance/letters/add/")
    page.get_by_label("Office of Surveillance Commissioners").check()
    page.get_by_label("What is the letter about?").fill("Use of social media in investigations")
    page.get_by_role(
        "group", name="Does the letter concern the use of social media in investigations?"
    ).get_by_label("Yes").check()
    fill_day(page, "What is the date on the letter?", date(2017, 3, 20))
    fill_day(page, "When was the letter received?", date(2017, 3, 22))
    page.get_by_label("Copy of the letter, if we hold one").set_input_files(file)
    page.get_by_role("button", name="Record this letter").click()


def test_a_letter_is_recorded_and_signed_and_the_draft_follows(service, hashed, open_page):
    service.may_sign_in("bryn", "helen", "simon", hashed=hashed)
    officer, keeper, senior = open_page(), open_page(accept_downloads=True), open_page()
    enter(officer, service, "bryn")
    take_in_the_nine_questions(officer, service)
    assert (status(officer, "1"), status(officer, "1-a")) == ("to be searched", "to be searched")
    assert "You must still search for the answers to 27 questions" in officer.get_by_role("main").inner_text()

    sign_in(keeper, service, "helen")
    open_register(keeper, "Letters")
    look_at(keeper, "letters-empty")
    keeper.get_by_role("button", name="Record a letter").click()
    look_at(keeper, "letter-add")
    record_letter(keeper, service, file=LETTER)
    keeper.get_by_text("The letter was recorded as L-0001.").wait_for()
    look_at(keeper, "letter-recorded")
    with keeper.expect_download() as waiting:
        keeper.get_by_role("link", name="osc-letter.pdf").click()
    assert waiting.value.path().read_bytes() == LETTER["buffer"]
    assert keeper.get_by_role("button", name="Confirm that no reply was asked for").count() == 0

    officer.reload()
    assert (status(officer, "1"), status(officer, "1-a")) == ("held, supplied", "to be searched")

    sign_in(senior, service, "simon")
    look_at(senior, "home-with-letter")
    senior.get_by_role("link", name="Letter L-0001").click()
    senior.get_by_role("button", name="Confirm that no reply was asked for").click()
    look_at(senior, "letter-no-reply")
    senior.get_by_role("button", name="Sign", exact=True).click()
    senior.get_by_role("link", name="Select the box to confirm").wait_for()
    look_at(senior, "letter-no-reply-refused")
    senior.get_by_label("I confirm that the letter asked for no reply and that none was sent").check()
    senior.get_by_role("button", name="Sign", exact=True).click()
    senior.get_by_text("You signed to confirm that no reply was asked for and none was sent.").wait_for()
    look_at(senior, "letter-signed")

    officer.reload()
    assert (status(officer, "1"), status(officer, "1-a")) == ("held, supplied", "not held")
    assert "You must still search for the answers to 25 questions" in officer.get_by_role("main").inner_text()


@in_proof_only
def test_a_correction_and_a_reply_found_later_change_the_draft_too(service, hashed, open_page):
    service.may_sign_in("bryn", "helen", hashed=hashed)
    officer, keeper = open_page(), open_page()
    enter(officer, service, "bryn")
    take_in_the_nine_questions(officer, service)
    enter(keeper, service, "helen")
    record_letter(keeper, service, file=LETTER)
    keeper.get_by_role("button", name="Correct this entry").click()
    look_at(keeper, "letter-correct")
    fill_day(keeper, "What is the date on the letter?", date(2016, 3, 20))
    keeper.get_by_role("button", name="Save as a new version").click()
    keeper.get_by_role("heading", name="Earlier versions of this entry").wait_for()
    look_at(keeper, "letter-corrected")
    keeper.get_by_role("button", name="Record the reply").click()
    look_at(keeper, "letter-reply")
    fill_day(keeper, "When was the reply sent?", date(2017, 4, 3))
    keeper.get_by_label("Copy of the reply, if we hold one").set_input_files(LETTER | {"name": "reply.pdf"})
    keeper.get_by_role("button", name="Record this reply").click()
    keeper.get_by_role("link", name="reply.pdf").wait_for()
    officer.reload()
    assert status(officer, "1-a") == "held, supplied"
    officer.locator("#question-1 blockquote a").click()
    officer.get_by_role("heading", name="Question 1").wait_for()
    assert (
        "Your request gives the year"
        not in officer.get_by_label("The sentence for the requester").input_value()
    )


def test_a_file_that_is_not_what_it_is_called_is_refused_and_the_answers_stay(service, hashed, open_page):
    service.may_sign_in("helen", hashed=hashed)
    page = open_page()
    enter(page, service, "helen")
    record_letter(page, service, file=NOT_A_PDF)
    page.get_by_role(
        "link", name="The file’s name ends in .pdf, but its content is of another kind"
    ).wait_for()
    look_at(page, "letter-add-refused")
    assert (
        page.get_by_label("What is the letter about?").input_value()
        == "Use of social media in investigations"
    )
    assert page.get_by_label("Office of Surveillance Commissioners").is_checked()
    assert (
        page.get_by_role("group", name="What is the date on the letter?").get_by_label("Year").input_value()
        == "2017"
    )
    page.get_by_label("Copy of the letter, if we hold one").set_input_files(LETTER)
    page.get_by_role("button", name="Record this letter").click()
    page.get_by_text("The letter was recorded as L-0001.").wait_for()
