"""A question that a cut left out shows: a number that is missing, or text that was not read as a question and asks."""

from tests.each import each
from watchbook.reading.split.left_out import numbers_missing, text_that_asks
from watchbook.reading.split.questions import split

SPEED = "How many drones do you own?"


def missing(text):
    cut = split(text)
    return numbers_missing(cut, text=text, numbers=[one.number for one in cut.questions])


@each(
    ("text", "numbers"),
    [
        (f"1. {SPEED}\n2. {SPEED}\n3. {SPEED}", []),
        (f"2. {SPEED}\n3. {SPEED}", ["1"]),
        (f"1. {SPEED}\n2. {SPEED}\n4. {SPEED}", ["3"]),
        (f"1. {SPEED}\n2. Have you any others?\n2.1 {SPEED}\n2.3 {SPEED}", ["2.2"]),
        (f"2019. {SPEED}\n2020. {SPEED}\n2021. {SPEED}", []),
    ],
)
def test_a_number_that_the_requester_left_out_or_we_lost_is_told(text, numbers):
    assert missing(text) == numbers


def test_a_number_before_a_heading_is_not_missing():
    text = f"1. Drones\n\n{SPEED}\n\n2. Cameras\n\nHow many cameras do you own?"
    assert missing(text) == []


def test_text_that_was_not_read_and_asks_is_told_and_a_quoted_message_is_not():
    text = f"1. {SPEED}\n2. {SPEED}\n\nWhat a drone costs I never knew:\n\nRegards\nA\n\n> How are you?"
    assert text_that_asks(split(text), text=text) == ["What a drone costs I never knew:"]
