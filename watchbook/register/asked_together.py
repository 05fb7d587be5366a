"""Several readers of the register, who ask the database together: one statement for what each of them wants to know next.

A reader is a generator: it yields what it `Wants` before it reads it, and whatever it found. Each runs until it wants rows;
then their queries become one, a UNION ALL of whole rows, and each goes on with its own. So a page that shows many lists
asks as often as the one that asks most often, and not as often as there are lists.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet, Value
from django.utils import timezone

from watchbook.register.one_query import NO_ROWS, NOW, AskedSql, WrittenSql, rows_of

STATEMENT, GIVEN = "statement", "given"  # what a query that was written before bears besides


class SqlQuestion:
    """A question in SQL that only the database can answer: its answers are there once it was asked."""

    def __init__(self, sql: str, *values: Any) -> None:
        self.sql = sql
        self.values = values
        self.answers: list[tuple[Any, ...]] = []


class Wants:
    """The rows, and the answers to questions, that a reader wants to know next."""

    def __init__(self, *rows: QuerySet[Any, Any] | SqlQuestion) -> None:
        self.rows = rows


type Reader[Result] = Iterator[Result | Wants]


def gathered[Result](readers: Iterable[Reader[Result]]) -> list[Result]:
    """Tell what all of them found. As many queries as the reader that wants rows most often."""
    found: list[Result] = []
    for one in together(readers):
        if isinstance(one, Wants):
            ask(one.rows)
        else:
            found.append(one)
    return found


def answer[Result](reader: Reader[Result]) -> Result:
    """Tell the one thing that a reader found."""
    [found] = gathered([reader])
    return found


def together[Result](readers: Iterable[Reader[Result]]) -> Reader[Result]:
    """Make one reader of several: it wants what all of them want next, each time."""
    running = list(readers)
    while running:
        found: list[Result] = []
        waiting = {reader: wants for reader in running if (wants := _run(reader, found)) is not None}
        yield from found
        if waiting:
            yield Wants(*(rows for wants in waiting.values() for rows in wants.rows))
        running = list(waiting)


def _run[Result](reader: Reader[Result], found: list[Result]) -> Wants | None:
    """Let a reader go on until it wants something."""
    for one in reader:
        if isinstance(one, Wants):
            return one
        found.append(one)
    return None


def ask(asked: Sequence[QuerySet[Any, Any] | SqlQuestion]) -> None:
    """Fetch the rows of each of these, as if it had been read; what two readers share once. One query, and those of what they prefetch."""
    asked = list(dict.fromkeys(asked))
    now = timezone.now()
    answers: dict[AskedSql, list[tuple[Any, ...]]] = {}  # what two readers ask alike is asked once
    each: list[tuple[Any, Any, list[tuple[Any, ...]]]] = []
    are_kept = True
    for one in asked:
        part = _with_values(one, now)
        rows: list[tuple[Any, ...]] = []
        if part.statement.pieces:
            rows = answers.setdefault(part, rows)
            are_kept = are_kept and STATEMENT in one.__dict__
        each.append((one, part.statement.compiler, rows))
    in_turn = list(answers.values())
    for number, row in rows_of(list(answers), are_kept=are_kept):
        in_turn[number].append(row)
    for one, compiler, rows in each:
        if isinstance(one, SqlQuestion):
            one.answers = rows
        else:
            _fill(one, compiler, rows)


def _with_values(one: QuerySet[Any, Any] | SqlQuestion, now: datetime) -> AskedSql:
    statement = statement_of(one)
    given = one.__dict__.get(GIVEN, {})
    return AskedSql(statement, tuple(now if place is NOW else given[place.of] for place in statement.places))


def statement_of(asked: QuerySet[Any, Any] | SqlQuestion) -> WrittenSql:
    """Return what Django writes of a query now, or wrote before (`written`)."""
    if STATEMENT in asked.__dict__:
        return cast(WrittenSql, asked.__dict__[STATEMENT])
    sql, values, compiler = sql_of(asked)
    return WrittenSql((in_sql(sql, values),), compiler) if sql else NO_ROWS


def in_sql(sql: str, values: Sequence[Any]) -> str:
    """Return SQL with these values in it."""
    return cast(str, connection.ops.compose_sql(sql, values))  # type: ignore[attr-defined]  # of its backend


def sql_of(asked: QuerySet[Any, Any] | SqlQuestion) -> tuple[str, Sequence[Any], Any]:
    """Return the SQL of a query, its values and what reads its rows; no SQL where it has none."""
    if isinstance(asked, SqlQuestion):
        return asked.sql, asked.values, None
    if asked.query.is_empty():
        return "", (), None
    compiler = asked.query.get_compiler(using=asked.db)
    try:
        sql, values = compiler.as_sql()
    except EmptyResultSet:
        return "", (), None
    return sql, values, compiler


def asked_again[Selection: QuerySet[Any, Any] | SqlQuestion](
    one: Selection, statement: WrittenSql, given: Mapping[str, Any] | None = None
) -> Selection:
    """Return a query that was written before, without its rows, to be asked as it was written, with what is given for its places.

    Of the query only the outermost is copied: nobody changes what was written, they make another of it.
    """
    again: Any = _alike(one)
    if isinstance(one, QuerySet):
        again._query = _alike(one.query)  # past what Django does where a query is set
    again.__dict__ |= {STATEMENT: statement, GIVEN: given or {}}
    return cast(Selection, again)


def give(one: QuerySet[Any, Any] | SqlQuestion, **values: Any) -> None:
    """Give more values for the places of a query."""
    one.__dict__[GIVEN] = {**one.__dict__[GIVEN], **values}


def _alike[One](one: One) -> One:
    """Return another object that holds the same. `copy` would read the rows of a query."""
    alike = object.__new__(type(one))
    alike.__dict__.update(one.__dict__)
    return alike


def with_related(rows: Iterable[Any], name: str) -> Iterator[Wants]:
    """Fetch the rows that lead to each of these, under their name there, as `prefetch_related` would, but together with others.

    What these rows are is asked with them where nobody asked it before.
    """
    is_new = isinstance(rows, QuerySet) and rows._result_cache is None
    objects: Any = rows if is_new else list(rows)
    if not is_new and not objects:
        return
    relation = (objects.model if is_new else objects[0])._meta.get_field(name)
    way = relation.field
    of = objects.order_by().values("pk") if is_new else objects
    related = relation.related_model._default_manager.filter(**{f"{way.name}__in": of})
    yield Wants(*((objects, related) if is_new else (related,)))
    by_object: dict[Any, list[Any]] = {}
    for row in related:
        by_object.setdefault(getattr(row, way.attname), []).append(row)
    for one in objects:
        mine = getattr(one, name).all()
        mine._result_cache = by_object.get(one.pk, [])
        one.__dict__.setdefault("_prefetched_objects_cache", {})[name] = mine


def counted(rows: QuerySet[Any, Any]) -> QuerySet[Any, int]:
    """Count rows: the number is the one row of a query."""
    of_all = rows.order_by().annotate(whole=Value(1)).values("whole")
    numbers: QuerySet[Any, int] = of_all.annotate(number=Count("pk")).values_list("number", flat=True)
    return numbers


def counted_first(rows: QuerySet[Any, Any], day: str, *, up_to: int) -> SqlQuestion:
    """Count rows up to a number, and tell the first of their days: one answer of both."""
    first = rows.order_by(day).values_list(day)[:up_to]
    try:
        sql, values = first.query.sql_with_params()
    except EmptyResultSet:
        return SqlQuestion("SELECT 0, NULL::date")
    return SqlQuestion(f"SELECT count(*), min(day) FROM ({sql}) few (day)", *values)  # noqa: S608  # what Django wrote


def _fill(queryset: QuerySet[Any, Any], compiler: Any, rows: list[tuple[Any, ...]]) -> None:
    """Let a queryset build what it gives of its rows, in its own way."""
    if not rows:
        queryset._result_cache = []
        return
    if compiler.has_extra_select:  # what it was sorted by, behind the columns
        rows = [row[: compiler.col_count] for row in rows]
    reading = copy(compiler)
    reading.execute_sql = lambda *_args, **_kwargs: [rows]
    query: Any = queryset.query
    query.get_compiler = lambda *_args, **_kwargs: reading
    try:
        len(queryset)
    finally:
        del query.get_compiler
