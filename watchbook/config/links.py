"""Links that stand in evidence which more people read than may follow them: for the others the words stay without a link."""

import re
from collections.abc import Callable

from watchbook.acting.refusals import can
from watchbook.authorisations import permissions as authorisations
from watchbook.looks import permissions as looks
from watchbook.organisation.models import Person
from watchbook.retention.rights_request.permissions import may_read_rights_requests
from watchbook.triage import permissions as triage

# By their shape: to resolve thousands of addresses would take longer than the page.
OPENED_BY: tuple[tuple[re.Pattern[str], Callable[[Person], None]], ...] = (
    (re.compile(r"/authorisations/(?!covert-profiles/)[^/]+/"), authorisations.require_readers),
    (re.compile(r"/retention/rights-requests/"), may_read_rights_requests),
    (re.compile(r"/looks/figures/"), looks.may_read_look_figures),
    (re.compile(r"/looks/LK-"), looks.require_readers),
    (re.compile(r"/triage/assessments/"), triage.require_readers),
)


def opens_to(person: Person, address: str) -> bool:
    """Whether the page of a piece of evidence opens to this person."""
    return all(can(may, person) for shape, may in OPENED_BY if shape.match(address))
