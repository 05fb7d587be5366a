"""An information officer takes in a Word document, cuts it by hand, and the same request is known when it comes again."""

import pytest

from tests.journeys.looking import enter, look_at
from tests.proof_only import in_proof_only
from tests.reading.text import documents

pytestmark = pytest.mark.browser

REQUEST = (
    "Dear Council,",
    "1. Which services look at social media?",
    "2. Answers by email, please.",
    "3. How many covert profiles are there, and who approved them?",
    "4. What training did investigators have?",
    "5. of that, how much was on social media?",
    "Imogen Vale",
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def with_officer(service, hashed):
    """The service, with an information officer who may sign in."""
    service.may_sign_in("bryn", hashed=hashed)
    return service


def take_in(page, service, *, again=False):
    """Choose a Word document instead of pasting, and send it; a second time as one that somebody else sent."""
    page.goto(f"{service.address}/foi/requests/new/")
    file = {"name": "request.docx", "mimeType": WORD, "buffer": documents.paragraphs(*REQUEST)}
    page.get_by_label("Or choose the file of the request").set_input_files(file)
    page.get_by_role("button", name="Record and split into questions").click()
    if again:
        page.get_by_label("Record this entry a second time").check()
        page.get_by_label("Or choose the file of the request").set_input_files(file)
        page.get_by_role("button", name="Record and split into questions").click()
    page.get_by_role("heading", level=1, name="Request FOI-").wait_for()


def change(page, words, button):
    """Open a piece by its words and press one of its buttons."""
    piece = page.get_by_role("listitem").filter(has=page.get_by_text(words, exact=True)).first
    details = piece.locator("details")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    piece.get_by_role("button", name=button).click()
    page.get_by_text("You split the request again.").wait_for()


def questions(service, reference="FOI-0001"):
    """The questions of the cut that holds, each with its number and its words."""
    return service.asked(
        "SELECT array_agg(q.number || ' ' || substring(r.text, q.start + 1, q.end - q.start) ORDER BY q.position)"
        " FROM foi_requestquestion q JOIN foi_request r ON r.id = q.request_id"
        " WHERE r.reference = %s AND q.kind = 'question'"
        " AND q.cut = (SELECT max(cut) FROM foi_requestquestion WHERE request_id = r.id)",
        reference,
    )


def divide(page, words, marked):
    """Put the mark into a piece's text and press the button below it."""
    piece = page.get_by_role("listitem").filter(has=page.get_by_text(words, exact=True)).first
    piece.locator("summary").click()
    piece.get_by_label("Where to divide the piece").fill(marked)
    piece.get_by_role("button", name="Divide here").click()


def cut_by_hand(page, service):
    """Join two questions, say that one is a heading, divide one; look at the page on the way."""
    page.goto(f"{service.address}/foi/requests/FOI-0001/cut/")
    look_at(page, "recut")
    change(page, "of that, how much was on social media?", "Join to the question above")
    change(page, "Answers by email, please.", "This is a heading")
    covert = "How many covert profiles are there, and who approved them?"
    divide(page, covert, "How many covert profiles are there, and ||who signed them?")
    page.get_by_role("heading", name="There is a problem").wait_for()
    look_at(page, "recut-refused")
    box = page.locator("details[open]").get_by_label("Where to divide the piece")
    assert box.input_value() == "How many covert profiles are there, and ||who signed them?"
    box.fill("How many covert profiles are there, and ||who approved them?")
    page.locator("details[open]").get_by_role("button", name="Divide here").click()
    page.get_by_text("You split the request again.").wait_for()
    look_at(page, "recut-done")


CUT = [
    "1 Which services look at social media?",
    "3 How many covert profiles are there, and",
    "3-2 who approved them?",
    "4 What training did investigators have?\n5. of that, how much was on social media?",
]


def record_who_asks(page, service):
    """Name and address, on a page of their own."""
    page.goto(f"{service.address}/foi/requests/FOI-0001/requester/")
    look_at(page, "requester")
    page.get_by_label("Name").fill("Imogen Vale")
    page.get_by_label("Email or postal address").fill("1 High Street\nAnytown")
    page.get_by_role("button", name="Record").click()
    page.get_by_role("alert").get_by_text(
        "The requester and the address for the answer were recorded"
    ).wait_for()
    assert service.asked("SELECT name FROM foi_requester") == "Imogen Vale"


def test_a_word_document_is_cut_by_hand_and_known_when_it_comes_again(with_officer, open_page):
    page = open_page()
    enter(page, with_officer, "bryn")
    take_in(page, with_officer)
    assert with_officer.asked("SELECT file_name FROM foi_request") == "request.docx"
    assert [one.split()[0] for one in questions(with_officer)] == ["1", "2", "3", "4", "5"]
    cut_by_hand(page, with_officer)
    assert questions(with_officer) == CUT
    record_who_asks(page, with_officer)

    take_in(page, with_officer, again=True)
    page.get_by_role("link", name="FOI-0001 (5 of 5 questions)").click()
    page.get_by_role("heading", name="FOI-0001: 5 of 5 questions").wait_for()
    look_at(page, "alike")
    assert "Imogen" not in page.get_by_role("main").inner_text()


@in_proof_only
def test_the_same_without_javascript(with_officer, open_page):
    page = open_page(java_script_enabled=False)
    enter(page, with_officer, "bryn")
    take_in(page, with_officer)
    page.get_by_role("link", name="Split the request by hand").click()
    change(page, "of that, how much was on social media?", "Join to the question above")
    change(page, "Answers by email, please.", "This is a heading")
    covert = "How many covert profiles are there, and who approved them?"
    divide(page, covert, covert.replace("who", "||who"))
    page.get_by_text("You split the request again.").wait_for()
    assert questions(with_officer) == CUT
    page.get_by_role("button", name="Use this split again").last.click()
    page.get_by_text("You split the request again.").wait_for()
    take_in(page, with_officer, again=True)
    page.get_by_role("link", name="FOI-0001 (5 of 5 questions)").click()
    page.get_by_role("heading", name="FOI-0001: 5 of 5 questions").wait_for()
    page.get_by_text("Similar questions").click()
    assert page.get_by_text("(question 3 in the earlier request)").count() == 1
