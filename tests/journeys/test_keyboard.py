"""The main tasks with a keyboard alone: at each step it is seen where the keyboard stands, and no step loses or holds it."""

import pytest

from tests import given as council
from tests.authorisations import given as authorisations
from tests.foi.cases import nine_questions
from tests.journeys.keyboard import Keys
from tests.journeys.test_statements import LAST
from tests.journeys.test_triage import LOOKS
from tests.looks import given as looks
from tests.proof_only import in_proof_only
from watchbook.authorisations.application_form import pages_of
from watchbook.authorisations.models import Authorisation
from watchbook.foi.models import SentAnswer
from watchbook.governance.statements.models import Statement
from watchbook.looks.models import Look

pytestmark = pytest.mark.browser
ONE_QUESTION = "1. Did you receive the Chief Surveillance Commissioner’s letter on social media?"
TEXT = "The request, as the requester wrote it"


@pytest.fixture
def begin(service, hashed, open_page, record_property):
    """Signs in with the keyboard as one of the cast, at a page; the steps of all of them are counted at the end."""
    people = []

    def begins(name, path):
        service.may_sign_in(name, hashed=hashed)
        page = open_page()
        keys = Keys(page)
        people.append(keys)
        page.goto(f"{service.address}{path}")
        keys.sign_in(service, name)
        page.wait_for_url(f"**{path}")
        return keys

    yield begins
    record_property("steps of the keyboard, each seen", sum(keys.steps for keys in people))


def test_signing_in_and_taking_in_a_request(service, begin):
    council.a_letter_without_reply(service.people)
    keys = begin("bryn", "/foi/requests/new/")
    keys.fill({}, "Record and split into questions")
    assert keys.refused("")["words"] == TEXT
    keys.page.keyboard.insert_text(nine_questions())
    keys.to("Freedom of Information Act 2000")
    keys.page.keyboard.press("ArrowDown")
    assert "Environmental Information Regulations 2004" in keys.stands()["words"]
    keys.page.keyboard.press("ArrowUp")
    keys.press("Record and split into questions")
    keys.page.get_by_role("heading", name="Request FOI-0001").wait_for()
    keys.press("Answer the next open question: 1.b")
    assert keys.page.url.endswith("/questions/1.b/")


@in_proof_only
def test_answering_a_request_and_recording_that_its_letter_went(service, begin):
    council.a_letter_without_reply(service.people)
    keys = begin("bryn", "/foi/requests/new/")
    keys.fill({TEXT: ONE_QUESTION}, "Record and split into questions")
    keys.press(ONE_QUESTION.removeprefix("1. "))
    keys.press("Back to the request")
    keys.fill({"Confirm this answer": True}, "Confirm the ticked answers")
    keys.fill({"email": True, "I have read the letter": True}, "Record that you sent the letter")
    keys.page.get_by_role("heading", name="The letter that was sent").wait_for()
    assert len(SentAnswer.objects.get().answers) == 1


@in_proof_only
def test_a_look_through_triage_to_its_end(service, begin):
    looks.a_standing_purpose(service.people)
    subject = looks.a_subject(service.people)
    keys = begin("ines", f"/looks/of/{subject.investigation.reference}/assess/")
    keys.fill({}, "Continue")
    keys.refused("")
    keys.fill({"subject": "Jane Roe"}, "Continue")
    answers = LOOKS["Preliminary look"]
    while keys.page.get_by_role("button", name="Continue").count():
        names = keys.page.locator("main input[type=radio]").evaluate_all(
            "all => [...new Set(all.map(one => one.name))]"
        )
        keys.fill({name: answers[name] for name in names}, "Continue")
    keys.fill({}, "Save assessment")
    keys.page.get_by_role("heading", name="Preliminary look", level=1).wait_for()
    keys.press("Open")
    keys.fill({"None of the above": True}, "Confirm and open the look", rest="To see whether sales go on")
    keys.fill({"result": "nothing relevant was found"}, "Close the look")
    assert Look.objects.get().result == "nothing"


@in_proof_only
def test_applying_for_an_authorisation(service, begin):
    subject = council.a_subject(service.people)
    authorisations.able_to_decide(service.people)
    keys = begin("ines", f"/authorisations/of/{subject.investigation.reference}/")
    keys.press("Apply for an authorisation")
    keys.fill({"kind": "directed surveillance"}, "Begin the application")
    keys.press("The operation")
    chosen = {
        "operation": {
            "Title of the operation": "Counterfeit trainers",
            "Does the operation concern social media?": "Yes",
        },
        "activity": {"Does a company act for us in this operation?": "No"},
        "subjects": {"Jane Roe": True},
        "necessity": {
            "preventing or detecting crime": True,
            "Which offence": authorisations.OFFENCE,
        },
        "confidential_information": {"Is confidential information": "No"},
    }
    for one in pages_of("directed_surveillance"):
        has_profiles = any(box.id == "profiles" for box in one.boxes_of("directed_surveillance"))
        said = chosen.get(one.id, {}) | ({"No covert profile is used": True} if has_profiles else {})
        keys.fill(said, "Save and continue", rest="What is said of it.")
    keys.press("Check your answers")
    keys.press("Submit to the RIPA co-ordinator")
    assert Authorisation.objects.get().state == "submitted"


@in_proof_only
def test_signing_a_statement(service, begin):
    keys = begin("edmund", f"/governance/statements/?year={LAST.first_on.year}")
    keys.press(f"Sign internal auditor, {LAST.title}")
    keys.fill({}, "Sign")
    keys.refused("")
    keys.fill({"Internal audits": "None to report"}, "Sign")
    keys.page.get_by_text("Your statement is signed.").wait_for()
    assert Statement.objects.count() == 1


@in_proof_only
def test_searching_and_coming_back(service, begin):
    letter = council.a_letter_without_reply(service.people)
    keys = begin("helen", "/registers/")
    keys.fill({"words": letter.reference}, "Search")
    keys.page.wait_for_url(f"**/{letter.reference}/")
    keys.to("Skip to main content")
    there = keys.to("Search")
    keys.to("Skip to main content", "Shift+Tab")
    assert keys.to("Search")["name"] == there["name"]
