"""Several queries in SQL as one: a UNION ALL of whole rows, with places for the values that are known only when it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, Self

from django.db import connection
from psycopg import RawCursor, pq
from psycopg.adapt import Loader
from psycopg.types.string import TextBinaryLoader


class LaterValue(NamedTuple):
    """The place of a value that is known only when a query is asked: its type in the database, and what it is of."""

    type: str
    of: str


NOW = LaterValue("timestamptz", "now")  # the moment of asking


@dataclass(frozen=True)
class WrittenSql:
    """A query in SQL, and what reads its rows; without SQL where nobody need be asked to know that there are none.

    Values stand in it. Those that are known only when it is asked have their places between its pieces. It is looked up
    with each page that asks it, so its hash is worked out once.
    """

    pieces: tuple[str | LaterValue, ...]
    compiler: Any = None
    places: tuple[LaterValue, ...] = ()

    @cached_property
    def _hash(self) -> int:
        return hash((self.pieces, self.compiler, self.places))

    def __hash__(self) -> int:
        """Return it."""
        return self._hash


class AskedSql(NamedTuple):
    """A query with the values of its places."""

    statement: WrittenSql
    values: tuple[Any, ...]


NO_ROWS = WrittenSql(())
KEPT = 300  # unions, of up to 100 kB: up to three a page for each set of duties
PLANS = 10  # that PostgreSQL keeps for a connection: each takes up to 10 MB there, and there may be as many connections as threads


def rows_of(parts: Sequence[AskedSql], *, are_kept: bool) -> list[tuple[int, tuple[Any, ...]]]:
    """Each row with the number of its query. As binary: only so does PostgreSQL say of which types the columns of a row are.

    What is kept PostgreSQL keeps too: to plan it takes five times as long as to answer it.
    """
    if not parts:
        return []
    places: dict[tuple[LaterValue, Any], int] = {}
    each = tuple(
        (
            part.statement,
            tuple(
                places.setdefault(one, len(places) + 1)
                for one in zip(part.statement.places, part.values, strict=True)
            ),
        )
        for part in parts
    )
    union = _union(each) if are_kept else _union.__wrapped__(each)
    connection.ensure_connection()
    values = [list(one) if isinstance(one, tuple) else one for _place, one in places]
    cursor = _WithValues(connection.connection, values, are_kept)
    with connection._prepare_cursor(cursor) as asking:  # type: ignore[attr-defined]  # counted and refused like any other
        asking.execute(union)
        return list(asking.fetchall())


@lru_cache(KEPT)
def _union(each: tuple[tuple[WrittenSql, tuple[int, ...]], ...]) -> bytes:
    """Return one query of all, each with the numbers of its places."""
    parts: list[str] = []
    for number, (statement, numbers) in enumerate(each):
        named = {place: f"${at}::{place.type}" for place, at in zip(statement.places, numbers, strict=True)}
        sql = "".join(one if isinstance(one, str) else named[one] for one in statement.pieces)
        parts.append(f"SELECT {number}, one FROM ({sql}) one")  # noqa: S608  # what Django or we wrote
    return " UNION ALL ".join(parts).encode()


class _WithValues(RawCursor[Any]):
    """A cursor that knows the values of what it is asked: PostgreSQL puts them in their places, and nobody reads the SQL before."""

    def __init__(self, of: Any, values: Sequence[Any], are_kept: bool) -> None:
        """Read each type as Django does."""
        super().__init__(of)
        of.prepared_max = PLANS
        self.values = values
        self.are_kept = are_kept
        self.format = pq.Format.BINARY
        for of_type, loader in LOADERS.items():
            self.adapters.register_loader(of_type, loader)

    def execute(self, query: Any, *_args: Any, **_kwargs: Any) -> Self:
        """Ask with them."""
        return super().execute(query, self.values, prepare=self.are_kept)


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
