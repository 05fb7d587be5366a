"""How answers name questions: one number, several, from one to another, with and without their letters."""

from tests.each import each
from watchbook.reading.answer_letter.numbers import named_in, numbers_of

ALL = ("1", "2", "2.a", "2.b", "2.c", "3", "4.i", "4.ii", "5")
SECTIONS = ("S1.1", "S2.1", "S2.1.i", "S2.2")


@each(
    ("written", "numbers"),
    [
        ("2", ["2"]),
        ("2A", ["2.a"]),
        ("2(c)", ["2.c"]),
        ("Q2.b", ["2.b"]),
        ("1. and 2.", ["1", "2"]),
        ("1, 3 and 5", ["1", "3", "5"]),
        ("1-3", ["1", "2", "3"]),
        ("Q1 – Q3", ["1", "2", "3"]),
        ("2a to c", ["2.a", "2.b", "2.c"]),
        ("2(a) and (b)", ["2.a", "2.b"]),
        ("4(i), (ii)", ["4.i", "4.ii"]),
        ("4", ["4"]),
        ("9", []),
        ("1 to 9", []),
    ],
)
def test_a_list_of_numbers_names_their_questions(written, numbers):
    assert named_in(written, numbers=numbers_of(ALL)) == numbers


def test_a_number_of_a_section_is_the_next_of_that_name():
    known = numbers_of(SECTIONS)
    assert named_in("1", numbers=known, after=-1) == ["S1.1"]
    assert named_in("1", numbers=known, after=known.all.index("S1.1")) == ["S2.1"]


def test_an_unnumbered_question_or_a_bullet_counts_by_its_place():
    assert named_in("2", numbers=numbers_of(("p1", "p2"))) == ["p2"]
    assert named_in("1 and 2", numbers=numbers_of(("b1", "b2"))) == ["b1", "b2"]


def test_a_number_names_the_question_that_bears_it_and_not_one_that_counts_by_its_place():
    numbers = numbers_of(["p1", "1", "2", "p2", "3.b1"])
    assert named_in("1", numbers=numbers) == ["1"]
    assert named_in("2", numbers=numbers) == ["2"]
    assert named_in("1", numbers=numbers_of(["p1", "p2"])) == ["p1"]
