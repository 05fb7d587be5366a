"""What an answer may say: that every name was searched, a day that is true, and an erasure that the rules allow."""

from datetime import timedelta

import pytest

from tests import given as council
from tests.log import everything, leaves_nothing
from tests.pages import signed_in, words
from tests.retention import given as holds
from tests.retention.complaint import given as complaints
from tests.retention.deletion import given as deletions
from tests.retention.rights_request import given
from tests.retention.rights_request.test_letters import text_of
from tests.retention.rights_request.test_views import page
from watchbook.acting.refusals import WrongState
from watchbook.law_words.explanations import sentences
from watchbook.organisation.queries import today
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.rights_request import erasure, queries
from watchbook.retention.rights_request.after_answer import after_answers
from watchbook.retention.rights_request.challenge import challenged_until
from watchbook.retention.rights_request.clock import cited_under, clock_of
from watchbook.retention.rights_request.letter_law import regimes_of
from watchbook.retention.rights_request.preflight import preflight
from watchbook.retention.rights_request.states import RightsState
from watchbook.web import wording


def test_no_answer_goes_while_a_name_that_the_person_gave_was_not_searched(people):
    row = given.a_rights_request(people)
    given.a_search(row, ["Zzyx Nobody"], by=people.fatima)
    match = (
        "You cannot send the answer yet: you have not searched for “Jane Roe”, “@jane_roe”. Search for every"
    )
    leaves_nothing(WrongState, lambda: given.a_step(people, row, "answered", words=""), match)
    given.a_search(row, ["JANE  roe"], by=people.fatima)
    leaves_nothing(
        WrongState, lambda: given.a_step(people, row, "answered", words=""), "for “@jane_roe”. Search"
    )
    given.a_search(row, ["@jane_roe"], by=people.fatima)
    given.a_step(people, row, "answered", words="")
    assert "Zzyx" not in everything()


@pytest.mark.parametrize(
    "kind", ["identity_asked", "clarification_asked", "extended", "answered", "acknowledged"]
)
def test_a_letter_that_is_written_today_bears_no_earlier_day(people, kind):
    row = given.searched(people, given.a_rights_request(people))
    match = "You cannot date this letter 9 March 2026: Watchbook writes the letter today"
    before = given.TODAY - timedelta(days=1)
    leaves_nothing(WrongState, lambda: given.a_step(people, row, kind, on=before), match)
    given.a_step(people, row, "withdrawn", on=before)


def test_while_the_time_runs_on_an_answer_can_go_although_somebody_was_asked(people):
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)))
    given.a_step(people, row, "clarification_asked")
    row.refresh_from_db()
    assert "Send the answer" in words(signed_in(people.bryn).get(page("", row.reference)))
    given.a_step(people, row, "extended")
    given.a_step(people, row, "answered", words="")


def test_while_the_time_stands_still_no_answer_goes(people):
    row = given.searched(people, given.a_rights_request(people, rights=("access",)))
    given.a_step(people, row, "identity_asked")
    row.refresh_from_db()
    shown = words(signed_in(people.bryn).get(page("", row.reference)))
    assert "Record the proof of identity" in shown
    assert "Send the answer " not in shown.split("What happens next")[1].split("History")[0]
    for kind in ("answered", "extended"):
        leaves_nothing(
            WrongState,
            lambda kind=kind: given.a_step(people, row, kind),
            "time limit is paused until the person replies",
        )


@pytest.mark.parametrize(
    ("laws", "cited", "absent"),
    [
        ((), "(UK GDPR, article 12A and Data Protection Act 2018, section 54; to be confirmed", ""),
        (("no",), "(UK GDPR, article 12A; to be confirmed", "section 54"),
        (("yes",), "(Data Protection Act 2018, section 54)", "12A"),
    ],
)
def test_the_last_day_is_cited_by_the_law_of_the_purposes(people, laws, cited, absent):
    row = given.a_rights_request(people)
    for law in laws:
        given.a_purpose(people, row, function=law, crime=law)
    due = cited_under(clock_of(row).deadline, regimes_of(row), on=row.received_on)
    told = " ".join(sentences(due))
    assert cited in told
    assert not absent or absent not in told
    shown = words(signed_in(people.bryn).get(page("", row.reference)))
    assert "How we counted the due date" in shown
    assert cited in shown


