"""The heading of a question in a letter: the number that the requester knows, and no mark of our own."""

from tests.each import each
from watchbook.foi.letter.question_heading import heading_of, headings


@each(
    ("number", "among", "heading"),
    [
        ("2", (), "Question 2"),
        ("2.c", (), "Question 2.c"),
        ("p1", ("p1", "p2"), "Question 1"),
        ("p1", ("1", "p1"), "Unnumbered question"),
        ("p4", ("p4", "2", "3", "3-2", "p1"), "Unnumbered question 1"),
        ("p1", ("p4", "2", "3", "3-2", "p1"), "Unnumbered question 2"),
        ("3-2", ("p4", "2", "3", "3-2", "p1"), "Question 3, part 2"),
        ("b2", ("b1", "b2"), "Point 2"),
        ("3.b2", ("3", "3.b1", "3.b2"), "Question 3, point 2"),
        ("p1.b2", ("p1", "p1.b1", "p1.b2"), "Question 1, point 2"),
        ("S2.1.a", ("S1.1", "S2.1", "S2.1.a"), "Section 2, question 1.a"),
    ],
)
def test_a_question_is_headed_as_the_requester_knows_it(number, among, heading):
    assert heading_of(number, among=among) == heading


def test_the_requesters_own_mark_stands_beside_a_number_that_it_does_not_bear():
    marked = {"1": "-Q1)", "2": "Q2 )", "3": "3/", "4": "iv)", "4.a": "(a)", "5": "- 5", "p1": ""}
    assert list(headings(marked).values()) == [
        "Question 1",
        "Question 2",
        "Question 3",
        "Question 4 (your “iv)”)",
        "Question 4.a",
        "Question 5",
        "Unnumbered question",
    ]
