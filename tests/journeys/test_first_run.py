"""The tutorial, step by step in a real browser: from an empty database to a first answer with its evidence.

What is pressed and typed must stand in the tutorial under the same step, so that whoever has only that arrives too.
"""

import os
import re
import signal
import subprocess
import threading
from contextlib import contextmanager

import pytest
from django.utils import timezone

from tests import server
from tests.commands import PROGRAM, environment
from tests.journeys import service as services
from tests.journeys import tutorial
from tests.journeys.looking import look_at
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.proof_only import in_proof_only, one_in
from watchbook.machine import postgres
from watchbook.machine.namespace import SWITCH
from watchbook.machine.places import places
from watchbook.organisation import founding_address

pytestmark = pytest.mark.browser

PASSWORD = "seven-quiet-herons"
PAGES_AT_MOST = 25
SCAN = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a letter"}


class Journey:
    """The people of the tutorial, each in their own browser; the pages they saw; the links they were handed."""

    def __init__(self, begin, *, open_page, looks):
        self.begin, self.looks = begin, looks
        self.open_page, self.windows, self.links = open_page, {}, {}
        self.pages, self.step = 0, ""

    def window(self, name):
        """A person's own browser, in which each page is counted."""
        if name not in self.windows:
            page = self.windows[name] = self.open_page()
            page.on("load", lambda _: self._count())
        return self.windows[name]

    def _count(self):
        self.pages += 1

    def says(self, *words):
        """The tutorial tells of this under the step that is walked."""
        for one in words:
            assert one in tutorial.section(self.step), f"{one} is not in step {self.step}"

    def press(self, page, name):
        """A button or a link that the tutorial names."""
        self.says(f"**{name}**")
        main = page.get_by_role("main")
        main.get_by_role("button", name=name, exact=True).or_(
            main.get_by_role("link", name=name, exact=True)
        ).click()

    def type(self, page, label, value):
        """A box and what goes into it, both from the tutorial."""
        self.says(f"**{label}**", f"`{value}`")
        page.get_by_label(label).fill(value)

    def look(self, page, name):
        """The page has no fault at either width; as a picture where somebody wants one."""
        if self.looks:
            look_at(page, f"first-run-{name}")

    def choose_password(self, name, *, shown):
        """A one-time link, opened in a browser of its own."""
        page = self.window(name)
        page.goto(self.links[name])
        page.get_by_role("heading", name="Choose your password").wait_for()
        self.look(page, f"password-{name}")
        for label in ("New password", "New password again"):
            page.get_by_label(label, exact=True).fill(PASSWORD)
        self.press(page, "Save password")
        page.get_by_role("heading", name="Your work").wait_for()
        page.get_by_role("link", name=shown, exact=True).wait_for()
        self.look(page, f"home-{name}")
        return page


def start(journey):
    page = journey.window("operator")
    page.goto(journey.begin)
    page.get_by_role("heading", name="Begin the register: the authority").wait_for()
    journey.look(page, "authority")


def say_whose(journey):
    page = journey.window("operator")
    journey.type(page, "Name of the authority", "Penrhos County Council")
    journey.says("**Which nation is the authority in?**", "**Wales**")
    page.get_by_label("Wales").check()
    journey.says("**Services that may look at social media**")
    page.get_by_label("Services that may look").fill(tutorial.block("services"))
    journey.press(page, "Continue")
    page.get_by_role("heading", name="two administrators").wait_for()
    journey.look(page, "administrators")


def name_administrators(journey):
    page = journey.window("operator")
    for which, name, email in (
        ("first", "Ada Fenwick", "ada@penrhos.invalid"),
        ("second", "Bashir Noor", "bashir@penrhos.invalid"),
    ):
        journey.type(page, f"Name of the {which} administrator", name)
        journey.type(page, f"Email address of the {which} administrator", email)
    journey.press(page, "Continue")
    page.get_by_role("heading", name="Check your answers").wait_for()
    journey.look(page, "check")


