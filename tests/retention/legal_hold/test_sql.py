"""SQL as the app's role, past every act: nothing under a hold goes or is overwritten, and a hold ends by its own event alone."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from tests import given as council
from tests.evidence import given as evidence
from tests.foi.answering import received
from tests.looks import given as looks
from tests.pages import signed_in
from tests.retention import given
from tests.retention.complaint import given as complaints
from tests.retention.rights_request import given as rights
from watchbook.audit_log.record import record_row
from watchbook.evidence import disposal
from watchbook.foi.request import request as acts
from watchbook.investigations.models import Subject
from watchbook.looks import look
from watchbook.retention.legal_hold import legal_hold, lock
from watchbook.retention.rights_request import found_item
from watchbook.retention.rights_request.models import FoundItem

ORDER = "INSERT INTO keys_keydestruction (id, item) VALUES (gen_random_uuid(), %s)"


def run(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def is_free(item):
    """No hold refuses the order to end a key; without the event about its item nothing is written all the same."""
    with pytest.raises(IntegrityError, match="left no event"):
        run(ORDER, item)


def at_once():
    """Ask what is asked at a commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def closed(row, people):
    return look.close(row, looks.NOTHING, by=people.ines, at=given.now())


def a_restricted_letter(people):
    rights.a_restricting_request(people)
    return FoundItem.objects.get(decision="restrict")


def test_a_key_under_an_open_request_for_information_has_no_end(people):
    look = evidence.a_failed_capture(people).look
    request = acts.receive(
        "1. How often did the council look at social media?",
        received_on=look.opened_at.date(), regime="foia", by=people.bryn, at=given.now(),
    )  # fmt: skip
    for item in (look.id, request.id):
        with pytest.raises(IntegrityError, match="open request for information holds this"):
            run(ORDER, item)
    is_free(uuid4())


def test_what_an_open_request_rests_on_itself_stays(people):
    request = received(people)
    with pytest.raises(IntegrityError, match="is open"):
        run("DELETE FROM foi_requestquestion WHERE request_id = %s", request.id)


def test_what_is_restricted_loses_neither_key_nor_row_nor_content(people):
    found = a_restricted_letter(people)
    for statement in (ORDER, "DELETE FROM governance_letterreceived WHERE id = %s"):
        with pytest.raises(IntegrityError, match="under legal hold"):
            run(statement, found.thing)
    with pytest.raises(IntegrityError, match="holds the record"):
        run("DELETE FROM retention_founditem WHERE id = %s", found.id)
    found_item.lift(found, "The dispute is over", by=people.bryn, at=rights.AT)
    with pytest.raises(IntegrityError, match="under legal hold"):
        run(ORDER, found.thing)  # its request is open
    rights.a_step(people, found.request, "answered", words="")
    run(ORDER, found.thing)


def test_what_an_open_complaint_is_about_keeps_its_key(people):
    request = rights.an_answered_request(people)
    council.a_letter(people, subject="About Jane Roe")
    thing = uuid4()
    FoundItem.objects.filter(request=request).update(decision="")
    run(
        "INSERT INTO retention_founditem (id, recorded_at, envelope, number, is_protected, told_about, \"table\", thing, thing_reference,"
        " \"right\", decision, ground, request_id) VALUES (gen_random_uuid(), statement_timestamp(), '', 90, false, %s, '', %s, '', 'erasure', '', '', %s)",
        request.id, thing, request.id,
    )  # fmt: skip
    is_free(uuid4())
    complaint = complaints.a_complaint(people, request_reference=request.reference)
    with pytest.raises(IntegrityError, match="under legal hold"):
        run(ORDER, thing)
    with pytest.raises(IntegrityError, match="under legal hold"):
        run("DELETE FROM retention_complaint WHERE id = %s", complaint.id)
    transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("statement", "of"),
    [
        ("UPDATE evidence_capture SET file_sha256 = repeat('0', 64) WHERE id = %s", "capture"),
        ("UPDATE evidence_capture SET envelope = '' WHERE id = %s", "capture"),
        ("UPDATE looks_look SET envelope = '' WHERE id = (SELECT look_id FROM evidence_capture WHERE id = %s)", "look"),
        ("UPDATE investigations_investigation SET envelope = '' WHERE id = (SELECT investigation_id FROM looks_look, evidence_capture"
         " WHERE look_id = looks_look.id AND evidence_capture.id = %s)", "investigation"),
    ],
)  # fmt: skip
def test_what_is_held_is_not_overwritten(people, statement, of):
    capture = evidence.a_failed_capture(people)
    held = {"capture": capture, "look": capture.look, "investigation": capture.look.investigation}
    closed(capture.look, people)
    given.a_hold(people, held[of])
    with pytest.raises(IntegrityError, match="Nothing was changed"):
        run(statement, capture.id)


def test_a_look_under_hold_is_still_closed(people):
    capture = evidence.a_failed_capture(people)
    given.a_hold(people, capture.look.investigation)
    assert closed(capture.look, people).state == "closed"


def test_a_subject_under_hold_cannot_be_amended_and_the_page_says_why(people):
    subject = looks.a_subject(people)
    given.a_hold(people, subject.investigation)
    address = reverse("investigations:subject_amend", args=[subject.investigation.reference, subject.number])
    page = signed_in(people.ines).post(address, {"called": "Another", "kind": "person"})
    assert "it is under legal hold or restricted" in page.text


