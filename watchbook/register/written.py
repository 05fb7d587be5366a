"""Queries that Django writes once for everybody who holds the same duties: to write one takes ten times as long as to read its answer.

The query of a list is marked with `written`. It is written for `somebody` whose ids stand for those of whoever will ask, and kept
under all that it may know of them, the day among it. It can know nothing else: a moment that goes by is refused too.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, wraps
from typing import Any, cast

from django.db.models import DateTimeField, Expression, QuerySet
from django.utils import timezone

from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, services_led_by, today
from watchbook.organisation.somebody import StandingId, made_of, somebody
from watchbook.register.asked_together import SqlQuestion, WrittenSql, asked_again, statement_of

KEPT = (
    600  # up to 35 for each set of duties, of 60 kB each; up to six more for each service that somebody leads
)

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
        known = _known(person, {on, day}, by_services=by_services)
        found = tuple(_of(person, *one) for one in _written(query, on, day, known))
        return cast(Rows, found if len(found) > 1 else found[0])

    WRITTEN.append(asked)
    return asked


def _known(person: Person, days: set[date], *, by_services: bool) -> tuple[Any, ...]:
    """Tell what a query may know of a person: which ids they have, what else matters of them, what they hold and lead on each day."""
    held = tuple((day, duties_of(person, on=day)) for day in sorted(days))
    led = tuple((day, services_led_by(person, on=day)) for day in sorted(days)) if by_services else None
    return person.service_id is not None, person.is_active, person.is_system, held, led


@lru_cache(KEPT)
def _written(
    query: Query[Any], on: date, day: date, known: tuple[Any, ...]
) -> tuple[tuple[Asked, WrittenSql], ...]:
    has_service, is_active, is_system, held, led = known
    person = somebody(
        dict(held),
        id=StandingId("id"),
        is_active=is_active,
        is_system=is_system,
        service_id=StandingId("service_id") if has_service else None,
    )
    if led is not None:
        person.kept["services_led"] = dict(led)
    return made_of(_write, query, person, on, on=day)


def _write(query: Query[Any], person: Person, on: date) -> tuple[tuple[Asked, WrittenSql], ...]:
    found = query(person, on)
    whole = tuple((one, statement_of(one)) for one in (found if isinstance(found, tuple) else (found,)))
    if any(isinstance(value, datetime) for _one, statement in whole for value in statement.values):
        raise TypeError("What is kept for everybody with these duties has no moment in it, which goes by.")
    return whole


def _of(person: Person, one: Asked, statement: WrittenSql) -> Asked:
    """Return what was written, for a person to ask."""
    values = [
        value.meant(person) if isinstance(value, StandingId | AskedAt) else value
        for value in statement.values
    ]
    if isinstance(one, SqlQuestion):
        return SqlQuestion(statement.sql, *values)
    return asked_again(one, statement._replace(values=values))
