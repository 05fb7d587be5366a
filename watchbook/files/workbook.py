"""Workbooks in Office's format (XLSX), written so that nothing in them runs."""

import os
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

os.environ["OPENPYXL_LXML"] = "False"  # as watchbook.reading.xlsx reads
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import save_workbook

from watchbook.reading.table import CELL_LIMIT

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 24


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
