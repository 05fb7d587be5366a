"""The person who is signed in, with what every page asks of them."""

from uuid import UUID

from django.db.models import QuerySet

from watchbook.audit_log.written_once import SOME_DAY, SOMEBODY, side_by_side, whole
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.queries import authorities, duties_held, the_authority, today


def signed_in(person_id: UUID) -> Person | None:
    """The person of a session, with the authority and the duties that they hold today. One query."""
    on = today()
    found = side_by_side((_person, authorities, duties_held), {SOMEBODY: person_id, SOME_DAY: on})
    if not found:
        return None
    of_person, of_authority, _held = found[0]
    person = whole(_person, of_person)
    person.kept["authority"] = whole(authorities, of_authority) if any(of_authority) else None
    person.kept["held"] = {on: [held for _person, _authority, held in found if any(held)]}
    return person


def authority_beside(person: Person | None) -> Authority | None:
    """The authority that was read with whoever is signed in, else asked for."""
    return (person.kept.get("authority") if person else None) or the_authority()


def _person() -> QuerySet[Person, Person]:
    person: QuerySet[Person, Person] = Person.objects.filter(pk=SOMEBODY).order_by()
    return person
