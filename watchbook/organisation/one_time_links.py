"""One-time links of several people, made together."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from watchbook.organisation import sign_in
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import may_add_person
from watchbook.organisation.states import IdentityCheck


@transaction.atomic
def make_links(
    people: Iterable[Person], *, identity: IdentityCheck, by: Person, at: datetime
) -> list[tuple[Person, str]]:
    """A path for each, all or none."""
    may_add_person(by)
    return [(person, sign_in.make_link(person, identity=identity, by=by, at=at)) for person in people]
