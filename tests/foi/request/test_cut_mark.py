"""A mark put into a text says where it is cut; a text that was changed besides is refused."""

from itertools import pairwise

import pytest

from tests.each import each
from watchbook.acting.refusals import WrongState
from watchbook.foi.request.cut import mark_for, marks_in


@each(
    ("text", "marked", "parts"),
    [
        ("One? Two?", "One? ||Two?", ["One? ", "Two?"]),
        ("One? Two? Three?", "One?|| Two? ||Three?", ["One?", " Two? ", "Three?"]),
        ("a\nb", "a\r\n||b", ["a\n", "b"]),
        ("a\r\nb\rc", "a||\r\nb\r\n||c", ["a", "\r\nb\r", "c"]),
        ("a\r\nb", "a\n||b", ["a\r\n", "b"]),
        (
            "Caf\u00e9? 🙂 \u202eno\u202c?",
            "Caf\u00e9? ||🙂 \u202eno\u202c?",
            ["Caf\u00e9? ", "🙂 \u202eno\u202c?"],
        ),
        ("a || b c", "a || b |||c", ["a || b ", "c"]),
        ("One?", "||One?||", ["", "One?", ""]),
    ],
)
def test_the_places_are_those_of_the_text_as_it_is_kept(text, marked, parts):
    found = [0, *marks_in(text, marked=marked), len(text)]
    assert [text[start:end] for start, end in pairwise(found)] == parts


def test_without_a_mark_there_is_no_place():
    assert marks_in("One? Two?", marked="One? Two?") == []


@pytest.mark.parametrize("marked", ["", "One? ||two?", "One?||Two?", "One? | Two?", "One?  ||Two?", "x"])
def test_changed_words_are_refused(marked):
    with pytest.raises(WrongState, match="You cannot change the words of a request"):
        marks_in("One? Two?", marked=marked)


def test_the_mark_is_one_that_the_text_does_not_hold():
    assert [mark_for(text) for text in ("a", "a|b", "a||b", "||||")] == ["||", "||", "|||", "|||||"]
