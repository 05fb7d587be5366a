"""Which body a question names."""

import pytest

from watchbook.reading.letter_named import names_another_body


@pytest.mark.parametrize("text", [
    "Has IPCO ever written to you about social media, and what did you answer?",
    "the Investigatory Powers Commissioner’s letter",
    "Send me your reply to the Information Commissioner.",
    "Did the ICO write to you?",
    "the home office circular",
])  # fmt: skip
def test_another_body_is_named(text):
    assert names_another_body(text)


@pytest.mark.parametrize(("text", "context"), [
    ("Did you receive Lord Judge’s letter?", ""),
    ("Provide a copy of your response;", "the Chief Surveillance Commissioner wrote to all councils"),
    ("Did the OSC, now IPCO, write to you?", ""),
    ("Did IPCO ask for your reply?", "The Surveillance Commissioners wrote in 2017."),
    ("a copy of the micro report, from OSCAR", ""),
])  # fmt: skip
def test_no_other_body_is_named_or_the_commissioners_are_too(text, context):
    assert not names_another_body(text, context=context)
