"""Queries that Django writes once: those that each page asks, where writing takes five times as long as the answer.

A query is written with values that stand for those it will be asked with, so that each rule stays where it is.
"""

import functools
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

SOMEBODY, SOME_DAY = UUID(int=0), date.min  # they stand for whom and when it will be asked

type Written = Callable[[], QuerySet[Any, Any]]


def rows(query: Written, meant: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
    """The rows of a query, with what each value that stands in it means this time."""
    written, values = _written(query)
    with connection.cursor() as cursor:
        cursor.execute(written, [meant.get(value, value) for value in values])
        return list(cursor.fetchall())


def objects[Row: Model](query: Callable[[], QuerySet[Row, Row]], meant: Mapping[Any, Any]) -> list[Row]:
    """The same of a query of whole rows, as objects of their model."""
    model, names, readers = _whole(query)
    found = rows(query, meant)
    return [cast(Row, model.from_db(connection.alias, names, _read(row, readers))) for row in found]


@functools.cache
def _whole(query: Written) -> tuple[type[Model], list[str], list[tuple[int, Any]]]:
    model = query().model
    fields = list(model._meta.concrete_fields)
    readers = [(place, one) for place, one in enumerate(fields) if hasattr(one, "from_db_value")]
    return model, [one.attname for one in fields], readers


def _read(row: tuple[Any, ...], readers: list[tuple[int, Any]]) -> list[Any]:
    values = list(row)
    for place, field in readers:
        values[place] = field.from_db_value(values[place], field.cached_col, connection)
    return values


@functools.cache
def _written(query: Written) -> tuple[str, tuple[Any, ...]]:
    return query().query.sql_with_params()
