"""Reading who we are: the authority, the duties in force, what waits for a second person."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from watchbook.organisation.models import Authority, Duty, Person
from watchbook.organisation.rules import Joining, joinings_of
from watchbook.organisation.states import DutyState


def the_authority() -> Authority | None:
    """The one authority of this database, or None before set-up."""
    return Authority.objects.first()


def in_force_on(day: date) -> Q:
    """The condition of a duty in force on a day: granted (or granted then and ended later), within its days."""
    return in_force_between(day, day)


def in_force_between(first: date, last: date | None) -> Q:
    """The same on any day of a period; without a last day it goes on for ever."""
    begun = Q() if last is None else Q(from_on__lte=last)
    not_over = Q(until_on=None) | Q(until_on__gte=first)
    return Q(state__in=[DutyState.GRANTED, DutyState.ENDED]) & begun & not_over


def duties_of(person: Person, *, on: date) -> frozenset[str]:
    """The kinds of duty a person holds on a day. One query, kept for the life of this object (one request)."""
    kept: dict[date, frozenset[str]] = person.__dict__.setdefault("_duties", {})
    if on not in kept:
        kinds = Duty.objects.filter(in_force_on(on), person=person).values_list("kind", flat=True)
        kept[on] = frozenset(kinds)
    return kept[on]


def today() -> date:
    """Today in London."""
    return timezone.localdate()


def london_day(at: datetime) -> date:
    """The London day of a moment."""
    return timezone.localdate(at)


def duties_to_decide(person: Person) -> list[Duty]:
    """Proposals that this person could decide: neither theirs nor proposed by them. One query."""
    waiting = Duty.objects.filter(state=DutyState.PROPOSED).exclude(person=person).exclude(proposed_by=person)
    return list(waiting.select_related("person", "service", "proposed_by"))


def joined_duties(*, on: date) -> list[tuple[Person, list[Joining]]]:
    """People whose duties in force join in a way the table speaks of; the SRO sees them. One query."""
    held: dict[Person, set[str]] = {}
    for duty in Duty.objects.filter(in_force_on(on)).select_related("person"):
        held.setdefault(duty.person, set()).add(duty.kind)
    return [(person, met) for person, kinds in held.items() if (met := joinings_of(kinds))]


def holders_of(kind: str, *, on: date) -> list[Person]:
    """Who holds a duty on a day."""
    return list(Person.objects.filter(duties__in=Duty.objects.filter(in_force_on(on), kind=kind)).distinct())


def demonstration_people() -> list[dict[str, str]]:
    """For the sign-in page of a demonstration: who can be tried, and what they do. Two queries."""
    people = Person.objects.active().filter(duties__state=DutyState.GRANTED).distinct()
    return [
        {
            "name": person.name,
            "email": person.email,
            "duty": ", ".join(duty.title for duty in person.duties.all()),
            "password": settings.DEMONSTRATION_PASSWORD,
        }
        for person in people.prefetch_related("duties")
    ]
