"""A deletion is agreed by two people: proposed, looked at, approved; or sent back, changed, reassigned, given up."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from tests import given as registers
from tests.evidence import given as evidence
from tests.retention import given as holds
from tests.retention.deletion import given
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import record_row
from watchbook.organisation.models import Duty
from watchbook.organisation.queries import today
from watchbook.retention.deletion import carrying_out, closed_lists, course, deletion, queue, sample
from watchbook.retention.deletion.models import ChangeMade, DeletionList, WantedChange
from watchbook.retention.deletion.states import ItemOutcome, ListState


@pytest.fixture
def captures(people):
    """Two captures that came to nothing."""
    return [evidence.a_failed_capture(people) for _ in range(2)]


def named(name, row):
    return Event.objects.filter(name=f"deletion.{name}", subject_id=row.id)


def approve(row, *, by):
    """A list approved by somebody who sees it as it is."""
    return deletion.approve(row, shown=deletion.edition(row), by=by, at=given.now())


def to_do(row, by):
    return sample.why_not_opened(sample.sampled(row, by=by))


def test_one_proposes_and_another_approves_what_they_looked_at(people, captures):
    row = given.a_proposed_list(people, *captures)
    assert (row.reference, row.state, row.items.count()) == ("DEL-0001", ListState.PROPOSED, 2)
    assert named("proposed", row).get().fields["things"] == 2
    with pytest.raises(WrongState, match="you have 2 more entries to read in the sample"):
        approve(row, by=people.winston)
    given.opened_by(people, row)
    assert to_do(row, people.fatima), "each reads with their own eyes"
    row = approve(row, by=people.winston)
    assert (row.state, row.approved_by) == (ListState.APPROVED, people.winston)


def test_who_may_read_a_record_opens_it_themselves_and_its_entry_is_not_enough(people):
    row = given.a_proposed_list(people, *(registers.a_letter(people) for _ in range(2)))
    for number in (1, 2):
        sample.look_at(row, number, by=people.winston, at=given.now())
    with pytest.raises(WrongState, match="you have 2 more records to open in the sample"):
        approve(row, by=people.winston)
    for number in (1, 2):
        sample.open_record(row, number, by=people.winston, at=given.now())
    approve(row, by=people.winston)
    told = named("approved", row).get().fields
    assert (told["opened"], told["opened_by_others"]) == (2, 0)
    assert named("sample_read", row).count() == 2


def test_what_the_approver_may_not_read_is_opened_by_somebody_who_may(people, captures):
    row = given.a_proposed_list(people, *captures)
    with pytest.raises(NotPermitted):
        sample.open_record(row, 1, by=people.winston, at=given.now())
    for number in (1, 2):
        sample.look_at(row, number, by=people.winston, at=given.now())
    with pytest.raises(
        WrongState,
        match="not allowed to read 2 records in the sample, and no person with access has opened them",
    ):
        approve(row, by=people.winston)
    for number in (1, 2):
        sample.open_record(row, number, by=people.edmund, at=given.now())
    approve(row, by=people.winston)
    told = named("approved", row).get().fields
    assert (told["opened"], told["opened_by_others"]) == (0, 2)


def test_what_its_proposer_opens_counts_for_nobody(people, captures):
    row = given.a_proposed_list(people, *captures, by=people.marian)
    for number in (1, 2):
        sample.look_at(row, number, by=people.winston, at=given.now())
        sample.open_record(row, number, by=people.marian, at=given.now())
    assert named("sample_read", row).count() == 0
    with pytest.raises(
        WrongState,
        match="not allowed to read 2 records in the sample, and no person with access has opened them",
    ):
        approve(row, by=people.winston)
    for one in row.items.all():  # as the log told it before
        record_row(sample.OPENED, row, by=people.marian, at=given.now(), number=one.number)
    assert all(one.needs_another for one in sample.sampled(row, by=people.winston))
    assert sample.openers(row) == set()


def test_a_record_opened_or_an_entry_read_after_the_decision_leaves_no_event_of_the_sample(people):
    row = given.approved(people, given.a_proposed_list(people, registers.a_letter(people)))
    before = named("sampled", row).count(), named("sample_read", row).count()
    sample.look_at(row, 1, by=people.winston, at=given.now())
    sample.open_record(row, 1, by=people.winston, at=given.now())
    assert (named("sampled", row).count(), named("sample_read", row).count()) == before


def test_a_list_that_changed_after_it_was_shown_is_not_decided(people):
    row = given.a_proposed_list(people, *(registers.a_letter(people) for _ in range(2)))
    shown = deletion.edition(row)
    given.opened_by(people, row)
    assert deletion.edition(row) == shown, "to read it changes nothing"
    given.sent_back(row, WantedChange.NEEDED, by=people.fatima)
    row = given.sent_again(people, row, without={1})
    given.opened_by(people, row)
    for act in (deletion.approve, partial(deletion.send_back, change=WantedChange.NEEDED)):
        with pytest.raises(WrongState, match="the list changed after you opened its page"):
            act(row, shown=shown, by=people.winston, at=given.now())
    assert approve(row, by=people.winston).state == ListState.APPROVED


def test_two_who_approve_at_once_and_one_whose_duty_ended(people):
    row = given.a_proposed_list(people, registers.a_letter(people))
    given.opened_by(people, row, by=people.fatima)
    given.opened_by(people, row)
    shown = deletion.edition(row)
    Duty.objects.filter(person=people.winston).update(until_on=today() - timedelta(days=1))
    with pytest.raises(NotPermitted, match="decide on a deletion"):
        approve(row, by=people.winston)
    approve(row, by=people.fatima)
    with pytest.raises(WrongState, match="cannot approve this list: its state is “approved"):
        deletion.approve(row, shown=shown, by=people.simon, at=given.now())


def test_nobody_approves_their_own_also_not_in_sql(people):
    row = given.a_proposed_list(people, given.a_letter_long_ago(people), by=people.winston)
    for act in (deletion.approve, partial(deletion.send_back, change=WantedChange.NEEDED)):
        with pytest.raises(NotPermitted, match="you proposed it yourself"):
            act(row, shown=deletion.edition(row), by=people.winston, at=given.now())
    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        DeletionList.objects.filter(pk=row.pk).update(
            state=ListState.APPROVED, approved_by=people.winston, approved_at=given.now()
        )


def test_who_may_not(people, captures):
    row = given.a_proposed_list(people, *captures)
    with pytest.raises(NotPermitted, match="propose a deletion"):
        given.a_proposed_list(people, *captures, by=people.ines)
    with pytest.raises(NotPermitted, match="decide on a deletion"):
        sample.look_at(row, 1, by=people.ines, at=given.now())
    with pytest.raises(NotPermitted, match="somebody else proposed it"):
        deletion.give_up(row, by=people.helen, at=given.now())
    with pytest.raises(NotPermitted, match="carry out a deletion by hand"):
        carrying_out.check_hold(row, by=people.winston, at=given.now())


def test_a_list_is_sent_back_changed_and_sent_again(people, captures):
    row = given.a_proposed_list(people, *captures)
    with pytest.raises(WrongState, match="the change is missing"):
        given.sent_back(row, "", by=people.winston)
    row = given.sent_back(row, WantedChange.NEEDED, by=people.winston)
    assert (row.state, row.change) == (ListState.RETURNED, WantedChange.NEEDED)
    with pytest.raises(WrongState, match="cannot approve this list"):
        approve(row, by=people.winston)
    row = given.sent_again(people, row, without={1})
    assert (row.state, row.change) == (ListState.PROPOSED, "")
    told = named("resubmitted", row).get().fields
    assert (told["wanted"], told["made"], told["left_out"], told["things"]) == ("needed", "left_out", 1, 1)
    assert dict(row.items.values_list("number", "outcome")) == {
        1: ItemOutcome.RELEASED,
        2: ItemOutcome.WAITING,
    }
    again = given.a_proposed_list(people, captures[0])
    assert again.items.count() == 1, "what was left out can be proposed again"


@pytest.mark.parametrize(
    ("wanted", "answer", "why"),
    [
        (WantedChange.NEEDED, ("", ()), "you have not said what you did about the requested change"),
        (WantedChange.NEEDED, (ChangeMade.LEFT_OUT, ()), "you left no records out"),
        (WantedChange.NEEDED, (ChangeMade.CHECKED, (1,)), "you selected records to leave out"),
        (WantedChange.SMALLER, (ChangeMade.CHECKED, ()), "you were asked to propose fewer records"),
    ],
)
def test_a_list_does_not_come_back_as_it_went_without_a_word(people, captures, wanted, answer, why):
    row = given.a_proposed_list(people, *captures)
    given.sent_back(row, wanted, by=people.winston)
    with pytest.raises(WrongState, match=f"You cannot send this list again: {why}"), transaction.atomic():
        given.sent_again(people, row, made=answer[0], without=answer[1])
    assert not named("resubmitted", row).exists()


def test_whoever_asked_the_owner_sends_the_list_again_as_it_was(people, captures):
    row = given.a_proposed_list(people, *captures)
    given.sent_back(row, WantedChange.ASK_OWNER, by=people.winston)
    row = given.sent_again(people, row, made=ChangeMade.OWNER_AGREES)
    assert row.items.filter(outcome=ItemOutcome.WAITING).count() == 2


def test_whoever_leaves_the_sample_out_gets_another_one_to_be_opened(people):
    row = given.a_proposed_list(people, *(registers.a_letter(people) for _ in range(sample.SAMPLE + 3)))
    drawn = set(row.items.filter(is_sample=True).values_list("number", flat=True))
    given.opened_by(people, row)
    given.sent_back(row, WantedChange.SMALLER, by=people.winston)
    row = given.sent_again(people, row, without=drawn)
    with pytest.raises(WrongState, match="3 more records to open in the sample"), transaction.atomic():
        approve(row, by=people.winston)
    given.opened_by(people, row)
    assert approve(row, by=people.winston).state == ListState.APPROVED


def test_a_sample_that_loses_one_gains_one(people):
    row = given.a_proposed_list(people, *(registers.a_letter(people) for _ in range(sample.SAMPLE + 3)))
    drawn = set(row.items.filter(is_sample=True).values_list("number", flat=True))
    given.sent_back(row, WantedChange.SMALLER, by=people.winston)
    given.sent_again(people, row, without=[min(drawn)])
    now = set(row.items.filter(is_sample=True, outcome=ItemOutcome.WAITING).values_list("number", flat=True))
    assert len(now) == sample.SAMPLE
    assert drawn - {min(drawn)} < now


def test_half_of_a_sample_is_of_what_was_recorded_late(people):
    late = set(range(100, 120))
    drawn = set(sample.drawn(1000, first=late))
    assert len(drawn) == sample.SAMPLE
    assert len(drawn & late) >= sample.SAMPLE // 2
    assert sorted(sample.drawn(3, first={2})) == [0, 1, 2]


def test_what_was_recorded_after_its_last_day_is_proposed_once_its_dates_were_compared(people):
    company = given.a_contract_long_over(people)
    (group,) = queue.overdue(on=today())
    (one,) = things = list(queue.proposed(group, on=today()))
    assert (one.item.id, one.is_late, queue.recorded_late(group, on=today())) == (company.id, True, 1)
    with (
        pytest.raises(WrongState, match="1 record was recorded after its retention date"),
        transaction.atomic(),
    ):
        deletion.propose(things, queue.cause(group), by=people.marian, at=given.now())
    row = given.proposed_from_the_queue(people)
    assert named("proposed", row).get().fields["recorded_late"] == 1


def test_a_list_of_which_nothing_is_left_is_given_up_instead(people, captures):
    row = given.a_proposed_list(people, *captures)
    given.sent_back(row, WantedChange.NEEDED, by=people.winston)
    with pytest.raises(WrongState, match="it has no records left"), transaction.atomic():
        given.sent_again(people, row, without={1, 2})
    row = deletion.give_up(row, by=row.proposed_by, at=given.now())
    assert row.state == ListState.GIVEN_UP
    assert given.a_proposed_list(people, *captures).items.count() == 2
    with pytest.raises(WrongState, match="cannot abandon this list"):
        deletion.give_up(row, by=row.proposed_by, at=given.now())


def test_somebody_in_particular_is_asked(people, captures):
    row = given.a_proposed_list(people, *captures)
    row = deletion.reassign(row, people.fatima, by=people.marian, at=given.now())
    assert row.asked_of == people.fatima
    with pytest.raises(NotPermitted, match="decide on a deletion"):
        deletion.reassign(row, people.ines, by=people.marian, at=given.now())
    given.sent_back(row, WantedChange.ASK_OWNER, by=people.fatima)
    with pytest.raises(WrongState, match="is not waiting for a decision"):
        deletion.reassign(row, people.winston, by=people.marian, at=given.now())


def test_a_thing_is_on_one_list_and_what_is_held_on_none(people, captures):
    holds.a_hold(people, captures[0])
    row = given.a_proposed_list(people, *captures)
    assert [one.item for one in row.items.all()] == [captures[1].id]
    with pytest.raises(WrongState, match="you are not allowed to read it, it is held or on another list"):
        given.a_proposed_list(people, *captures)


def test_a_hold_placed_after_the_approval_still_holds(people, captures, django_capture_on_commit_callbacks):
    row = given.an_approved_list(people, *captures)
    holds.a_hold(people, captures[0])
    with django_capture_on_commit_callbacks(execute=True):
        row = course.go_on(row, by=evidence.the_system())
    outcomes = {one.item: (one.outcome, one.why) for one in row.items.all()}
    assert outcomes[captures[0].id][0] == ItemOutcome.HELD
    assert "LH-0001" in outcomes[captures[0].id][1]
    assert outcomes[captures[1].id] == (ItemOutcome.HELD, str(closed_lists.WHOLE)), (
        "not everybody may read it"
    )
    assert row.state == ListState.WRITTEN_DOWN
    assert named("hold_checked", row).get().fields == {"reference": row.reference}, (
        "what it found is not told"
    )


def test_what_something_rests_on_stays_and_goes_with_it_where_both_are_on_the_list(people):
    exhibit = evidence.an_exhibit(people, ago=200)
    alone = given.an_approved_list(people, exhibit.capture)
    row = given.carried_out(alone)
    assert row.items.get().outcome == ItemOutcome.REFUSED
    assert "an exhibit uses it" in row.items.get().why
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
    with pytest.raises(WrongState, match="a backup from before the deletion"):
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
