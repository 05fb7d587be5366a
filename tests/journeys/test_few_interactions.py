"""From the request that came to the letter that went, in few interactions: each press, choice, tick and typed box is one.

Nine parts take at most 20, one question at most 6, and a request about something else at most 6.
"""

import re
from contextlib import contextmanager
from datetime import date
from email.utils import format_datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.foi.a_year import SERVICES, authorised, bring_about_a_year, looks_at_people, looks_that
from tests.foi.cases import nine_questions
from tests.journeys import service as services
from tests.journeys.looking import look_at, sign_in
from tests.journeys.test_paste_to_published import COUNCIL, OFFICER
from tests.proof_only import in_proof_only
from watchbook.demo.cast import add_people
from watchbook.demo.fixture_council import load_fixture_council
from watchbook.foi.models import SentAnswer
from watchbook.organisation.models import Person

NINE_PARTS, ONE_QUESTION, OFF_TOPIC = 20, 6, 6
MAIL = """From: Rowan Ashdown <rowan.ashdown@residents.invalid>
To: foi@council.invalid
Subject: Request for information
Date: {dated}
Content-Type: text/plain; charset=utf-8

{words}

Rowan Ashdown
"""
PARTS = """Please answer for the calendar year 2025 unless I say otherwise.

1. How many times did officers look at people's social media accounts in each quarter?
2. How many directed surveillance authorisations were granted, and was any application refused by a magistrate?
3. How many looks at residents' accounts were made in investigations, and by which services?
4. How many CHIS authorisations were granted?
5. How many times did officers look at social media accounts on Facebook?
6. How many of the authorisations concerned social media?
7. Was an internal audit of social media use carried out?
8. How many times was it done?
9. How many looks at social media did each service make?"""
OTHER_PARTS = """I want to know how your council uses Facebook, Instagram and other social media to look at people. Every question is about January to December 2025.

(1) On how many occasions did your staff view somebody's social media profile?
(2) Please break that number down by department.
(3) How many of those views were covert?
(4) How many of them were for recruitment?
(5) What number of directed surveillance authorisations took effect, quarter by quarter?
(6) Did a court turn down any application of yours?
(7) How many covert human intelligence sources were authorised?
(8) Did your internal auditors examine the use of social media?
(9) Did the Investigatory Powers Commissioner's Office inspect the council on its use of social media?"""
RESIDENTS = (
    "In investigations, officers looked at residents' accounts 7 times for Housing Options, 5 times for Planning "
    "Enforcement and 8 times for Trading Standards, from 1 January 2025 to 31 December 2025."
)
pytestmark = pytest.mark.browser


class Hands:
    """Somebody at a page, and how often they pressed, chose, ticked or typed."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, name, role="button"):
        self.count += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def confirm_all(self):
        """Confirm every answer of the page."""
        self.count += 1
        self.page.get_by_role("button", name=re.compile("Confirm .* answers? on this page")).click()

    def unfold(self, number):
        """Open the answer of a question."""
        self.count += 1
        self.page.locator(f"#question-{number} > details > summary").click()

    def tick(self, label, *, exact=False):
        self.count += 1
        self.page.get_by_label(label, exact=exact).check()

    def choose(self, label, topic):
        self.count += 1
        self.page.get_by_label(label).select_option(topic)

    def open(self, words):
        self.count += 1
        self.page.get_by_text(words).click()

    def type(self, label, text):
        self.count += 1
        self.page.get_by_label(label).fill(text)

    def type_day(self, legend, day):
        boxes = self.page.get_by_role("group", name=legend)
        for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.count += 1
            boxes.get_by_label(label).fill(str(value))

    def take_in(self, words):
        """Take in a mail of today, from the first page on."""
        self.press("Record a request")
        mail = {
            "name": "request.eml",
            "mimeType": "message/rfc822",
            "buffer": MAIL.format(words=words, dated=format_datetime(timezone.now())).encode(),
        }
        self.count += 1
        self.page.get_by_label("Or choose the file of the request").set_input_files(mail)
        self.press("Record and split into questions")
        self.page.get_by_role("heading", name="Request FOI-0001").wait_for()

    def send(self):
        """Send the letter that is on the page."""
        self.page.get_by_role("heading", name="The letter, not sent yet").wait_for()
        self.tick("I have read the letter, and it answers every question")
        self.press("Record that you sent the letter")
        self.page.get_by_role("heading", name="The letter that was sent").wait_for()


@contextmanager
def running(committed, folder, *, hashed):
    """A service over what was loaded, with an information officer besides."""
    known = {person.email: person for person in Person.objects.filter(is_system=False)}
    row = {"name": "Ines Okoro", "email": OFFICER, "service": "", "duties": "information_officer"}
    added = add_people([row], people=known, at=timezone.now())
    people = SimpleNamespace(officer=added[OFFICER], addresses={"officer": OFFICER})
    with services.running(committed, people=people, log=folder / "service.log") as service:
        service.may_sign_in("officer", hashed=hashed)
        yield service


@pytest.fixture
def council(committed, tmp_path, hashed):
    """A service over the whole fixture of 2019, with an information officer besides."""
    load_fixture_council(COUNCIL, at=timezone.now())
    with running(committed, tmp_path, hashed=hashed) as service:
        yield service


@pytest.fixture
def a_year(committed, tmp_path, hashed):
    """A service over a year's registers, with an information officer besides."""
    bring_about_a_year(tmp_path / "year", at=timezone.now())
    with running(committed, tmp_path, hashed=hashed) as service:
        yield service


