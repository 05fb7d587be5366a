"""Reasons in words."""

import pytest

from watchbook.acting.own_words import has_words


@pytest.mark.parametrize(
    "said", ["", " ", "x", "x x", "...", "1 2 3", "no", "no No NO", "ok-ok", "x y", "x y z"]
)
def test_a_letter_or_one_word_is_no_reason(said):
    assert not has_words(said)


@pytest.mark.parametrize(
    "said", ["Nothing private", "A source", "He knows our officer.", "Dim byd preifat", "Wasn’t told"]
)
def test_two_words_are(said):
    assert has_words(said)
