"""What changed from one text to the next."""

from hypothesis import given as for_any
from hypothesis import strategies as some

from watchbook.authorisations.rules.changes import Mark, Passage, changes

WORDS = some.lists(some.sampled_from(["a", "week", "once", "profile", ",", " ", "\n", "’", "_", "é"])).map(
    "".join
)


def test_what_was_removed_stands_before_what_is_new():
    assert changes("Once a week.", "Twice a week, by day.") == (
        Passage(Mark.REMOVED, "Once"),
        Passage(Mark.ADDED, "Twice"),
        Passage(Mark.SAME, " a week"),
        Passage(Mark.ADDED, ", by day"),
        Passage(Mark.SAME, "."),
    )


def test_words_in_the_middle_are_told_apart():
    marks = [(one.mark.value, one.text) for one in changes("one two three four", "zero two six four five")]
    assert ("same", " two ") in marks
    assert ("removed", "three") in marks
    assert ("added", "six") in marks


@for_any(WORDS, WORDS)
def test_both_texts_can_be_read_out_of_it(before, after):
    found = changes(before, after)
    assert "".join(one.text for one in found if one.mark != Mark.ADDED) == before
    assert "".join(one.text for one in found if one.mark != Mark.REMOVED) == after


def test_a_text_of_one_word_over_and_over_takes_no_longer():
    found = changes("a b " * 2000, "b a " * 2000)
    assert "".join(one.text for one in found if one.mark != Mark.ADDED) == "a b " * 2000