@in_proof_only
def test_all_29_parts_of_nine_questions_go_from_paste_to_letter(council, open_page, record_property):
    page = open_page()
    sign_in(page, council, "officer")
    hands = Hands(page)
    hands.press("Requests", role="link")
    hands.press("Record a request")
    hands.type("The request, as the requester wrote it", nine_questions())
    hands.type_day("When was the request received?", date(2019, 10, 7))
    hands.press("Record and split into questions")
    page.get_by_role("heading", name="Request FOI-0001").wait_for()
    hands.confirm_all()
    hands.tick("email", exact=True)
    hands.send()
    assert hands.count <= NINE_PARTS
    record_property("interactions for 29 parts", hands.count)


@in_proof_only
def test_nine_parts_go_from_mail_to_letter_two_topics_and_a_sentence_changed(
    a_year, open_page, record_property
):
    page = open_page()
    sign_in(page, a_year, "officer")
    hands = Hands(page)
    hands.take_in(PARTS)
    look_at(page, "nine-parts")
    hands.unfold(3)
    hands.choose("Topic of question 3", "looks_by_service")
    hands.unfold(6)
    hands.choose("Topic of question 6", "authorisations_for_social_media")
    hands.confirm_all()
    page.get_by_text("Read the new answer to each of these questions: 3.").wait_for()
    look_at(page, "nine-parts-confirmed")
    hands.unfold(3)
    hands.open("Edit this answer: 3")
    hands.type("Your answer to question 3", RESIDENTS)
    hands.press("Confirm the ticked answers")
    page.get_by_role("heading", name="The letter, not sent yet").wait_for()
    look_at(page, "nine-parts-letter")
    hands.send()
    assert hands.count <= NINE_PARTS
    record_property("interactions for nine parts", hands.count)
    said = {one["number"]: one["answer"] for one in SentAnswer.objects.get().answers}
    assert said["3"] == RESIDENTS
    assert len(said) == 9


@in_proof_only
def test_nine_other_parts_go_from_mail_to_letter_with_one_press_and_no_rewriting(
    a_year, open_page, record_property
):
    page = open_page(java_script_enabled=False)
    sign_in(page, a_year, "officer")
    hands = Hands(page)
    hands.take_in(OTHER_PARTS)
    page.get_by_text("Likely:").first.wait_for(state="attached")  # in the fold of its answer
    hands.confirm_all()
    hands.send()
    assert hands.count <= ONE_QUESTION
    record_property("interactions for nine other parts", hands.count)
    said = {one["number"]: one["answer"] for one in SentAnswer.objects.get().answers}
    first, last = date(2025, 1, 1), date(2025, 12, 31)
    assert said["1"].startswith(f"{looks_at_people(first, last)} looks were made from 1 January 2025")
    assert all(f"{one}: {looks_at_people(first, last, service=one)}\n" in said["2"] for one in SERVICES)
    recruiting = looks_that(first, last, purpose="recruitment")
    assert said["4"].startswith(f"{recruiting} looks were made")
    assert said["5"].startswith(f"{authorised(first, last, kinds=('directed_surveillance',))} authorisations")
    assert said["6"].startswith("A court refused to approve 1 application.")
    assert said["7"].startswith("1 authorisation of a covert human intelligence source")
    assert said["8"].startswith("No internal audit")
    assert said["9"].startswith("No audit or inspection by the Commissioner’s office")


@in_proof_only
def test_one_question_goes_from_mail_to_letter(a_year, open_page, record_property):
    page = open_page(java_script_enabled=False)
    sign_in(page, a_year, "officer")
    hands = Hands(page)
    hands.take_in("How many times did officers look at people's social media accounts in 2025?")
    hands.confirm_all()
    hands.send()
    assert hands.count <= ONE_QUESTION
    record_property("interactions for one question", hands.count)


@in_proof_only
def test_a_request_about_something_else_is_finished(a_year, open_page, record_property):
    page = open_page()
    sign_in(page, a_year, "officer")
    hands = Hands(page)
    hands.take_in("When are the bins emptied in Larch Lane, and who empties them?")
    look_at(page, "off-topic")
    hands.press("Pass the request on within the authority", role="link")
    hands.type("What does the letter say?", "To Waste Services, waste@council.invalid.")
    hands.press("Record")
    page.get_by_text("The step was recorded.").wait_for()
    assert hands.count <= OFF_TOPIC
    record_property("interactions for a request about something else", hands.count)
