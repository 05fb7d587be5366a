"""The checks over our own draft: the fictional council's answers, which are right, raise no false alarm."""

from datetime import date

from django.utils import timezone

from tests.foi.cases import cases, nine_questions
from tests.foi.test_council_2019 import COUNCIL, RECEIVED, WANTED
from watchbook.demo.fixture_council import load_fixture_council
from watchbook.figures.findings import Status
from watchbook.foi.checks.all import checks_of
from watchbook.foi.checks.answers import said_by_us
from watchbook.foi.draft.answer import draft
from watchbook.reading.facets.halves import halves
from watchbook.reading.split.questions import split


def test_only_what_is_to_be_searched_is_found_in_the_councils_own_draft(db):
    load_fixture_council(COUNCIL, at=timezone.now())
    drafted = draft(split(nine_questions()).questions, received_on=RECEIVED, as_at=None)
    said = [
        said_by_us(one.question.number, question=one.question.text, finding=one.finding, topic=one.topic)
        for one in drafted.answers
    ]
    checks = checks_of(said, due_on=date(2019, 11, 4), today=date(2019, 10, 8))
    assert {check.rule for check in checks} <= {"to_be_searched"}
    found = {number for check in checks for number in check.questions}
    assert found == {one for one, status in WANTED.items() if status is Status.TO_BE_SEARCHED}


def asking_two_things(text):
    """The numbers of the questions that ask for two things."""
    return [one.number for one in split(text).questions if len(halves(one.text)) > 1]


def test_no_part_of_the_demos_request_asks_for_two_things():
    assert asking_two_things(nine_questions()) == []


def test_no_part_of_the_real_request_asks_for_two_things():
    assert asking_two_things(cases()["000"]["request_text"]) == []
