"""The page of a request says how far its answer is, and leads to what is next with its one green button."""

import re

import pytest

from tests import given
from tests.foi.answering import received
from tests.pages import signed_in, words

PAGE = "/foi/requests/FOI-0001/"
ASKED = (
    "1. Did you receive the Chief Surveillance Commissioner’s letter on social media?\n"
    "2. How many benches did you paint in 2025?"
)
GREEN = re.compile(r'class="govuk-button"[^>]*>\s*([^<]+?)\s*<')


@pytest.fixture
def row(people):
    """A request of a question that the register of letters answers, and one that must be searched for."""
    given.a_letter_without_reply(people)
    return received(people, ASKED)


def test_the_next_open_question_is_the_one_green_button_of_who_answers(people, row):
    page = signed_in(people.bryn).get(PAGE)
    told = words(page)
    assert GREEN.findall(page.text) == ["Answer the next open question: 2"]
    assert "Next: 1 question is open." in told
    assert "1 of 2 questions answered" in told
    assert "Open: 2 Letter: blocked by" in told
    assert 'href="/foi/requests/FOI-0001/questions/2/">How many benches' in page.text  # its text is its link


def test_who_may_not_answer_reads_how_far_it_is_and_has_no_button(people, row):
    page = signed_in(people.edmund).get(PAGE)
    assert "1 of 2 questions answered" in words(page)
    assert GREEN.findall(page.text) == []


def test_once_none_is_open_the_answer_to_confirm_is_next(people):
    given.a_letter_without_reply(people)
    received(people, ASKED.splitlines()[0])
    page = signed_in(people.bryn).get(PAGE)
    assert GREEN.findall(page.text) == ["Confirm the ticked answers"]
    assert "1 of 1 question answered" in words(page)
    assert "0 of 1 answer confirmed" in words(page)  # a full bar above it is not the end
