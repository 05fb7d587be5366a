"""Several readers of the register, who ask the database together: one statement for what each of them wants to know next.

A reader is a generator: it yields what it `Wants` before it reads it, and whatever it found. Each runs until it wants rows;
then their queries become one, a UNION ALL of whole rows, and each goes on with its own. So a page that shows many lists
asks as often as the one that asks most often, and not as often as there are lists.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import Any, NamedTuple, Self, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet, Value
from django.utils import timezone
from psycopg import RawCursor, pq
from psycopg.adapt import Loader
from psycopg.types.string import TextBinaryLoader


class WrittenSql(NamedTuple):
    """A query in SQL, and what reads its rows; without SQL where nobody need be asked to know that there are none.

    Values stand in it. Those that are known only when it is asked stand between its pieces (`AskedValue`).
    """

    pieces: tuple[Any, ...]
    compiler: Any = None


class AskedValue(NamedTuple):
    """A value that is known only when a query is asked: its type in the database, and what it is."""

    type: str
    value: Any

    @property
    def asked(self) -> Any:
        """Return it as psycopg takes it: several as a list."""
        return list(self.value) if isinstance(self.value, tuple) else self.value


NOW = AskedValue("timestamptz", "now")  # the moment of asking
NO_ROWS = WrittenSql(())


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


type Reader[Found] = Iterator[Found | Wants]


def gathered[Found](readers: Iterable[Reader[Found]]) -> list[Found]:
    """Tell what all of them found. As many queries as the reader that wants rows most often."""
    found: list[Found] = []
    for one in together(readers):
        if isinstance(one, Wants):
            ask(one.rows)
        else:
            found.append(one)
    return found


def answer[Found](reader: Reader[Found]) -> Found:
    """Tell the one thing that a reader found."""
    [found] = gathered([reader])
    return found


def together[Found](readers: Iterable[Reader[Found]]) -> Reader[Found]:
    """Make one reader of several: it wants what all of them want next, each time."""
    running = list(readers)
    while running:
        found: list[Found] = []
        waiting = {reader: wants for reader in running if (wants := _run(reader, found)) is not None}
        yield from found
        if waiting:
            yield Wants(*(rows for wants in waiting.values() for rows in wants.rows))
        running = list(waiting)


def _run[Found](reader: Reader[Found], found: list[Found]) -> Wants | None:
    """Let a reader go on until it wants something."""
    for one in reader:
        if isinstance(one, Wants):
            return one
        found.append(one)
    return None


def ask(asked: Sequence[QuerySet[Any, Any] | SqlQuestion]) -> None:
    """Fetch the rows of each of these, as if it had been read; what two readers share once. One query, and those of what they prefetch."""
    asked = list(dict.fromkeys(asked))
    statements = [statement_of(one) for one in asked]
    values: dict[AskedValue, str] = {}
    each = [_with_places(one.pieces, values) for one in statements]
    parts = list(filter(None, dict.fromkeys(each)))  # what two readers ask alike too
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for number, row in _rows(parts, values):
        rows[parts[number]].append(row)
    for one, statement, part in zip(asked, statements, each, strict=True):
        if isinstance(one, SqlQuestion):
            one.answers = rows[part]
        else:
            _fill(one, statement.compiler, rows[part])


def _with_places(pieces: tuple[Any, ...], values: dict[AskedValue, str]) -> str:
    """Return the SQL of these pieces, with the place of each value among all."""
    return "".join(
        one if isinstance(one, str) else values.setdefault(one, f"${len(values) + 1}::{one.type}")
        for one in pieces
    )


def statement_of(asked: QuerySet[Any, Any] | SqlQuestion) -> WrittenSql:
    """Return what Django writes of a query now, or wrote before (`written`)."""
    if "statement" in asked.__dict__:
        return cast(WrittenSql, asked.__dict__["statement"])
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


def asked_again[Asked: QuerySet[Any, Any] | SqlQuestion](one: Asked, statement: WrittenSql) -> Asked:
    """Return a query that was written before, without its rows, to be asked as it was written.

    Of the query only the outermost is copied: nobody changes what was written, they make another of it.
    """
    again: Any = _alike(one)
    if isinstance(one, QuerySet):
        again._query = _alike(one.query)  # past what Django does where a query is set
    again.__dict__["statement"] = statement
    return cast(Asked, again)


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


def _rows(parts: Sequence[str], values: Iterable[AskedValue]) -> list[tuple[int, tuple[Any, ...]]]:
    """Each row with the number of its query. As binary: only so does PostgreSQL say of which types the columns of a row are."""
    if not parts:
        return []
    each = (f"SELECT {number}, one FROM ({part}) one" for number, part in enumerate(parts))  # noqa: S608  # what Django or we wrote
    now = timezone.now()
    connection.ensure_connection()
    cursor = _WithValues(connection.connection, [now if one is NOW else one.asked for one in values])
    with connection._prepare_cursor(cursor) as asking:  # type: ignore[attr-defined]  # counted and refused like any other
        asking.execute(" UNION ALL ".join(each))
        return list(asking.fetchall())


class _WithValues(RawCursor[Any]):
    """A cursor that knows the values of what it is asked: PostgreSQL puts them in their places, and nobody reads the SQL before."""

    def __init__(self, of: Any, values: Sequence[Any]) -> None:
        """Read each type as Django does."""
        super().__init__(of)
        self.values = values
        self.format = pq.Format.BINARY
        for of_type, loader in LOADERS.items():
            self.adapters.register_loader(of_type, loader)

    def execute(self, query: Any, *_args: Any, **_kwargs: Any) -> Self:
        """Ask with them."""
        return super().execute(query, self.values)


class _Jsonb(TextBinaryLoader):
    """As Django reads it: text, behind the number of its version."""

    def load(self, data: Any) -> Any:
        """Return the text."""
        return super().load(bytes(data)[1:])


class _Transaction(Loader):
    """The number of a transaction, as Django reads it."""

    format = pq.Format.BINARY

    def load(self, data: Any) -> str:
        """Return its digits."""
        return str(int.from_bytes(data))


class _Unknown(Loader):
    """A type that nobody taught this module: its bytes would pass for the value."""

    format = pq.Format.BINARY

    def load(self, data: Any) -> Any:
        """Refuse it."""
        raise NotImplementedError(f"no loader: {self.oid}")


LOADERS: dict[int | str, type[Loader]] = {"jsonb": _Jsonb, "xid8": _Transaction, 0: _Unknown}
