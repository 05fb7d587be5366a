"""Which evidence leads to its page: for whoever may open that by their duty, and for nobody who is refused."""

import pytest
from django.urls import reverse

from tests.authorisations import given as authorisations
from tests.looks import given as looks
from tests.pages import signed_in
from tests.triage import given as triage
from watchbook.config.links import opens_to

CHECKERS = ("simon", "helen", "fatima", "edmund", "ivo")
OK, REFUSED = 200, 403


@pytest.mark.parametrize("who", CHECKERS)
def test_a_link_is_there_for_whoever_its_page_opens_to(people, who):
    reader = getattr(people, who)
    look = looks.opened(people, looks.a_subject(people))
    assessment = triage.assessed_case(people, "T14").assessment
    profile = authorisations.a_profile(people)
    application = authorisations.a_submitted(people)
    pages = {
        "looks:look": look.reference,
        "triage:assessment": assessment.reference,
        "authorisations:authorisation": application.reference,
        "authorisations:covert_profile": profile.reference,
    }
    addresses = {name: reverse(name, args=[of]) for name, of in pages.items()}
    client = signed_in(reader)
    opened = {name: client.get(address).status_code == OK for name, address in addresses.items()}
    assert {name: opens_to(reader, address) for name, address in addresses.items()} == opened
