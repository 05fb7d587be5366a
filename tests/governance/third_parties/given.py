"""A third party in the register, as most tests want it."""

from datetime import date

from tests.given import AT
from watchbook.governance.third_parties import third_party

PARTY = {
    "who": "Example Research Limited",
    "contract": "CON-2025-17",
    "services": "Trading Standards",
    "terms": "Read public posts about events.",
    "from_on": date(2025, 4, 1),
    "until_on": None,
}
CHECK = {
    "checked_on": date(2025, 10, 1),
    "checked_by": "The RIPA co-ordinator",
    "check_found": "The terms were kept.",
}


def a_third_party(people, **changes):
    """A third party, recorded by the co-ordinator."""
    return third_party.add(PARTY | changes, by=people.helen, at=AT)
