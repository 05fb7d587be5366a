"""A person who has not proved who they are: the clock, the last day for saying so, the letter, and the end of the request."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.log import leaves_nothing
from tests.pages import a_day, signed_in, words
from tests.retention.letters_read import sent_as_read
from tests.retention.rights_request import given
from watchbook.acting.refusals import WrongState
from watchbook.organisation.queries import today
from watchbook.retention.rights_request import erasure, rights_request
from watchbook.retention.rights_request.clock import clock_of, refused_by
from watchbook.retention.rights_request.preflight import preflight
from watchbook.retention.rights_request.rights_request import AskedRights
from watchbook.retention.rights_request.rules import GROUNDS, Right


def test_a_request_is_closed_where_proof_does_not_come_and_the_letter_says_why(people):
    row = given.a_rights_request(people, received_on=today(), at=timezone.now())
    officer = signed_in(people.bryn)
    page = reverse("retention:rights_request", args=[row.reference])
    steps = {
        kind: reverse("retention:rights_request_step", args=[row.reference, kind])
        for kind in ("identity_asked", "not_identified")
    }
    assert "Close the request: we could not identify the person" not in words(officer.get(page)), (
        "proof is asked for first"
    )
    sent_as_read(officer, steps["identity_asked"], {"words": "Send a bill.", **a_day("on", today())})
    shown = words(officer.get(page))
    assert "Close the request and tell the person by" in shown
    assert "Close the request: we could not identify the person" in shown
    said = {"words": "", **a_day("on", today())}
    assert "Enter your words" in words(officer.post(steps["not_identified"], said | {"preview": "1"}))
    said["words"] = "You sent a bill in another name."
    preview = words(officer.post(steps["not_identified"], said | {"preview": "1"}))
    for told in (
        "We still cannot tell whether you are the person whose data you are asking about (UK GDPR, article 12(2) and Data Protection Act 2018, section 52).",
        "You sent a bill in another name.",
        "We have told nobody about your data.",
        "You may complain to us.",
        "You may also ask a court",
    ):
        assert told in preview, told
    assert "The letter is saved." in words(sent_as_read(officer, steps["not_identified"], said))
    row.refresh_from_db()
    assert (row.state, row.closed_on) == ("ended", today())
    assert "If you receive no proof" not in words(officer.get(page))


def test_the_month_for_saying_that_we_cannot_act_runs_from_receipt_whatever_stops_the_answer(people):
    row = given.a_rights_request(people)
    assert refused_by(row) is None
    given.a_step(people, row, "identity_asked")
    row.refresh_from_db()
    assert clock_of(row).deadline is None
    assert refused_by(row) == date(2026, 4, 7)
    given.a_step(people, row, "identified")
    row.refresh_from_db()
    assert refused_by(row) is None
    with pytest.raises(WrongState, match="open"):
        given.a_step(people, row, "not_identified")


def test_a_question_pauses_a_request_for_a_copy_and_no_request_that_asks_for_more(people):
    both, copy = given.a_rights_request(people), given.a_rights_request(people, rights=("access",))
    for row in (both, copy):
        given.a_step(people, row, "clarification_asked")
        row.refresh_from_db()
    assert clock_of(copy).deadline is None
    assert clock_of(both).deadline.on == date(2026, 4, 7)
    officer = signed_in(people.bryn)
    assert "The time limit is paused" not in words(
        officer.get(reverse("retention:rights_request", args=[both.reference]))
    )


def test_privilege_and_an_accepted_objection_have_grounds_of_their_own():
    mine = {one.id: one for one in GROUNDS}
    assert mine["privilege"].provision == "dpa2018.sch2.19"
    assert mine["privilege_3"].provision == "dpa2018.s45A"
    assert mine["privilege"].rights == mine["privilege_3"].rights == {Right.ACCESS}, (
        "it is no ground for keeping"
    )
    assert {mine[one].decision for one in ("objection", "objection_kept")} == {"erase", "restrict"}
    assert {one.regime for one in GROUNDS if one.id.startswith("objection")} == {"uk_gdpr"}


def test_no_sentence_of_a_ground_says_that_something_else_was_done_with_an_objection():
    (ground,) = [one for one in GROUNDS if one.id == "no_objection_3"]
    assert "treated" not in str(ground.says)


def test_the_proof_of_one_person_does_not_serve_for_another_name_or_address(people):
    row = given.identified(people, given.searched(people, given.a_rights_request(people, rights=("access",))))
    doubt = "No proof of identity is recorded for the name and contact details now on the request"
    assert doubt not in " ".join(preflight(row, today=given.TODAY).warnings)
    for changes in ({"name": "Wilhelmina Drax"}, {"contact": "9 Evil Street"}):
        asked = AskedRights(**given.ASKED | {"rights": ("access",)} | changes)
        rights_request.correct(row, asked, "Misspelt", by=people.bryn, at=given.AT)
        row.refresh_from_db()
        assert doubt in " ".join(preflight(row, today=given.TODAY).warnings)
        leaves_nothing(
            WrongState,
            lambda: erasure.propose(row, by=people.bryn, at=given.AT),
            "identity is not confirmed for the name",
        )
    given.identified(people, row)
    assert doubt not in " ".join(preflight(row, today=given.TODAY).warnings)


def test_a_letter_shows_whose_papers_were_seen_and_waits_for_those_of_this_name(people):
    row = given.identified(people, given.searched(people, given.a_rights_request(people)))
    officer = signed_in(people.bryn)
    page = reverse("retention:rights_request", args=[row.reference])
    answer = reverse("retention:rights_request_step", args=[row.reference, "answered"])
    said = {"words": "", **a_day("on", today())}
    preview = words(officer.post(answer, said | {"preview": "1"}))
    assert "Identity: Confirmed on 10 March 2026 by Bryn: Passport shown" in preview
    assert "The letter goes to Jane Roe, 1 High Street, Harrowmere." in preview
    other = AskedRights(**given.ASKED | {"contact": "9 Evil Street"})
    rights_request.correct(row, other, "Wrong address", by=people.bryn, at=given.AT)
    assert "Record the proof for the name and address now on the request" in words(officer.get(page))
    refused = words(officer.post(answer, said | {"preview": "1"}))
    assert "You cannot send the answer yet" in refused
    assert "proof of identity is for another name or address" in refused
    with pytest.raises(WrongState, match="not confirmed"):
        erasure.propose(row, by=people.fatima, at=given.AT)
    given.identified(people, row)
    assert "Identity Confirmed on 10 March 2026" in words(officer.get(page))
    assert "9 Evil Street. Identity: Confirmed" in words(officer.post(answer, said | {"preview": "1"}))
