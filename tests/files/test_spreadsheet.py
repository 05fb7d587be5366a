"""Rows of a spreadsheet, CSV or XLSX: read within limits, each fault told with its line; formulas never run."""

import csv
import io
from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from tests.files.sheets import a_workbook
from watchbook.files.formulas import begins_a_formula
from watchbook.files.spreadsheet import Row, Sheet, read_sheet, write_csv
from watchbook.files.upload import Refused
from watchbook.files.workbook import write_xlsx
from watchbook.reading.table import CELL_LIMIT, COLUMNS_LIMIT, ROWS_LIMIT

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://evil.example")',
    "=cmd|' /C calc'!A0",
    "\t=1",
    "'=1",
]


def sheet(text, *, name="a.csv"):
    return read_sheet(text if isinstance(text, bytes) else text.encode(), name=name)


def refusal(text, **options):
    with pytest.raises(Refused) as refused:
        sheet(text, **options)
    return str(refused.value)


def test_rows_are_read_with_their_lines_under_their_headings():
    assert sheet("sender,subject\r\nosc,Social media\r\nico,Visit\r\n") == Sheet(
        headings=("sender", "subject"),
        rows=(Row(line=2, cells=("osc", "Social media")), Row(line=3, cells=("ico", "Visit"))),
    )


@each(
    "text",
    [
        b"\xef\xbb\xbfA,B\nosc,X\n",
        " A ,  B\n osc ,\tX \n",
        "A,B\rosc,X\r",
        '"A","B"\n"osc","X"\n',
        "A;B\nosc;X\n",
        "A\tB\nosc\tX\n",
        "\n,\nA,B\n\n,\n , \nosc,X\n\n",
        'A,"\nB"\nosc,X',
    ],
)
def test_a_mark_at_the_start_spaces_quotes_other_dividers_and_empty_lines_do_not_matter(text):
    read = sheet(text)
    assert read.headings == ("A", "B")
    assert [row.cells for row in read.rows] == [("osc", "X")]


def test_text_in_quotation_marks_may_have_commas_quotes_and_lines_of_its_own():
    [first, second] = sheet('sender,subject\nosc,"A, ""B""\nand C"\nico,D\n').rows
    assert first == Row(line=3, cells=("osc", 'A, "B"\nand C'))
    assert second.line == 4


def test_a_heading_may_be_empty_or_twice_but_empty_columns_at_the_end_are_none():
    assert sheet("a,,a,,\n1,2,3,,\n") == Sheet(headings=("a", "", "a"), rows=(Row(2, ("1", "2", "3")),))


@each(
    ("text", "says"),
    [
        ("", "The file is empty."),
        (" \n,,\n", "The file has no row of headings"),
        ('sender,subject\nosc,"X\nico,Y\n', "a quotation mark is not closed"),
        ('sender,subject\nosc,"X"Y\n', "a quotation mark is not closed"),
        ("sender,subject\nosc\n", "Line 2 and the first line have different numbers of cells (1 and 2)."),
        (
            "sender,subject\nosc,X\nosc,a,b\n",
            "Line 3 and the first line have different numbers of cells (3 and 2).",
        ),
        ("sender,subject,\nosc,X,\nosc,a,b\n", "Line 3 has a cell to the right of the last heading."),
        (f"a,b\nosc,{'x' * (CELL_LIMIT + 1)}\n", f"Line 2 has a cell of more than {CELL_LIMIT} characters."),
        (f"a,b\nosc,{'x' * 200_000}\n", "not a CSV file"),
        ("a" + ",a" * COLUMNS_LIMIT, f"Line 1 has more than {COLUMNS_LIMIT} columns."),
        ("a" + ",a" * 200_000, "columns"),
        (
            "sender,subject\nosc,Tŷ £\n".encode("cp1252", "replace"),
            "In Excel, save it as “CSV UTF-8” or as .xlsx",
        ),
        (b"sender,subject\nosc,\x00\n", "not a text file"),
    ],
)
def test_what_is_no_such_file_is_refused_with_the_line(text, says):
    assert says in refusal(text)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "a.xls",
            "We cannot read files whose names end in .xls. Open the file, save it as .xlsx and choose the new file.",
        ),
        ("a.ods", "We cannot read files whose names end in .ods."),
        (
            "a.XLSM",
            "Files whose names end in .xlsm may contain macros, which are programs. Save the file as .xlsx and choose the new file.",
        ),
        ("a.pdf", "The file is not a spreadsheet that we can read. Save it as CSV or XLSX."),
        ("a.csv.exe", "The file is not a spreadsheet that we can read."),
        ("csv", "The file is not a spreadsheet that we can read."),
        ("a.xlsx", "The file’s name ends in .xlsx, but its content is of another kind."),
    ],
)
def test_another_kind_of_file_is_refused_with_what_to_do(name, says):
    assert says in refusal("a,b\n1,2", name=name)


