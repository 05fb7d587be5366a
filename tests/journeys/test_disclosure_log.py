"""An answer is published once nobody is named in it; a reader without JavaScript finds it; withdrawn, its address says so."""

import json
import urllib.request
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.foi.sent import a_sent_answer, an_answer
from tests.journeys.looking import enter, look_at
from tests.patience import PATIENCE

pytestmark = pytest.mark.browser


@pytest.fixture
def with_letter(service, hashed):
    """The service with an answer of two questions that was sent to Imogen Vale."""
    named = an_answer(question="I am Imogen Vale. How many audits of social media research were there?")
    second = an_answer(
        number="2",
        question="Who supplies your software?",
        answer="None is held.",
        status="NOT_HELD",
        value=None,
    )
    a_sent_answer(service.people, named, second)
    service.may_sign_in("bryn", hashed=hashed)
    return service


def fetched(service, path):
    """What a program gets."""
    with urllib.request.urlopen(f"{service.address}{path}", timeout=PATIENCE) as answer:
        return answer.read().decode()


def publish(page, service):
    """The officer's way: a wording with the requester’s name is refused with its place, then one without is published."""
    page.goto(f"{service.address}/foi/requests/FOI-0001/publish/")
    look_at(page, "publication-new")
    answer = page.get_by_label("Answer to question 1")
    answer.fill("Dear Imogen Vale, there were 7 audits.")
    page.get_by_role("button", name="See the answer as the public will").click()
    look_at(page, "publication-refused")
    place = page.get_by_role(
        "link", name="The answer to question 1 still contains the requester’s name. Remove it."
    )
    place.click()
    answer.fill("There were 7 audits.")
    page.get_by_role("button", name="See the answer as the public will").click()
    page.get_by_role("heading", name="As the public will see it").wait_for()
    assert "I am [name removed]. How many audits" in page.get_by_role("main").inner_text()
    look_at(page, "publication-preview")
    page.get_by_role("button", name="Publish").click()
    look_at(page, "publication-not-confirmed")
    page.get_by_label("The requester cannot be recognised").check()
    page.get_by_label("No requester or private person is named").check()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published as DL-0001.").wait_for()
    look_at(page, "publication")


def read(page, service, *, look):
    """The public's way: by the link at the foot of every page, a search, the entry, how we know."""
    page.goto(f"{service.address}/account/login/")
    page.get_by_role("link", name="Disclosure log").click()
    page.get_by_label("Search for").fill("audits")
    page.get_by_label("Outcome of a question").select_option("NOT_HELD")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("heading", name="1 answer").wait_for()
    look(page, "disclosure-log")
    page.get_by_role("link", name="Internal audits of the use of social media").click()
    page.get_by_role("heading", name="Internal audits of the use of social media").wait_for()
    page.get_by_text("How we know").first.click()
    assert "The query found 3 entries." in page.get_by_role("main").inner_text()
    look(page, "disclosure")


def assert_programs_read_the_same(service):
    """The JSON is valid after the schema that stands beside it; the feed and the table hold both questions."""
    schema = json.loads(fetched(service, "/disclosure-log/schema.json"))
    data = json.loads(fetched(service, "/disclosure-log.json"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)
    (entry,) = data["entries"]
    assert [one["answer"] for one in entry["questions"]] == ["There were 7 audits.", "None is held."]
    feed = ElementTree.fromstring(fetched(service, "/disclosure-log.atom"))
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    assert len(fetched(service, "/disclosure-log.csv").splitlines()) == 3


def see_that_it_is_gone(page, *, look):
    """The entry's address says that it was withdrawn and why."""
    page.reload()
    assert "Another year's figure was given." in page.get_by_role("main").inner_text()
    assert "7 audits" not in page.content()
    look(page, "disclosure-gone")


def only_read(_page, _name):
    """Without JavaScript there is nothing to look with."""


def test_an_answer_is_published_read_without_javascript_and_withdrawn(with_letter, open_page):
    officer, reader = open_page(), open_page(refusals=["410 (Gone)"])
    plain = open_page(java_script_enabled=False)
    assert json.loads(fetched(with_letter, "/disclosure-log.json"))["entries"] == []
    enter(officer, with_letter, "bryn")
    publish(officer, with_letter)
    read(plain, with_letter, look=only_read)
    read(reader, with_letter, look=look_at)
    assert_programs_read_the_same(with_letter)
    officer.get_by_role("button", name="Withdraw the entry").click()
    look_at(officer, "publication-withdraw")
    officer.get_by_label("Why are you withdrawing the entry?").fill("Another year's figure was given.")
    officer.get_by_role("button", name="Withdraw").click()
    officer.get_by_text("The entry was withdrawn.").wait_for()
    see_that_it_is_gone(plain, look=only_read)
    see_that_it_is_gone(reader, look=look_at)
    assert "words=audits" not in with_letter.log.read_text()
