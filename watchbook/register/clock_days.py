"""Rows in the order of the day that a clock tells of each: the database counts, orders and cuts, the clock stays in Python.

Rows of which a clock reads the same have the same day. So it is asked once for each of what it reads, and the database is
handed the days. A row that a clock is asked about has nothing else: one that reads more than is named for it fails.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import DateField, Field, Func, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONArray


def by_clock(
    rows: QuerySet[Any, Any],
    day_of: Callable[[Any], date | None],
    *,
    reads: Sequence[str],
    of_steps: Mapping[str, Any] | None = None,
) -> QuerySet[Any, Any]:
    """The rows in the order of their days, those that have none last, and of one day by their references. One query.

    `reads` names what the clock reads of a row, and `of_steps` what of each of its steps, with the expression of each.
    """
    read = read_as(*reads, *([_steps(rows.model, of_steps)] if of_steps else []))
    known = rows.order_by().annotate(clock_reads=read).values_list("clock_reads", flat=True).distinct()
    days = {one: day_of(_row(rows.model, json.loads(one), reads, of_steps)) for one in known}
    day = said_of(read, {one: day.isoformat() for one, day in days.items() if day}, DateField())
    return rows.order_by(day.asc(nulls_last=True), "reference")


def read_as(*read: Any) -> Cast:
    """Write what a rule reads of a row as one text: that of `json.dumps`."""
    return Cast(JSONArray(*read), TextField())


def said_of(read: Cast, said: Mapping[str, Any], kind: "Field[Any, Any]") -> Func:
    """Have the database look up what a rule said of what it read of a row; null where it said nothing."""
    as_kind = f"(%(expressions)s)::{kind.db_type(connection)}"
    return Func(Value(json.dumps(said)), read, template=as_kind, arg_joiner="::jsonb ->> ", output_field=kind)


def _steps(table: Any, named: Mapping[str, Any]) -> ArraySubquery:
    """Gather what the clock reads of the steps of a row, in their order."""
    way = table._meta.get_field("steps").field
    rows = way.model._default_manager.filter(**{way.name: OuterRef("pk")})
    return ArraySubquery(rows.values_list(JSONArray(*named.values())))


def _row(table: Any, read: list[Any], reads: Sequence[str], of_steps: Mapping[str, Any] | None) -> Any:
    """A row, with its steps, of which only what a clock reads is there."""
    row = _of(table, reads, read, number=0)
    if of_steps:
        steps = row.steps.all()
        told = enumerate(read[len(reads)])
        steps._result_cache = [_of(steps.model, of_steps, one, number=number) for number, one in told]
        row._prefetched_objects_cache = {"steps": steps}
    return row


def _of(table: Any, names: Iterable[str], values: Sequence[Any], *, number: int) -> Any:
    """A row of a table of which only these columns are there: of any other it asks the database, which has no such row."""
    told = {"id": UUID(int=number), **dict(zip(names, values, strict=False))}
    fields = [one for one in table._meta.concrete_fields if one.attname in told]
    return table.from_db(
        "default", [one.attname for one in fields], [one.to_python(told[one.attname]) for one in fields]
    )
