"""A person of whom no more is known than what they hold: what follows for them follows for everybody who holds the same.

So it is worked out once and kept. Whatever would follow from something else is refused while it is worked out.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import Context, ContextVar
from datetime import date
from typing import Any, Never, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections

from watchbook.organisation.models import Person

# The day of what is worked out: midnight may pass meanwhile, and nobody knows yet what somebody holds then.
DAY: ContextVar[date | None] = ContextVar("day", default=None)


@contextmanager
def on_one_day(on: date) -> Iterator[None]:
    """Within, today is this day, even if midnight passes: for a page of many lists."""
    token = DAY.set(on)
    try:
        yield
    finally:
        DAY.reset(token)


class StandingId(UUID):
    """An id of whoever it will be: it stands in their place, and has no number of its own."""

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
            raise TypeError("What is kept for everybody with these duties does not know who it is.")
        raise AttributeError(name)


def somebody(duties: Mapping[date, frozenset[str]], **columns: Any) -> Person:
    """Return a person with these duties on each day and these columns: whoever reads another asks the database."""
    names = [field.attname for field in Person._meta.concrete_fields if field.attname in columns]
    person = Person.from_db(DEFAULT_DB_ALIAS, names, [columns[name] for name in names])
    person.kept["duties"] = dict(duties)
    return person


def made_of[*Facts, Result](make: Callable[[*Facts], Result], *given: *Facts, on: date) -> Result:
    """Return what is made of these alone on a day: nobody may ask the database for it, nor what the request keeps, such as its language."""
    context = Context()
    context.run(DAY.set, on)
    # Where an event loop runs, the connection too is the context's.
    context.run(connections.__setitem__, DEFAULT_DB_ALIAS, connections[DEFAULT_DB_ALIAS])
    with connection.execute_wrapper(_refuse):
        return context.run(make, *given)


def _refuse(*_asked: object) -> Never:
    raise TypeError("What is kept for everybody with these duties asks the database nothing.")
