"""Queries that Django writes once: those that each page asks, where writing takes five times as long as the answer.

A query is written with values that stand for those it will be asked with, so that each rule stays where it is.
"""

import functools
import itertools
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db import connection
from django.db.models import Expression, Model, QuerySet, UUIDField

# They stand for whom and when it will be asked.
SOMEBODY, SOME_DAY, SOME_MOMENT = UUID(int=0), date.min, datetime.min.replace(tzinfo=UTC)

type QueryMaker = Callable[[], QuerySet[Any, Any]]


class SomeOf(Expression):
    """Stands for the ids that it will be asked with (`pk__among`), which have a name where a query takes several."""

    def __init__(self, name: str) -> None:
        """Say that they are ids."""
        super().__init__(output_field=UUIDField())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Stand as a value of the statement."""
        return "%s", (self,)


class WrittenQuery(NamedTuple):
    """A query as Django wrote it, with its values and how many columns its rows have."""

    sql: str
    values: tuple[Any, ...]
    width: int


def rows(query: QueryMaker, meant: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
    """The rows of a query, with what each value that stands in it means this time."""
    return _asked(_written(query), meant)


def objects[Row: Model](query: Callable[[], QuerySet[Row, Row]], meant: Mapping[Any, Any]) -> list[Row]:
    """The same of a query of rows, but for what it defers, as objects of their model."""
    return [whole(query, row) for row in rows(query, meant)]


def side_by_side(queries: tuple[QueryMaker, ...], meant: Mapping[Any, Any]) -> list[list[tuple[Any, ...]]]:
    """The rows of several queries in one statement: each of the first beside each of the others, or beside nulls where there is none."""
    statement, slices = _side_by_side(queries)
    return [[row[one] for one in slices] for row in _asked(statement, meant)]


def whole[Row: Model](query: Callable[[], QuerySet[Row, Row]], row: tuple[Any, ...]) -> Row:
    """A row of such a query, as an object of its model."""
    model, names, readers = _whole(query)
    return cast(Row, model.from_db(connection.alias, names, _read(row, readers)))


def _asked(statement: WrittenQuery, meant: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, [meant.get(value, value) for value in statement.values])
        return list(cursor.fetchall())


@functools.cache
def _whole(query: QueryMaker) -> tuple[type[Model], list[str], list[tuple[int, Any]]]:
    compiler: Any = query().query.get_compiler(connection.alias)
    compiler.pre_sql_setup()
    fields = [column.target for column, *_ in compiler.select]
    readers = [(place, one) for place, one in enumerate(fields) if hasattr(one, "from_db_value")]
    return compiler.query.model, [one.attname for one in fields], readers


def _read(row: tuple[Any, ...], readers: list[tuple[int, Any]]) -> list[Any]:
    values = list(row)
    for place, field in readers:
        values[place] = field.from_db_value(values[place], field.cached_col, connection)
    return values


@functools.cache
def _written(query: QueryMaker) -> WrittenQuery:
    compiler = query().query.get_compiler(connection.alias)
    sql, values = compiler.as_sql()
    return WrittenQuery(sql, values, len(compiler.select))


@functools.cache
def _side_by_side(queries: tuple[QueryMaker, ...]) -> tuple[WrittenQuery, list[slice]]:
    first, *others = parts = [_written(query) for query in queries]
    beside = "".join(f" LEFT JOIN ({one.sql}) q{number} ON true" for number, one in enumerate(others, 1))
    ends = list(itertools.accumulate(one.width for one in parts))
    statement = WrittenQuery(
        f"SELECT * FROM ({first.sql}) q0{beside}",  # noqa: S608  # what Django wrote, with its values apart
        tuple(value for one in parts for value in one.values),
        ends[-1],
    )
    return statement, [slice(end - one.width, end) for one, end in zip(parts, ends, strict=True)]
