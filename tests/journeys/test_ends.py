"""An information officer refuses a part, is stopped by the pre-flight, and ends an off-topic request; each page looked at."""

import pytest

from tests.foi.answering import received
from tests.journeys.looking import look_at, sign_in
from tests.proof_only import in_proof_only

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(service, hashed):
    """The service with two requests of three questions that no register answers."""
    received(service.people)
    received(service.people)
    service.may_sign_in("bryn", hashed=hashed)
    return service


@in_proof_only
def test_a_part_is_refused_and_an_off_topic_request_is_passed_on(asked, open_page):
    page = open_page()
    sign_in(page, asked, "bryn", at="/foi/requests/FOI-0001/questions/1/")
    page.get_by_role("button", name="Refuse this question").click()
    page.get_by_label("31(1)(a): preventing or detecting crime").check()
    page.get_by_label("We give part of the information and withhold the rest").check()
    look_at(page, "refuse")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Which information do you give?").fill("Two benches of four.")
    page.get_by_role("button", name="Refuse", exact=True).click()
    page.get_by_role("heading", name="You cannot record this refusal yet").wait_for()
    look_at(page, "refuse-stopped")
    for label, said in (
        ("Which information do you withhold?", "The places of two benches."),
        ("Which of them would be harmed", "The park rangers’ watch against thefts of bronze."),
        (
            "What harm would disclosing",
            "A thief who knows the two places waits until the ranger has gone, and takes them.",
        ),
        (
            "How would disclosure lead to",
            "The answer names both streets; thieves read it in the disclosure log.",
        ),
        ("What shows that", "Two plaques went in March, a week after a map named their places."),
        ("Why does the exemption apply?", "Thefts are watched for near them."),
        ("interests favour disclosing the information?", "Residents want to sit there."),
        ("interests favour withholding the information?", "Each bench costs £900."),
        ("Which interest is greater, and why?", "Keeping them: the other benches are on the map."),
    ):
        page.get_by_label(label).fill(said)
    page.get_by_label("would be likely to").check()
    page.get_by_role("button", name="Refuse", exact=True).click()
    page.get_by_text("The refusal was recorded.").wait_for()
    look_at(page, "question-refused-in-part")
    page.goto(f"{asked.address}/foi/requests/FOI-0001/letter/")
    look_at(page, "letter-refused-in-part")
    page.goto(f"{asked.address}/foi/requests/FOI-0002/")
    page.get_by_role("button", name="Ask, extend or end the request").click()
    look_at(page, "course")
    page.get_by_role(
        "link", name="Pass the request on within the authority: it is not about social media"
    ).click()
    page.get_by_label("What does the letter say?").fill("To Parks, parks@tilling.invalid.")
    page.get_by_role("button", name="Read the letter first").click()
    page.get_by_text("Draft, not sent").wait_for()
    look_at(page, "step-letter")
    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_text("The step was recorded.").wait_for()
    look_at(page, "course-ended")
    page.goto(f"{asked.address}/foi/requests/FOI-0001/refuse/all/")
    look_at(page, "refuse-whole")
