"""The nine questions to the council of 2019, from paste to published: five searched by hand, one letter, one log entry.

The figures are the same in the letter's three files, on the public page and in its JSON. `make proof` does it, in our
words and in those of FOI 9477 (TESTS_EVERY_ROW=1); each step has a journey of its own in `make test`.
"""

import csv
import json
import re
import shutil
import urllib.request
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
from django.utils import timezone

from tests.foi.cases import cases, nine_questions
from tests.foi.letters import read_docx, read_html, read_pdf
from tests.journeys import service as services
from tests.journeys.looking import fill_day, look_at, sign_in
from tests.proof_only import in_proof_only
from watchbook.demo.cast import add_people
from watchbook.demo.fixture_council import load_fixture_council
from watchbook.foi.disclosure_log.text import TO_THE_PUBLIC
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today

pytestmark = [pytest.mark.browser, in_proof_only]  # half a minute on a quiet machine
COUNCIL = Path(__file__).parents[2] / "watchbook" / "demo" / "fixtures" / "council-2019"
OPEN = ("2", "2.a", "2.b", "2.c", "9")
OFFICER = "officer@fictional.invalid"
READ = {"html": read_html, "docx": read_docx, "pdf": read_pdf}
TAKEN_OUT = "removed]"  # in the public's wording, of the officer to whom one writes for deletion
WORDS = ["the demo's", "FOI 9477's"]
TITLE = "Social-media monitoring, nine questions"


@pytest.fixture
def council_of_2019(committed, tmp_path, settings, hashed):
    """A service over the fixture's registers, with an information officer besides; five parts are to be searched there."""
    load_fixture_council(with_looks_missing(tmp_path / "council"), at=timezone.now())
    known = {person.email: person for person in Person.objects.filter(is_system=False)}
    row = {"name": "Ines Okoro", "email": OFFICER, "service": "", "duties": "information_officer"}
    added = add_people([row], people=known, at=timezone.now())
    people = SimpleNamespace(officer=added[OFFICER], addresses={"officer": OFFICER})
    with services.running(committed, people=people, log=tmp_path / "service.log") as running:
        running.may_sign_in("officer", hashed=hashed)
        yield running


def with_looks_missing(folder):
    """The fixture with statements that there were looks and an authorisation, which its registers do not hold."""
    shutil.copytree(COUNCIL, folder)
    path = folder / "statements.csv"
    with path.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        row["looks"] = "1" if row["looks"] else ""
        row["authorisations"] = "1" if row["authorisations"] else ""
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return folder


def take_in(page, text):
    """Paste the request as of 7 October 2019."""
    page.get_by_role("link", name="Requests", exact=True).click()
    page.get_by_role("button", name="Record a request").click()
    page.get_by_label("The request, as the requester wrote it").fill(text)
    fill_day(page, "When was the request received?", date(2019, 10, 7))
    page.get_by_role("button", name="Record and split into questions").click()
    page.get_by_role("heading", name="Request FOI-0001").wait_for()


def search_by_hand(page, address, number):
    """Record a search of one question, and come to its certificate."""
    page.goto(f"{address}/foi/requests/FOI-0001/questions/{number}/search/")
    page.get_by_label("Where did you search?").fill(
        "Case files of all services, and every head of service asked"
    )
    page.get_by_label("What did you search for?").fill("social media, Facebook, profile; 2017 to 2019")
    fill_day(page, "When did you search?", today())
    page.get_by_label("Who searched?").select_option(label="Ines Okoro")
    page.get_by_label("What did the search find?").fill("Nothing in 412 files.")
    page.get_by_label("searched for and not held").check()
    page.get_by_label("The sentence for the requester").fill(sentence(number))
    page.get_by_role("button", name="Record the search").click()
    page.get_by_role("link", name="SC-").wait_for()


def sentence(number):
    """What the requester reads of a part that was searched by hand."""
    return f"No record is held for part {number}: 412 files were looked through."


def send(page, address):
    """Send the letter as it stands."""
    page.goto(f"{address}/foi/requests/FOI-0001/")
    page.get_by_role("button", name=re.compile("Confirm all .* answers on this page")).click()
    page.get_by_role("heading", name="The letter, not sent yet").wait_for()
    fill_day(page, "On which date will you send the letter?", today())
    page.get_by_label("email", exact=True).check()
    page.get_by_label("I have read the letter, and it answers every question").check()
    page.get_by_role("button", name="Record that you sent the letter").click()
    page.get_by_role("heading", name="The letter that was sent").wait_for()


def letter_files(page):
    """The three files of the sent letter as somebody reads them, with our words to the requester as the public has them."""
    read = {}
    for ending, reader in READ.items():
        with page.expect_download() as waiting:
            page.locator(f"a[href$='letter.{ending}']").click()
        read[ending] = squeezed(reader(Path(waiting.value.path()).read_bytes()))
        for ours, the_publics in TO_THE_PUBLIC.items():
            read[ending] = read[ending].replace(squeezed(ours), squeezed(the_publics))
    return read


def squeezed(text):
    """Without spaces: in a PDF they are gaps between signs, read back as one sees fit."""
    return "".join(text.split())


def publish(page, address):
    """Publish it as proposed, after a look at what the public will see."""
    page.goto(f"{address}/foi/requests/FOI-0001/publish/")
    look_at(page, "publish")
    page.get_by_label("Title in the disclosure log").fill(TITLE)
    page.get_by_role("button", name="See the answer as the public will").click()
    page.locator("input[name=requester_is_out]").check()
    page.locator("input[name=persons_are_out]").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url("**/disclosures/DL-0001/")


def fetched(address):
    """A public file as a program fetches it."""
    with urllib.request.urlopen(address, timeout=30) as response:
        return json.load(response)


@pytest.mark.parametrize("words", WORDS)
def test_the_council_of_2019_answers_all_29_parts_and_publishes_them(council_of_2019, open_page, words):
    text = nine_questions() if words == "the demo's" else cases()["000"]["request_text"]
    address = council_of_2019.address
    page = open_page(accept_downloads=True)
    sign_in(page, council_of_2019, "officer")
    take_in(page, text)
    page.goto(f"{address}/foi/requests/FOI-0001/letter/")
    assert page.get_by_role("button", name="Record that you sent the letter").count() == 0
    for number in OPEN:
        search_by_hand(page, address, number)
    send(page, address)
    letters = letter_files(page)
    publish(page, address)

    reader = open_page(java_script_enabled=False)
    reader.goto(f"{address}/disclosure-log/")
    look_at_without_script(reader)
    reader.get_by_role("link", name=TITLE).click()
    public = " ".join(reader.get_by_role("main").inner_text().split())
    entry = fetched(f"{address}/disclosure-log/DL-0001.json")
    jsonschema.validate(entry, fetched(f"{address}/disclosure-log/schema.json"))
    answers = {one["number"]: one for one in entry["questions"]}
    assert len(answers) == 29
    assert all(one["status"] and one["status"] != "TO_BE_SEARCHED" for one in answers.values())
    assert [answers[number]["answer"] for number in OPEN] == [sentence(number) for number in OPEN]
    for number, one in answers.items():
        for said in filter(None, (" ".join(line.split()) for line in one["answer"].splitlines())):
            assert said in public, number
            written = squeezed(said.removeprefix("• "))  # the letter has it as an item of a list
            if squeezed(TAKEN_OUT) not in written:
                assert [ending for ending, letter in letters.items() if written not in letter] == [], said


def look_at_without_script(page):
    """One heading, one title, and the entry in the list."""
    assert page.locator("h1").count() == 1
    assert page.title()
    assert page.get_by_role("link", name=TITLE).count() == 1
