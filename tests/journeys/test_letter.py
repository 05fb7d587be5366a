"""An information officer reads the letter, sends it and takes its three files; a blocked letter says why it cannot go."""

from pathlib import Path

import pytest

from tests import given
from tests.foi.cases import nine_questions
from tests.foi.letters import a_request, an_answered_request, read_docx, read_html, read_pdf
from tests.journeys.looking import fill_day, look_at, sign_in
from tests.proof_only import in_proof_only
from watchbook.foi.request import requester
from watchbook.organisation.queries import today

pytestmark = pytest.mark.browser
READ = {"html": read_html, "docx": read_docx, "pdf": read_pdf}
FIGURES = "We looked and hold none of it: 0 of 23 files."


@pytest.fixture
def with_requests(service, hashed):
    """The service with a request that is answered in all of its 29 parts, and one that is not."""
    people = service.people
    row = an_answered_request(people, nine_questions())
    requester.record(row, name="Imogen Vale", address="imogen@vale.invalid", by=people.bryn, at=given.AT)
    a_request(people, "1. How often?\n2. Which tools?")
    service.may_sign_in("bryn", "edmund", hashed=hashed)
    return service


def download(page, name):
    """What a link of this name gives: the file's name and its bytes."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def read_each(page, name):
    """The three files of a page as somebody reads them, by their endings."""
    read = {}
    for ending, reader in READ.items():
        file, data = download(page, f"{name} ({ending.upper()})")
        assert file.endswith(f"FOI-0001.{ending}")
        read[ending] = reader(data)
    return read


def send(page):
    """Fill the form and send it."""
    fill_day(page, "On which date will you send the letter?", today())
    page.get_by_label("email", exact=True).check()
    page.get_by_label("I have read the letter, and it answers every question").check()
    page.get_by_role("button", name="Record that you sent the letter").click()
    page.get_by_role("heading", name="The letter that was sent").wait_for()


def test_a_letter_is_read_sent_and_its_three_files_say_the_same(with_requests, open_page):
    page = open_page(accept_downloads=True)
    sign_in(page, with_requests, "bryn", at="/foi/requests/FOI-0001/letter/")
    look_at(page, "letter")
    assert page.get_by_role("heading", name="Question 8.f").count() == 1
    assert page.get_by_text(FIGURES).count() == 29
    drafts = read_each(page, "Download the draft letter")
    assert all(text.startswith("Draft, not sent") and text.count(FIGURES) == 29 for text in drafts.values())
    page.get_by_role("button", name="Record that you sent the letter").click()
    look_at(page, "letter-send-refused")
    send(page)
    look_at(page, "letter-sent")
    letters = read_each(page, "Download the letter")
    for text in letters.values():
        assert "Draft" not in text
        assert "Dear Imogen Vale," in text
        assert text.count(FIGURES) == 29
    assert letters["html"] == letters["docx"]
    assert letters["pdf"].replace(" ", "") == letters["html"].replace(" ", "")
    assert with_requests.asked("SELECT count(*) FROM audit_log_event WHERE name = 'answer.sent'") == 1


def test_a_blocked_letter_says_why_and_leads_to_what_is_open(with_requests, open_page):
    page = open_page()
    sign_in(page, with_requests, "bryn", at="/foi/requests/FOI-0002/letter/")
    look_at(page, "letter-blocked")
    main = page.get_by_role("main")
    assert "You must still search for the answers to 2 questions." in main.inner_text()
    assert page.get_by_role("button", name="Record that you sent the letter").count() == 0
    main.get_by_role("link", name="2", exact=True).click()
    page.get_by_role("heading", name="Request FOI-0002").wait_for()
    assert page.url.endswith("#question-2")
    page.goto(f"{with_requests.address}/foi/requests/FOI-0002/send/")
    page.get_by_role("heading", name="The letter, not sent yet").wait_for()


def test_the_letter_file_is_a_page_that_everybody_can_read(with_requests, open_page, tmp_path):
    page = open_page(accept_downloads=True)
    sign_in(page, with_requests, "bryn", at="/foi/requests/FOI-0001/letter/")
    _, data = download(page, "Download the draft letter (HTML)")
    file = tmp_path / "letter.html"
    file.write_bytes(data)
    page.goto(file.as_uri())
    look_at(page, "letter-file")


@in_proof_only
def test_the_same_without_javascript(with_requests, open_page):
    page = open_page(java_script_enabled=False, accept_downloads=True)
    sign_in(page, with_requests, "bryn", at="/foi/requests/FOI-0001/letter/")
    send(page)
    assert FIGURES in read_each(page, "Download the letter")["pdf"]


def test_an_auditor_reads_what_was_said_and_not_to_whom(with_requests, open_page):
    page = open_page()
    sign_in(page, with_requests, "edmund", at="/foi/requests/FOI-0001/letter/")
    look_at(page, "letter-as-auditor")
    said = page.get_by_role("main").inner_text()
    assert FIGURES in said
    assert "Imogen" not in said.split("Draft, not sent")[1].split("Your questions")[0]
    assert page.get_by_role("link", name="Download").count() == 0
    assert page.get_by_role("button", name="Record that you sent the letter").count() == 0
