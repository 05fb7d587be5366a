"""One engine for whole exports: every column of every row of a table, as CSV, as a workbook, and as JSON with its schema.

What an envelope holds is never in it, nor is a file's content or the name under which somebody sent it, which may name a person:
its hash is. A person and a service stand with their id and their name.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched, chain
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _

from watchbook.files.spreadsheet import write_csv
from watchbook.files.workbook import write_xlsx
from watchbook.organisation.models import Person, Service
from watchbook.reading.table import CELL_LIMIT

AT_ONCE = 500
SHEET_TITLE = 31  # characters that a workbook allows
NAMED = (Person, Service)
# Who runs a source stands in the source's records, which are opened one by one and on the record (RIPA 2000 s.29(5)).
# Which keys and stored files a deletion destroyed is for the machine that checks it; the certificate tells people.
# What somebody wrote to the authority may name them; it is read on the page of the request.
LEFT_OUT = {
    "foi.request": {"text"},
    "authorisations.authorisation": {"handler", "controller", "record_keeper"},
    "retention.deletionitem": {"keys", "files"},
}
OF_NO_TABLE = {"file_name"}
# How JSON Schema calls what a column holds (draft 2020-12).
TYPES: "tuple[tuple[type[models.Field[Any, Any]], dict[str, Any]], ...]" = (
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.UUIDField, {"type": "string", "format": "uuid"}),
    (models.ForeignKey, {"type": "string", "format": "uuid"}),
    (ArrayField, {"type": "array"}),
    (models.JSONField, {}),
)


@dataclass(frozen=True)
class ExportColumn:
    """A column of an export: the attribute of a row that it holds, and its schema; of whom it holds the name, their column."""

    name: str
    schema: dict[str, Any]
    of: str = ""

    def value(self, row: models.Model) -> Any:
        """The value as JSON has it."""
        if self.of:
            named = getattr(row, self.of)
            return named.name if named else None
        return _plain(getattr(row, self.name))


def columns(table: type[models.Model]) -> list[ExportColumn]:
    """The columns of a table, in its order."""
    left_out = OF_NO_TABLE | LEFT_OUT.get(table._meta.label_lower, set())
    return list(
        chain.from_iterable(
            _columns_of(one) for one in table._meta.concrete_fields if one.name not in left_out
        )
    )


def _columns_of(field: "models.Field[Any, Any]") -> Iterator[ExportColumn]:
    if isinstance(field, models.BinaryField):
        return
    schema = next((told for kind, told in TYPES if isinstance(field, kind)), {"type": "string"})
    if field.null and "type" in schema:
        schema = schema | {"type": [schema["type"], "null"]}
    yield ExportColumn(field.attname, schema)
    if isinstance(field, models.ForeignKey) and issubclass(field.related_model, NAMED):
        yield ExportColumn(f"{field.name}_name", {"type": ["string", "null"]}, of=field.name)


def rows(table: type[models.Model]) -> Iterator[models.Model]:
    """Every row, in the order of its id, which is that of its recording; read in pieces."""
    named = [one.of for one in columns(table) if one.of]
    found = table._default_manager.select_related(*named) if named else table._default_manager.all()
    return found.order_by("pk").iterator(chunk_size=AT_ONCE)


def as_csv(table: type[models.Model]) -> Iterator[bytes]:
    """The table as CSV, in pieces."""
    told = columns(table)
    yield write_csv([one.name for one in told], [])
    for some in batched(rows(table), AT_ONCE):  # `strict` came with Python 3.13
        first, *others = ([_cell(one.value(row)) for one in told] for row in some)
        yield write_csv(first, others)


def as_json(table: type[models.Model]) -> Iterator[bytes]:
    """The table as one JSON object with its schema, in pieces."""
    told = columns(table)
    head = json.dumps({"table": table._meta.label_lower, "schema": schema(table)}, ensure_ascii=False)
    yield f'{head[:-1]}, "rows": ['.encode()
    for number, row in enumerate(rows(table)):
        found = {one.name: one.value(row) for one in told}
        yield f"{', ' if number else ''}{json.dumps(found, ensure_ascii=False)}".encode()
    yield b"]}\n"


def schema(table: type[models.Model]) -> dict[str, Any]:
    """Describe a row of the export as JSON Schema."""
    told = columns(table)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "required": [one.name for one in told],
        "properties": {one.name: one.schema for one in told},
    }


def as_xlsx(table: type[models.Model]) -> bytes:
    """The table as a workbook of one sheet, each cell as text; of what no cell holds it says where it stands."""
    told = columns(table)
    lines: Iterator[Sequence[str]] = ([_short(_cell(one.value(row))) for one in told] for row in rows(table))
    return write_xlsx([(table._meta.model_name[:SHEET_TITLE], [one.name for one in told], lines)])  # type: ignore[index]  # it has a name


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, bool | int | str | dict):
        return value
    return str(value)


def _cell(value: Any) -> str:
    """A value as a cell: text as it stands, nothing for none, the rest as JSON writes it."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _short(cell: str) -> str:
    if len(cell) <= CELL_LIMIT:
        return cell
    return _("[Too long for a cell. The CSV and JSON files have the whole text.]")
