"""Pages of complaints for officers: recorded, acknowledged, the outcome told, and each letter downloaded."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.pages import a_day, signed_in, words
from tests.retention.complaint import given
from tests.retention.letters_read import seal_in, sent_as_read
from tests.retention.rights_request import given as rights
from tests.rights import closed_to_all_but
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.retention.letter import READ

MINE = {"bryn", "fatima"}


def page(name, *args):
    return reverse(f"retention:complaint{name}", args=args)


@pytest.fixture
def officer(people):
    """The information officer, signed in."""
    return signed_in(people.bryn)


def test_only_those_who_deal_with_them_and_the_sro_open_the_pages(people):
    row = given.a_complaint(people)
    step = given.a_complaint_step(people, row, "acknowledged")
    readable = [page("s"), page("", row.reference), page("_letter", row.reference, step.id, "pdf")]
    closed_to_all_but({*MINE, "simon"}, people, *readable, match="You cannot")
    closed_to_all_but(
        MINE,
        people,
        page("_add"),
        page("_link", row.reference),
        page("_step", row.reference, "enquired"),
        match="You cannot",
    )


def test_it_is_recorded_acknowledged_and_its_outcome_told(people, officer):
    about = rights.a_rights_request(people)
    said = {
        "name": "Jane Roe", "contact": "jane@example.invalid", "words": "You looked at my page", "channel": "letter",
        "request_reference": about.reference, **a_day("received_on", today() - timedelta(days=2)),
    }  # fmt: skip
    text = words(officer.post(page("_add"), said, follow=True))
    assert "The complaint was recorded as DPC-0001." in text
    assert "must acknowledge it within 30 days" in text
    assert about.reference in text
    assert "Enter your complaint" in words(officer.post(page("_add"), {"x": "y"}))
    acknowledge = page("_step", "DPC-0001", "acknowledged")
    assert "writes the letter" in words(officer.get(acknowledge))
    text = words(sent_as_read(officer, acknowledge, {"words": "", **a_day("on", today())}))
    assert "The letter is saved. Now send it." in text
    outcome = page("_step", "DPC-0001", "outcome_told")
    told = {"words": "The look had no basis", **a_day("on", today())}
    assert "Select whether the person was right" in words(officer.post(outcome, told))
    text = words(sent_as_read(officer, outcome, told | {"outcome": "upheld"}))
    assert "You were right" in text
    (step,) = given.complaint.Complaint.objects.get().steps.filter(kind="outcome_told")
    file = officer.get(page("_letter", "DPC-0001", step.id, "pdf"))
    assert file.content.startswith(b"%PDF")
    assert officer.get(page("_letter", "DPC-0001", uuid4(), "pdf")).status_code == 404
    assert "Closed" in words(officer.get(page("s")))


def test_what_came_by_the_form_is_linked_by_an_officer(people, officer):
    about = rights.a_rights_request(people)
    system = Person.objects.get(is_system=True)
    row = given.a_complaint(people, channel="form", request_reference=about.reference, by=system)
    assert "The person names request RR-0001. The complaint is not linked to that request yet." in words(
        officer.get(page("", row.reference))
    )
    link = page("_link", row.reference)
    assert 'value="RR-0001"' in officer.get(link).text
    assert "Enter the reference of the request" in words(officer.post(link, {"request_reference": ""}))
    text = words(officer.post(link, {"request_reference": "RR-0001"}, follow=True))
    assert "The complaint was linked to the request." in text
    rights.a_rights_request(people, name="Zed Q")
    assert "Enter why the link was wrong" in words(officer.post(link, {"request_reference": "RR-0002"}))
    text = words(officer.post(link, {"request_reference": "RR-0002", "why": "A slip"}, follow=True))
    assert "The complaint may also be about RR-0001, which the person named" in text
    assert "End an earlier link" not in text, "the person named it"


def test_its_letter_is_read_before_it_is_kept(people, officer):
    row = given.a_complaint(people)
    step = page("_step", row.reference, "outcome_told")
    said = {"words": "The look had no basis", "outcome": "upheld", **a_day("on", today())}
    text = words(officer.post(step, said | {"preview": "1"}))
    assert "Check the letter" in text
    assert "You were right." in text
    assert not row.steps.exists()
    assert "The look had no basis" in officer.post(step, said | {"change": "1"}).text
    assert "Check the letter" in words(officer.post(step, said)), "a letter is never kept unread"
    other = said | {"words": "Other words", READ: seal_in(officer.post(step, said))}
    assert "the letter has changed since you read it" in words(officer.post(step, other))
    assert not row.steps.exists()


def test_an_enquiry_has_no_letter_and_an_unknown_step_no_page(people, officer):
    row = given.a_complaint(people)
    step = given.a_complaint_step(people, row, "enquired")
    assert officer.get(page("_letter", row.reference, step.id, "pdf")).status_code == 404
    assert officer.get(page("_step", row.reference, "dance")).status_code == 404
    assert officer.get(page("", "DPC-0099")).status_code == 404


def test_a_late_acknowledgement_warns(people, officer):
    row = given.a_complaint(people)
    assert "overdue" in words(officer.get(page("s")))
    assert "The acknowledgement of this complaint was due on" in words(officer.get(page("", row.reference)))


def test_who_sent_the_answer_cannot_open_the_outcome(people, officer):
    answered = rights.an_answered_request(people)
    row = given.a_complaint(people, request_reference=answered.reference)
    response = officer.get(page("_step", row.reference, "outcome_told"))
    assert response.status_code == 403
    assert "you sent the answer" in words(response)
