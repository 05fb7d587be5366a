import pytest

from tests.each import each
from watchbook.reading.split.markers import Family, at_start, bare_number, within, without


def paths(line):
    """Each way to read the marker of a line, as families and values."""
    marker = at_start(line)
    return (
        [[(str(step.family), step.value) for step in reading] for reading in marker.readings]
        if marker
        else []
    )


@each(
    ("line", "written", "path"),
    [
        ("1. How", "1.", [("number", 1)]),
        ("1.How", "1.", [("number", 1)]),
        ("12) How", "12)", [("number", 12)]),
        ("(3) How", "(3)", [("number", 3)]),
        ("4: How", "4:", [("number", 4)]),
        ("5 - How", "5 -", [("number", 5)]),
        ("6\tHow", "6", [("number", 6)]),
        ("7).", "7).", [("number", 7)]),
        ("1a) How", "1a)", [("number", 1), ("letter", 1)]),
        ("1a How", "1a", [("number", 1), ("letter", 1)]),
        ("1.a. How", "1.a.", [("number", 1), ("letter", 1)]),
        ("1. b) How", "1. b)", [("number", 1), ("letter", 2)]),
        ("2(iv) How", "2(iv)", [("number", 2), ("roman", 4)]),
        ("2.3 How", "2.3", [("number", 2), ("decimal", 3)]),
        ("2.3.1) How", "2.3.1)", [("number", 2), ("decimal", 3), ("decimal", 1)]),
        ("Q3. How", "Q3.", [("number", 3)]),
        ("q 3 How", "q 3", [("number", 3)]),
        ("-Q1) how", "-Q1)", [("number", 1)]),
        ("* Q 1. How", "* Q 1.", [("number", 1)]),
        ("Q3(b): How", "Q3(b):", [("number", 3), ("letter", 2)]),
        ("Question 4", "Question 4", [("number", 4)]),
        ("QUESTION No. 4 - How", "QUESTION No. 4 -", [("number", 4)]),
        ("Question 4b: How", "Question 4b:", [("number", 4), ("letter", 2)]),
        ("Request for information 5: How", "Request for information 5:", [("number", 5)]),
        ("Cwestiwn 2: Faint", "Cwestiwn 2:", [("number", 2)]),
        ("(b) How", "(b)", [("letter", 2)]),
        ("B. How", "B.", [("capital", 2)]),
        ("(xii) How", "(xii)", [("roman", 12)]),
        ("IV. How", "IV.", [("capital roman", 4)]),
        ("Section 2- Who", "Section 2-", [("section", 2)]),
        ("Part B:", "Part B:", [("section", 2)]),
        ("Adran 3", "Adran 3", [("section", 3)]),
        ("• How", "•", [("bullet", 0)]),
        ("- How", "-", [("bullet", 0)]),
        ("\uf0b7\tHow", "\uf0b7", [("bullet", 0)]),
        ("o\tHow", "o", [("bullet", 0)]),
        ("o How", "o", [("bullet", 0)]),
        ("( 3 ) How", "( 3 )", [("number", 3)]),
        ("3/ How", "3/", [("number", 3)]),
        ("3-How", "3-", [("number", 3)]),
        ("#3 How", "#3", [("number", 3)]),
        ("1ii. How", "1ii.", [("number", 1), ("roman", 2)]),
        ("Q1.2 How", "Q1.2", [("number", 1), ("decimal", 2)]),
        ("Question 1.2: How", "Question 1.2:", [("number", 1), ("decimal", 2)]),
        ("Question Two: How", "Question Two:", [("number", 2)]),
        ("Point 4 - How", "Point 4 -", [("number", 4)]),
        ("No. 4: How", "No. 4:", [("number", 4)]),
        ("B2. How", "B2.", [("capital", 2), ("number", 2)]),
        ("b - How", "b -", [("letter", 2)]),
        ("**1.** How", "**1.**", [("number", 1)]),
        ("“1. How", "“1.", [("number", 1)]),
        ("__a)__ How", "__a)__", [("letter", 1)]),
        ("**1. How many?**", "**1.", [("number", 1)]),
    ],
)
def test_a_marker_is_read_as_written(line, written, path):
    assert at_start(line).written == written
    assert path in paths(line)


def test_a_letter_that_may_be_roman_is_read_both_ways():
    assert paths("i) How") == [[("letter", 9)], [("roman", 1)]]
    assert paths("V. How") == [[("capital", 22)], [("capital roman", 5)]]


@each(
    "line",
    [
        "",
        "How many?",
        "a copy of it",
        "e.g. bees",
        "i.e. bees",
        "10.30am",
        "10:30 start",
        "14/11/2014",
        "2019. The year",
        "3 hives",
        "1,000 bees",
        "iiii) bees",
        "Section 40 exempts it",
        "Question 3 asks for bees",
        "Request 2019/12",
        "-- ",
        "-5 degrees",
        "•",
        "(see below)",
        "Queen bees",
        "1st of May",
        "I - who live here - ask",
        "Point taken",
        "No 10 Downing Street",
        "**Bees**",
    ],
)
def test_a_line_without_a_marker_has_none(line):
    assert at_start(line) is None
    assert without(line) == line


def test_the_shape_of_a_marker_is_what_stands_around_it():
    shapes = [at_start(line).readings[0][-1].shape for line in ("1. a", "1) a", "(1) a", "1a) a", "1 - a")]
    assert shapes == [".", ")", "()", ")", "-"]


def test_a_bullet_is_of_no_sequence():
    assert at_start("• How").readings[0][0].family is Family.BULLET


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("tell me 1) how 2) who 3) why", ["tell me ", "1) how ", "2) who ", "3) why"]),
        ("(a) how (b) who", ["", "(a) how ", "(b) who"]),
        ("i) how ii) who iii) why", ["", "i) how ", "ii) who ", "iii) why"]),
        ("1. how 5. no 2. who", ["", "1. how 5. no ", "2. who"]),
        ("only 1) once", ["only 1) once"]),
        ("2) who 3) why", ["2) who 3) why"]),
        ("", [""]),
    ],
)
def test_a_running_paragraph_is_cut_where_it_counts_without_a_gap(line, pieces):
    places = within(line)
    assert [line[a:b] for a, b in zip([0, *places], [*places, len(line)], strict=True)] == (
        pieces if len(pieces) > 1 else [line]
    )


def test_a_number_without_a_stop_is_asked_for_by_itself():
    assert at_start("3 Are any to be closed?") is None
    assert bare_number("3 Are any to be closed?").written == "3"
    assert bare_number("3 hives") is None
    assert bare_number("2019 The year") is None
