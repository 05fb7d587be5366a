"""Reasons in words."""

import pytest

from tests.each import each
from watchbook.acting.own_words import drawn, has_a_word, has_words


@each("said", ["", " ", "x", "x x", "...", "1 2 3", "no", "no No NO", "ok-ok", "x y", "x y z"])
def test_a_letter_or_one_word_is_no_reason(said):
    assert not has_words(said)


@pytest.mark.parametrize(
    "said", ["Nothing private", "A source", "He knows our officer.", "Dim byd preifat", "Wasn’t told"]
)
def test_two_words_are(said):
    assert has_words(said)


@pytest.mark.parametrize("said", ["", " ", "x", "x y", "..."])
def test_a_letter_is_no_short_answer_either(said):
    assert not has_a_word(said)


@pytest.mark.parametrize("said", ["Facebook", "Weekly", "2 March", "4"])
def test_a_word_or_a_number_is(said):
    assert has_a_word(said)


UNDRAWN = [
    "\u200b", "\u200d\u2060", "\ufeff", "\u00ad", "\u3164\u3164 \u3164", "\u115f\u1160", "\uffa0", "\u2800",
    "\u180e", "\u034f", "\ufe0f", "\U000e0041", "\u202e", "\x00", "\x07", "\u0301", "\ue000", "\U0001d159", " \t\n\u2003",
]  # fmt: skip


@pytest.mark.parametrize("said", UNDRAWN)
def test_what_draws_nothing_is_no_text_and_no_reason(said):
    assert drawn(said) == ""
    assert not has_words(said * 3)
    assert not has_a_word(said * 3)


@pytest.mark.parametrize(
    "said",
    ["x", ".", "5", "\u200bx", "cafe\u0301", "\U0001f469\u200d\U0001f4bb", "한국어", "\u200fab", " a "],
)
def test_a_text_that_draws_something_stays_as_it_is(said):
    assert drawn(said) == said
