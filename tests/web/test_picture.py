"""Pictures as the server draws them: shares of the width, the longest bar, and moments along a scale."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.each import each
from watchbook.web.picture import Scale, Shape, bars, columns, stacked, upright

AT = datetime(2026, 3, 1, tzinfo=UTC)


def test_the_longest_bar_is_as_wide_as_the_strip_and_nothing_has_no_bar():
    rows = bars([("Ten", 10), ("Five", 5), ("None", 0)])
    assert [[shape.to_across for shape in row.shapes] for row in rows] == [[100.0], [50.0], []]
    assert [row.words for row in rows] == ["Ten", "Five", "None"]


def test_the_highest_column_is_as_high_as_the_strip_and_holds_its_darker_part():
    row = columns([4, 2, 0, 0], [4, 1, 0, 0])
    *shapes, foot = row.shapes
    assert [(one.look, one.across, one.to_across, one.down) for one in shapes] == [
        ("plain", 3.8, 17.5, 0.0),
        ("plain", 28.7, 17.5, 50.0),
        ("dark", 3.8, 17.5, 0.0),
        ("dark", 28.7, 17.5, 75.0),
    ]
    assert columns([]).shapes == columns([0]).shapes == (foot,)
    assert (foot.sort, foot.down, foot.to_down) == ("line", 100, 100)


def test_without_a_figure_there_is_no_bar():
    assert [row.shapes for row in bars([("None", 0)])] == [()]


@each(
    "days, across",
    [(0, 3.0), (5, 50.0), (10, 97.0), (-9, 3.0), (99, 97.0)],
)
def test_a_moment_lies_on_the_strip_wherever_it_is(days, across):
    assert Scale(AT, AT + timedelta(days=10)).across(AT + timedelta(days=days)) == across


def test_a_scale_of_one_moment_draws_it():
    assert upright(Scale(AT, AT).across(AT)).across == 3.0


@pytest.mark.parametrize(
    ("places", "least", "height", "downs"),
    [
        ([], 6, 24, []),
        ([10.0], 6, 24, [50.0]),
        ([10.0, 10.0, 11.0, 50.0], 6, 60, [80.0, 50.0, 20.0, 80.0]),
        ([10.0, 10.0, 15.0, 16.0], 6, 60, [80.0, 50.0, 20.0, 80.0]),
        ([10.0, 10.0], 0, 24, [50.0, 50.0]),
    ],
)
def test_marks_of_one_day_stand_above_each_other_at_their_day(places, least, height, downs):
    row = stacked([Shape("dot", one) for one in places], least=least)
    assert [one.across for one in row.shapes] == places
    assert [one.down for one in row.shapes] == downs
    assert row.height == height
