"""Workbooks in Office's format (XLSX): the first visible sheet read as text, and sheets written in which nothing runs.

A formula gives the value that was last worked out; links to other workbooks, pictures and comments are not read.
"""

import os
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from django.utils.translation import gettext as _

# Where lxml is installed, as it is for Word documents, openpyxl would read with it and not through defusedxml.
os.environ["OPENPYXL_LXML"] = "False"
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import save_workbook

from watchbook.files.archive import look_at_archive, not_what_it_is_named
from watchbook.files.refused import Refused

# How large a spreadsheet may be before it is refused: a register has hundreds of rows, a mistake has millions.
ROWS_LIMIT = 2_000  # each is tried and then imported by the acts, about a hundred in a second
COLUMNS_LIMIT = 200
CELL_LIMIT = 20_000
LINES_LIMIT = 20_000  # with the empty ones between
# What a file that was damaged or made to deceive brings openpyxl to raise.
BROKEN = (
    ArithmeticError, AssertionError, AttributeError, BadZipFile, EOFError, LookupError, OSError, ParseError,
    RuntimeError, TypeError, ValueError, zlib.error,
)  # fmt: skip
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 24


def lines(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines of the first visible sheet with their numbers. Raises Refused."""
    if not data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise not_what_it_is_named(".xlsx")
    look_at_archive(data, ending=".xlsx")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out, which is what is wanted
            found = list(_lines(data))
    except BROKEN:
        raise not_what_it_is_named(".xlsx") from None
    yield from found


def _lines(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise Refused(_("The workbook has no visible sheet. Open it, show the sheet and save it."))
    sheets[0].reset_dimensions()  # what the file says of its size may be wrong
    for number, row in enumerate(sheets[0].iter_rows(values_only=True), start=1):
        if number > LINES_LIMIT:
            raise Refused(
                _(
                    "The sheet goes on beyond line {limit}. Delete the empty lines in it, or split it, and import the parts."
                ).format(limit=LINES_LIMIT)
            )
        yield number, _without_end([_text(value) for value in row])
    book.close()


def _without_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: Any) -> str:
    """A cell's value as text: a date as it is written in a question's answer, a number without what it does not need."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case _:
            return str(value)[: CELL_LIMIT + 1].replace("_x000D_", "").strip()


def write_xlsx(sheets: Sequence[tuple[str, Sequence[str], Iterable[Sequence[str]]]]) -> bytes:
    """A workbook of sheets, each with its title, headings and rows; every cell is text, and none a formula."""
    book = Workbook(write_only=True)
    for title, headings, rows in sheets:
        sheet = book.create_sheet(title)
        for place in range(1, len(headings) + 1):
            sheet.column_dimensions[get_column_letter(place)].width = WIDTH
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, heading, is_heading=True) for heading in headings])
        for row in rows:
            sheet.append([_cell(sheet, text) for text in row])
    out = BytesIO()
    save_workbook(book, out)
    return out.getvalue()


def _cell(sheet: Any, text: str, *, is_heading: bool = False) -> Any:
    """A cell of text. openpyxl takes what begins with “=” for a formula unless it is told otherwise."""
    cell = WriteOnlyCell(sheet, value="")
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:CELL_LIMIT]
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))  # so that it stays text when somebody edits it
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    return cell
