"""Red, amber and green: the figures and the bars that show them."""

from datetime import date, timedelta

from tests.oversight import given
from watchbook.oversight.recommendation.rating import PLACES, bars, counts, placed

ON = given.DUE


def test_each_rating_has_its_bar_cut_into_where_its_recommendations_stand(people):
    seen = given.an_inspection(people)
    given.a_recommendation(people, seen, due_on=ON - timedelta(days=1))
    given.a_recommendation(people, seen)
    given.a_recommendation_with_evidence(people, seen)
    given.a_discharged_recommendation(people, seen, due_on=date(2025, 1, 1))
    given.a_recommendation(people, seen, rating="green")
    red, amber, green = bars(counts(on=ON))
    assert [piece.count for piece in red.pieces] == [1, 1, 1, 1]
    assert [piece.place for piece in red.pieces] == ["overdue", "open", "evidence_given", "discharged"]
    assert [piece.count for piece in green.pieces] == [0, 1, 0, 0]
    assert (red.total, amber.total, green.total) == (4, 0, 1)
    assert [bar.words for bar in (red, amber, green)] == ["red", "amber", "green"]
    assert sum(piece.length for piece in red.pieces) == 100
    assert [piece.begins for piece in red.pieces] == [0, 25, 50, 75]
    assert [(PLACES[one.place], one.rating) for one in placed(on=ON)] == [
        ("overdue", "red"), ("open", "red"), ("open", "green"), ("evidence_given", "red"), ("discharged", "red"),
    ]  # fmt: skip


def test_without_recommendations_the_bars_are_empty():
    assert [(bar.total, {piece.length for piece in bar.pieces}) for bar in bars({})] == [(0, {0.0})] * 3


def test_evidence_after_the_day_is_overdue_until_it_is_discharged(people):
    given.a_recommendation_with_evidence(people)
    assert PLACES[placed(on=ON).get().place] == "evidence_given"
    assert PLACES[placed(on=ON + timedelta(days=1)).get().place] == "overdue"
