"""What two people agreed is carried out: written down, unreadable here, unreadable everywhere, no longer in any backup."""

import time as clock
from datetime import UTC, datetime, time

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.urls import reverse

from tests import given as council
from tests.evidence import given as evidence
from tests.pages import signed_in, words
from tests.retention import given as holds
from tests.retention.deletion import given
from tests.retention.rights_request import given as rights
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.evidence.models import Capture
from watchbook.figures.tallies import tally
from watchbook.files.store import the_store
from watchbook.keys import destruction, envelope, rotation
from watchbook.keys.refused import KeyDestroyed
from watchbook.law.periods import months_after
from watchbook.machine import backup
from watchbook.organisation.queries import today
from watchbook.oversight.error_report.models import ErrorReport
from watchbook.reading.times.period import Period
from watchbook.retention.certificate import certificate
from watchbook.retention.deleted import deleted
from watchbook.retention.deletion import carrying_out, course, list_pass
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.states import ItemOutcome, ListState
from watchbook.retention.rights_request.models import RightsRequest


def test_a_capture_goes_step_by_step(committed_people):
    people = committed_people
    capture = evidence.a_held_capture(people)
    row = given.an_approved_list(people, capture)
    row = given.carried_out(row)
    assert row.state == ListState.UNREADABLE
    thing = row.items.get()
    assert (thing.outcome, thing.files) == (ItemOutcome.DELETED, [capture.file_sha256])
    (key,) = thing.keys
    assert key["item"] == str(capture.id)
    assert key["version"] >= 1  # a test before this one may have replaced the keys
    assert len(key["wrapped"]) == 2
    assert not Capture.objects.exists()
    with pytest.raises(FileNotFoundError):
        the_store().get(capture.file_sha256)
    with pytest.raises(KeyDestroyed):
        envelope.opened(capture)
    assert told_by_statistics() == {"deletions": 0, "deletions_in_backups": 0}, "nobody learns of one list"
    assert told_by_statistics(months=1) == {"deletions": 1, "deletions_in_backups": 1}
    assert deleted()["evidence_capture"].count == 1  # what the answer to question 7 says


def told_by_statistics(months=0):
    """The figures of deletion of this year and the next, asked for so many months later."""
    whole = [Period(today().replace(month=1, day=1), today().replace(year=today().year + 1))]
    first = months_after(today().replace(day=1), months=months)
    as_at = datetime.combine(first, time(12), tzinfo=UTC)
    return {name: tally(name, whole, as_at=as_at)[None][0] for name in ("deletions", "deletions_in_backups")}


def test_it_is_gone_once_the_last_backup_with_it_fell_out(register):
    capture = evidence.a_held_capture(register.people)
    assert backup.oldest_at(register.home) is None
    register.back_up()
    row = given.carried_out(given.an_approved_list(register.people, capture, cause=given.BY_REQUEST))
    system = evidence.the_system()
    assert (
        course.note_gone(oldest_backup_at=backup.oldest_at(register.home), by=system, moment=given.now()) == 0
    )
    clock.sleep(1)  # a backup names its second: one of the second of the deletion may be older
    register.back_up()
    backup.prune(register.home, keep=1)
    assert (
        course.note_gone(oldest_backup_at=backup.oldest_at(register.home), by=system, moment=given.now()) == 1
    )
    row.refresh_from_db()
    assert certificate.ended_at(row) == ListState.GONE
    assert told_by_statistics(months=1) == {"deletions": 1, "deletions_in_backups": 0}


def test_no_end_is_recorded_before_it_is_one(committed_people):
    people = committed_people
    row = given.an_approved_list(people, evidence.a_held_capture(people), cause=given.BY_REQUEST)
    facts = {"by": evidence.the_system(), "at": given.now()}
    row = carrying_out.write_down(carrying_out.check_hold(row, **facts), **facts)
    row = carrying_out.delete_rows(row, **facts)
    with pytest.raises(WrongState, match="a copy of the key store still holds keys of this list"):
        carrying_out.record_unreadable(row, **facts)
    destruction.carry_out(carrying_out.keys_of(row))
    row = carrying_out.record_unreadable(row, **facts)
    assert facts["at"] < row.first_copy_at < row.second_copy_at == row.unreadable_at, "asked one by one"
    facts["at"] = given.now()
    with pytest.raises(WrongState, match="key version that protects the keys of this list is still kept"):
        carrying_out.record_irrecoverable(row, **facts)
    rotation.rotate()
    row = carrying_out.record_irrecoverable(row, **facts)
    with pytest.raises(WrongState, match="a backup from before the deletion is still kept"):
        carrying_out.record_gone(row, oldest_backup_at=row.unreadable_at, **facts)
    assert carrying_out.record_gone(row, oldest_backup_at=None, **facts).state == ListState.GONE


