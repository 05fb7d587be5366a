"""What a letter's dates must satisfy: the whole table, and that nothing else is refused."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from watchbook.governance.letters.rules import why_not

TODAY = date(2026, 3, 2)
FUTURE = "The date on the letter or the date of receipt is in the future. Check both dates."
BEFORE_WRITTEN = "The date of receipt is before the date on the letter. Check both dates: the date of receipt must be the date on the letter or a later date."
REPLY_FUTURE = "The date of the reply is in the future. Record the reply once you have sent it."
REPLY_BEFORE = "The date of the reply is before the date of receipt of the letter. Check both dates."


def day(offset):
    """A day by its distance from today."""
    return None if offset is None else TODAY + timedelta(days=offset)


@each(
    ("dated", "received", "sent", "refusal"),
    [
        (-5, -3, None, None),
        (-5, -5, None, None),
        (0, 0, None, None),
        (1, 1, None, FUTURE),
        (1, 0, None, FUTURE),
        (0, 1, None, FUTURE),
        (-3, -4, None, BEFORE_WRITTEN),
        (-5, -3, -1, None),
        (-5, -3, -3, None),
        (-5, -3, 0, None),
        (0, 0, 0, None),
        (-5, -3, 1, REPLY_FUTURE),
        (-5, -3, -4, REPLY_BEFORE),
        (-5, -3, -6, REPLY_BEFORE),
        (1, 1, 1, FUTURE),
        (-3, -4, -4, BEFORE_WRITTEN),
    ],
)
def test_the_days_of_a_letter_and_its_reply(dated, received, sent, refusal):
    assert why_not(day(dated), day(received), today=TODAY, sent_on=day(sent)) == refusal


OFFSETS = st.integers(-4000, 4000)


@given(OFFSETS, OFFSETS, st.none() | OFFSETS)
def test_days_in_their_order_are_let_through_and_no_others(dated, received, sent):
    in_order = dated <= received <= 0 and (sent is None or received <= sent <= 0)
    assert (why_not(day(dated), day(received), today=TODAY, sent_on=day(sent)) is None) == in_order