def begin(journey):
    page = journey.window("operator")
    journey.press(page, "Begin the register")
    page.get_by_role("heading", name="The register is set up").wait_for()
    journey.look(page, "founded")
    links = page.get_by_role("main").locator("a.watchbook-digest")
    journey.links["ada"], journey.links["bashir"] = links.all_inner_texts()


def first_administrator(journey):
    journey.says("**New password**", "**New password again**", "**First steps**")
    journey.choose_password("ada", shown="Import people and propose their duties")


def bring_in_people(journey):
    page = journey.window("ada")
    journey.press(page, "Import people and propose their duties")
    page.get_by_role("heading", name="Import people").wait_for()
    journey.look(page, "import")
    journey.says("**The spreadsheet**")
    file = {
        "name": "people.csv",
        "mimeType": "text/csv",
        "buffer": tutorial.block("people.csv").encode(),
    }
    page.get_by_label("The spreadsheet", exact=True).set_input_files(file)
    journey.says("**I will hand over the link in person after I see their staff pass**")
    page.get_by_label("I will hand over the link in person after I see their staff pass").check()
    journey.press(page, "Check the file")
    page.get_by_text("3 new accounts. 3 proposed duties.").wait_for()
    journey.look(page, "import-check")
    journey.press(page, "Add these people and propose their duties")
    page.get_by_role("heading", name="People added").wait_for()
    journey.look(page, "import-links")
    names = [name.split()[0].lower() for name in page.locator("main h3").all_inner_texts()]
    links = page.locator("main code").all_inner_texts()
    journey.links.update(zip(names, links, strict=True))


def grant(journey):
    page = journey.choose_password("bashir", shown="3 proposed duties")
    journey.press(page, "3 proposed duties")
    page.get_by_text("Rank: Head of Service.").wait_for()
    journey.look(page, "duties")
    for box in page.get_by_role("checkbox").all():
        box.check()
    journey.press(page, "Grant selected duties")
    page.get_by_text("You granted 3 duties.").wait_for()
    journey.look(page, "duties-granted")


def record_letter(journey):
    page = journey.choose_password("simon", shown="Record the first letter from an oversight body")
    journey.press(page, "Record the first letter from an oversight body")
    journey.says("**Who wrote the letter?**", "**Office of Surveillance Commissioners**", "**Yes**")
    page.get_by_label("Office of Surveillance Commissioners").check()
    journey.type(page, "What is the letter about?", "Use of social media in investigations")
    question = "Does the letter concern the use of social media in investigations?"
    journey.says(f"**{question}**")
    page.get_by_role("group", name=question).get_by_label("Yes").check()
    for legend, day in (
        ("What is the date on the letter?", "20 3 2017"),
        ("When was the letter received?", "22 3 2017"),
    ):
        journey.says(f"**{legend}** {day}")
        for label, value in zip(("Day", "Month", "Year"), day.split(), strict=True):
            page.get_by_role("group", name=legend).get_by_label(label).fill(value)
    journey.says("**Copy of the letter, if we hold one**")
    page.get_by_label("Copy of the letter, if we hold one").set_input_files(SCAN)
    journey.press(page, "Record this letter")
    page.get_by_text("The letter was recorded as L-0001.").wait_for()
    journey.look(page, "letter")


def sign(journey):
    page = journey.window("simon")
    journey.press(page, "Confirm that no reply was asked for")
    journey.says("**I confirm that the letter asked for no reply and that none was sent**")
    page.get_by_label("I confirm that the letter asked for no reply and that none was sent").check()
    journey.press(page, "Sign")
    page.get_by_text("You signed to confirm that no reply was asked for and none was sent.").wait_for()


def take_in(journey):
    page = journey.choose_password("bryn", shown="Record the first request for information")
    journey.press(page, "Record the first request for information")
    journey.says("**The request, as the requester wrote it**")
    page.get_by_label("The request, as the requester wrote it").fill(tutorial.block("request"))
    journey.press(page, "Record and split into questions")
    page.get_by_role("heading", name="Request FOI-0001").wait_for()