def test_a_name_with_a_path_or_turned_round_counts_by_its_harmless_end():
    assert sheet("a\n1", name="../x/y.csv").headings == ("a",)
    assert "We cannot read" in refusal("a\n1", name="vsc.\u202exls")


def test_a_file_that_is_too_large_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    assert "larger than 1 MB" in refusal(b"x" * (1024 * 1024 + 1))


def test_as_many_rows_as_the_limit_are_read_and_no_more():
    text = "a,b\n" + "1,2\n" * ROWS_LIMIT
    assert len(sheet(text).rows) == ROWS_LIMIT
    assert refusal(text + "1,2\n") == "The file has more than 2000 rows. Split the file and import the parts."


def test_a_cell_as_long_as_the_limit_and_as_many_columns_are_read():
    assert len(sheet(f"a,b\nosc,{'x' * CELL_LIMIT}").rows[0].cells[1]) == CELL_LIMIT
    assert len(sheet("a" + ",a" * (COLUMNS_LIMIT - 1)).headings) == COLUMNS_LIMIT


def test_a_workbooks_cells_are_text_whatever_they_were():
    row = [
        "x",
        12,
        12.0,
        1.5,
        True,
        False,
        date(2017, 3, 20),
        datetime.fromisoformat("2017-03-20T14:30"),
        time(9, 5),
        None,
        "2",
    ]
    read = read_sheet(a_workbook([str(place) for place in range(len(row))], row), name="a.xlsx")
    assert read.rows[0].cells == (
        "x", "12", "12", "1.5", "yes", "no", "2017-03-20", "2017-03-20", "09:05:00", "", "2",
    )  # fmt: skip


def test_a_workbooks_rows_have_the_numbers_of_its_lines_and_short_ones_are_filled_up():
    read = read_sheet(
        a_workbook([], [" A ", "B\nb", None], [], ["1"], [None, None], ["2", "3"]), name="a.xlsx"
    )
    assert read == Sheet(headings=("A", "B b"), rows=(Row(4, ("1", "")), Row(6, ("2", "3"))))


@each("start", [*"=+-@|%\t\r\n＝＋－＠", " =", "\ufeff=", "\xa0+", "\u200b＝"])
def test_what_a_spreadsheet_would_run_as_a_formula_is_written_as_text(start):
    cell = f'{start}HYPERLINK("http://evil.example")'
    [[header], [written]] = csv.reader(io.StringIO(write_csv([cell], [[cell]]).decode(), newline=""))
    assert written == header == f"'{cell}"


def test_what_is_no_formula_is_written_as_it_is():
    assert write_csv(["a", "b"], [['Tŷ, "X"', "1-2"]]).decode() == 'a,b\r\n"Tŷ, ""X""",1-2\r\n'
    assert write_csv(["a"], [["-10"], ["-1.5"], ["-1+1"], ["-a"]]).decode().split() == [
        "a",
        "-10",
        "-1.5",
        "'-1+1",
        "'-a",
    ]
    assert write_csv(["a"], []) == b"a\r\n"


@each("cell", FORMULAS)
def test_what_looks_like_a_formula_comes_in_as_text_and_goes_out_inert_each_way(cell):
    quoted = cell.replace('"', '""')
    came_in = sheet(f'a,b\nx,"{quoted}"').rows[0].cells[1]
    assert came_in == cell.strip()
    out = read_sheet(write_csv(["a", "b"], [["x", came_in]]), name="a.csv").rows[0].cells[1]
    assert not begins_a_formula(out)
    again = read_sheet(write_xlsx([("A", ["a", "b"], [["x", came_in]])]), name="a.xlsx")
    assert again.rows[0].cells[1] == came_in


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_is_written_can_be_read_again_and_no_cell_of_it_is_a_formula(cells):
    read = sheet(write_csv(["a", "b"], cells)).rows
    # A tab alone is defused too, so that its row is no empty one.
    written = [pair for pair in cells if any(cell.strip() or begins_a_formula(cell) for cell in pair)]
    assert len(read) == len(written)
    for row, pair in zip(read, written, strict=True):
        for cell, original in zip(row.cells, pair, strict=True):
            assert cell in {original.strip(), f"'{original}".strip()}
            assert not begins_a_formula(original) or cell.startswith("'")


@given(
    st.sampled_from(["a.csv", "a.xlsx"]),
    st.binary(max_size=300)
    | st.binary(max_size=300).map(lambda data: b"PK\x03\x04" + data)
    | st.text(max_size=300).map(lambda text: b"a,b\n" + text.encode("utf-8", "replace")),
)
def test_any_bytes_are_read_or_refused_and_nothing_else(name, data):
    with suppress(Refused):
        read = read_sheet(data, name=name)
        assert all(len(row.cells) == len(read.headings) for row in read.rows)
