"""Rows of a spreadsheet that say what an entry on the register says already, or what an earlier row of the same file says."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.register.models.entries import NamedEntry


def alike(columns: Sequence[Column], added: Sequence[tuple[int, object]]) -> list[tuple[int, str]]:
    """Return the lines of rows that are on the register twice once they are added, each with where it stands first. One query.

    A register that keeps a needed column sealed cannot be asked.
    """
    lines = {row.pk: line for line, row in added if isinstance(row, NamedEntry)}
    tables = {type(row) for _line, row in added}
    if len(lines) < len(added) or len(tables) != 1:
        return []
    table: Any = tables.pop()
    kept = {field.name for field in table._meta.concrete_fields}
    asked = [column for column in columns if column.kind is not ColumnKind.FILE]
    if any(column.required and column.name not in kept for column in asked):
        return []
    names = [column.name for column in asked if column.name in kept]
    rows = table._default_manager.as_at(None).filter(is_struck=False).order_by("recorded_at", "reference")
    first: dict[tuple[str, ...], tuple[Any, str]] = {}
    found: dict[int, str] = defaultdict(str)
    for key, reference, *values in rows.values_list("pk", "reference", *names):
        earlier, called = first.setdefault(tuple(map(str, values)), (key, reference))
        if key in lines and earlier != key:
            is_here = earlier in lines
            found[lines[key]] = _("line {line}").format(line=lines[earlier]) if is_here else called
    return sorted(found.items())
