"""Rows of a spreadsheet with a line of headings: read from CSV or XLSX within limits, written so that nothing runs.

Cells are text, whatever they were: a formula's last value, a date as 2017-03-20. What begins like a formula stays text.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from watchbook.files import workbook
from watchbook.files.upload import WITH_PROGRAMS, Refused, refuse_too_large, safe_name, text_of
from watchbook.files.workbook import CELL_LIMIT, COLUMNS_LIMIT, ROWS_LIMIT

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
OLD = {".xls", ".xlt", ".xlsb", ".ods", ".numbers", ".tsv"}
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Row:
    """One row: its line in the file and its cells in the order of the headings, stripped."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A spreadsheet: its headings as they are written, and its rows that are not empty."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(data: bytes, *, name: str) -> Sheet:
    """The spreadsheet in these bytes; the ending of `name` says of which kind it is. Raises Refused."""
    refuse_too_large(len(data))
    if not data:
        raise Refused(_("The file is empty. Choose the file again."))
    ending = PurePath(safe_name(name)).suffix.lower()
    if ending == ".csv":
        return _sheet(_csv_lines(data))
    if ending == ".xlsx":
        return _sheet(workbook.lines(data))
    raise _other_kind(ending)


def _other_kind(ending: str) -> Refused:
    if ending in WITH_PROGRAMS:
        why = _("Files named {ending} may hold macros, which are programs. Save it as .xlsx and choose that.")
    elif ending in OLD:
        why = _("Files named {ending} cannot be read. Open it, save it as .xlsx and choose that file.")
    else:
        why = _("The file is no spreadsheet that can be read. Save it as CSV or XLSX.")
    return Refused(why.format(ending=ending))


def _csv_lines(data: bytes) -> Iterable[tuple[int, Sequence[str]]]:
    """The lines of a CSV file with their numbers, each with as many cells as the first."""
    text = _csv_text(data)
    width = 0
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_delimiter(text))
    try:
        for cells in reader:
            filled = any(map(str.strip, cells))
            width = width or (len(cells) if filled else 0)
            if filled and len(cells) != width:
                raise Refused(
                    _(
                        "Line {line} has {cells} cells and the first line has {columns}. Put text with commas in quotation marks."
                    ).format(line=reader.line_num, cells=len(cells), columns=width)
                )
            yield reader.line_num, cells
    except csv.Error:
        raise Refused(
            _("The file is not a CSV file: a quotation mark is not closed. Export it again as CSV.")
        ) from None


def _csv_text(data: bytes) -> str:
    """What Excel calls CSV without more is in no encoding that one could rely on: names and quotes come out wrong."""
    try:
        data.decode()
    except UnicodeDecodeError:
        raise Refused(
            _("The file is not in UTF-8. In Excel, save it as “CSV UTF-8” or as .xlsx, and choose that file.")
        ) from None
    return text_of(data)


def _delimiter(text: str) -> str:
    """What divides the cells of the first line: Office writes semicolons or tabs in some places."""
    first = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _sheet(lines: Iterable[tuple[int, Sequence[str]]]) -> Sheet:
    """The first line that is not empty has the headings; every other is a row."""
    headings: tuple[str, ...] | None = None
    rows: list[Row] = []
    for line, raw in lines:
        cells = [" ".join(cell.split()) for cell in raw] if headings is None else list(map(str.strip, raw))
        if not any(cells):
            continue
        _check_limits(cells, line=line, rows=len(rows))
        if headings is None:
            headings = _without_empty_end(cells)
            continue
        rows.append(Row(line=line, cells=_as_wide(cells, headings, line=line)))
    if headings is None:
        raise Refused(_("The file has no line of headings: it is empty. Choose another file."))
    return Sheet(headings=headings, rows=tuple(rows))


def _check_limits(cells: Sequence[str], *, line: int, rows: int) -> None:
    if any(len(cell) > CELL_LIMIT for cell in cells):
        said = _("Line {line} has a cell of more than {limit} characters. Shorten it.")
        raise Refused(said.format(line=line, limit=CELL_LIMIT))
    if len(cells) > COLUMNS_LIMIT:
        said = _("Line {line} has more than {limit} columns. Delete those that are not to be imported.")
        raise Refused(said.format(line=line, limit=COLUMNS_LIMIT))
    if rows >= ROWS_LIMIT:
        said = _("The file has more than {limit} rows. Split it and import the parts.")
        raise Refused(said.format(limit=ROWS_LIMIT))


def _without_empty_end(cells: Sequence[str]) -> tuple[str, ...]:
    filled = [place for place, cell in enumerate(cells) if cell]
    return tuple(cells[: filled[-1] + 1])


def _as_wide(cells: Sequence[str], headings: Sequence[str], *, line: int) -> tuple[str, ...]:
    """As many cells as headings; a cell without a heading would be read by nobody."""
    if any(cells[len(headings) :]):
        said = _("Line {line} has a cell beyond the last heading. Give its column a heading, or empty it.")
        raise Refused(said.format(line=line))
    return tuple([*cells, *[""] * len(headings)][: len(headings)])


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file for people to open: a cell that a spreadsheet would run as a formula is quoted as text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(_inert, columns))
    for row in rows:
        writer.writerow(map(_inert, row))
    return out.getvalue().encode("utf-8")


def _inert(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA_STARTS) else cell
