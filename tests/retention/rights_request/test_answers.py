"""Answers walked with the pages: what a letter says was done is recorded, each record is named, a copy is enclosed, a further answer adds."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import given as council
from tests.pages import a_day, signed_in, words
from tests.retention.letters_read import sent_as_read
from tests.retention.rights_request import given
from tests.retention.rights_request.test_letters import text_of
from watchbook.acting.refusals import WrongState
from watchbook.organisation.queries import today
from watchbook.retention.rights_request.preflight import preflight
from watchbook.retention.rights_request.record_copy import about_others
from watchbook.retention.rights_request.rules import why_not_corrected
from watchbook.retention.rights_request.told_records import copies


@pytest.fixture
def officer(people):
    return signed_in(people.bryn)


def page(name, *args):
    return reverse(f"retention:rights_request{name}", args=args)


def asked(people, *rights):
    council.a_letter(people, subject="About Jane Roe, from Harriet Doe, h.doe@example.invalid")
    row = given.searched(people, given.a_rights_request(people, rights=rights, at=timezone.now()))
    return row, given.a_purpose(people, row)


def test_a_record_is_said_to_be_corrected_once_it_is_recorded_what_was_wrong_and_what_it_says_now(
    people, officer
):
    row, _purpose = asked(people, "rectification")
    decide = page("_decide", row.reference)
    made = {
        "numbers": ["1"],
        "purpose": "1",
        "ground": "rectification:wrong",
        "why": "",
        "was": "",
        "now": "",
    }
    assert "enter what the record said before and what it says now" in words(officer.post(decide, made))
    officer.post(decide, made | {"was": "She lives in Arlton", "now": "She lives in Harrowmere"})
    said = {"words": "", **a_day("on", today())}
    preview = words(officer.post(page("_step", row.reference, "answered"), said | {"preview": "1"}))
    assert (
        "The record said: “She lives in Arlton”. The record now says: “She lives in Harrowmere”." in preview
    )


def test_a_statement_is_added_without_an_error_and_no_other_decision_needs_either():
    assert why_not_corrected("correct", "statement", was="", now="I was not there") is None
    assert why_not_corrected("correct", "statement", was="", now=" ")
    assert why_not_corrected("correct", "wrong", was="", now="It says so")
    assert why_not_corrected("refuse", "right_data", was="", now="") is None


def test_a_copy_is_made_checked_previewed_and_kept_with_the_answer(people, officer):
    row, purpose = asked(people, "access")
    given.decided(people, row, 1, "copy", purpose=purpose, why="")
    answer = page("_step", row.reference, "answered")
    form = officer.get(answer)
    assert "About Jane Roe, from Harriet Doe" in words(form)
    assert "These words may be about other people:" in words(form)
    assert "h.doe@example.invalid" in words(form)
    said = {
        "words": "",
        "copy_1": "Subject: About Jane Roe, from Harriet Doe",
        "enclosed": "",
        **a_day("on", today()),
    }
    assert "remove the text about other people, then tick the box" in words(
        officer.post(answer, said | {"preview": "1"})
    )
    said["is_checked"] = "on"
    preview = words(officer.post(answer, said | {"preview": "1"}))
    assert "The copy may still name other people: Harriet Doe." in preview
    for added in ("Subject: Jane Roe is an angel", "Subject: About Jane Roe\nWe hold nothing else"):
        refused = words(officer.post(answer, said | {"copy_1": added, "preview": "1"}))
        assert "has words that the record does not have there" in refused
    said["copy_1"] = "Subject: About Jane Roe"
    preview = words(officer.post(answer, said | {"preview": "1"}))
    assert "(We left out " in preview
    assert "Enclosures" in preview
    assert "A copy of what our registers hold: Record 1" in preview
    assert "Enclosed copy Copy of data, enclosed with our answer RR-0001" in " ".join(preview.split())
    assert "still has" not in preview
    assert (
        'name="copy_1" value="Subject: About Jane Roe"' in officer.post(answer, said | {"preview": "1"}).text
    )
    changed = officer.post(answer, said | {"change": "1"})
    assert "Subject: About Jane Roe" in changed.text
    shown = sent_as_read(officer, answer, said)
    assert "Download the enclosed copy (PDF)" in words(shown)
    step = row.steps.get(kind="answered")
    html = officer.get(page("_copy", row.reference, step.id, "html"))
    assert "Subject: About Jane Roe" in html.text
    assert "Harriet" not in html.text
    assert officer.get(page("_copy", row.reference, step.id, "pdf")).content.startswith(b"%PDF")
    assert "Roe" not in html["Content-Disposition"]
    acknowledged = given.a_rights_request(people)
    other = given.a_step(people, acknowledged, "acknowledged")
    assert officer.get(page("_copy", acknowledged.reference, other.id, "pdf")).status_code == 404


def test_a_copy_marks_each_place_where_words_were_taken_out(people, officer):
    council.a_letter(people, subject="The council did not look at the account of Jane Roe, she says")
    row = given.searched(people, given.a_rights_request(people, rights=("access",), at=timezone.now()))
    given.decided(people, row, 1, "copy", purpose=given.a_purpose(people, row), why="")
    copied = "Subject: The council did look at the account of Jane Roe"
    said = {"words": "", "copy_1": copied, "enclosed": "", "is_checked": "on", **a_day("on", today())}
    preview = words(officer.post(page("_step", row.reference, "answered"), said | {"preview": "1"}))
    assert "Subject: The council did […] look at the account of Jane Roe […]" in preview
    assert "“[…]” marks each place" in preview


def test_no_copy_is_kept_of_a_record_that_is_to_be_erased(people, officer):
    row, purpose = asked(people, "access", "erasure")
    given.decided(people, row, 1, "copy", purpose=purpose, why="", right="access")
    given.decided(people, row, 1, "no_need", purpose=purpose, right="erasure")
    form = words(officer.get(page("_step", row.reference, "answered")))
    assert "A copy kept here would outlast an erased record." in form
    assert "Copy of L-0001" not in form


def test_a_further_answer_tells_what_is_new_and_keeps_the_numbers_of_the_records(people, officer):
    item = given.a_protected_error_report(people, right="access")
    row = item.request
    council.a_letter(people, subject=f"About {given.IN_ERROR}")
    given.searched(people, row)
    for other in row.founditems.filter(is_protected=False):
        given.decided(people, row, other.number, "copy", purpose=given.a_purpose(people, row), why="")
    first = text_of(given.a_step(people, row, "answered", words=""))
    row.refresh_from_db()
    with pytest.raises(WrongState, match="no decision has been made since the last answer"):
        given.a_step(people, row, "answered_further", words="")
    given.answered_question(people, item, "copy", by=people.simon)
    last = max(
        int(one.split("Record ")[1].split(":")[0]) for one in first.splitlines() if one.startswith("Record ")
    )
    text = text_of(given.a_step(people, row, "answered_further", words=""))
    assert "This letter adds to that answer, which otherwise still applies." in text
    assert f"Record {last + 1}: a record whose kind and date this letter does not give" in text
    assert f"With this letter we send you:\n{given.COPY}" in text
    assert "Record 1:" not in text, "what the first answer said is not said again"
    assert "You asked for:" not in text
    assert not copies(row)


def test_the_right_to_object_is_told_of_a_use_under_the_uk_gdpr_alone(people):
    row, _civil = asked(people, "access")
    criminal = given.a_purpose(people, row, function="yes", crime="yes", words="to find counterfeit goods")
    given.decided(people, row, 1, "copy_3", purpose=criminal, why="")
    text = text_of(given.a_step(people, row, "answered", words="", on=today(), at=timezone.now()))
    assert "You may ask us to correct or erase the data, or to restrict our use of them." in text
    assert "object" not in text, "another purpose of the request is of another law"


def test_what_was_decided_to_be_corrected_before_it_was_recorded_keeps_the_answer_back(people):
    row, purpose = asked(people, "rectification")
    given.decided(people, row, 1, "wrong", purpose=purpose, was="Arlton", now="Harrowmere")
    assert not preflight(row, today=today()).in_the_way


def test_names_addresses_and_numbers_of_others_are_flagged_and_the_persons_own_are_not(people):
    text = "Jane Roe of Harrowmere met Harriet Doe (h.doe@example.invalid, 01632 960 123). Roe, Jane left."
    text += " UK GDPR, Data Protection Act, 2026-11-12."
    assert about_others(text, ["Jane Roe"]) == ["h.doe@example.invalid", "01632 960 123", "Harriet Doe"]
