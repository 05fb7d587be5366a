"""The file to fill in: our columns with an example, and in a workbook what each of them is."""

import csv
import io

import pytest
from openpyxl import load_workbook

from tests.each import each
from watchbook.files.columns import Column, ColumnKind
from watchbook.files.spreadsheet import read_sheet
from watchbook.governance.letters.imports import COLUMNS, LETTERS_RECEIVED
from watchbook.register.spreadsheet import MEDIA_TYPES, template_file, what_to_write

NAMES = [column.name for column in COLUMNS]
EXAMPLES = [str(column.example) for column in COLUMNS]


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_it_has_our_columns_and_one_example(ending):
    sheet = read_sheet(template_file(LETTERS_RECEIVED, ending), name=f"a.{ending}")
    assert list(sheet.headings) == NAMES
    assert [list(row.cells) for row in sheet.rows] == [EXAMPLES]


def test_a_table_is_plain():
    text = template_file(LETTERS_RECEIVED, "csv").decode()
    assert list(csv.reader(io.StringIO(text, newline=""))) == [NAMES, EXAMPLES]


def test_a_workbook_has_a_second_sheet_that_explains_each_column():
    book = load_workbook(io.BytesIO(template_file(LETTERS_RECEIVED, "xlsx")))
    assert book.sheetnames == ["Rows", "Columns"]
    rows = list(book["Columns"].iter_rows(values_only=True))
    assert rows[0] == ("Column", "Description", "Allowed values", "Required", "More")
    assert [row[0] for row in rows[1:]] == NAMES
    assert rows[4][:4] == ("dated_on", "Date on the letter", "a date, such as 2017-03-20", "yes")
    assert rows[6][3] == "no"
    assert "osc (Office of Surveillance Commissioners)" in rows[1][2]


@each("kind", ColumnKind)
def test_each_kind_says_what_to_write(kind):
    told = what_to_write(Column("x", "X", kind, choices={"a": "A", "b": "B"}, longest=50))
    assert told
    assert "{" not in told
