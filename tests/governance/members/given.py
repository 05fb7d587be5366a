"""Meetings of members, as most tests want them."""

from datetime import date

from tests.given import AT
from watchbook.governance.members import members_meeting

MEETING = {
    "committee": "Audit Committee",
    "met_on": date(2025, 6, 10),
    "told": "The report on the use of RIPA from January to March.",
    "first_on": date(2025, 1, 1),
    "last_on": date(2025, 3, 31),
    "policy": "",
    "decided": "The report was noted.",
    "minute": "Minute 43/25",
}


def a_meeting(people, **changes):
    """A meeting, recorded by the co-ordinator."""
    said = {"decided": "The policy was approved."} if changes.get("policy") else {}
    return members_meeting.add(MEETING | said | changes, by=people.helen, at=AT)
