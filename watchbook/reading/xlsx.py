"""Lines of a workbook in Office's format (XLSX) as text; a child runs it (`reading.child`).

A formula gives the value that was last worked out; links to other workbooks, pictures and comments are not read.
"""

import io
import os
import re
import warnings
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

# Where lxml is installed, as it is for Word documents, openpyxl would read with it and not through defusedxml.
os.environ["OPENPYXL_LXML"] = "False"
from openpyxl import load_workbook

from watchbook.reading.table import CELL_LIMIT, LINES_LIMIT, Line, TableFault, TableRefused, answered
from watchbook.reading.text.archive import look_at_archive
from watchbook.reading.text.refusals import ArchiveFault

# What a file that was damaged or made to deceive brings openpyxl to raise.
BROKEN = (
    ArithmeticError, AssertionError, AttributeError, BadZipFile, EOFError, LookupError, OSError, ParseError,
    RuntimeError, TypeError, ValueError, zlib.error,
)  # fmt: skip
STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
ESCAPED = re.compile("_x000D_")


def xlsx_lines(file: BinaryIO) -> dict[str, Any]:
    """`lines` of the first visible sheet with their numbers; or `fault` and `values`."""
    return answered(_xlsx(file.read()))


def _xlsx(data: bytes) -> Iterator[Line]:
    """The lines of the first visible sheet."""
    broken = TableRefused(ArchiveFault.NOT_WHAT_IT_IS_NAMED)
    if not data.startswith(STARTS):
        raise broken
    look_at_archive(data, ending=".xlsx")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out, which is what is wanted
            yield from _sheet(data)
    except BROKEN:
        raise broken from None


def _sheet(data: bytes) -> Iterator[Line]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise TableRefused(TableFault.NO_VISIBLE_SHEET)
    sheets[0].reset_dimensions()  # what the file says of its size may be wrong
    for number, row in enumerate(sheets[0].iter_rows(values_only=True), start=1):
        if number > LINES_LIMIT:
            raise TableRefused(TableFault.TOO_MANY_LINES, limit=LINES_LIMIT)
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
            return ESCAPED.sub("", str(value)[: CELL_LIMIT + 1]).strip()
