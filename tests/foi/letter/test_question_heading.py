"""The heading of a question in a letter: the number that the requester knows, and no mark of our own."""

from tests.each import each
from watchbook.foi.letter.question_heading import heading_of


@each(
    ("number", "among", "heading"),
    [
        ("2", (), "Question 2"),
        ("2.c", (), "Question 2.c"),
        ("p1", ("p1", "p2"), "Question 1"),
        ("p1", ("1", "p1"), "Unnumbered question 1"),
        ("b2", ("b1", "b2"), "Point 2"),
        ("3.b2", ("3", "3.b1", "3.b2"), "Question 3, point 2"),
        ("p1.b2", ("p1", "p1.b1", "p1.b2"), "Question 1, point 2"),
        ("S2.1.a", ("S1.1", "S2.1", "S2.1.a"), "Section 2, question 1.a"),
    ],
)
def test_a_question_is_headed_as_the_requester_knows_it(number, among, heading):
    assert heading_of(number, among=among) == heading
