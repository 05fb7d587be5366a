"""Rows of a CSV file: read within limits, each fault told with its line; formulas made harmless on the way out."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchbook.files.spreadsheet import CELL_LIMIT, FORMULA_STARTS, ROWS_LIMIT, Row, read_csv, write_csv
from watchbook.files.upload import Refused

COLUMNS = ("sender", "subject")


def rows(text, *, columns=COLUMNS, optional=("file",)):
    data = text if isinstance(text, bytes) else text.encode()
    return read_csv(data, columns=columns, optional=optional)


def refusal(text, **options):
    with pytest.raises(Refused) as refused:
        rows(text, **options)
    return str(refused.value)


def test_rows_are_read_by_the_names_of_their_columns_with_their_lines():
    assert rows("sender,subject\r\nosc,Social media\r\nico,Visit\r\n") == [
        Row(line=2, cells={"sender": "osc", "subject": "Social media"}),
        Row(line=3, cells={"sender": "ico", "subject": "Visit"}),
    ]


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbfsender,subject\nosc,X\n",
        "Sender , SUBJECT\n osc ,\tX \n",
        "subject,sender\nX,osc",
        "sender,subject\rosc,X\r",
        '"sender","subject"\n"osc","X"\n',
        "sender,subject\n\n,\n , \nosc,X\n\n",
    ],
)
def test_a_mark_at_the_start_capitals_spaces_quotes_and_empty_lines_do_not_matter(text):
    assert [row.cells for row in rows(text)] == [{"sender": "osc", "subject": "X"}]


def test_text_in_quotation_marks_may_have_commas_quotes_and_lines_of_its_own():
    [first, second] = rows('sender,subject\nosc,"A, ""B""\nand C"\nico,D\n')
    assert (first.line, first.cells["subject"]) == (3, 'A, "B"\nand C')
    assert second.line == 4


def test_optional_columns_may_be_there_or_not():
    assert rows("sender,subject,file\na,b,c")[0].cells["file"] == "c"
    assert "file" not in rows("sender,subject\na,b")[0].cells


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("", "Missing: sender, subject. Not known: none. Named twice: none."),
        ("sender", "Missing: subject. Not known: none."),
        ("sender,subject,handle", "Missing: none. Not known: handle."),
        ("sender,subject,", "Missing: none. Not known: a column without a name."),
        ("sender,subject,sender", "Missing: none. Not known: none. Named twice: sender."),
        ("sender;subject", "Missing: sender, subject. Not known: sender;subject."),
        ("osc,Social media", "Missing: sender, subject. Not known: osc, social media."),
        ("sender,subject," + "x" * 5_000, "Not known: " + "x" * 40 + "."),
    ],
)
def test_a_first_line_that_does_not_name_each_column_once_is_refused(header, says):
    told = refusal(header)
    assert told.startswith("The first line must name each of the columns sender, subject once.")
    assert says in told


def test_a_first_line_of_very_many_columns_is_refused_at_once():
    assert "Named twice" in refusal("," * 200_000)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('sender,subject\nosc,"X\nico,Y\n', "a quotation mark is not closed"),
        ('sender,subject\nosc,"X"Y\n', "a quotation mark is not closed"),
        ("sender,subject\nosc\n", "Line 2 has 1 cells and the first line has 2."),
        ("sender,subject\nosc,X\nosc,a,b\n", "Line 3 has 3 cells and the first line has 2."),
        (
            f"sender,subject\nosc,{'x' * (CELL_LIMIT + 1)}\n",
            "Line 2 has a cell of more than 2000 characters.",
        ),
        (f"sender,subject\nosc,{'x' * 200_000}\n", "not a CSV file"),
        (b"sender,subject\nosc,\xff\n", "not plain text in UTF-8"),
        (b"sender,subject\nosc,\x00\n", "binary data"),
    ],
)
def test_what_is_no_such_file_is_refused_with_the_line(text, says):
    assert says in refusal(text)


def test_as_many_rows_as_the_limit_are_read_and_no_more():
    text = "sender,subject\n" + "a,b\n" * ROWS_LIMIT
    assert len(rows(text)) == ROWS_LIMIT
    assert refusal(text + "a,b\n") == "The file has more than 5000 rows. Split it and import the parts."


def test_a_cell_as_long_as_the_limit_is_read():
    assert len(rows(f"sender,subject\nosc,{'x' * CELL_LIMIT}")[0].cells["subject"]) == CELL_LIMIT


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_what_a_spreadsheet_would_run_as_a_formula_is_written_as_text(start):
    cell = f'{start}HYPERLINK("http://evil.example")'
    [_header, [written]] = csv.reader(io.StringIO(write_csv(["a"], [[cell]]).decode(), newline=""))
    assert written == f"'{cell}"


def test_what_is_no_formula_is_written_as_it_is():
    assert write_csv(["a", "b"], [['Tŷ, "X"', "1-2"]]).decode() == 'a,b\r\n"Tŷ, ""X""",1-2\r\n'
    assert write_csv(["a"], []) == b"a\r\n"


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_is_written_can_be_read_again_and_no_cell_of_it_is_a_formula(cells):
    read = rows(write_csv(COLUMNS, cells))
    written = [pair for pair in cells if any(map(str.strip, pair))]
    assert len(read) == len(written)
    for row, pair in zip(read, written, strict=True):
        for cell, original in zip(row.cells.values(), pair, strict=True):
            assert cell in {original.strip(), f"'{original}".strip()}
            assert not original.startswith(FORMULA_STARTS) or cell.startswith("'")


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: b"sender,subject\n" + text.encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_refused_and_nothing_else(data):
    with suppress(Refused):
        assert all(set(row.cells) == {"sender", "subject"} for row in rows(data, optional=()))
