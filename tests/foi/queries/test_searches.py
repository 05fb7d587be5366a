"""Which search holds for a question, and which question stands at a place."""

from tests.foi.answering import place, received, searched
from watchbook.foi.queries import later_search
from watchbook.foi.request.spans import question_at


def test_a_search_holds_until_another_of_the_same_question(people):
    row = received(people)
    first = searched(row, people)
    searched(row, people, "2")
    searched(received(people), people)
    assert later_search(first) is None
    newest = searched(row, people)
    assert later_search(first) == newest
    assert later_search(newest) is None


def test_a_question_is_found_by_its_place(people):
    row = received(people)
    assert question_at(row, **place(row, "2.a")).number == "2.a"
    assert question_at(row, start=0, end=3) is None
