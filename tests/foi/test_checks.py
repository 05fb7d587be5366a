"""What keeps a letter from being sent."""

import pytest

from watchbook.foi.checks import checks
from watchbook.foi.findings import Finding, Status, no_query

ANSWERED = Finding(status=Status.HELD_SUPPLIED, answer="Yes.")


def test_a_request_without_a_question_is_blocked_and_its_time_runs():
    (check,) = checks([])
    assert (check.rule, check.questions, check.blocks) == ("no_question", (), True)
    assert "Its time runs all the same" in check.message


def test_questions_to_be_searched_block_the_letter_and_are_named():
    (check,) = checks([("1", ANSWERED), ("1.a", no_query()), ("2", no_query())])
    assert (check.rule, check.questions, check.blocks) == ("to_be_searched", ("1.a", "2"), True)
    assert check.message.startswith("2 questions are still to be searched")


def test_one_question_is_spoken_of_as_one():
    (check,) = checks([("1", no_query())])
    assert check.message.startswith("1 question is still to be searched")


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.TO_BE_SEARCHED])
def test_any_answer_lifts_the_block(status):
    assert checks([("1", Finding(status=status, answer="So it is."))]) == ()
