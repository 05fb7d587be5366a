"""An information officer answers what no register answers: a search by hand, a topic confirmed, a sentence mended."""

import pytest

from tests import given
from tests.foi.answering import place, received, searched
from tests.journeys.looking import enter, look_at, sign_in
from tests.proof_only import in_proof_only
from watchbook.foi.models import Request

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(service, hashed):
    """The service with a request of three questions that no register answers."""
    received(service.people)
    service.may_sign_in("bryn", "edmund", hashed=hashed)
    return service


def open_question(page, service, number):
    """From the inbox to the page of one question."""
    page.goto(f"{service.address}/foi/requests/")
    page.get_by_role("link", name="FOI-0001").click()
    page.locator(f"#question-{number.replace('.', '-')} blockquote a").click()
    page.get_by_role("heading", name=f"Question {number}").wait_for()


def search_for_benches(page):
    """Fill the form of a search that found nothing; its day and who looked stand there already."""
    page.get_by_role("button", name="Record a search by hand").click()
    page.get_by_role("heading", name="Record a search by hand").wait_for()
    page.get_by_label("Where did you search?").fill("The asset register\nThe mailbox of Parks")
    page.get_by_label("What did you search for?").fill("bench, seat")
    page.get_by_label("What did the search find?").fill("Neither names one.")
    page.get_by_label("searched for and not held").check()
    page.get_by_label("The sentence for the requester").fill("No bench is held.")
    page.get_by_role("button", name="Record the search").click()
    page.get_by_text("The search was recorded as SC-0001.").wait_for()


def answer_the_first_question(page, service):
    """Search, write a sentence that a check blocks, mend it, say that it is about none of the topics."""
    open_question(page, service, "1")
    assert "The letter is blocked" in page.get_by_role("main").inner_text()
    search_for_benches(page)
    assert "The letter is blocked" not in page.get_by_role("main").inner_text()
    box = page.get_by_label("The sentence for the requester")
    assert box.input_value() == "No bench is held."
    box.fill("Our bench policy will be followed if this takes place.")
    page.get_by_role("button", name="Save the sentence").click()
    page.get_by_text("The letter is blocked").first.wait_for()
    box.fill("The council holds no bench; the parish council does.")
    page.get_by_role("button", name="Save the sentence").click()
    page.get_by_text("The sentence was recorded.").wait_for()
    assert "The letter is blocked" not in page.get_by_role("main").inner_text()
    page.get_by_label("None of the topics").check()
    page.get_by_role("button", name="Save the topic").click()
    page.get_by_text("An officer said that no topic fits.").wait_for()


def test_a_question_to_be_searched_is_answered_by_a_certificate_and_its_sentence_mended(asked, open_page):
    page = open_page(accept_downloads=True)
    sign_in(page, asked, "bryn", at="/foi/requests/")
    look_at(page, "requests-waiting")
    page.get_by_role("link", name="Answered", exact=True).click()
    look_at(page, "requests-answered")
    open_question(page, asked, "1")
    look_at(page, "question-to-be-searched")
    page.get_by_role("button", name="Record a search by hand").click()
    look_at(page, "question-search")
    page.get_by_role("button", name="Record the search").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    look_at(page, "question-search-refused")
    answer_the_first_question(page, asked)
    look_at(page, "question-answered")
    page.get_by_role("link", name="SC-0001").click()
    page.get_by_role("heading", name="Search certificate SC-0001").wait_for()
    look_at(page, "search-certificate")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="Search certificate SC-0001").is_visible()
    assert not page.get_by_role("link", name="Back to the question").is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Back to the question").click()
    page.get_by_role("link", name="Next question").click()
    page.get_by_role("heading", name="Question 2").wait_for()
    page.get_by_role("link", name="Back to the request").click()
    look_at(page, "request-with-a-decided-question")
    assert "not held SC-0001" in " ".join(page.locator("#question-1").inner_text().split())
    assert (
        asked.asked("SELECT answer FROM foi_wording ORDER BY recorded_at DESC LIMIT 1")
        == "The council holds no bench; the parish council does."
    )
    assert asked.asked("SELECT outcome FROM foi_search") == "NOT_HELD"
    assert asked.asked("SELECT topic FROM foi_topicchoice") == ""


def test_another_topic_asks_another_register_and_a_stale_sentence_is_not_taken(asked, open_page):
    page = open_page()
    enter(page, asked, "bryn")
    open_question(page, asked, "2")
    page.get_by_role("button", name="Save the topic").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    look_at(page, "question-topic-refused")
    page.get_by_label("Another topic", exact=True).check()
    page.get_by_label("If you choose another topic, which topic is it?").select_option("internal_audit")
    page.get_by_role("button", name="Save the topic").click()
    page.get_by_text("The question’s topic was recorded.").wait_for()
    assert "Searched: internal audits" in page.get_by_role("main").inner_text()
    row = Request.objects.get()
    searched(row, asked.people, "2")
    page.reload()
    page.get_by_label("The sentence for the requester").fill("One firm.")
    searched(row, asked.people, "2", answer="Two firms did.", outcome="EXPLANATION")
    page.get_by_role("button", name="Save the sentence").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    look_at(page, "question-sentence-refused")
    page.get_by_role("button", name="Save the sentence").click()
    page.get_by_text("The sentence was recorded.").wait_for()
    assert place(row, "2")["start"] == asked.asked("SELECT start FROM foi_wording")


@in_proof_only
def test_the_same_without_javascript(asked, open_page):
    page = open_page(java_script_enabled=False)
    enter(page, asked, "bryn")
    answer_the_first_question(page, asked)
    page.get_by_role("link", name="SC-0001").click()
    page.get_by_role("heading", name="Search certificate SC-0001").wait_for()


def test_who_only_reads_sees_no_form(asked, open_page, settings):
    settings.FILES_FOLDER = settings.PLACES.files  # where the service looks for them
    searched(Request.objects.get(), asked.people, file=given.LETTER)
    page = open_page(accept_downloads=True)
    enter(page, asked, "edmund")
    open_question(page, asked, "1")
    look_at(page, "question-as-reader")
    assert page.get_by_role("button", name="Save the sentence").count() == 0
    page.get_by_role("link", name="SC-0001").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="letter.pdf").click()
    assert waiting.value.suggested_filename == "letter.pdf"
