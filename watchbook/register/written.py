"""Queries that Django writes once for everybody who holds the same duties: to write one takes ten times as long as to read its answer.

The query of a list is marked with `written`. It is written for `somebody` whose ids stand for those of whoever will ask, and kept
under all that it may know of them, the day among it. It can know nothing else: a moment that goes by is refused too.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache, wraps
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, Expression, QuerySet, UUIDField

from watchbook.acting.london_day import LONDON
from watchbook.organisation.by_duties import KnownOfSomebody, known_of, somebody_of
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.somebody import StandingId, made_of
from watchbook.register.asked_together import (
    SqlQuestion,
    asked_again,
    give,
    in_sql,
    sql_of,
)
from watchbook.register.one_query import NO_ROWS, NOW, LaterValue, WrittenSql

# Up to 35 for each set of duties, of 60 kB each; up to six more for each service that somebody leads.
KEPT = 600

type Selection = QuerySet[Any, Any] | SqlQuestion
type Query[Rows] = Callable[[Person, date], Rows]


class AskedAt(Expression):
    """The moment at which a query will be asked, in its statement. The database reckons with it: Python cannot."""

    def __init__(self) -> None:
        """Say that it is a moment."""
        super().__init__(output_field=DateTimeField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Stand as a value of the statement."""
        return "%s", (self,)


ASKED_AT: Any = AskedAt()  # what takes a moment takes it instead


class SomeIds(Expression):
    """The ids that will be named when a query is asked (`among`)."""

    def __init__(self) -> None:
        """Say that they are ids."""
        super().__init__(output_field=UUIDField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Stand as a value of the statement."""
        return "%s", (self,)


SOME_IDS: Any = SomeIds()


def among(asked: Sequence[QuerySet[Any, Any]], ids: Iterable[UUID]) -> None:
    """Put ids in their place in what was written."""
    named = tuple(ids)
    for one in asked:
        give(one, ids=named)


STANDING = (StandingId, AskedAt, SomeIds)  # what stands in a statement until it is asked
MARK = "\0"  # no text in PostgreSQL has it

WRITTEN: list[Query[Any]] = []  # all that are marked


def written[Rows](query: Query[Rows]) -> Query[Rows]:
    """Mark a query, or several, of a person and a day: it may know what they hold, but not what they lead."""
    return _marked(query, by_services=False)


def written_by_services[Rows](query: Query[Rows]) -> Query[Rows]:
    """Mark one that may also know which services they lead; it is written for each manager anew."""
    return _marked(query, by_services=True)


def _marked[Rows](query: Query[Rows], *, by_services: bool) -> Query[Rows]:
    @wraps(query)
    def asked(person: Person, on: date) -> Rows:
        day = today()
        known = known_of(person, {on, day}, by_services=by_services)
        given = {"id": person.id, "service_id": person.service_id}
        found = tuple(asked_again(*one, given) for one in _written(query, on, day, known))
        return cast(Rows, found if len(found) > 1 else found[0])

    WRITTEN.append(asked)
    return asked


@lru_cache(KEPT)
def _written(
    query: Query[Any], on: date, day: date, known: KnownOfSomebody
) -> tuple[tuple[Selection, WrittenSql], ...]:
    connection.ensure_connection()  # it says how values are written
    return made_of(_write, query, somebody_of(known), on, on=day)


def _write(query: Query[Any], person: Person, on: date) -> tuple[tuple[Selection, WrittenSql], ...]:
    found = query(person, on)
    return tuple((one, _in_pieces(one)) for one in (found if isinstance(found, tuple) else (found,)))


def _in_pieces(one: Selection) -> WrittenSql:
    """Write a query with its values, but for those of whoever will ask: they stand between its pieces."""
    sql, values, compiler = sql_of(one)
    if any(isinstance(value, datetime) and value.astimezone(LONDON).time() != time() for value in values):
        raise TypeError(
            "What is kept for everybody with these duties has no moment in it, which goes by, but where a day begins."
        )
    if not sql:
        return NO_ROWS
    pieces = tuple(_pieces(sql, values))
    places = tuple(dict.fromkeys(one for one in pieces if isinstance(one, LaterValue)))
    return WrittenSql(pieces, compiler, places)


def _pieces(sql: str, values: Sequence[Any]) -> Iterator[str | LaterValue]:
    """The SQL between the values that are known only when it is asked, and the places of these."""
    asked = [value for value in values if isinstance(value, STANDING)]
    shown = (MARK if isinstance(value, STANDING) else in_sql("%s", [value]) for value in values)
    first, *others = (sql % tuple(shown)).split(MARK)
    yield first
    for value, text in zip(asked, others, strict=True):
        yield _place_of(value)
        yield text


def _place_of(value: StandingId | AskedAt | SomeIds) -> LaterValue:
    if isinstance(value, StandingId):
        return LaterValue("uuid", value.name)
    return NOW if isinstance(value, AskedAt) else LaterValue("uuid[]", "ids")
