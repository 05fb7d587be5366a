"""Halves over the requests that our own council answers, in tests/foi/test_council_2019.py: no part asks for two things."""

from tests.foi.cases import cases, nine_questions
from watchbook.reading.facets.halves import halves
from watchbook.reading.split.questions import split


def asking_two_things(text):
    """The numbers of the questions that ask for two things."""
    return [one.number for one in split(text).questions if len(halves(one.text)) > 1]


def test_no_part_of_the_demos_request_asks_for_two_things():
    assert asking_two_things(nine_questions()) == []


def test_no_part_of_the_real_request_asks_for_two_things():
    assert asking_two_things(cases()["000"]["request_text"]) == []