def test_a_hold_does_not_end_by_an_event_of_another_kind(people):
    row = evidence.a_failed_capture(people)
    hold = given.a_hold(people, row)
    at_once()
    hold.ended_by, hold.ended_at = people.winston, given.now()
    hold.save(update_fields=["ended_by", "ended_at"])
    record_row(legal_hold.PLACED, hold, by=people.winston, at=given.now(), why="Of another kind.")
    with pytest.raises(IntegrityError, match=r"left no event legal_hold\.ended"):
        at_once()
    transaction.set_rollback(True)


def test_a_hold_does_not_end_by_the_event_of_another_hold(people):
    first = given.a_hold(people, evidence.a_failed_capture(people))
    second = given.a_hold(people, council.a_letter(people))
    given.ended(people, second)
    at_once()
    first.ended_by, first.ended_at = people.winston, given.now()
    first.save(update_fields=["ended_by", "ended_at"])
    with pytest.raises(IntegrityError, match=r"left no event legal_hold\.ended"):
        at_once()
    transaction.set_rollback(True)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE retention_founditem SET lifted_on = '2026-03-10' WHERE id = %s",
        "UPDATE retention_founditem SET decision = 'erase' WHERE id = %s",
        "UPDATE retention_rightsrequest SET state = 'answered', closed_on = '2026-03-10' WHERE id = (SELECT request_id FROM retention_founditem WHERE id = %s)",
    ],
)
def test_what_holds_by_a_right_does_not_end_without_its_own_event(people, change):
    found = a_restricted_letter(people)
    at_once()
    run(change, found.id)
    with pytest.raises(IntegrityError, match="can end a hold and left no event"):
        at_once()
    transaction.set_rollback(True)


def test_an_open_request_does_not_end_by_a_step_without_its_own_event(people):
    request = received(people)
    at_once()
    run(
        "INSERT INTO foi_requeststep (id, recorded_at, kind, \"on\", words, html_sha256, docx_sha256, pdf_sha256, request_id, recorded_by_id)"
        " VALUES (gen_random_uuid(), statement_timestamp(), 'withdrawn', '2026-03-10', '', '', '', '', %s, %s)",
        request.id, people.bryn.id,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match=r"left no event step\.recorded"):
        at_once()
    transaction.set_rollback(True)


def test_what_the_holds_let_go_is_deleted(people):
    row = evidence.a_failed_capture(people)
    given.ended(people, given.a_hold(people, row))
    disposal.dispose(row.id, by=people.winston, at=given.now())
    at_once()


def test_the_keys_of_all_that_belongs_to_a_held_case_have_no_end(people):
    case = rights.a_rights_request(people)
    rights.searched(people, case)
    step = rights.a_step(people, case, "withdrawn")
    complaint = complaints.a_complaint(people)
    told = complaints.a_complaint_step(people, complaint, "acknowledged")
    subject = looks.a_subject(people)
    account, note = subject.accounts.get(), council.a_note(people)
    for held in (case, subject.investigation, note.investigation):
        given.a_hold(people, held)
    for part in (step, case.subjectsearchs.get(), complaint, told, account, note):
        with pytest.raises(IntegrityError, match="under legal hold"):
            run(ORDER, part.id)


def test_an_open_case_and_what_belongs_to_it_stay(people):
    case, complaint = rights.a_rights_request(people), complaints.a_complaint(people)
    rights.searched(people, case)
    for table, column, row in (
        ("retention_rightsrequest", "id", case),
        ("retention_subjectsearch", "request_id", case),
        ("retention_complaint", "id", complaint),
    ):
        with pytest.raises(IntegrityError, match="under legal hold"):
            run(f"DELETE FROM {table} WHERE {column} = %s", row.id)
    for key in (case.id, case.subjectsearchs.get().id, complaint.id):
        with pytest.raises(IntegrityError, match="under legal hold"):
            run(ORDER, key)


def test_what_is_at_work_under_hold_is_not_emptied(people):
    subject = looks.a_subject(people)
    look = looks.opened(people, subject)
    given.a_hold(people, subject.investigation)
    account = subject.accounts.get()
    for statement, row in (
        (
            "UPDATE investigations_account SET envelope = '', parted_at = now(), parted_by_id = added_by_id WHERE id = %s",
            account,
        ),
        ("UPDATE looks_look SET envelope = '', state = 'closed' WHERE id = %s", look),
    ):
        with pytest.raises(IntegrityError, match="under legal hold"):
            run(statement, row.id)


def test_a_thing_with_the_id_of_what_it_lies_in_lets_no_question_about_holds_go_on_for_ever(people):
    row = evidence.a_failed_capture(people).look
    case = row.investigation
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SET LOCAL statement_timeout = '20s'")
        columns = [
            field.column for field in Subject._meta.concrete_fields if field.column not in {"id", "number"}
        ]
        others = ", ".join(f'"{one}"' for one in columns)
        cursor.execute(
            f"INSERT INTO investigations_subject (id, number, {others}) "  # names of ours
            f"SELECT investigation_id, 900, {others} FROM investigations_subject WHERE id = %s",
            [row.subject_id],
        )
    hold = given.a_hold(people, case)
    assert {row.id, case.id} <= lock.everything_held()
    assert lock.holds_on([row.id]) == {row.id: hold.id}
    assert lock.holds_on([row.id, *(uuid4() for _ in range(lock.FEW))]) == {row.id: hold.id}
    assert row.id in {one for one, _of in lock.inside([case.id])}
