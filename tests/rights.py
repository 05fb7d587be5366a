"""Who may, asked of the whole cast: those let through, and that everybody else is refused and nothing is left."""

from tests.log import leaves_nothing
from tests.pages import signed_in, words
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from watchbook.acting.refusals import NotPermitted, can
from watchbook.organisation.models import Person

EVERYBODY = (*ADMINISTRATORS, *DUTIES, NOBODY)
BOTH = set(ADMINISTRATORS)


def those_who_may(people, may, *things):
    """The names of the cast that a may_… function lets through, and `system` if it lets the system person."""
    asked = {name: getattr(people, name) for name in EVERYBODY} | {"system": the_system()}
    return {name for name, person in asked.items() if can(may, person, *things)}


def the_system():
    """The person by whom jobs act."""
    return Person.objects.get(is_system=True)


def refused_to_all_but(allowed, people, act, *, match):
    """Run an act by each of the cast that may not, and by the system person: refused, and nothing is left."""
    others = [getattr(people, name) for name in EVERYBODY if name not in allowed]
    assert len(others) == len(EVERYBODY) - len(allowed)
    for person in (*others, the_system()):
        leaves_nothing(NotPermitted, lambda by=person: act(by), match)


def closed_to_all_but(allowed, people, *addresses, match):
    """Open pages as each of the cast that may not: 403 with the reason, by GET and by POST."""
    for name in EVERYBODY:
        if name not in allowed:
            client = signed_in(getattr(people, name))
            for address in addresses:
                for response in (client.get(address), client.post(address, {"x": "y"})):
                    if response.status_code != 405:  # a page for one method only
                        assert response.status_code == 403, (name, address)
                        assert match in words(response)
