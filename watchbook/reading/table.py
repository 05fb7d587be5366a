"""Lines of a spreadsheet (CSV, XLSX) as text, each looked at before the next is read; a child runs it (`reading.child`).

Of a line or a file that goes beyond a limit so much is given that whoever asked sees which; the rest is not read. A formula
gives the value that was last worked out; links to other workbooks, pictures and comments are not read.
"""

import csv
import io
import os
import re
import warnings
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

# Where lxml is installed, as it is for Word documents, openpyxl would read with it and not through defusedxml.
os.environ["OPENPYXL_LXML"] = "False"
from openpyxl import load_workbook

from watchbook.reading.text.archive import look_at_archive
from watchbook.reading.text.refusals import ArchiveFault, ArchiveRefused

# How large a spreadsheet may be before it is refused: a register has hundreds of rows, a mistake has millions.
ROWS_LIMIT = 2_000  # each is tried and then imported by the acts, about a hundred in a second
COLUMNS_LIMIT = 200
CELL_LIMIT = 20_000
LINES_LIMIT = 20_000  # with the empty ones between
LINE_LIMIT = COLUMNS_LIMIT * CELL_LIMIT  # characters
DELIMITERS = (",", ";", "\t")
# What a file that was damaged or made to deceive brings openpyxl to raise.
BROKEN = (
    ArithmeticError, AssertionError, AttributeError, BadZipFile, EOFError, LookupError, OSError, ParseError,
    RuntimeError, TypeError, ValueError, zlib.error,
)  # fmt: skip
STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
BEYOND = "…"  # stands for all cells of a line that are beyond the limit
ESCAPED = re.compile("_x000D_")

type Line = tuple[int, Sequence[str]]


class TableFault(StrEnum):
    """A reason why a spreadsheet is not read."""

    NOT_UTF_8 = "not_utf_8"
    BINARY = "binary"
    NOT_CSV = "not_csv"
    UNEVEN = "uneven"
    LINE_TOO_LONG = "line_too_long"
    NO_VISIBLE_SHEET = "no_visible_sheet"
    TOO_MANY_LINES = "too_many_lines"


class _Refused(Exception):
    def __init__(self, fault: TableFault | ArchiveFault, **values: int) -> None:
        super().__init__(fault)
        self.fault, self.values = fault, values


def lines(file: BinaryIO, ending: str) -> dict[str, Any]:
    """`lines` with their numbers; or `fault` and `values`."""
    data = file.read()
    try:
        return {"lines": list(_to_a_limit(_csv(data) if ending == ".csv" else _xlsx(data)))}
    except (_Refused, ArchiveRefused) as refusal:
        return {"fault": refusal.fault, "values": dict(refusal.values)}


def _to_a_limit(found: Iterator[Line]) -> Iterator[Line]:
    """The lines, up to the first that no register has."""
    filled = 0
    for number, cells in found:
        is_filled = any(map(str.strip, cells))
        told = [cell[: CELL_LIMIT + 1] for cell in cells[:COLUMNS_LIMIT]]
        yield number, [*told, BEYOND] if is_filled and len(cells) > COLUMNS_LIMIT else told
        filled += is_filled
        if (
            filled > ROWS_LIMIT + 1
            or len(cells) > COLUMNS_LIMIT
            or any(len(one) > CELL_LIMIT for one in told)
        ):
            return


def _csv(data: bytes) -> Iterator[Line]:
    """The lines of a CSV file with their numbers, each with as many cells as the first."""
    text = _csv_text(data)
    width = 0
    reader = csv.reader(_bounded(text), strict=True, delimiter=_delimiter(text))
    try:
        for cells in reader:
            filled = any(map(str.strip, cells))
            width = width or (len(cells) if filled else 0)
            if filled and len(cells) != width:
                raise _Refused(TableFault.UNEVEN, line=reader.line_num, cells=len(cells), columns=width)
            yield reader.line_num, cells
    except csv.Error:
        raise _Refused(TableFault.NOT_CSV) from None


def _csv_text(data: bytes) -> str:
    """What Excel calls CSV without more is in no encoding that one could rely on: names and quotes come out wrong."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Refused(TableFault.NOT_UTF_8) from None
    if "\x00" in text:
        raise _Refused(TableFault.BINARY)
    return text


def _bounded(text: str) -> Iterator[str]:
    """The lines as they are written, none longer than all cells of a line may be together."""
    source = io.StringIO(text, newline="")
    number = 0
    while line := source.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) > LINE_LIMIT:
            raise _Refused(TableFault.LINE_TOO_LONG, line=number)
        yield line


def _delimiter(text: str) -> str:
    """What divides the cells of the first line: Office writes semicolons or tabs in some places."""
    first = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _xlsx(data: bytes) -> Iterator[Line]:
    """The lines of the first visible sheet."""
    broken = _Refused(ArchiveFault.NOT_WHAT_IT_IS_NAMED)
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
        raise _Refused(TableFault.NO_VISIBLE_SHEET)
    sheets[0].reset_dimensions()  # what the file says of its size may be wrong
    for number, row in enumerate(sheets[0].iter_rows(values_only=True), start=1):
        if number > LINES_LIMIT:
            raise _Refused(TableFault.TOO_MANY_LINES, limit=LINES_LIMIT)
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
