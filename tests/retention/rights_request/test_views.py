"""Pages of rights requests: taken in, searched, decided, refused in part, answered; and a deletion proposed."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import given as council
from tests.pages import a_day, signed_in, words
from tests.retention.complaint import given as complaints
from tests.retention.given import now
from tests.retention.letters_read import sent_as_read
from tests.retention.rights_request import given
from tests.rights import closed_to_all_but
from watchbook.organisation.queries import today
from watchbook.retention.deletion import deletion
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.rights_request import erasure
from watchbook.retention.rights_request.models import RightsRequest

MINE = {"bryn", "fatima"}


def page(name, *args):
    return reverse(f"retention:rights_request{name}", args=args)


@pytest.fixture
def officer(people):
    """The information officer, signed in."""
    return signed_in(people.bryn)


def test_only_those_who_deal_with_them_open_the_pages(people):
    row = given.a_rights_request(people)
    step, purpose = given.a_step(people, row, "acknowledged"), given.a_purpose(people, row)
    readable = [page("s"), page("", row.reference), page("_letter", row.reference, step.id, "pdf")]
    closed_to_all_but({*MINE, "simon"}, people, *readable, match="You cannot")
    addresses = [
        page("_add"), page("_search", row.reference),
        page("_purpose", row.reference), page("_decide", row.reference), page("_erase", row.reference),
        page("_step", row.reference, "extended"), page("_purpose_correct", row.reference, purpose.number),
    ]  # fmt: skip
    closed_to_all_but(MINE, people, *addresses, match="You cannot")


def test_a_request_is_recorded_and_its_clock_told_day_by_day(people, officer):
    said = {
        "name": "Jane Roe", "contact": "1 High Street", "names": "@jane_roe\r\njroe99", "rights": ["access"],
        "words": "Send me everything", **a_day("received_on", date(2026, 11, 24)),
    }  # fmt: skip
    response = officer.post(page("_add"), said, follow=True)
    text = words(response)
    assert "The request was recorded as RR-0001." in text
    assert "24 December 2026" in text
    assert "within 1 month" in text
    assert "@jane_roe, jroe99" in text
    assert RightsRequest.objects.get().rights == ["access"]
    assert "Roe" not in response.request["PATH_INFO"]
    assert "Select the rights that the request is about" in words(officer.post(page("_add"), {"x": "y"}))
    assert "RR-0001" in words(officer.get(page("s")))


def test_it_is_searched_decided_refused_in_part_and_answered(people, officer):
    council.a_letter(people, subject="About Jane Roe")
    row = given.a_rights_request(people, rights=("erasure",))
    assert "Jane Roe" in words(officer.get(page("_search", row.reference)))
    text = words(
        officer.post(page("_search", row.reference), {"names": "Jane Roe\r\n@jane_roe"}, follow=True)
    )
    assert "All registers have been searched." in text
    assert "Investigations, subjects, accounts and notes" in text
    assert "About Jane Roe" in text
    assert "L-0001 Letters, " in " ".join(text.split())
    assert "Add a purpose before you decide" in text
    purpose = {"purpose": "Safeguarding", "has_function": "no", "is_against_crime": "no"}
    text = words(officer.post(page("_purpose", row.reference), purpose, follow=True))
    assert "UK GDPR and Part 2" in text
    assert "Add a purpose before you decide" not in text
    items = list(row.founditems.values_list("number", flat=True))
    decide = page("_decide", row.reference)
    beside = " ".join(words(officer.get(decide)).split())
    assert "1. L-0001 Letters, " in beside, "the record stands beside its box"
    assert "Select the purpose" in words(officer.post(decide, {"numbers": items[:1]}))
    chosen = {"numbers": items[:1], "purpose": "1"}
    grounds = words(officer.post(decide, chosen))
    assert "We need the data for a task in the public interest" in grounds
    assert "About Jane Roe" in grounds
    for other in ("Part 3", "You have the right to a copy", "section 47"):
        assert other not in grounds, "of another law, or for another right"
    assert "Choose other records" in grounds
    assert "Select your decision" in words(officer.post(decide, chosen | {"why": ""}))
    made = chosen | {"ground": "erasure:public_task", "why": ""}
    assert "say why" in words(officer.post(decide, made))
    text = words(officer.post(decide, made | {"numbers": items, "why": "A child"}, follow=True))
    assert "The decision was recorded." in text
    assert "Refuse. We need the data for a task in the public interest" in text
    answer = page("_step", row.reference, "answered")
    assert "writes the letter" in words(officer.get(answer))
    said = {"words": "Thank you for <waiting>.", **a_day("on", today())}
    preview = officer.post(answer, said | {"preview": "1"})
    assert "Check the letter" in words(preview)
    assert "Dear Jane Roe," in words(preview)
    assert "Thank you for &lt;waiting&gt;." in preview.text
    assert not row.steps.exists()
    assert "Thank you for" in officer.post(answer, said | {"change": "1"}).text
    late = officer.post(answer, said | {"preview": "1", **a_day("on", date(2099, 1, 1))})
    assert "not in the future" in words(late)
    assert "Check the letter" in words(officer.post(answer, said)), "a letter is never kept unread"
    text = words(sent_as_read(officer, answer, {"words": "", **a_day("on", today())}))
    assert "The letter is saved. Now send it." in text
    assert "Download the letter (PDF)" in text
    step = row.steps.get()
    for ending, begins in {"pdf": b"%PDF", "docx": b"PK", "html": b"\n<!DOCTYPE html>"}.items():
        file = officer.get(page("_letter", row.reference, step.id, ending))
        assert file.content.lstrip().startswith(begins.lstrip())
        assert "Roe" not in file["Content-Disposition"]
    assert officer.get(page("_letter", row.reference, step.id, "exe")).status_code == 404
    assert officer.get(page("_letter", row.reference, uuid4(), "pdf")).status_code == 404
    assert "Closed" in words(officer.get(page("s")))


def test_what_is_erased_goes_to_a_list_and_what_is_restricted_is_marked(people, officer):
    first, second = council.a_letter(people, subject="About Jane Roe"), council.a_subject(people)
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)))
    text = words(officer.post(page("_erase", row.reference), follow=True))
    assert "identity is not confirmed" in text
    purpose = given.a_purpose(people, row)
    numbers = {one.thing: one.number for one in row.founditems.all()}
    given.decided(people, row, numbers[first.id], "no_need", purpose=purpose)
    kept = given.answered_question(people, row.founditems.get(thing=second.id), "dispute")
    response = officer.get(page("", row.reference))
    assert "Propose deletion" in words(response)
    refused = words(officer.post(page("_erase", row.reference), follow=True))
    assert "the person’s identity is not confirmed" in refused
    told = {"words": "Passport shown", **a_day("on", today())}
    officer.post(page("_step", row.reference, "identified"), told)
    assert reverse("governance:letter", args=[first.reference]) in response.text
    text = words(officer.post(page("_erase", row.reference), follow=True))
    assert "The deletion was proposed." in text
    (made,) = DeletionList.objects.all()
    assert (made.ground, made.because) == ("erasure", row.reference)
    assert [one.item for one in made.items.all()] == [first.id]
    assert made.reference in words(officer.get(page("", row.reference)))
    inspector = signed_in(people.ines)
    whole = second.investigation.reference
    assert "Restricted" in words(inspector.get(reverse("investigations:subject", args=[whole, 1])))
    assert "restricted" in words(inspector.get(reverse("investigations:subjects", args=[whole])))
    given.answered_question(people, kept, "", why="Over; told today")
    assert "Restricted" not in words(inspector.get(reverse("investigations:subject", args=[whole, 1])))
    assert officer.get(page("_lift", row.reference, numbers[first.id])).status_code == 404


def test_what_is_erased_can_be_proposed_again_after_its_list_was_given_up(people, officer):
    letter = council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)))
    number = row.founditems.get(thing=letter.id).number
    given.decided(people, row, number, "no_need", purpose=given.a_purpose(people, row))
    made = erasure.propose(given.identified(people, row), by=people.fatima, at=given.AT)
    assert "Propose deletion" not in words(officer.get(page("", row.reference)))
    deletion.give_up(made, by=people.fatima, at=given.AT)
    assert "Propose deletion" in words(officer.get(page("", row.reference)))
    assert "The deletion was proposed." in words(officer.post(page("_erase", row.reference), follow=True))


def test_a_restriction_is_marked_on_a_letter_and_on_a_complaint(people, officer):
    given.a_restricting_request(people)
    assert "led to the restriction of this record" in words(
        officer.get(reverse("governance:letter", args=["L-0001"]))
    )
    complaint = complaints.a_complaint(people, name="Ulla Brandt")
    row = given.searched(people, given.a_rights_request(people, name="Ulla Brandt", rights=("restriction",)))
    number = row.founditems.get(thing=complaint.id).number
    shown = reverse("retention:complaint", args=[complaint.reference])
    assert "led to the restriction of this record" not in words(officer.get(shown))
    given.decided(people, row, number, "dispute", purpose=given.a_purpose(people, row))
    assert "Restricted A request about personal data led to the restriction of this record" in words(
        officer.get(shown)
    )


def test_a_restriction_of_what_lies_open_is_lifted(people, officer):
    row, _step = given.a_restricting_request(people)
    lift = page("_lift", row.reference, 1)
    assert "Enter why the restriction ends" in words(officer.post(lift, {"x": "y"}))
    assert "The restriction was lifted." in words(
        officer.post(lift, {"why": "Over; told today"}, follow=True)
    )


def test_a_day_that_the_law_does_not_know_is_said_on_the_page(people, officer):
    row = given.a_rights_request(people, received_on=date(2018, 5, 1))
    assert "do not cover" in words(officer.get(page("", row.reference)))
    step = page("_step", row.reference, "acknowledged")
    assert "do not cover" in words(officer.post(step, {"words": "", **a_day("on", today())}))
    assert officer.get(page("_step", row.reference, "dance")).status_code == 404
    assert officer.get(page("", "RR-0099")).status_code == 404


def test_an_overdue_request_and_one_that_stands_still_say_so(people, officer):
    late = given.a_rights_request(people)
    still = given.a_rights_request(people)
    given.a_step(people, still, "identity_asked")
    text = words(officer.get(page("s")))
    assert "overdue" in text
    assert "paused" in text
    assert "The answer was due on" in words(officer.get(page("", late.reference)))
    assert "is paused until the person replies" in words(officer.get(page("", still.reference)))
    given.a_purpose(people, late, function="yes", crime="unknown")
    assert "The law that covers this purpose is not known yet" in words(officer.get(page("", late.reference)))
    assert "law not known yet" in words(officer.get(page("_decide", late.reference)))


def test_before_an_answer_goes_the_page_says_what_the_law_forbids_and_what_to_think_of(people, officer):
    row = given.a_rights_request(people, rights=("access", "erasure"), received_on=today(), at=now())
    answer = page("_step", row.reference, "answered")
    assert "You cannot send the answer yet: you have not searched for the person yet" in words(
        officer.get(answer)
    )
    council.a_letter(people, subject="About Jane Roe")
    officer.post(page("_search", row.reference), {"names": "Jane Roe"})
    assert "yet: you have not searched for “@jane_roe”. Search for every name that the person gave." in words(
        officer.get(answer)
    )
    officer.post(page("_search", row.reference), {"names": "@Jane_Roe "})
    unknown = given.a_purpose(people, row, function="yes", crime="unknown")
    text = words(officer.get(answer))
    assert "yet: 1 record has no decision (L-0001, copy, deletion). Decide on the record first." in text
    for said in (
        "No proof of identity is recorded",
        "The law that covers purpose 1 is not known yet. Correct the purpose",
        "If the search found protected records, people with access to them have until",
        "Send the answer on or after ",
    ):
        assert said in text, said
    correct = page("_purpose_correct", row.reference, unknown.number)
    assert 'value="unknown" checked' in officer.get(correct).text
    said = {"purpose": "Safeguarding", "has_function": "no", "is_against_crime": "no"}
    assert "The purpose was corrected." in words(officer.post(correct, said, follow=True))
    assert "already corrected" in words(officer.post(correct, said))
    decide = page("_decide", row.reference)
    assert "Select the part of the request" in words(officer.post(decide, {"numbers": ["1"], "purpose": "2"}))
    for ground in ("access:copy", "erasure:no_need"):
        right = ground.partition(":")[0]
        made = {"numbers": ["1"], "right": right, "purpose": "2", "ground": ground, "why": ""}
        officer.post(decide, made)
    shown = words(officer.get(page("", row.reference)))
    assert "A copy of the data (access): Give a copy" in " ".join(shown.split())
    assert "Deletion of the data (erasure): Erase the record" in " ".join(shown.split())
    text = words(officer.get(answer))
    assert "You cannot send the answer yet" not in text
    assert "The law that covers purpose" not in text
    assert "Make the copy yourself, and list it below. 1. L-0001" in " ".join(text.split())
    assert (
        "No recipient is recorded. If somebody received the data from us, tell them what we have decided to correct, erase or restrict"
        in text
    )
    said = {"words": "", "enclosed": "", **a_day("on", today())}
    assert "have enclosed no copy of L-0001" in words(officer.post(answer, said | {"preview": "1"}))
    told = said | {"enclosed": "The letter of 3 March\r\nIts answer"}
    preview = words(officer.post(answer, told))
    assert "Before you send it" in preview
    assert "Its answer" in preview
    assert "Its answer" in officer.post(answer, told | {"change": "1"}).text
    assert "The letter is saved. Now send it." in words(sent_as_read(officer, answer, told))


def test_a_late_answer_says_so_before_it_goes_and_more_time_is_offered_once(people, officer):
    row = given.a_rights_request(people)
    assert "Take two more months" in words(officer.get(page("", row.reference)))
    given.a_step(people, row, "extended")
    assert words(officer.get(page("", row.reference))).count("Take two more months") == 1, "the step alone"
    assert "late. The letter says so and apologises." in words(
        officer.get(page("_step", row.reference, "answered"))
    )
    unknown = given.a_rights_request(people, received_on=date(2018, 5, 1))
    assert "late" not in words(officer.get(page("_step", unknown.reference, "answered"))).lower()
