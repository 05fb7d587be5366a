"""A refusal begins with what the person tried to do."""

from watchbook.acting.refusals import cannot


def test_a_refusal_says_what_was_tried_and_then_why_not():
    assert cannot("You cannot record this order", "Its date is in the future. Check it.") == (
        "You cannot record this order: its date is in the future. Check it."
    )
