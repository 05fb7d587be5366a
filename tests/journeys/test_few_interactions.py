"""From the pasted request to the sent letter in few interactions, where the registers hold everything (at most 40).

Each press, tick and typed box counts as one. `make proof` does it (TESTS_EVERY_ROW=1).
"""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.foi.cases import nine_questions
from tests.journeys import service as services
from tests.journeys.looking import sign_in
from tests.journeys.test_paste_to_published import COUNCIL, OFFICER
from tests.proof_only import in_proof_only
from watchbook.demo.cast import add_people
from watchbook.demo.fixture_council import load_fixture_council
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today

AT_MOST = 40
pytestmark = [pytest.mark.browser, in_proof_only]  # each step has a journey of its own


class Hands:
    """Somebody at a page, and how often they pressed, ticked or typed."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, name, role="button"):
        self.count += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def tick(self, label, *, exact=False):
        self.count += 1
        self.page.get_by_label(label, exact=exact).check()

    def type(self, label, text):
        self.count += 1
        self.page.get_by_label(label).fill(text)

    def type_day(self, legend, day):
        boxes = self.page.get_by_role("group", name=legend)
        for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.count += 1
            boxes.get_by_label(label).fill(str(value))


@pytest.fixture
def council(committed, tmp_path, hashed):
    """A service over the whole fixture of 2019, with an information officer besides."""
    load_fixture_council(COUNCIL, at=timezone.now())
    known = {person.email: person for person in Person.objects.filter(is_system=False)}
    row = {"name": "Ines Okoro", "email": OFFICER, "service": "", "duties": "information_officer"}
    added = add_people([row], people=known, at=timezone.now())
    people = SimpleNamespace(officer=added[OFFICER], addresses={"officer": OFFICER})
    with services.running(committed, people=people, log=tmp_path / "service.log") as running:
        running.may_sign_in("officer", hashed=hashed)
        yield running


def test_the_nine_questions_go_from_paste_to_letter_in_at_most_forty(council, open_page):
    page = open_page()
    sign_in(page, council, "officer")
    hands = Hands(page)
    hands.press("Requests", role="link")
    hands.press("Take in a request")
    hands.type("The request, as the requester wrote it", nine_questions())
    hands.type_day("When was it received?", date(2019, 10, 7))
    hands.press("Record and cut into questions")
    page.get_by_role("heading", name="Request FOI-0001").wait_for()
    hands.count += 1
    page.locator("a[href$='/letter/']").first.click()
    hands.press("Send this letter")
    hands.type_day("On which day does it go?", today())
    hands.tick("email", exact=True)
    hands.tick("I have read the letter, and it answers every question")
    hands.press("Record that it is sent")
    page.get_by_role("heading", name="The letter that was sent").wait_for()
    assert hands.count <= AT_MOST
