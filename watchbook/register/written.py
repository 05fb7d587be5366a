"""Queries that Django writes once for everybody who holds the same duties: to write one takes ten times as long as to read its answer.

The query of a list is marked with `written`. It is written for a person whose ids stand for those of whoever will ask, and kept
under all that it may know of them, the day among it. It can know nothing else: while it is written, nobody may ask the
database, a moment that goes by is refused, and so is whatever reads an id.
"""

from collections.abc import Callable
from contextvars import Context
from copy import copy
from datetime import date, datetime
from functools import lru_cache, wraps
from typing import Any, Never, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import DateTimeField, Expression, QuerySet
from django.utils import timezone

from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, services_led_by, today
from watchbook.register.asked_together import SqlQuestion, WrittenSql, statement_of

KEPT = 600  # some dozen for each set of duties, of 60 kB each

type Asked = QuerySet[Any, Any] | SqlQuestion
type Query[Rows] = Callable[[Person, date], Rows]


class AskedAt(Expression):
    """The moment at which a query will be asked, in its statement. The database reckons with it: Python cannot."""

    def __init__(self) -> None:
        """Say that it is a moment."""
        super().__init__(output_field=DateTimeField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Stand as a value of the statement."""
        return "%s", (self,)

    def meant(self, _person: Person) -> datetime:
        """Return now."""
        return timezone.now()


ASKED_AT: Any = AskedAt()  # what takes a moment takes it instead


class StandingId(UUID):
    """An id of whoever will ask, in a statement: it has no number of its own."""

    name: str

    def __init__(self, name: str) -> None:
        """Name the column of the person."""
        object.__setattr__(self, "name", name)

    def meant(self, person: Person) -> UUID:
        """Return their id."""
        return cast(UUID, getattr(person, self.name))

    def __getattr__(self, name: str) -> Never:
        """Refuse whatever reads its number, as all reading of it does."""
        if name == "int":
            raise TypeError("A query that is written once does not know who asks.")
        raise AttributeError(name)


WRITTEN: list[Query[Any]] = []  # all that are marked


def written[Rows](query: Query[Rows]) -> Query[Rows]:
    """Mark a query, or several, of a person and a day."""

    @wraps(query)
    def asked(person: Person, on: date) -> Rows:
        found = tuple(_of(person, *one) for one in _written(query, on, today(), _known(person, on)))
        return cast(Rows, found if len(found) > 1 else found[0])

    WRITTEN.append(asked)
    return asked


def _known(person: Person, on: date) -> tuple[Any, ...]:
    """Tell what a query may know of a person: which ids they have, what else matters of them, what they hold and lead on each day."""
    days = sorted({on, today()})
    held = tuple((day, duties_of(person, on=day), services_led_by(person, on=day)) for day in days)
    return person.service_id is not None, person.is_active, person.is_system, held


@lru_cache(KEPT)
def _written(
    query: Query[Any], on: date, _today: date, known: tuple[Any, ...]
) -> tuple[tuple[Asked, WrittenSql], ...]:
    has_service, is_active, is_system, held = known
    columns = {
        "id": StandingId("id"),
        "is_active": is_active,
        "is_system": is_system,
        "service_id": StandingId("service_id") if has_service else None,
    }
    names = [field.attname for field in Person._meta.concrete_fields if field.attname in columns]
    somebody = Person.from_db(DEFAULT_DB_ALIAS, names, [columns[name] for name in names])
    somebody.__dict__["_duties"] = {day: duties for day, duties, _led in held}
    somebody.__dict__["_services_led"] = {day: led for day, _duties, led in held}
    return Context().run(_write, query, somebody, on)  # without what the request keeps: answers, its language


def _write(query: Query[Any], somebody: Person, on: date) -> tuple[tuple[Asked, WrittenSql], ...]:
    with connection.execute_wrapper(_refuse):
        found = query(somebody, on)
        whole = tuple((one, statement_of(one)) for one in (found if isinstance(found, tuple) else (found,)))
    if any(isinstance(value, datetime) for _one, statement in whole for value in statement.values):
        raise TypeError("A query that is written once has no moment in it, which goes by.")
    return whole


def _refuse(*_asked: object) -> Never:
    raise TypeError("A query that is written once asks nothing while it is written.")


def _of(person: Person, one: Asked, statement: WrittenSql) -> Asked:
    """Return what was written, for a person to ask."""
    values = [
        value.meant(person) if isinstance(value, StandingId | AskedAt) else value
        for value in statement.values
    ]
    if isinstance(one, SqlQuestion):
        return SqlQuestion(statement.sql, *values)
    rows = one.all()
    rows.__dict__["statement"] = WrittenSql(statement.sql, values, copy(statement.compiler))
    return rows
