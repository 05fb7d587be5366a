"""Reasons in words."""

import pytest

from tests.each import each
from watchbook.acting.own_words import as_read, drawn, has_a_word, has_words, with_unseen_shown


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


TURNED = [
    "Amara\u202ePell", "\u2067a\u2069", "a\u200bb", "\ufeffa", "a\u00adb", "a\u2060b", "a\u200db", "a\u200cb", "a\u200e1",
    "x\U000e0041", "a\u200d\U0001f525", "\u200dx",
]  # fmt: skip
NEEDED = [
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0915\u094d\u200d\u0937", "\u05d0\u200f1", "\U0001f469\u200d\U0001f4bb",
    "\U0001f3f3\ufe0f\u200d\U0001f308", "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "Siân", "plain",
]  # fmt: skip


@pytest.mark.parametrize("said", TURNED)
def test_what_turns_others_or_has_no_width_is_left_out_or_shown_by_its_number(said):
    read, shown = as_read(said), with_unseen_shown(said)
    assert len(read) < len(said)
    assert as_read(read) == read
    assert "[U+" in shown
    assert as_read(shown) == shown


@pytest.mark.parametrize("said", NEEDED)
def test_what_a_script_an_emoji_or_a_flag_needs_stays(said):
    assert as_read(said) == with_unseen_shown(said) == said


def test_a_joiner_is_needed_once():
    assert as_read("\u0915\u094d\u200d\u200d\u0937") == "\u0915\u094d\u200d\u0937"
