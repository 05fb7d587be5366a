"""A deletion is agreed by two people: proposed, looked at, approved; or sent back, changed, reassigned, given up."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests import given as registers
from tests.evidence import given as evidence
from tests.retention import given as holds
from tests.retention.deletion import given
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.retention.deletion import carrying_out, course, deletion
from watchbook.retention.deletion.models import DeletionList, WantedChange
from watchbook.retention.deletion.states import ItemOutcome, ListState


@pytest.fixture
def captures(people):
    """Two captures that came to nothing."""
    return [evidence.a_failed_capture(people) for _ in range(2)]


def named(name, row):
    return Event.objects.filter(name=f"deletion.{name}", subject_id=row.id)


def test_one_proposes_and_another_approves_what_they_looked_at(people, captures):
    row = given.a_proposed_list(people, *captures)
    assert (row.reference, row.state, row.items.count()) == ("DEL-0001", ListState.PROPOSED, 2)
    assert named("proposed", row).get().fields["things"] == 2
    with pytest.raises(WrongState, match="you have 2 more of its sample to open"):
        deletion.approve(row, by=people.winston, at=given.now())
    for number in deletion.not_looked_at(row, by=people.winston):
        deletion.look_at(row, number, by=people.winston, at=given.now())
    assert deletion.not_looked_at(row, by=people.fatima) == [1, 2], "each looks with their own eyes"
    row = deletion.approve(row, by=people.winston, at=given.now())
    assert (row.state, row.approved_by) == (ListState.APPROVED, people.winston)


def test_nobody_approves_their_own_also_not_in_sql(people, captures):
    row = given.a_proposed_list(people, *captures, by=people.winston)
    for act in (deletion.approve, lambda row, **named: deletion.send_back(row, WantedChange.NEEDED, **named)):
        with pytest.raises(NotPermitted, match="you proposed it yourself"):
            act(row, by=people.winston, at=given.now())
    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        DeletionList.objects.filter(pk=row.pk).update(
            state=ListState.APPROVED, approved_by=people.winston, approved_at=given.now()
        )


def test_who_may_not(people, captures):
    row = given.a_proposed_list(people, *captures)
    with pytest.raises(NotPermitted, match="propose a deletion"):
        given.a_proposed_list(people, *captures, by=people.ines)
    with pytest.raises(NotPermitted, match="decide on a deletion"):
        deletion.look_at(row, 1, by=people.ines, at=given.now())
    with pytest.raises(NotPermitted, match="somebody else proposed it"):
        deletion.give_up(row, by=people.helen, at=given.now())
    with pytest.raises(NotPermitted, match="carry out a deletion by hand"):
        carrying_out.check_hold(row, by=people.winston, at=given.now())


def test_a_list_is_sent_back_changed_and_sent_again(people, captures):
    row = given.a_proposed_list(people, *captures)
    with pytest.raises(WrongState, match="the change is missing"):
        deletion.send_back(row, "", by=people.winston, at=given.now())
    row = deletion.send_back(row, WantedChange.NEEDED, by=people.winston, at=given.now())
    assert (row.state, row.change) == (ListState.RETURNED, WantedChange.NEEDED)
    with pytest.raises(WrongState, match="cannot approve this list"):
        deletion.approve(row, by=people.winston, at=given.now())
    row = deletion.send_again(row, without={1}, by=people.marian, at=given.now())
    assert (row.state, row.change) == (ListState.PROPOSED, "")
    assert dict(row.items.values_list("number", "outcome")) == {
        1: ItemOutcome.RELEASED,
        2: ItemOutcome.WAITING,
    }
    again = given.a_proposed_list(people, captures[0])
    assert again.items.count() == 1, "what was left out can be proposed again"


def test_whoever_leaves_the_sample_out_gets_another_one_to_be_looked_at(people):
    row = given.a_proposed_list(people, *(registers.a_letter(people) for _ in range(deletion.SAMPLE + 3)))
    sample = set(row.items.filter(is_sample=True).values_list("number", flat=True))
    for number in sample:
        deletion.look_at(row, number, by=people.winston, at=given.now())
    deletion.send_back(row, WantedChange.SMALLER, by=people.winston, at=given.now())
    row = deletion.send_again(row, without=sample, by=people.marian, at=given.now())
    left = deletion.not_looked_at(row, by=people.winston)
    assert len(left) == 3
    with pytest.raises(WrongState, match="3 more of its sample to open"), transaction.atomic():
        deletion.approve(row, by=people.winston, at=given.now())
    for number in left:
        deletion.look_at(row, number, by=people.winston, at=given.now())
    assert deletion.approve(row, by=people.winston, at=given.now()).state == ListState.APPROVED


def test_a_sample_that_loses_one_gains_one(people):
    row = given.a_proposed_list(people, *(registers.a_letter(people) for _ in range(deletion.SAMPLE + 3)))
    sample = set(row.items.filter(is_sample=True).values_list("number", flat=True))
    deletion.send_back(row, WantedChange.SMALLER, by=people.winston, at=given.now())
    deletion.send_again(row, without=[min(sample)], by=people.marian, at=given.now())
    now = set(row.items.filter(is_sample=True, outcome=ItemOutcome.WAITING).values_list("number", flat=True))
    assert len(now) == deletion.SAMPLE
    assert sample - {min(sample)} < now


def test_a_list_of_which_nothing_is_left_is_given_up_instead(people, captures):
    row = given.a_proposed_list(people, *captures)
    deletion.send_back(row, WantedChange.NEEDED, by=people.winston, at=given.now())
    with pytest.raises(WrongState, match="nothing is left"), transaction.atomic():
        deletion.send_again(row, without={1, 2}, by=people.marian, at=given.now())
    row = deletion.give_up(row, by=people.marian, at=given.now())
    assert row.state == ListState.GIVEN_UP
    assert given.a_proposed_list(people, *captures).items.count() == 2
    with pytest.raises(WrongState, match="cannot give this list up"):
        deletion.give_up(row, by=people.marian, at=given.now())


def test_somebody_in_particular_is_asked(people, captures):
    row = given.a_proposed_list(people, *captures)
    row = deletion.reassign(row, people.fatima, by=people.marian, at=given.now())
    assert row.asked_of == people.fatima
    with pytest.raises(NotPermitted, match="decide on a deletion"):
        deletion.reassign(row, people.ines, by=people.marian, at=given.now())
    deletion.send_back(row, WantedChange.ASK_OWNER, by=people.fatima, at=given.now())
    with pytest.raises(WrongState, match="is not waiting for a decision"):
        deletion.reassign(row, people.winston, by=people.marian, at=given.now())


def test_a_thing_is_on_one_list_and_what_is_held_on_none(people, captures):
    holds.a_hold(people, captures[0])
    row = given.a_proposed_list(people, *captures)
    assert [one.item for one in row.items.all()] == [captures[1].id]
    with pytest.raises(WrongState, match="every record in it is held or on another list"):
        given.a_proposed_list(people, *captures)


def test_a_hold_placed_after_the_approval_still_holds(people, captures, django_capture_on_commit_callbacks):
    row = given.an_approved_list(people, *captures)
    holds.a_hold(people, captures[0])
    with django_capture_on_commit_callbacks(execute=True):
        row = course.go_on(row, by=evidence.the_system())
    outcomes = {one.item: (one.outcome, one.why) for one in row.items.all()}
    assert outcomes[captures[0].id][0] == ItemOutcome.HELD
    assert "LH-0001" in outcomes[captures[0].id][1]
    assert outcomes[captures[1].id] == (ItemOutcome.DELETED, "")
    assert row.state == ListState.UNREADABLE
    assert named("hold_checked", row).get().fields["held"] == 1


def test_what_something_rests_on_stays_and_goes_with_it_where_both_are_on_the_list(people):
    exhibit = evidence.an_exhibit(people, ago=200)
    alone = given.an_approved_list(people, exhibit.capture)
    row = given.carried_out(alone)
    assert row.items.get().outcome == ItemOutcome.REFUSED
    assert "an exhibit rests on it" in row.items.get().why
    row = given.carried_out(given.an_approved_list(people, exhibit.capture, exhibit))
    assert {one.outcome for one in row.items.all()} == {ItemOutcome.DELETED}


def test_an_erasure_replaces_the_keys_at_once(people, captures):
    row = given.carried_out(given.an_approved_list(people, *captures, cause=given.BY_REQUEST))
    assert row.state == ListState.IRRECOVERABLE
    assert row.key_version
    assert "AES-256-GCM" in row.keeper


def test_the_last_backup_with_it_must_be_gone(people, captures):
    row = given.carried_out(given.an_approved_list(people, *captures, cause=given.BY_REQUEST))
    system = evidence.the_system()
    with pytest.raises(WrongState, match="a backup from before this deletion"):
        carrying_out.record_gone(row, oldest_backup_at=row.unreadable_at, by=system, at=given.now())
    row = carrying_out.record_gone(row, oldest_backup_at=given.now(), by=system, at=given.now())
    assert row.state == ListState.GONE


def test_ends_come_in_their_order_also_in_sql(people, captures):
    row = given.carried_out(given.an_approved_list(people, *captures))
    with pytest.raises(IntegrityError, match="step_by_step"), transaction.atomic():
        DeletionList.objects.filter(pk=row.pk).update(gone_at=given.now())


def test_a_reference_that_could_be_a_name_is_not_kept(people):
    row = given.a_proposed_list(people, people.nell)
    assert row.items.get().item_reference == ""
    assert row.items.get().table == "organisation.person"


def test_nothing_is_written_where_the_log_fails(people, captures, monkeypatch):
    monkeypatch.setattr(deletion, "record_row", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        given.a_proposed_list(people, *captures)
    assert not DeletionList.objects.exists()
    connection.check_constraints()
