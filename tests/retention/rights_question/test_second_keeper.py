"""The second keeper: no protected record is erased on the word of one person, of its author, or before it was opened."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from tests.log import leaves_nothing, undone_when_the_log_fails
from tests.oversight.error_report import given as errors
from tests.pages import signed_in, words
from tests.retention.deletion import given as deletions
from tests.retention.rights_request import given
from tests.retention.rights_request.test_letters import text_of
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.oversight.error_report.models import ErrorReport
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.legal_hold.queries import why_held
from watchbook.retention.rights_question import queries, rights_question, second_keeper
from watchbook.retention.rights_request import erasure
from watchbook.retention.rights_request.after_answer import after_answers
from watchbook.retention.rights_request.models import FoundItem

WANTED = {
    "ground": "no_need",
    "purpose": "Checking",
    "has_function": "no",
    "is_against_crime": "no",
    "enclosed": "",
}


def page(name, *args):
    """The address of a page of retention."""
    return reverse(f"retention:{name}", args=args)


def erased_by_one(people, **changes):
    """A protected error report that the SRO alone decided to erase."""
    item = given.a_protected_error_report(people, is_over=True, **changes)
    return given.answered_question(people, item, "no_need", by=people.simon, at=errors.AT)


def test_a_protected_record_goes_only_after_a_second_person_with_access_opened_it_and_agreed(people):
    item = given.a_protected_error_report(people, is_over=True)
    reference, ask = item.request.reference, page("rights_question", item.id)
    simon, fatima, bryn = map(signed_in, (people.simon, people.fatima, people.bryn))
    simon.get(ask)
    assert "Say why the record may be erased" in words(simon.post(ask, WANTED | {"why": ""}))
    assert "The decision was recorded." in words(simon.post(ask, WANTED | {"why": "Over"}, follow=True))
    given.identified(people, item.request)
    assert "A second person must agree" in words(simon.get(page("rights_questions")))
    officer = words(bryn.post(page("rights_request_erase", reference), follow=True))
    assert "this request has no record to erase" in officer, "nor is it known that there is one"
    assert item.thing in why_held([item.thing])
    assert "protected record will be erased if a second person agrees" in words(fatima.get("/"))
    assert page("rights_question_agree", item.id) in fatima.get(page("rights_questions")).text
    agree = page("rights_question_agree", item.id)
    shown = words(fatima.get(agree))
    assert f"{given.IN_ERROR} was not looked at" in shown
    assert "Over" in shown
    assert "Enter why the record may be erased" in words(fatima.post(agree, {"why": ""}))
    refused = words(fatima.post(agree, {"why": "Nobody needs it"}))
    assert f"Open {item.thing_reference} first, then agree" in refused
    record = fatima.post(agree, {"open": "1"}).url
    assert f"Open {item.thing_reference} first" in words(fatima.get(agree)), "it counts once it was delivered"
    assert fatima.get(record).status_code == 200
    assert f"Open {item.thing_reference} first" not in words(fatima.get(agree))
    assert "agreement was recorded" in words(fatima.post(agree, {"why": "Nobody needs it"}, follow=True))
    assert "The deletion was proposed." in words(
        bryn.post(page("rights_request_erase", reference), follow=True)
    )
    for who in (people.simon, people.fatima):
        with pytest.raises(WrongState, match="you decided on a protected record on this list yourself"):
            deletions.approved(people, DeletionList.objects.get(), by=who)
    deletions.carried_out(deletions.approved(people, DeletionList.objects.get()))
    assert not ErrorReport.objects.exists()
    told = words(signed_in(people.winston).get(page("certificate", DeletionList.objects.get().reference)))
    assert "A second person with access, who opened the record and had not made it" in told
    assert people.fatima.name not in told.partition("History")[0]


def test_who_decided_who_made_it_and_who_may_not_read_it_cannot_agree(people):
    item = erased_by_one(people)
    for who in (people.simon, people.helen, people.bryn, people.oliver, people.marian):
        assert signed_in(who).get(page("rights_question_agree", item.id)).status_code == 403
        leaves_nothing(
            NotPermitted, lambda one=who: second_keeper.agree(item, "x", by=one, at=given.AT), "You cannot"
        )
    assert queries.to_agree_for(people.helen) == []
    assert queries.to_agree_for(people.simon) == []
    assert queries.to_agree_for(people.fatima) == [item]


def test_its_author_is_no_second_keeper(people):
    item = erased_by_one(people)
    assert Event.objects.filter(subject_id=item.thing).order_by("number").first().by == people.helen.id
    rights_question.read(item, by=people.helen, at=given.AT)
    leaves_nothing(
        NotPermitted,
        lambda: second_keeper.agree(item, "x", by=people.helen, at=given.AT),
        "you made or signed the record",
    )


def test_nobody_agrees_unread_without_a_reason_or_to_what_is_not_to_be_erased(people, monkeypatch):
    item = erased_by_one(people)
    facts = {"by": people.fatima, "at": given.AT}
    leaves_nothing(WrongState, lambda: second_keeper.agree(item, "x", **facts), "have not read")
    rights_question.read(item, **facts)
    leaves_nothing(
        WrongState,
        lambda: second_keeper.agree(item, "x", **facts),
        "Open .* first, then agree|open .* first, then agree",
    )
    second_keeper.open_record(item, **facts)
    leaves_nothing(WrongState, lambda: second_keeper.agree(item, " ", **facts), "reason is missing")
    undone_when_the_log_fails(monkeypatch, second_keeper, lambda: second_keeper.agree(item, "x", **facts))
    second_keeper.agree(item, "x", **facts)
    leaves_nothing(
        WrongState, lambda: second_keeper.agree(item, "x", **facts), "a second person has already agreed"
    )
    event = Event.objects.get(name="rights_question.erasure_agreed")
    assert (event.subject_id, event.fields) == (item.told_about, {"found_item": str(item.id)})


def test_the_letter_tells_of_it_only_once_both_agreed_and_a_new_decision_needs_a_new_agreement(people):
    item = erased_by_one(people)
    row = item.request
    text = text_of(given.a_step(people, row, "answered", words=""))
    assert "We will erase" not in text
    assert after_answers() == []
    given.agreed(people, item)
    row.refresh_from_db()
    assert [one for one, _to_do in after_answers()][:1] == [row]
    text = text_of(given.a_step(people, row, "answered_further"))
    assert "We will erase" in text
    assert "Nobody needs it" not in text
    anew = given.answered_question(people, item, "no_need", by=people.simon, at=errors.AT)
    assert (anew.agreed_by, anew.agreed_on) == (None, None)


def test_sql_holds_what_one_keeper_alone_decided_and_takes_no_agreement_without_its_event(people):
    item = erased_by_one(people)
    with connection.cursor() as cursor:
        cursor.execute("SELECT retention_is_held_by_right(ARRAY[%s]::uuid[])", [item.thing])
        assert cursor.fetchone() == (True,)
    agree = "UPDATE retention_founditem SET agreed_by_id = %s, agreed_on = '2026-03-10' WHERE id = %s"
    for who in (people.fatima, people.simon):
        with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(f"{agree}; SET CONSTRAINTS ALL IMMEDIATE", [who.id, item.id])
    given.agreed(people, item)
    with connection.cursor() as cursor:
        cursor.execute("SELECT retention_is_held_by_right(ARRAY[%s]::uuid[])", [item.thing])
        assert cursor.fetchone() == (False,)
    assert not erasure.to_propose().exclude(pk=item.pk).exists()
    assert FoundItem.objects.get(pk=item.pk).agreed_by == people.fatima


def test_who_decides_after_another_reads_that_decision_first(people):
    item = given.a_protected_error_report(people, is_over=True)
    simon, fatima, ask = signed_in(people.simon), signed_in(people.fatima), page("rights_question", item.id)
    for one in (simon, fatima):
        one.get(ask)
    simon.post(ask, WANTED | {"why": "Over"})
    refused = words(fatima.post(ask, WANTED | {"ground": "dispute", "why": "In dispute"}))
    assert "somebody else decided on the record after you opened it" in refused
    assert f"{people.simon.name}, " in refused, "and shows what they decided"
    assert FoundItem.objects.get(pk=item.pk).decision == "erase"
    assert "was recorded" in words(
        fatima.post(ask, WANTED | {"ground": "dispute", "why": "In dispute"}, follow=True)
    )


def test_no_decision_is_taken_on_what_is_approved_to_go_and_no_list_outlives_its_decision(people):
    item = erased_by_one(people)
    given.agreed(people, item)
    row = erasure.propose(given.identified(people, item.request), by=people.bryn, at=errors.AT)
    deletions.opened_by(people, row)
    given.answered_question(people, item, "dispute", by=people.simon, at=errors.AT)
    shown = words(signed_in(people.winston).get(page("deletion", row.reference)))
    assert (
        f"The decision on request {item.request.reference} no longer says that record 1 on this list must be erased"
        in shown
    )
    leaves_nothing(
        WrongState,
        lambda: deletions.approved(people, row),
        "no longer says that record 1 on this list must be erased",
    )
    given.answered_question(people, item, "no_need", by=people.simon, at=errors.AT)
    given.agreed(people, item, at=errors.AT)
    deletions.approved(people, row)
    leaves_nothing(
        WrongState,
        lambda: given.answered_question(people, item, "dispute", by=people.simon, at=errors.AT),
        "wo people have approved the deletion of this record",
    )


def test_what_a_letter_has_told_of_is_neither_confirmed_nor_denied_no_more(people):
    item = given.a_protected_error_report(people, right="access")
    given.answered_question(people, item, "copy", by=people.simon)
    given.a_step(people, item.request, "answered", words="")
    leaves_nothing(
        WrongState,
        lambda: given.answered_question(people, item, "neither", by=people.simon),
        "letter has already told the person about this record",
    )
    assert given.answered_question(people, item, "others", by=people.simon).decision == "refuse"


def test_a_right_on_which_nobody_decided_is_not_said_to_be_of_data_that_we_do_not_hold(people):
    errors.an_established_error(people, why=f"{given.IN_ERROR} was looked at")
    asked = given.a_rights_request(people, name=given.IN_ERROR, names=(), rights=("access", "erasure"))
    row = given.searched(people, asked, given.IN_ERROR)
    given.answered_question(people, row.founditems.get(right="access"), "copy", by=people.simon)
    text = text_of(given.a_step(people, row, "answered", words=""))
    assert "We hold no data" not in text
    assert "We have not decided on this part of your request yet." in text


def test_a_record_that_is_not_to_be_erased_has_no_page_on_which_to_agree(people):
    item = given.a_protected_error_report(people)
    agree, decide = page("rights_question_agree", item.id), page("rights_question", item.id)
    assert signed_in(people.fatima).get(agree).url == decide
    later = given.an_error_report_to_be_erased(people)
    there = page("rights_question_agree", later.id)
    assert "Agree to the erasure" in words(signed_in(people.fatima).get(there))
    given.agreed(people, later)
    assert signed_in(people.fatima).get(there).url == page("rights_question", later.id)