def test_what_was_added_after_the_keys_were_listed_stays(people):
    subject = council.a_subject(people)
    investigation = subject.investigation
    row = given.an_approved_list(people, subject)
    facts = {"by": evidence.the_system(), "at": given.now()}
    row = carrying_out.write_down(carrying_out.check_hold(row, **facts), **facts)
    row.items.update(keys=[])  # as if its key had come after the listing
    row = carrying_out.delete_rows(row, **facts)
    (one,) = row.items.all()
    assert one.outcome == ItemOutcome.REFUSED
    assert "something was added to it after its keys were listed" in one.why
    assert list(investigation.subjects.all()) == [subject]


def test_what_a_hidden_request_holds_is_proposed_by_nobody_who_sees_it(people):
    rights.a_protected_error_report(people, is_over=True)
    with pytest.raises(WrongState, match="you are not allowed to read it, it is held"):
        given.a_proposed_list(people, ErrorReport.objects.get())
    assert not DeletionList.objects.exists()


def test_what_another_record_needs_or_a_guard_holds_stays_and_says_so():
    for refusal, outcome, says in (
        (
            ProtectedError("", set()),
            ItemOutcome.REFUSED,
            "You cannot delete this record: another record, which is kept, depends on it.",
        ),
        (
            IntegrityError(),
            ItemOutcome.HELD,
            "You cannot delete this record: another record inside it is under legal hold or held by a request",
        ),
    ):
        found, why = list_pass.outcome_of(refusal)
        assert (found, why.startswith(says)) == (outcome, True)


def test_a_list_that_fails_stops_no_other_and_is_told(committed_people, monkeypatch):
    people = committed_people
    look = evidence.a_look(people)
    first, second = (given.an_approved_list(people, evidence.a_held_capture(people, look)) for _ in range(2))
    write_down = carrying_out.write_down

    def failing(row, **named):
        if row.pk == first.pk:
            raise ValueError("this list")
        return write_down(row, **named)

    monkeypatch.setattr(carrying_out, "write_down", failing)
    with pytest.raises(ValueError, match="this list"):
        course.go_on_with_all(by=evidence.the_system())
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (ListState.APPROVED, ListState.UNREADABLE)


@pytest.mark.parametrize("is_held", [True, False])
def test_a_list_of_which_every_record_is_kept_has_no_end_and_no_certificate(people, is_held):
    letter = given.a_letter_long_ago(people)
    row = given.an_approved_list(people, letter, cause=given.BY_REQUEST)
    if is_held:
        holds.a_hold(people, letter)
    else:
        rights.decided(people, RightsRequest.objects.get(), 1, "", purpose=None)
    course.go_on_with_all(by=evidence.the_system())
    course.go_on_with_all(by=evidence.the_system())
    row.refresh_from_db()
    given.carried_out(row)
    assert (row.first_copy_at, row.unreadable_at, row.irrecoverable_at) == (None, None, None)
    assert row.items.get().outcome == ItemOutcome.HELD, "also what is no longer erased: its request holds it"
    names = list(Event.objects.filter(subject_id=row.id).order_by("number").values_list("name", flat=True))
    assert names[-1] == "deletion.nothing_deleted"
    assert names.count("deletion.nothing_deleted") == 1
    assert not {"deletion.rows_deleted", "deletion.keys_destroyed"} & set(names)
    client = signed_in(people.winston)
    shown = words(client.get(reverse("retention:deletion", args=[row.reference])))
    assert "No record deleted: each was kept" in shown
    assert "there is no certificate" in shown
    assert "eadable" not in shown.split("Progress")[1].split("Records on the list")[0]
    assert client.get(reverse("retention:certificate", args=[row.reference])).status_code == 404
    assert "no record deleted: each was kept" in words(client.get(reverse("retention:deletions")))
    assert certificate.ended_at(row) is None
