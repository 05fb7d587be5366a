"""Open until the letter is sent: what may still be decided of a request, and where a question stands."""

import pytest

from tests.foi.answering import place, received, sent
from watchbook.acting.refusals import WrongState
from watchbook.foi.request.open_request import must_be_asked, must_be_open


def test_a_request_is_open_until_its_answer_was_sent(people):
    row, other = received(people), received(people)
    assert must_be_open(row) == row
    sent(row, people)
    with pytest.raises(WrongState, match="cannot change this request: its answer has been sent"):
        must_be_open(row)
    assert must_be_open(other) == other


def test_a_decision_is_of_a_question_that_stands_there(people):
    row = received(people)
    assert must_be_asked(row, **place(row, "2")).number == "2"
    with pytest.raises(WrongState, match="somebody split the request again"):
        must_be_asked(row, start=0, end=2)
