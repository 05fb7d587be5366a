"""Reasons in words."""

import pytest

from tests.each import each
from watchbook.acting.own_words import has_a_word, has_words


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
