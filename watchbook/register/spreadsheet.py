"""Rows of a spreadsheet into a register: every row or none, each refused row with its line, column and reason.

A part declares a `Register`: its columns and the function that enters one row by the acts of its noun. The page, the
demonstration and the command line call `run`; the page comes from `views.imports.import_page(register)`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.files.columns import CellsRefused, Column, ColumnKind, Words, parse
from watchbook.files.days import DayQuestion, questions
from watchbook.files.spreadsheet import Sheet, read_sheet, write_csv
from watchbook.files.store import trial
from watchbook.files.upload import Content, Refused
from watchbook.files.workbook import MEDIA_TYPE, write_xlsx
from watchbook.organisation.models import Person
from watchbook.organisation.service_choice import WHOLE, why_not_services
from watchbook.register.alike import alike

MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": MEDIA_TYPE}


@dataclass(frozen=True)
class Register:
    """A register that takes rows from a spreadsheet.

    `name` is the stem of its file and template (“letters_received”), `title` what the page is called after (“letters
    from oversight bodies”), `may` raises NotPermitted as the acts do. `import_row` gets a row's values by column name
    (`files.columns.ColumnKind` says of which type each is) and calls acts with `by` and `at`; it may raise
    NotPermitted, WrongState and Refused, and writes nothing itself. `home` is the URL name of the register's page.
    """

    name: str
    title: Words
    columns: tuple[Column, ...]
    may: Callable[[Person], None]
    import_row: Callable[..., object]
    home: str = ""


@dataclass(frozen=True)
class RowRefused:
    """Why one row cannot be imported; `column` is the heading of the column at fault, where one is."""

    line: int
    reason: str
    column: str = ""


class ImportRefused(Exception):
    """Nothing was imported; `rows` says why, row by row."""

    def __init__(self, rows: list[RowRefused]) -> None:
        super().__init__(_("We imported nothing. Correct the rows below and upload the file again."))
        self.rows = rows


@dataclass(frozen=True)
class RowRead:
    """A row that can be imported: its line and its values by column name."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """The result of an import or of a dry run: the rows as read, what `import_row` returned for each, and those there twice."""

    rows: tuple[RowRead, ...]
    added: tuple[object, ...]
    alike: tuple[tuple[int, str], ...] = ()


def may_import(by: Person, register: Register) -> None:
    """Whoever may record in a register may import into it; each row is asked again by its own acts."""
    register.may(by)


@transaction.atomic
def run(
    register: Register,
    data: bytes,
    *,
    name: str,
    files: Mapping[str, Content],
    mapping: Mapping[str, int] | None = None,
    answers: Mapping[str, str] | None = None,
    by: Person,
    at: datetime,
    dry_run: bool = False,
) -> Outcome:
    """Import every row of a CSV or XLSX file, or none.

    `name` is the file's, whose ending says what it is; `files` are the documents that its cells name; `mapping` says
    for our columns which of the file's it is (counted from 0; without it the file's headings must be our names);
    `answers` are those to `day_questions`. Raises Refused for the file, ImportRefused for rows. A dry run does the
    same and undoes it: no row, no event, no kept file is left.
    """
    may_import(by, register)
    sheet = read_sheet(data, name=name)
    places = exact_mapping(register, sheet) if mapping is None else mapping
    with trial() as kept:
        outcome = _all_rows(register, sheet, places, files=files, answers=answers or {}, by=by, at=at)
    if dry_run:
        lines = [row.line for row in outcome.rows]
        twice = alike(register.columns, list(zip(lines, outcome.added, strict=True)))
        outcome = replace(outcome, alike=tuple(twice))
        transaction.set_rollback(True)
    else:
        kept.keep()
    return outcome


def exact_mapping(register: Register, sheet: Sheet) -> dict[str, int]:
    """Our columns' places in a file whose headings are our names. Raises Refused, naming what is not so."""
    headings = [heading.casefold() for heading in sheet.headings]
    known = {column.name for column in register.columns}
    missing = [column.name for column in register.columns if column.required and column.name not in headings]
    unknown = sorted({heading[:40] or _("a column without a name") for heading in set(headings) - known})
    twice = sorted({heading[:40] for heading in headings if heading and headings.count(heading) > 1})
    if missing or unknown or twice:
        raise Refused(
            _(
                "You cannot import this file: its first line must name each of the columns {columns} once. Missing: {missing}. Unknown: {unknown}. Named twice: {twice}."
            ).format(
                columns=", ".join(column.name for column in register.columns),
                missing=", ".join(missing) or _("none"),
                unknown=", ".join(unknown) or _("none"),
                twice=", ".join(twice) or _("none"),
            )
        )
    return {heading: place for place, heading in enumerate(headings)}


def day_questions(register: Register, sheet: Sheet, mapping: Mapping[str, int]) -> list[DayQuestion]:
    """What must be asked about the days of a file before it can be read: each column with days of two readings."""
    asked: list[DayQuestion] = []
    for column in register.columns:
        if column.kind is ColumnKind.DAY and column.name in mapping:
            place = mapping[column.name]
            asked += questions((row.cells[place] for row in sheet.rows), column=column.name)
    return asked


