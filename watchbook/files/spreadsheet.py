"""Rows of a spreadsheet with a line of headings: read from CSV or XLSX within limits, written so that nothing runs.

Cells are text, whatever they were: a formula's last value, a date as 2017-03-20. What begins like a formula stays text.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.files.archive import UNREADABLE, in_words
from watchbook.files.formulas import begins_a_formula
from watchbook.files.upload import WITH_PROGRAMS, Refused, refuse_too_large, safe_name
from watchbook.reading import child
from watchbook.reading.child import Unreadable
from watchbook.reading.table import CELL_LIMIT, COLUMNS_LIMIT, ROWS_LIMIT, TableFault
from watchbook.reading.text.refusals import ArchiveFault

READERS = {
    ".csv": "watchbook.reading.table:csv_lines",
    ".xlsx": "watchbook.reading.xlsx:xlsx_lines",
}
FAULTS: dict[TableFault, Promise] = {
    TableFault.NOT_UTF_8: gettext_lazy(
        "The file is not in UTF-8. In Excel, save it as “CSV UTF-8” or as .xlsx, and choose that file."
    ),
    TableFault.BINARY: gettext_lazy(
        "The file is not a text file. In Excel, save it as “CSV UTF-8” or as .xlsx, and choose that file."
    ),
    TableFault.NOT_CSV: gettext_lazy(
        "The file is not a CSV file: a quotation mark is not closed. Export it again as CSV."
    ),
    TableFault.UNEVEN: gettext_lazy(
        "Line {line} and the first line have different numbers of cells ({cells} and {columns}). Put text with commas in quotation marks."
    ),
    TableFault.LINE_TOO_LONG: gettext_lazy(
        "Line {line} is too long. Shorten the line and upload the file again."
    ),
    TableFault.NO_VISIBLE_SHEET: gettext_lazy(
        "The workbook has no visible sheet. Open the workbook, unhide the sheet and save the file."
    ),
    TableFault.TOO_MANY_LINES: gettext_lazy(
        "The sheet has rows below line {limit}. Delete the empty lines in the sheet, or split it and import the parts."
    ),
}
OLD = {".xls", ".xlt", ".xlsb", ".ods", ".numbers", ".tsv"}


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
        raise Refused(_("The file is empty. Choose another file."))
    ending = PurePath(safe_name(name)).suffix.lower()
    if ending in READERS:
        return _sheet(_lines(data, ending=ending))
    raise _other_kind(ending)


def _other_kind(ending: str) -> Refused:
    if ending in WITH_PROGRAMS:
        why = _(
            "Files whose names end in {ending} may contain macros, which are programs. Save the file as .xlsx and choose the new file."
        )
    elif ending in OLD:
        why = _(
            "We cannot read files whose names end in {ending}. Open the file, save it as .xlsx and choose the new file."
        )
    else:
        why = _("The file is not a spreadsheet that we can read. Save it as CSV or XLSX.")
    return Refused(why.format(ending=ending))


def _lines(data: bytes, *, ending: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines that a child of ours read."""
    try:
        found = child.ask(READERS[ending], data)
    except Unreadable as failure:
        raise Refused(str(UNREADABLE[failure.why])) from None
    if "fault" not in found:
        yield from found["lines"]
    elif found["fault"] in TableFault:
        raise Refused(str(FAULTS[TableFault(found["fault"])]).format(**found["values"]))
    else:
        raise Refused(in_words(ArchiveFault(found["fault"]), {"ending": ending, **found["values"]}))


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
        raise Refused(_("The file has no row of headings. Choose a file with headings in its first row."))
    return Sheet(headings=headings, rows=tuple(rows))


def _check_limits(cells: Sequence[str], *, line: int, rows: int) -> None:
    if any(len(cell) > CELL_LIMIT for cell in cells):
        said = _("Line {line} has a cell of more than {limit} characters. Shorten the text in the cell.")
        raise Refused(said.format(line=line, limit=CELL_LIMIT))
    if len(cells) > COLUMNS_LIMIT:
        said = _(
            "Line {line} has more than {limit} columns. Delete the columns that you do not want to import."
        )
        raise Refused(said.format(line=line, limit=COLUMNS_LIMIT))
    if rows >= ROWS_LIMIT:
        said = _("The file has more than {limit} rows. Split the file and import the parts.")
        raise Refused(said.format(limit=ROWS_LIMIT))


def _without_empty_end(cells: Sequence[str]) -> tuple[str, ...]:
    filled = [place for place, cell in enumerate(cells) if cell]
    return tuple(cells[: filled[-1] + 1])


def _as_wide(cells: Sequence[str], headings: Sequence[str], *, line: int) -> tuple[str, ...]:
    """As many cells as headings; a cell without a heading would be read by nobody."""
    if any(cells[len(headings) :]):
        said = _(
            "Line {line} has a cell to the right of the last heading. Give its column a heading, or clear the cell."
        )
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
    return "'" + cell if begins_a_formula(cell) else cell
