"""Rows of a spreadsheet with fixed columns: read from CSV with limits; formulas are made harmless on the way out."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from watchbook.files.upload import Refused, text_of

ROWS_LIMIT = 5_000
CELL_LIMIT = 2_000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Row:
    """One row: its line in the file and its cells by column, stripped."""

    line: int
    cells: dict[str, str]


def read_csv(data: bytes, *, columns: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """The rows of a CSV file whose first line names its columns. Raises Refused for what is no such file."""
    reader = csv.reader(io.StringIO(text_of(data), newline=""), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        _check_header(header, columns=columns, optional=optional)
        rows = [
            _row(cells, header=header, line=reader.line_num) for cells in reader if any(map(str.strip, cells))
        ]
    except csv.Error:
        raise Refused(
            _("The file is not a CSV file: a quotation mark is not closed. Export it again as CSV.")
        ) from None
    if len(rows) > ROWS_LIMIT:
        raise Refused(
            _("The file has more than {limit} rows. Split it and import the parts.").format(limit=ROWS_LIMIT)
        )
    return rows


def _check_header(header: list[str], *, columns: Sequence[str], optional: Sequence[str]) -> None:
    missing = [column for column in columns if column not in header]
    unknown = set(header) - {*columns, *optional}
    twice = [column for column, times in Counter(header).items() if times > 1]
    if missing or unknown or twice:
        raise Refused(
            _(
                "The first line must name each of the columns {columns} once. Missing: {missing}. Not known: {unknown}. Named twice: {twice}."
            ).format(
                columns=", ".join(columns),
                missing=", ".join(missing) or _("none"),
                unknown=", ".join(sorted(cell[:40] or _("a column without a name") for cell in unknown))
                or _("none"),
                twice=", ".join(sorted(cell[:40] for cell in twice if cell)) or _("none"),
            )
        )


def _row(cells: list[str], *, header: list[str], line: int) -> Row:
    if len(cells) != len(header):
        raise Refused(
            _(
                "Line {line} has {cells} cells and the first line has {columns}. Put text with commas in quotation marks."
            ).format(line=line, cells=len(cells), columns=len(header))
        )
    if any(len(cell) > CELL_LIMIT for cell in cells):
        raise Refused(
            _("Line {line} has a cell of more than {limit} characters. Shorten it.").format(
                line=line, limit=CELL_LIMIT
            )
        )
    return Row(line=line, cells={column: cell.strip() for column, cell in zip(header, cells, strict=True)})


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file for people to open: a cell that a spreadsheet would run as a formula is quoted as text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["'" + cell if cell.startswith(FORMULA_STARTS) else cell for cell in row])
    return out.getvalue().encode("utf-8")
