"""A backup may bring back rows whose keys were destroyed at their disposal: lists show the others, pages say so."""

import pytest
from django.urls import reverse

from tests import given
from tests.authorisations import given as authorisations
from tests.pages import signed_in
from tests.triage import given as triage
from watchbook.authorisations.queries.likeness import formulaic_boxes
from watchbook.authorisations.reading import read
from watchbook.investigations import account
from watchbook.investigations.disposal import find
from watchbook.keys.keyring import the_keyring
from watchbook.triage import disposal as of_assessments

GONE = "Deleted: cannot be read"


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
    assert GONE in page("looks:assess", reference).text
    assert account.said_of(gone.accounts.all())[gone.accounts.get().id].account == GONE
    for name in ("subject", "accounts"):
        answer = page(f"investigations:{name}", reference, gone.number)
        assert answer.status_code == 410
        assert "either a backup brought its entry back" in answer.text
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


def test_an_application_and_a_profile_among_others(people, page):
    gone = authorisations.a_submitted(people, title="Trainers")
    other = authorisations.a_draft(people, subject=given.a_subject(people, gone.investigation), title="Toys")
    profiles = [
        authorisations.a_profile(people),
        authorisations.a_profile(people, name_shown="Jo", handle="jo"),
    ]
    subject = gone.investigation.subjects.get(number=1)
    bring_back(gone, profiles[0], subject)
    listed = page("authorisations:of_investigation", gone.investigation.reference)
    assert GONE in listed.text
    assert "Toys" in listed.text
    register = signed_in(people.helen).get(reverse("authorisations:covert_profiles"))
    assert GONE in register.text
    assert "Jo" in register.text
    assert GONE in {one.called for one in read(other, by=people.ines, at=given.AT)}
    assert formulaic_boxes(other, reader=people.ines, on=given.AT.date()) == []
    assert page("authorisations:authorisation", gone.reference).status_code == 410


def test_where_the_key_folders_are_gone_every_page_about_people_says_so(
    people, page, ring, settings, tmp_path
):
    subject = given.a_subject(people, called="Jane Roe")
    address = ("investigations:subject", subject.investigation.reference, subject.number)
    assert page(*address).status_code == 200
    settings.KEY_FOLDERS = (tmp_path / "gone", tmp_path / "gone too")
    for name, *args in (
        address,
        ("investigations:investigations",),
        ("investigations:subjects", subject.investigation.reference),
    ):
        answer = page(name, *args)
        assert answer.status_code == 503
        assert "its key is missing" in answer.text
        assert str(tmp_path) not in answer.text
