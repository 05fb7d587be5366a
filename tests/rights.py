"""Who may, asked of the whole cast: those let through, and that everybody else is refused and nothing is left."""

import pytest
from django.db import transaction

from tests.log import everything
from tests.pages import signed_in, words
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from watchbook.acting.refusals import NotPermitted, can
from watchbook.organisation.models import Person

EVERYBODY = (*ADMINISTRATORS, *DUTIES, NOBODY)
BOTH = set(ADMINISTRATORS)


def those_who_may(people, may, *things):
    """The names of the cast that a may_… function lets through, and `system` if it lets the system person."""
    asked = people.fetched(EVERYBODY) | {"system": the_system()}
    return {name for name, person in asked.items() if can(may, person, *things)}


def the_system():
    """The person by whom jobs act."""
    return Person.objects.get(is_system=True)


def refused_to_all_but(allowed, people, act, *, match):
    """Run an act by each of the cast that may not, and by the system person: refused, and nothing is left."""
    others = people.fetched([name for name in EVERYBODY if name not in allowed])
    assert len(others) == len(EVERYBODY) - len(allowed)
    before = everything()
    for person in (*others.values(), the_system()):
        with transaction.atomic(), pytest.raises(NotPermitted, match=match):
            act(person)
    assert everything() == before


def closed_to_all_but(allowed, people, *addresses, match):
    """Open pages as two of the cast that may not: 403 with the reason, by GET and by POST.

    That the others may not either is asked by the rights matrix: every act of the code, and every address by HTTP.
    """
    others = [name for name in EVERYBODY if name not in allowed]
    for name in {others[0], others[-1]}:
        client = signed_in(getattr(people, name))
        for address in addresses:
            for response in (client.get(address), client.post(address, {"x": "y"})):
                if response.status_code != 405:  # a page for one method only
                    assert response.status_code == 403, (name, address)
                    assert match in words(response)
