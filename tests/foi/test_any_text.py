"""Whatever text comes: it is split, nothing of it is lost, and it takes no longer than its length asks."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.each import each
from tests.proof_only import EVERY_ROW
from tests.reading.split.splitting import assert_covers_everything, numbers
from watchbook.reading.split.questions import Span, SpanKind, split

MARKERS = (
    "1.",
    "2)",
    "(a)",
    "b.",
    "(iv)",
    "A.",
    "Q1.",
    "1a)",
    "1.1",
    "•",
    "- ",
    "i)",
    "v.",
    "Section 2 -",
    "Question 3:",
)
WORDS = (
    "How many?",
    "Please provide:",
    "a copy of the policy",
    "Yours faithfully,",
    "On 1 May he wrote:",
    "the",
    "> ",
)
CHARACTERS = ("\n", "\n\n", "\r\n", "\u2028", " ", "\t", "\x00", "\u200f", "\ud800", "?", "<p>", "1) a 2) b")
FRAGMENTS = st.sampled_from(MARKERS + WORDS + CHARACTERS)
ANY_CHARACTER = st.characters(exclude_categories=())


@given(st.text(ANY_CHARACTER))
def test_every_character_of_any_text_is_in_one_place(text):
    assert_covers_everything(text)


@settings(max_examples=300)
@given(st.lists(FRAGMENTS, max_size=30).map("".join))
def test_every_character_of_any_request_is_in_one_place(text):
    assert_covers_everything(text)


@given(st.text(ANY_CHARACTER))
def test_a_text_is_always_split_alike(text):
    assert split(text) == split(text)


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\t\u2028", "\u00a0\u200f"])
def test_a_text_without_words_has_no_questions(text):
    cut = split(text)
    assert cut.questions == ()
    assert cut.other == ((Span(0, len(text), SpanKind.SPACE),) if text else ())


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x02",
        "<html><p>1. How many?</p>",
        "\ud800\udfff",
        "1. \x00?\n2. \ud800",
        "\ufeff1. How many?",
    ],
)
def test_hostile_text_is_covered_like_any_other(text):
    assert_covers_everything(text)


def test_a_byte_order_mark_does_not_hide_the_first_number():
    assert numbers("\ufeff1. How many hives?") == ["1"]


LETTERS = ("a", "\n", " ", "? ", "(", "1 ", "A. ", "\x00", "- ", "1.1.", "1) b ")
SENTENCES = ("How many? ", "please how many copies of ", "the following ", "break ", "word " * 14 + "\n")
SHORT = 8_000 if EVERY_ROW else 2_000  # characters
SHORT_LINES = ("1. a\n", "• a\n", "Section 1 -\n", "> a\n", "  a\n")


@each("piece", [*LETTERS, *SENTENCES, *SHORT_LINES])
def test_a_text_twice_as_long_takes_no_more_than_twice_the_steps(piece):
    once = steps(piece * (SHORT // len(piece)))
    assert (
        steps(piece * (2 * SHORT // len(piece))) < 2.5 * once + 1_000
    )  # a quadratic step would make it four times


def steps(text):
    """How many calls a split takes: a count that no other work on the machine changes."""
    taken = 0

    def count(_frame, event, _argument):
        nonlocal taken
        taken += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        split(text)
    finally:
        sys.setprofile(None)
    return taken