def check_mapping(register: Register, sheet: Sheet, mapping: Mapping[str, int]) -> None:
    """Raise Refused where a column that is needed is not matched, or one of the file is matched twice or not there."""
    unmatched = [column.name for column in register.columns if column.required and column.name not in mapping]
    if unmatched or not mapping or any(not 0 <= place < len(sheet.headings) for place in mapping.values()):
        raise Refused(
            _("We could not match all the columns. Match these columns again: {columns}.").format(
                columns=", ".join(unmatched)
                or _("those that were matched with columns no longer in the file")
            )
        )
    if len(set(mapping.values())) < len(mapping):
        raise Refused(
            _(
                "You cannot match one column of the file with two columns of the register. Choose each column once."
            )
        )


def _all_rows(
    register: Register,
    sheet: Sheet,
    mapping: Mapping[str, int],
    *,
    files: Mapping[str, Content],
    answers: Mapping[str, str],
    by: Person,
    at: datetime,
) -> Outcome:
    check_mapping(register, sheet, mapping)
    called = {name: sheet.headings[place][:40] for name, place in mapping.items()}
    refused: list[RowRefused] = []
    read: list[RowRead] = []
    added: list[object] = []
    for row in sheet.rows:
        cells = {name: row.cells[place] for name, place in mapping.items()}
        try:
            values = parse(cells, register.columns, files=files, day_readings=answers, called=called)
        except CellsRefused as refusal:
            refused += [
                RowRefused(row.line, cell.reason, _heading(register, cell.column)) for cell in refusal.cells
            ]
            if refusal.values is not None:
                refused += _unknown_services(register, refusal.values, called=called, line=row.line)
                refused += _entered(register, refusal.values, line=row.line, by=by, at=at)[1]
            continue
        refused += _unknown_services(register, values, called=called, line=row.line)
        entered, why = _entered(register, values, line=row.line, by=by, at=at)
        added += entered
        refused += why
        read.append(RowRead(line=row.line, values=values))
    if refused:
        raise ImportRefused(refused)
    return Outcome(rows=tuple(read), added=tuple(added))


def _unknown_services(
    register: Register, values: Mapping[str, Any], *, called: Mapping[str, str], line: int
) -> list[RowRefused]:
    """Refuse each name of a service that the settings page does not have."""
    found = []
    for column in register.columns:
        if column.kind is ColumnKind.SERVICES and (why := why_not_services(str(values[column.name]))):
            heading = _heading(register, replace(column, name=called.get(column.name, column.name)))
            found.append(RowRefused(line, why, heading))
    return found


def _entered(
    register: Register, values: Mapping[str, Any], *, line: int, by: Person, at: datetime
) -> tuple[list[object], list[RowRefused]]:
    """Enter a row by its acts, or say why it cannot be."""
    try:
        with transaction.atomic():
            return [register.import_row(values, by=by, at=at)], []
    except (NotPermitted, WrongState, Refused) as refusal:
        return [], [RowRefused(line=line, reason=str(refusal))]


def _heading(register: Register, column: Column) -> str:
    """The heading of a column in the file; one that is our own name for it with its title for people."""
    ours = {one.name for one in register.columns} - {str(column.title)}
    return f"{column.name} ({column.title})" if column.name in ours else column.name


def template_file(register: Register, ending: str) -> bytes:
    """The file of that ending; it can be imported as it is, unless its example names a document."""
    names = [column.name for column in register.columns]
    example = [_example(column) for column in register.columns]
    if ending == "csv":
        return write_csv(names, [example])
    headings = [_("Column"), _("Description"), _("Allowed values"), _("Required"), _("More")]
    explained = [_explained(column) for column in register.columns]
    return write_xlsx([(_("Rows"), names, [example]), (_("Columns"), headings, explained)])


def _example(column: Column) -> str:
    """The example of a cell; of services the one that every authority has."""
    return str(column.example or (WHOLE if column.kind is ColumnKind.SERVICES else ""))


def _explained(column: Column) -> list[str]:
    needed = _("yes") if column.required else _("no")
    return [column.name, str(column.title), what_to_write(column), needed, str(column.explains)]


def what_to_write(column: Column) -> str:
    """What a cell of a column takes, for people."""
    return str(TAKES[column.kind]).format(choices=_listed(column), longest=column.longest)


def _listed(column: Column) -> str:
    return ", ".join(f"{key} ({words})" for key, words in column.choices.items())


TAKES = {
    ColumnKind.TEXT: gettext_lazy("text of up to {longest} characters"),
    ColumnKind.LONG_TEXT: gettext_lazy("text of up to {longest} characters, which may have several lines"),
    ColumnKind.DAY: gettext_lazy("a date, such as 2017-03-20"),
    ColumnKind.WHOLE_NUMBER: gettext_lazy("a whole number in digits, such as 12"),
    ColumnKind.YES_NO: gettext_lazy("yes or no"),
    ColumnKind.CHOICE: gettext_lazy("one of: {choices}"),
    ColumnKind.CHOICES: gettext_lazy("any of these, separated by semicolons: {choices}"),
    ColumnKind.SERVICES: gettext_lazy(
        "names of services as on the settings page, separated by semicolons, or “the whole authority”"
    ),
    ColumnKind.EMAIL: gettext_lazy("an email address, like name@example.com"),
    ColumnKind.FILE: gettext_lazy(
        "the name of a document that is sent with the spreadsheet, such as letter.pdf"
    ),
}
