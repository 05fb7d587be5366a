"""The columns of a spreadsheet as its reader declares them, and a row's cells read into values of their kinds."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from watchbook.acting.own_words import as_read, drawn
from watchbook.files.days import UnreadableDay, read_day
from watchbook.files.upload import Content, Refused, safe_name

type Words = Promise | str
type Value = str | date | int | bool | tuple[str, ...] | Content | None

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")
YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
SHOWN = 40
UNREAD = "?"  # in place of a text that is missing or too long


class ColumnKind(Enum):
    """What a cell of a column holds, and what it is read as (an empty one as what stands in brackets)."""

    TEXT = auto()  # str of one line (“”)
    LONG_TEXT = auto()  # str of several lines (“”)
    DAY = auto()  # date (None)
    WHOLE_NUMBER = auto()  # int (None)
    YES_NO = auto()  # bool (None)
    CHOICE = auto()  # one key of `choices` as str (“”)
    CHOICES = auto()  # keys of `choices` as a tuple, separated by semicolons in the cell (empty tuple)
    EMAIL = auto()  # str (“”)
    SERVICES = auto()  # str of names of services, separated by semicolons (“”)
    FILE = auto()  # the Content that was sent under the name in the cell (None)


@dataclass(frozen=True)
class Column:
    """One column: its name in the file, its name for people, what a cell holds, and what the template says of it.

    `required`: the column must be there and each of its cells filled. `longest` limits texts. `choices` are keys as
    they are stored, with the words that a person may write instead; both are read whatever their case. `blank` is
    what an empty cell means, where it means something. `in_words`: a refusal names the column and its choices by their
    words for people.
    """

    name: str
    title: Words
    kind: ColumnKind = ColumnKind.TEXT
    required: bool = True
    choices: Mapping[str, Words] = field(default_factory=dict)
    longest: int = 200
    example: Words = ""
    explains: Words = ""
    blank: Words = ""
    in_words: bool = False

    def optional(self) -> "Column":
        """Return the same column, whose cells may be empty."""
        return replace(self, required=False)


@dataclass(frozen=True)
class CellRefused:
    """Why one cell cannot be read."""

    column: Column
    reason: str


class CellsRefused(Refused):
    """A row with cells that cannot be read; `cells` says why of each of them, and the message is the first's.

    `values` are those of the whole row where no more than texts are missing, “?” in place of each: so that what else
    is wrong with the row can be told at once. None where it cannot.
    """

    def __init__(self, cells: Sequence[CellRefused], values: "Mapping[str, Value] | None" = None) -> None:
        super().__init__(cells[0].reason)
        self.cells = tuple(cells)
        self.values = values


def parse(
    cells: Mapping[str, str],
    columns: Sequence[Column],
    *,
    files: Mapping[str, Content],
    day_readings: Mapping[str, str] | None = None,
    called: Mapping[str, str] | None = None,
) -> dict[str, Value]:
    """The values of a row by column name, every column present. Raises CellsRefused with all that is wrong in it.

    `cells` is by column name; a column that the file does not have counts as empty. `day_readings` are the answers
    to the questions of `files.days`, by the question's key; `called` has the file's own headings for our names.
    """
    values: dict[str, Value] = {}
    refused: list[CellRefused] = []
    for column in columns:
        cell = drawn(as_read(cells.get(column.name, "")).strip())
        ours = str(column.title) if column.in_words else column.name
        theirs = replace(column, name=(called or {}).get(column.name) or ours)
        try:
            values[column.name] = _value(
                cell, theirs, name=column.name, files=files, day_readings=day_readings or {}
            )
        except Refused as refusal:
            refused.append(CellRefused(column=theirs, reason=str(refusal)))
    if refused:
        texts = all(one.column.kind in (ColumnKind.TEXT, ColumnKind.LONG_TEXT) for one in refused)
        whole = {column.name: values.get(column.name, UNREAD) for column in columns}
        raise CellsRefused(refused, whole if texts else None)
    return values


def _value(
    cell: str, column: Column, *, name: str, files: Mapping[str, Content], day_readings: Mapping[str, str]
) -> Value:
    if not cell:
        return _empty(column)
    if column.kind is ColumnKind.DAY:
        return _day(cell, column, name=name, day_readings=day_readings)
    if column.kind is ColumnKind.FILE:
        return _file(cell, column, files=files)
    return READERS[column.kind](cell, column)


def _empty(column: Column) -> Value:
    if column.required:
        raise Refused(_("“{column}” is empty. Enter a value.").format(column=column.name))
    if column.kind is ColumnKind.CHOICES:
        return ()
    return "" if column.kind in TEXTS else None


def _text(cell: str, column: Column) -> str:
    if "\n" in cell or "\r" in cell:
        raise Refused(_("“{column}” has several lines. Put the text on one line.").format(column=column.name))
    return _long_text(cell, column)


def _long_text(cell: str, column: Column) -> str:
    if len(cell) > column.longest:
        raise Refused(
            _(
                "“{column}” has {length} characters. Shorten the text to {longest} characters or fewer."
            ).format(column=column.name, length=len(cell), longest=column.longest)
        )
    return cell


def _whole_number(cell: str, column: Column) -> int:
    if not WHOLE_NUMBER.fullmatch(cell):
        raise _takes(cell, column, known=_("a whole number in digits, such as 12"))
    return int(cell)


def _yes_no(cell: str, column: Column) -> bool:
    value = YES_NO.get(cell.casefold())
    if value is None:
        raise _takes(cell, column, known="yes or no")
    return value


def _choice(cell: str, column: Column) -> str:
    known = {str(words).casefold(): key for key, words in column.choices.items()}
    known |= {key.casefold(): key for key in column.choices}
    if cell.casefold() not in known:
        taken = column.choices.values() if column.in_words else column.choices
        raise _takes(cell, column, known=" or ".join(map(str, taken)))
    return known[cell.casefold()]


def _choices(cell: str, column: Column) -> tuple[str, ...]:
    found = [_choice(one.strip(), column) for one in cell.split(";") if one.strip()]
    return tuple(dict.fromkeys(found))


def _email(cell: str, column: Column) -> str:
    try:
        validate_email(cell)
    except ValidationError:
        raise _takes(cell, column, known=_("an email address, like name@example.com")) from None
    return _text(cell, column)


def _day(cell: str, column: Column, *, name: str, day_readings: Mapping[str, str]) -> date:
    try:
        return read_day(cell, column=name, readings=day_readings)
    except UnreadableDay as refusal:
        said = _("“{column}” is “{value}”. {why}")
        raise Refused(said.format(column=column.name, value=cell[:SHOWN], why=str(refusal))) from None


def _file(cell: str, column: Column, *, files: Mapping[str, Content]) -> Content:
    found = files.get(cell) or files.get(safe_name(cell))  # old lists have the whole path
    if found is None:
        said = _(
            "“{column}” names “{name}”, but no file of that name was uploaded with the spreadsheet. Upload that file too, or correct the name."
        )
        raise Refused(said.format(column=column.name, name=cell[:80]))
    return found


def _takes(cell: str, column: Column, *, known: str) -> Refused:
    said = _("“{column}” is “{value}”. Enter {known}.")
    return Refused(said.format(column=column.name, value=cell[:SHOWN], known=known))


READERS: dict[ColumnKind, Callable[[str, Column], Value]] = {
    ColumnKind.TEXT: _text,
    ColumnKind.LONG_TEXT: _long_text,
    ColumnKind.WHOLE_NUMBER: _whole_number,
    ColumnKind.YES_NO: _yes_no,
    ColumnKind.CHOICE: _choice,
    ColumnKind.CHOICES: _choices,
    ColumnKind.EMAIL: _email,
    ColumnKind.SERVICES: _long_text,
}
TEXTS = {ColumnKind.TEXT, ColumnKind.LONG_TEXT, ColumnKind.CHOICE, ColumnKind.EMAIL, ColumnKind.SERVICES}
