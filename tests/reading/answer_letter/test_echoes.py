"""A question that the answer repeats is no answer; a question turned round into a statement is one."""

import sys

from tests.each import each
from watchbook.reading.answer_letter.echoes import end_of_echo, without_echo

LONG = "How many covert cameras were placed in parks last year?"


@each(
    ("text", "question", "said"),
    [
        (f"{LONG} Seven.", LONG, "Seven."),
        (f"{LONG}\nOur response: Seven.", LONG, "Seven."),
        ("Please say how many covert cameras were placed in\nparks last year? Seven.", LONG, "Seven."),
        ("Which parks were they in? If any, say why? Two.", LONG, "Two."),
        ("Seven, see https://council.example/cameras?year=2020", LONG, ""),
        ("Fleet size - 12", "Fleet size", "12"),
        ("Fleet cost was 12", "Fleet size", ""),
        ("The council does not use fake profiles.", "Does the council use fake profiles?", ""),
        ("How many covert cameras were not placed in parks last year", LONG, ""),
        ("Seven", "", ""),
        ("Seven", "???", ""),
    ],
)
def test_what_is_said_begins_after_the_question_repeated(text, question, said):
    assert text[without_echo(text, question=question) :] == (said or text)


def test_words_found_far_behind_the_question_are_the_answers_own():
    text = f"{LONG[:-1]} is nine or so and in the wood there was none at all in the last year"
    assert text[: end_of_echo(text, question=LONG)] == LONG[:-1]


def calls(question):
    """How many calls it takes to find the question again in an answer that repeats it."""
    taken = 0

    def count(_frame, event, _argument):
        nonlocal taken
        taken += event in {"call", "c_call"}

    text = f"{question} We hold none."
    sys.setprofile(count)
    try:
        begins = without_echo(text, question=question)
    finally:
        sys.setprofile(None)
    assert text[begins:] == "We hold none."
    return taken


def test_a_question_twice_as_long_takes_about_twice_the_calls():
    words = "How many looks at the words of people did officers open in 2024 and "
    assert calls(words * 200 + "2025?") < 2.5 * calls(words * 100 + "2025?")
