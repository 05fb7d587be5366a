"""Days as people write them: read where there is one way, asked about where there are several, refused where none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from watchbook.files.days import READING_WORDS, UnreadableDay, questions, read_day

DAY = date(2017, 3, 20)


def read(cell, **readings):
    return read_day(cell, column="on", readings={f"on.{shape}": how for shape, how in readings.items()})


@each(
    "cell",
    [
        "2017-03-20", "2017-03-20 00:00:00", "2017-03-20T14:30", "2017-03-20 14:30:15.5", "2017/3/20", "2017.03.20",
        "20/03/2017", "20.3.2017", "20-03-2017", "20 3 2017", "03/20/2017", "20 / 03 / 2017",
        "20 March 2017", "20 MARCH 2017", "20th March 2017", "20 Mar 2017", "20-Mar-2017", "March 20, 2017",
        "Mar. 20th 2017", "20 Mawrth 2017", "20 Maw 2017", "  20   March\t2017 ",
    ],
)  # fmt: skip
def test_what_can_be_read_one_way_is_read_so_and_not_asked_about(cell):
    assert read(cell) == DAY
    assert questions([cell], column="on") == []


@pytest.mark.parametrize(
    ("word", "month"), [("Sept", 9), ("september", 9), ("Meh", 6), ("Mai", 5), ("Rhagfyr", 12)]
)
def test_months_are_known_by_their_first_letters_in_english_and_welsh(word, month):
    assert read(f"1 {word} 2017") == date(2017, month, 1)


@pytest.mark.parametrize(
    ("cell", "shape", "ways"),
    [
        ("03/04/2017", "numbers", {"day_first": date(2017, 4, 3), "month_first": date(2017, 3, 4)}),
        (
            "03/04/17",
            "short_numbers",
            {
                "day_first_2000": date(2017, 4, 3),
                "month_first_2000": date(2017, 3, 4),
                "year_first_2000": date(2003, 4, 17),
                "day_first_1900": date(1917, 4, 3),
                "month_first_1900": date(1917, 3, 4),
            },
        ),
        ("20 Mar 17", "short_words", {"in_2000": DAY, "in_1900": date(1917, 3, 20)}),
        ("Mar 20, 17", "short_words", {"in_2000": DAY, "in_1900": date(1917, 3, 20)}),
        ("42814", "serial", {"from_1900": DAY, "from_1904": date(2021, 3, 21)}),
        ("42814.75", "serial", {"from_1900": DAY, "from_1904": date(2021, 3, 21)}),
    ],
)
def test_what_can_be_read_in_several_ways_is_asked_about_and_never_guessed(cell, shape, ways):
    with pytest.raises(UnreadableDay, match="cannot tell the day from the month"):
        read(cell)
    [asked] = questions([cell], column="on")
    assert (asked.key, asked.column, asked.example) == (f"on.{shape}", "on", cell)
    assert {reading.name: reading.day for reading in asked.readings} == ways
    assert {reading.cell for reading in asked.readings} == {cell}
    assert set(asked.unreadable.values()) == {0}
    for name, day in ways.items():
        assert read(cell, **{shape: name}) == day


@each(
    "cell",
    [
        "31/02/2017", "2017-02-30", "2017-13-01", "00/00/2017", "20 Foo 2017", "32 March 2017", "March 2017", "2017",
        "1/2", "yesterday", "1234", "999999", "20/03/1066", "20/03/9999", "2017-3", "=1+1", "٢٠/٠٣/٢٠١٧",
        "20/03/201７", "-1", "1e5", "20 ma 2017",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_and_not_asked_about(cell):
    with pytest.raises(UnreadableDay, match=r"This is not a date\. Write the date as 2017-03-20"):
        read(cell)
    assert questions([cell], column="on") == []


def test_a_column_is_asked_about_once_for_each_way_of_writing_in_it():
    cells = ["2017-03-20", "03/04/2017", "05/06/2017", "", "1 Mar 17", "42814", "nonsense"]
    assert [asked.key for asked in questions(cells, column="on")] == [
        "on.numbers",
        "on.serial",
        "on.short_words",
    ]
    assert questions(cells, column="on")[0].example == "03/04/2017"


def test_one_day_that_is_the_same_both_ways_is_not_asked_about():
    assert read("03/03/2017") == date(2017, 3, 3)
    assert questions(["03/03/2017", "20/03/2017"], column="on") == []


def test_a_column_that_no_one_way_reads_is_asked_about_with_what_each_way_loses():
    [asked] = questions(["20/03/2017", "03/21/2017", "03/22/2017"], column="on")
    assert asked.unreadable == {"day_first": 2, "month_first": 1}
    assert [(reading.name, reading.cell) for reading in asked.readings] == [
        ("day_first", "20/03/2017"),
        ("month_first", "03/22/2017"),
    ]
    with pytest.raises(
        UnreadableDay, match=r"in the order that you chose for the column \(day, month, year\)"
    ):
        read("03/21/2017", numbers="day_first")


def test_an_answer_that_is_none_of_ours_reads_nothing():
    with pytest.raises(UnreadableDay, match=r"\(nonsense\)"):
        read("03/04/2017", numbers="nonsense")


def test_an_answer_for_another_column_or_shape_does_not_count():
    with pytest.raises(UnreadableDay):
        read_day("03/04/2017", column="on", readings={"other.numbers": "day_first", "on.serial": "from_1900"})


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,5}[/. -][0-9]{1,2}[/. -][0-9]{1,5}", fullmatch=True))
def test_any_text_is_a_day_a_question_or_refused_and_nothing_else(cell):
    asked = questions([cell], column="on")
    try:
        day = read(cell)
    except UnreadableDay:
        for question in asked:
            assert {reading.name for reading in question.readings} <= READING_WORDS.keys()
    else:
        assert not asked
        assert 1900 <= day.year <= 2100
