"""Letters about a person's own data in Welsh: chosen by whoever records the case, or by the form that was filled in in Welsh."""

import pytest
from django.urls import reverse

from tests import given as council
from tests.pages import a_day, browser, signed_in, words
from tests.retention.complaint import given as complaints
from tests.retention.rights_request import given
from tests.welsh import noting_what_is_missing
from watchbook.keys.envelope import opened
from watchbook.retention.complaint.models import Complaint
from watchbook.retention.letter import blocks_of, paper_of
from watchbook.retention.rights_request.models import RightsRequest

COMPLAINED = {"name": "Jane Roe", "contact": "jane@example.invalid", "words": "Edrychoch arnaf."}
UNCHECKED = "Nid oes cyfieithydd wedi gwirio’r llythyr hwn eto."


def letter_of(step):
    """The language of a step's letter, and what it says."""
    kept = opened(step)["letter"]
    return paper_of(kept).language, "\n".join(one.text for one in blocks_of(kept))


@pytest.mark.parametrize(("asked", "language"), [("cy", "cy"), ("en", "en-gb")])
def test_whoever_complains_by_the_form_in_welsh_has_letters_in_welsh(people, asked, language):
    client = browser()
    client.get(reverse("your_data:complain"), {"lang": asked})
    client.post(reverse("your_data:complain"), COMPLAINED)
    row = Complaint.objects.get()
    on = row.received_on
    at = row.recorded_at
    with noting_what_is_missing() as missing:
        for kind, outcome in (
            ("acknowledged", ""),
            ("enquired", ""),
            ("progress_told", ""),
            ("outcome_told", "upheld"),
        ):
            step = complaints.a_complaint_step(
                people, row, kind, outcome=outcome, on=on, by=people.fatima, at=at
            )
            row.refresh_from_db()
            if kind != "enquired":
                told, said = letter_of(step)
                assert told == language
                assert (UNCHECKED in said) is (language == "cy")
    assert missing == set()
    assert "Nid oes" not in words(signed_in(people.fatima).get(f"/retention/complaints/{row.reference}/"))


def test_every_letter_of_a_request_is_in_the_language_that_its_officer_chose(people):
    for _ in range(2):
        council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people, language="cy"))
    purpose = given.a_purpose(people, row)
    for number, grounds in ((1, ("no_need", "copy")), (2, ("public_task", "others"))):
        for right, ground in zip(("erasure", "access"), grounds, strict=True):
            given.decided(people, row, number, ground, purpose=purpose, right=right)
    with noting_what_is_missing() as missing:
        for kind in (
            "acknowledged",
            "identity_asked",
            "identified",
            "clarification_asked",
            "clarified",
            "extended",
            "answered",
        ):
            step = given.a_step(people, row, kind)
            row.refresh_from_db()
            if opened(step)["letter"]:
                language, said = letter_of(step)
                assert language == "cy"
                assert UNCHECKED in said
    assert missing == set()


def test_the_officer_chooses_and_reads_the_language(people):
    typed = {
        "name": "Jane Roe",
        "contact": "1 High Street",
        "names": "",
        "rights": ["access"],
        "words": "Anfonwch bopeth.",
    }
    client = signed_in(people.bryn)
    client.post(
        reverse("retention:rights_request_add"),
        typed | a_day("received_on", given.RECEIVED) | {"language": "cy"},
    )
    row = RightsRequest.objects.get()
    assert opened(row)["language"] == "cy"
    address = reverse("retention:rights_request", args=[row.reference])
    assert "Language of our letters Welsh" in words(client.get(address))
    assert (
        'value="cy" checked'
        in client.get(reverse("retention:rights_request_correct", args=[row.reference])).text
    )
