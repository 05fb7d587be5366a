"""Lists of what a person may see, and whatever else follows from their duties: made once for all who hold the same on a day."""

from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache, wraps
from typing import NamedTuple, cast
from uuid import UUID

from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, services_led_by, today
from watchbook.organisation.somebody import StandingId, made_of, somebody

KEPT = 2_000  # some six lists for each set of duties, and of services that somebody leads

type OnDays[One] = tuple[tuple[date, frozenset[One]], ...]


class KnownOfSomebody(NamedTuple):
    """Facts that may be known of a person: which ids they have, what else matters of them, what they hold on some days, and what they lead."""

    has_service: bool
    is_active: bool
    is_system: bool
    held: OnDays[str]
    led: OnDays[UUID] | None


def known_of(person: Person, days: Collection[date], *, by_services: bool) -> KnownOfSomebody:
    """Tell it of a person. What they lead only where asked: it is another for each manager."""
    held = tuple((day, duties_of(person, on=day)) for day in sorted(days))
    led = tuple((day, services_led_by(person, on=day)) for day in sorted(days)) if by_services else None
    return KnownOfSomebody(person.service_id is not None, person.is_active, person.is_system, held, led)


def somebody_of(known: KnownOfSomebody) -> Person:
    """Return somebody of whom no more is known: ids stand in place of theirs."""
    person = somebody(
        dict(known.held),
        id=StandingId("id"),
        is_active=known.is_active,
        is_system=known.is_system,
        service_id=StandingId("service_id") if known.has_service else None,
    )
    if known.led is not None:
        person.kept["services_led"] = dict(known.led)
    return person


def by_duties[Result](make: Callable[[Person], Result]) -> Callable[[Person], Result]:
    """Mark what makes it. It may know nothing else of a person, nor their language; whoever gets what was made leaves it as it is."""

    @wraps(make)
    def asked(person: Person) -> Result:
        on = today()
        return cast(Result, made_once(make, on, known_of(person, {on}, by_services=True)))

    return asked


@lru_cache(KEPT)
def made_once(make: Callable[[Person], object], on: date, known: KnownOfSomebody) -> object:
    """Make it for somebody of whom this is known."""
    return made_of(make, somebody_of(known), on=on)
