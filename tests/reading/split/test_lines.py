import pytest

from tests.each import each
from watchbook.reading.split.lines import (
    fold_width,
    is_cut_off,
    is_ended,
    is_short,
    item_goes_on,
    read,
    runs_on,
)


@each("line_end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"])
def test_a_line_ends_at_every_line_end_and_keeps_its_place(line_end):
    text = f"  one \t{line_end}{line_end}two"
    assert [(line.start, line.end, line.text, line.fresh) for line in read(text)] == [
        (2, 7, "one \t", False),
        (len(text) - 3, len(text), "two", True),
    ]


def test_one_line_end_of_two_characters_leaves_no_blank_line():
    assert [line.fresh for line in read("one\r\ntwo")] == [False, False]


def test_a_line_with_only_marks_of_direction_is_blank():
    assert [line.text for line in read("\u200f\ufeff\n\u200fone")] == ["one"]


def test_a_sentence_runs_on_in_small_letters_unless_it_was_ended():
    one, two = read("the number of hives and\nof swarms")
    assert runs_on(two, above=one, width=0)
    one, two = read("the number of hives;\nthe number of swarms")
    assert not runs_on(two, above=one, width=0)


def test_a_sentence_does_not_run_on_past_a_blank_line():
    one, two = read("the number of hives and\n\nof swarms")
    assert not runs_on(two, above=one, width=0)


def test_a_folded_line_runs_on_where_the_next_word_had_no_room():
    one, two = read("The bees of the town were counted by some of its best officers.\nFriends helped.")
    assert runs_on(two, above=one, width=66)
    assert not runs_on(two, above=one, width=90)


def test_nothing_runs_on_from_a_lead_in():
    one, two = read("Please tell me about the bees and the honey and the wax of town:\nFriends helped.")
    assert not runs_on(two, above=one, width=66)


def test_a_letter_that_was_folded_has_a_width():
    assert fold_width(read("x" * 70 + "\n" + "x" * 66 + "\n" + "x" * 68 + "\nxx")) == 70


@pytest.mark.parametrize("text", ["", "short\nlines\nonly", "x" * 500 + "\nxx", "x" * 70 + "\nxx\nxxx"])
def test_a_letter_that_was_not_folded_has_no_width(text):
    assert fold_width(read(text)) == 0


def test_a_sentence_runs_on_after_a_word_that_ends_none_and_before_a_year():
    one, two = read("How many hives were kept by Friends of\nTown Parks?")
    assert runs_on(two, above=one, width=0)
    one, two = read("How many hives were kept in the calendar year\n2021?")
    assert runs_on(two, above=one, width=0)


@pytest.mark.parametrize(
    "text", ["Bees\n2021/22:", "the number of hives in all the parks\n2021/22:", "Bees\nHoney"]
)
def test_a_heading_is_not_taken_for_the_rest_of_a_sentence(text):
    one, two = read(text)
    assert not runs_on(two, above=one, width=0)


def test_an_abbreviation_ends_no_sentence():
    one, two = read("Who keeps them (e.g.\nstaff)?")
    assert not is_ended(one)
    assert runs_on(two, above=one, width=0)


def test_questions_of_one_length_were_not_folded():
    text = "\n".join(["How many hives were kept in the parks of the town in all of 2021?"] * 4)
    assert fold_width(read(text)) == 0


def test_a_short_line_is_narrower_than_a_fold():
    assert is_short(read("Bees")[0])
    assert not is_short(read("x" * 60)[0])


@pytest.mark.parametrize("text", ["the rules;", "the rules; and", "the rules,", "the rules, or "])
def test_an_item_says_that_another_follows(text):
    assert item_goes_on(text)
    assert not item_goes_on(text + " bees")


def test_an_item_before_the_last_is_ended_though_it_ends_with_and():
    one, two = read("the rules; and\nthe hives")
    assert is_ended(one)
    assert not runs_on(two, above=one, width=0)


def test_a_line_is_cut_off_after_a_word_with_which_no_sentence_ends():
    one, two = read("the number of\nthe hives")
    assert is_cut_off(one)
    assert not is_cut_off(two)
