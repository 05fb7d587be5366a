"""A request in small letters alone has the questions that it would have with capitals."""

import pytest

from tests.reading.split.splitting import numbers
from watchbook.reading.split.capitals import with_capitals

REQUEST = "Dear Council,\n1. How many dogs do you own? I ask for each year.\n2. Provide:\na) The policy\no The form\n\nThank you"


def test_small_letters_change_no_number():
    assert numbers(REQUEST.lower()) == numbers(REQUEST)


@pytest.mark.parametrize(
    ("small", "read"),
    [
        ("how many? i ask. when?", "How many? I ask. When?"),
        ("1. how many\n(a) when\no where\nii) who", "1. How many\n(a) When\no Where\nii) Who"),
        ("(i) how many, and i'd like", "(i) How many, and I'd like"),
        ("i. how many", "i. How many"),
        ("", ""),
        ("How many? when?", "How many? when?"),
        ("straße? ßo", "Straße? ßo"),
    ],
)
def test_a_sentence_and_a_line_begin_with_a_capital_and_no_marker_does(small, read):
    assert with_capitals(small) == read
