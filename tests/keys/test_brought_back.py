"""A backup may bring back rows whose keys were destroyed at their disposal: lists show the others, pages say so."""

import pytest
from django.urls import reverse

from tests import given
from tests.pages import signed_in
from tests.triage import given as triage
from watchbook.investigations import account
from watchbook.investigations.disposal import find
from watchbook.keys.keyring import the_keyring
from watchbook.triage import disposal as of_assessments

GONE = "Destroyed on disposal"


@pytest.fixture
def page(people):
    """Ines reads a page."""
    client = signed_in(people.ines)
    return lambda name, *args: client.get(reverse(name, args=args))


def bring_back(*rows):
    """Leave rows as a backup brings them back, after the keys over them were destroyed."""
    the_keyring().destroy([row.item for row in rows])


def test_a_subject_among_others(people, page):
    gone = given.a_subject(people, called="Jane Roe")
    given.a_subject(people, gone.investigation, called="John Doe", handles=())
    account.add(gone, "instagram.com/janeroe", by=people.ines, at=given.AT)
    given.a_note(people, "Blue van", about=gone)
    bring_back(gone)
    reference = gone.investigation.reference
    listed = page("investigations:subjects", reference)
    assert GONE in listed.text
    assert "John Doe" in listed.text
    assert GONE in page("triage:begin", reference).text
    assert account.said_of(gone.accounts.all())[gone.accounts.get().id].account == GONE
    for name in ("subject", "accounts"):
        answer = page(f"investigations:{name}", reference, gone.number)
        assert answer.status_code == 410
        assert "This was destroyed on disposal" in answer.text
    assert find("jane") == []


def test_an_investigation_among_others(people, page):
    gone, _ = given.an_investigation(people), given.an_investigation(people, title="Fireworks")
    bring_back(gone)
    listed = page("investigations:investigations")
    assert GONE in listed.text
    assert "Fireworks" in listed.text
    assert page("investigations:investigation", gone.reference).status_code == 410


def test_an_assessment_among_others(people, page):
    standing = triage.raised(
        triage.assessed_case(people, "T14"), "overt", by=people.ines, reason=triage.CANARY
    )
    row = standing.assessment
    bring_back(row)
    assert page("triage:assessments", row.investigation.reference).status_code == 200
    assert page("triage:assessment", row.reference).status_code == 410
    assert of_assessments.find(triage.CANARY) == []
