"""Queries that Django writes once: those that each page asks, where writing takes five times as long as the answer.

A query is written with values that stand for those it will be asked with, so that each rule stays where it is.
"""

import functools
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

SOMEBODY, SOME_DAY = UUID(int=0), date.min  # they stand for whom and when it will be asked

type Written = Callable[[], QuerySet[Any, Any]]


def rows(query: Written, meant: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
    """The rows of a query, with what each value that stands in it means this time."""
    written, values = _written(query)
    with connection.cursor() as cursor:
        cursor.execute(written, [meant.get(value, value) for value in values])
        return list(cursor.fetchall())


@functools.cache
def _written(query: Written) -> tuple[str, tuple[Any, ...]]:
    return query().query.sql_with_params()