def test_what_has_not_ended_is_erased_once_it_has(people):
    complaint = complaints.a_complaint(people)
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)))
    purpose = given.a_purpose(people, row)
    number = row.founditems.get(thing=complaint.id).number
    match = "You cannot erase DPC-0001 yet: the retention period of this record begins with the date on which the person was told the outcome"
    leaves_nothing(WrongState, lambda: given.decided(people, row, number, "no_need", purpose=purpose), match)
    given.decided(people, row, number, "later", purpose=purpose)
    given.identified(people, row)
    leaves_nothing(
        WrongState,
        lambda: erasure.propose(row, by=people.fatima, at=given.AT),
        "retention period of DPC-0001 has not begun",
    )


def test_what_a_letter_said_we_would_erase_and_is_kept_wants_a_further_answer(people):
    letter = council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)))
    given.decided(people, row, 1, "no_need", purpose=given.a_purpose(people, row))
    given.a_step(people, row, "answered", words="")
    row.refresh_from_db()
    assert given.identified(people, row).state == RightsState.ANSWERED
    made = deletions.approved(people, erasure.propose(row, by=people.fatima, at=given.AT))
    assert not after_answers()
    holds.a_hold(people, letter)
    deletions.carried_out(made)
    assert made.items.get().outcome == ItemOutcome.HELD
    further = "send a further answer: we kept a record that the letter said we would erase"
    assert [(one.reference, why) for one, why in after_answers()] == [(row.reference, further)]
    shown = words(signed_in(people.bryn).get(page("", row.reference)))
    assert "Not deleted." in shown
    assert "no record deleted: each was kept" in shown
    assert any(
        "but we kept the record. Legal hold" in one for one in preflight(row, today=given.TODAY).warnings
    )
    match = "Say why we have kept records that we said we would erase"
    leaves_nothing(WrongState, lambda: given.a_step(people, row, "answered_further", words=""), match)
    text = text_of(given.a_step(people, row, "answered_further", words="A court needs it."))
    assert "Record 1: we told you that we would erase it. We have not erased it." in text
    assert "We will erase these records." not in text
    assert not after_answers()


def test_what_is_erased_later_is_promised_for_a_day_and_waits_on_the_home_page_until_then(people):
    before = given.an_answered_request(people)
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)))
    number = row.founditems.get(thing=before.id).number
    given.decided(people, row, number, "later", purpose=given.a_purpose(people, row))
    last = challenged_until(today())
    text = text_of(given.a_step(people, row, "answered", words=""))
    assert "We will erase these records, but cannot do so yet." in text
    assert "some days" not in text
    assert f"As things stand, we must keep them until {wording.day(last)}, and will then begin" in text
    assert not after_answers()
    shown = words(signed_in(people.bryn).get("/"))
    assert "from the date shown, propose deletion of the records that we promised to erase later" in shown
    first = wording.day(last + timedelta(days=1))
    assert first in shown
    shown = words(signed_in(people.bryn).get(page("", row.reference)))
    assert f"Next: From {first}: propose deletion" in shown
    assert "Propose deletion of the records to be erased" not in shown, "it would be refused until then"


def test_the_page_of_a_request_has_one_next_step_from_its_search_to_its_answer(people, monkeypatch):
    council.a_letter(people, subject="About Jane Roe")
    row = given.a_rights_request(people, rights=("erasure",))

    def shown():
        page_of = signed_in(people.bryn).get(page("", row.reference))
        return words(page_of).partition("Next: ")[2]

    assert shown().startswith("You have not searched for the person yet. Search first. Search for the person")
    given.searched(people, row)
    assert shown().startswith("Add a purpose before you decide on the records found. Add a purpose")
    purpose = given.a_purpose(people, row)
    assert shown().startswith("1 record has no decision. Decide on records")
    given.decided(people, row, 1, "public_task", purpose=purpose)
    assert shown().startswith("Wait: people with access to protected records have until")
    monkeypatch.setattr(queries, "keepers_by", lambda _row: None)
    assert shown().startswith(
        "Record the proof of identity, or how you know the person. Then read the letter, and send"
    )
    given.identified(people, row)
    assert shown().startswith("Read the letter, and send the answer. Send the answer")
    given.a_step(people, row, "identity_asked")
    row.refresh_from_db()
    told = shown()
    assert told.startswith("Wait for the person’s reply, and record it when it comes. Record the proof")
    given.a_step(people, row, "withdrawn")
    row.refresh_from_db()
    assert not shown()


def test_an_account_is_called_by_its_kind_and_day_and_not_by_its_id(people):
    row = given.searched(people, given.a_rights_request(people, name=people.ines.name))
    item = row.founditems.filter(table="organisation.person").first()
    assert item.thing_reference == f"Accounts of Watchbook users, {wording.day(today())}"
    assert str(item.thing) not in words(signed_in(people.bryn).get(page("", row.reference)))
