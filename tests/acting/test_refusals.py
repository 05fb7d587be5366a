"""A refusal begins with what the person tried to do."""

import pytest

from watchbook.acting.refusals import cannot


def test_a_refusal_says_what_was_tried_and_then_why_not():
    assert cannot("You cannot record this order", "Its date is in the future. Check it.") == (
        "You cannot record this order: its date is in the future. Check it."
    )


@pytest.mark.parametrize(
    "why",
    [
        "RIPA does not cover it.",
        "Scotland’s courts are not asked.",
        "London time is meant.",
        "D-0001/1 is in force.",
        "W-2 is closed.",
        "“all” is not a number.",
        "",
    ],
)
def test_a_name_initials_or_a_reference_keep_their_capital(why):
    assert cannot("You cannot record this", why) == f"You cannot record this: {why}"


def test_one_letter_is_a_word_like_any_other():
    assert (
        cannot("You cannot record this", "A date is missing.") == "You cannot record this: a date is missing."
    )
