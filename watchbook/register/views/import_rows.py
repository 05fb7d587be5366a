"""Rows of an import in words, as they were read: what a person looks over before they are added."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from watchbook.files.columns import Column, Value
from watchbook.files.upload import Content
from watchbook.register.spreadsheet import Register, RowRead
from watchbook.web.wording import day

SHOWN = 120


def rows_in_words(register: Register, rows: Iterable[RowRead]) -> list[tuple[int, list[tuple[str, str]]]]:
    """The line of each row, with the title and the words of each cell that is filled."""
    return [(row.line, _cells(register, row)) for row in rows]


def _cells(register: Register, row: RowRead) -> list[tuple[str, str]]:
    told = ((str(column.title), in_words(row.values[column.name], column)) for column in register.columns)
    return [(title, words) for title, words in told if words]


def in_words(value: Value, column: Column) -> str:
    """One value as a person reads it, shortened; empty for an empty cell."""
    words = whole_in_words(value, column)
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def whole_in_words(value: Value, column: Column) -> str:
    """One value as a person reads it; empty for an empty cell."""
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case date():
            return day(value)
        case Content():
            return value.name
        case tuple() | list():
            return ", ".join(str(column.choices[key]) for key in value)
        case _:
            return str(column.choices.get(str(value), value))