def read(journey):
    page = journey.window("bryn")
    for question, status in (("1", "held, supplied"), ("1.a", "not held"), ("2", "to be searched")):
        journey.says(f"**{question}** is *{status}*")
        tag = page.locator(f"#question-{question.replace('.', '-')} .govuk-tag")
        assert tag.inner_text() == status
    journey.press(page, "Draft answer to print")
    page.get_by_role("heading", name="Draft answer, not sent").wait_for()
    journey.says("**How we know**")
    for question, rows in (("1", 1), ("1-a", 2)):
        answer = page.locator(f"#question-{question}")
        answer.get_by_text("How we know").click()
        assert answer.locator("dt a").count() == rows
    journey.look(page, "answer")


STEPS = {
    "Start Watchbook": start,
    "Say whose register it is": say_whose,
    "Name two administrators": name_administrators,
    "Begin the register": begin,
    "The first administrator chooses a password": first_administrator,
    "Bring in people": bring_in_people,
    "The second administrator grants their duties": grant,
    "The senior responsible officer records a letter": record_letter,
    "Confirm that no reply was asked for": sign,
    "The information officer takes in a request": take_in,
    "Read the answer": read,
}


def walk(begin, *, open_page, looks):
    """Every step; the pages that were seen."""
    journey = Journey(begin, open_page=open_page, looks=looks)
    for step, walked in STEPS.items():
        journey.step = step
        walked(journey)
    return journey.pages


@contextmanager
def set_up(home):
    """`watchbook setup --serve` in a home that is not there yet, in production; the address that it prints."""
    kept = {name: os.environ[name] for name in (SWITCH,) if name in os.environ}
    variables = {
        "WATCHBOOK_MODE": "production",
        "WATCHBOOK_TRIAL": "1",
        "WATCHBOOK_HOME": str(home),
        "WATCHBOOK_PORT": str(free_port()),
        **kept,
    }
    with subprocess.Popen(
        [PROGRAM, "setup", "--serve"],
        env=environment(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        said, end = [], threading.Timer(PATIENCE, process.kill)
        listens = threading.Thread(target=lambda: said.extend(process.stderr), daemon=True)
        listens.start()
        end.start()
        try:
            address = next(line.strip() for line in process.stdout if "/begin/" in line)
            services.wait_until_it_listens(address.partition("/begin/")[0], process=process)
            end.cancel()  # what comes now has its own patience, page by page
            yield address, said
        finally:
            end.cancel()
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
            listens.join(PATIENCE)
            postgres.stop(places(home))


@in_proof_only
@pytest.mark.slow
def test_from_an_empty_machine_to_a_first_answer_in_at_most_25_pages(tmp_path, open_page):
    with set_up(tmp_path / "home") as (address, said):
        pages = walk(address, open_page=open_page, looks=True)
        page = open_page(refusals=["404 (Not Found)"])
        page.goto(address)
        page.get_by_role("heading", name="This register is already set up").wait_for()
        look_at(page, "first-run-begun")
    assert pages <= PAGES_AT_MOST
    token = address.rstrip("/").rpartition("/")[2]
    assert not [line for line in said if token in line or re.search("penrhos|Fenwick|Harrow", line)]
    assert token not in (tmp_path / "home" / "secrets").joinpath("django.key").read_text()


@pytest.mark.parametrize("has_script", one_in(2, [True, False]))
def test_the_same_from_an_empty_database(empty_service, open_page, has_script):
    token = founding_address.make(server.HOME.founding_address, at=timezone.now())

    def opens():
        return open_page(java_script_enabled=has_script)

    pages = walk(f"{empty_service.address}/begin/{token}/", open_page=opens, looks=has_script)
    assert empty_service.asked("SELECT count(*) FROM organisation_authority") == 1
    assert token not in empty_service.log.read_text()
    assert pages <= PAGES_AT_MOST


def test_the_tutorial_has_the_steps_that_are_walked():
    assert tutorial.steps() == list(STEPS)
