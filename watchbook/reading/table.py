"""Lines of a spreadsheet as text, each looked at before the next is read; a child runs it (`reading.child`).

Of a line or a file that goes beyond a limit so much is given that whoever asked sees which; the rest is not read. Here
are the lines of CSV; those of XLSX are in `reading.xlsx`, since openpyxl alone takes half of what a child takes to start.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, BinaryIO

from watchbook.reading.text.refusals import ArchiveFault, ArchiveRefused

# How large a spreadsheet may be before it is refused: a register has hundreds of rows, a mistake has millions.
ROWS_LIMIT = 2_000  # each is tried and then imported by the acts, about a hundred in a second
COLUMNS_LIMIT = 200
CELL_LIMIT = 20_000
LINES_LIMIT = 20_000  # with the empty ones between
LINE_LIMIT = COLUMNS_LIMIT * CELL_LIMIT  # characters
DELIMITERS = (",", ";", "\t")
BEYOND = "…"  # stands for all cells of a line that are beyond the limit

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


class TableRefused(Exception):
    """A spreadsheet that is not read, with what its sentence says."""

    def __init__(self, fault: TableFault | ArchiveFault, **values: int) -> None:
        super().__init__(fault)
        self.fault, self.values = fault, values


def csv_lines(file: BinaryIO) -> dict[str, Any]:
    """`lines` of a CSV file with their numbers; or `fault` and `values`."""
    return answered(_csv(file.read()))


def answered(found: Iterator[Line]) -> dict[str, Any]:
    """Return what a child answers: the lines, or why there are none."""
    try:
        return {"lines": list(_to_a_limit(found))}
    except (TableRefused, ArchiveRefused) as refusal:
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
                raise TableRefused(TableFault.UNEVEN, line=reader.line_num, cells=len(cells), columns=width)
            yield reader.line_num, cells
    except csv.Error:
        raise TableRefused(TableFault.NOT_CSV) from None


def _csv_text(data: bytes) -> str:
    """What Excel calls CSV without more is in no encoding that one could rely on: names and quotes come out wrong."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TableRefused(TableFault.NOT_UTF_8) from None
    if "\x00" in text:
        raise TableRefused(TableFault.BINARY)
    return text


def _bounded(text: str) -> Iterator[str]:
    """The lines as they are written, none longer than all cells of a line may be together."""
    source = io.StringIO(text, newline="")
    number = 0
    while line := source.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) > LINE_LIMIT:
            raise TableRefused(TableFault.LINE_TOO_LONG, line=number)
        yield line


def _delimiter(text: str) -> str:
    """What divides the cells of the first line: Office writes semicolons or tabs in some places."""
    first = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=first.count)
