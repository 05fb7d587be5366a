"""A stored request as pages need it: its questions with their words, and every character of it in some piece."""

from datetime import date

import pytest

from tests import given
from tests.foi.cases import nine_questions
from watchbook.foi.models import Request
from watchbook.foi.request import request
from watchbook.foi.request.spans import asked, pieces
from watchbook.reading.split.questions import split

CRLF = "Dear Council,\r\n\r\n1. How often?\r\na) By whom? 🙂\r\n\r\nYours,\r\nImogen Vale\r\n"


def receive(people, text):
    return request.receive(text, received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT)


def cut(text):
    return pieces(Request(text=text), questions=split(text).questions)


@pytest.mark.parametrize("text", [nine_questions(), CRLF, "Nothing to ask.", "¿Qué? 🙂\n1. Why?", ""])
def test_the_pieces_are_the_whole_text_in_order(text):
    assert "".join(piece.text for piece in cut(text)) == text


def test_only_questions_bear_a_number():
    assert [(piece.number, piece.text) for piece in cut(CRLF) if piece.number] == [
        ("1", "How often?"),
        ("1.a", "By whom? 🙂"),
    ]


def test_what_is_asked_comes_back_as_it_was_stored(people, django_assert_num_queries):
    row = receive(people, CRLF)
    with django_assert_num_queries(1):
        found = asked(row)
    assert [(one.number, one.marker, one.text) for one in found] == [
        ("1", "1.", "How often?"),
        ("1.a", "a)", "By whom? 🙂"),
    ]
    assert all(CRLF[one.start : one.end] == one.text for one in found)
