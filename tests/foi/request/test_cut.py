"""Pieces joined, divided, renamed and renumbered; what is no cut of a text is refused."""

import pytest

from tests.each import each
from watchbook.acting.refusals import WrongState
from watchbook.foi.models import RequestQuestion
from watchbook.foi.request.cut import CutPiece, checked, divided, joined, marked, renumbered, seen

Kind = RequestQuestion.Kind
TEXT = "Dear Council,\n1. Who looks? And who checks?\n2. How often?\nThank you"


def piece(words, number="", kind=None, marker=""):
    """A piece of the text that says these words."""
    start = TEXT.index(words)
    kind = kind or (Kind.QUESTION if number else Kind.OTHER)
    return CutPiece(start, start + len(words), number, marker, kind)


GREETING = piece("Dear Council,")
FIRST = piece("Who looks? And who checks?", "1", marker="1.")
SECOND = piece("How often?", "2", marker="2.")
THANKS = piece("Thank you")
CUT = [GREETING, FIRST, SECOND, THANKS]


def words(pieces):
    return [(one.number, TEXT[one.start : one.end], str(one.kind)) for one in pieces]


def test_a_whole_cut_is_taken_as_it_is():
    assert checked(CUT, text=TEXT) == CUT


def test_a_piece_is_joined_to_the_question_above_with_all_that_stands_between():
    assert words(joined(CUT, 2))[1:] == [
        ("1", "Who looks? And who checks?\n2. How often?", "question"),
        ("", "Thank you", "other"),
    ]
    assert words(joined(CUT, 3))[2] == ("2", "How often?\nThank you", "question")
    assert checked(joined(CUT, 2), text=TEXT)


def test_above_the_first_question_there_is_nothing_to_join_to():
    with pytest.raises(
        WrongState, match="You cannot join this question to the question above: this question is the first"
    ):
        joined(CUT, 1)


def test_a_question_is_divided_and_each_part_but_the_first_gets_a_number_of_its_own():
    place = TEXT.index("And who")
    made = divided(CUT, 1, places=[place], text=TEXT)
    assert words(made)[1:3] == [("1", "Who looks?", "question"), ("1-2", "And who checks?", "question")]
    again = divided(made, 1, places=[TEXT.index("looks?")], text=TEXT)
    assert [one.number for one in again] == ["", "1", "1-3", "1-2", "2", ""]
    assert checked(again, text=TEXT) == again


def test_other_text_is_divided_and_stays_other_text():
    assert words(divided(CUT, 0, places=[5], text=TEXT))[:2] == [
        ("", "Dear", "other"),
        ("", "Council,", "other"),
    ]


@pytest.mark.parametrize("places", [[], [0], [FIRST.start], [FIRST.end]])
def test_a_piece_that_stays_in_one_is_not_divided(places):
    with pytest.raises(WrongState, match="it has no mark between two words"):
        divided(CUT, 1, places=places, text=TEXT)


def test_a_piece_is_said_to_be_a_heading_other_text_or_a_question():
    heading = marked(CUT, 1, kind=Kind.HEADING)
    assert words(checked(heading, text=TEXT))[1] == ("", "Who looks? And who checks?", "heading")
    asked = marked(marked(CUT, 0, kind=Kind.QUESTION), 3, kind=Kind.QUESTION)
    assert [one.number for one in asked] == ["p1", "1", "2", "p2"]


def test_a_question_gets_another_number():
    assert [one.number for one in renumbered(CUT, 2, number=" 1.a ")] == ["", "1", "1.a", ""]


@each("number", ["1", "2.c", "b1", "p1", "S2.1.i", "2.A", "2.a-2", "x" * 39])
def test_numbers_as_requesters_and_the_splitter_write_them_are_taken(number):
    assert checked([GREETING, FIRST, *renumbered([SECOND], 0, number="9" + number), THANKS], text=TEXT)[2]


@each("number", ["", " ", "1.", ".a", "1 a", "1..a", "<b>", "1_a", "x" * 41])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(WrongState, match="You cannot save the question number"):
        checked(renumbered(CUT, 2, number=number), text=TEXT)


def test_one_number_for_two_questions_is_refused():
    with pytest.raises(WrongState, match="two questions would have the number 1"):
        checked(renumbered(CUT, 2, number="1"), text=TEXT)


@pytest.mark.parametrize(
    "pieces",
    [
        [GREETING, SECOND, FIRST, THANKS],
        [GREETING, FIRST, FIRST, SECOND, THANKS],
        [*CUT, CutPiece(len(TEXT), len(TEXT) + 1, "3")],
        [CutPiece(-1, 3, "3"), *CUT[1:]],
        [*CUT, CutPiece(len(TEXT), len(TEXT), "3")],
    ],
)
def test_pieces_out_of_order_over_each_other_or_outside_the_text_are_refused(pieces):
    with pytest.raises(WrongState, match="do not follow one another"):
        checked(pieces, text=TEXT)


@pytest.mark.parametrize("lost", range(4))
def test_no_character_may_be_in_no_piece(lost):
    pieces = [one for at, one in enumerate(CUT) if at != lost]
    with pytest.raises(WrongState, match="would leave out some of the text"):
        checked(pieces, text=TEXT)


def test_a_cut_without_a_question_is_refused_unless_it_is_said_that_nothing_is_asked():
    none = marked(marked(CUT, 1, kind=Kind.OTHER), 2, kind=Kind.HEADING)
    with pytest.raises(WrongState, match="it would leave no question"):
        checked(none, text=TEXT)
    assert [one.number for one in checked(none, text=TEXT, asks_nothing=True)] == [""] * 4


def test_what_nobody_sees_is_no_text():
    assert seen(0, 8, text=" \u200b a \u2060\n ") == (3, 4)
    assert seen(0, 3, text="\ufeff \u200b") is None
    assert seen(1, 1, text="abc") is None
