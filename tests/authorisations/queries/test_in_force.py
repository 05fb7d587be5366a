"""What covers a subject at a moment: computed from times, ended by a stop, barred by an overdue review (invariant I2)."""

from datetime import UTC, date, datetime, timedelta

from tests import given as council
from tests.authorisations import given, plans
from watchbook.authorisations import cancellation, review
from watchbook.authorisations.queries.in_force import (
    authorisations_in_force,
    in_force_for,
    is_barred,
    lapsed,
)

A_MOMENT = timedelta(microseconds=1)
END = datetime(2026, 6, 3, 23, 0, tzinfo=UTC)


def covered(subject, at):
    """By what a subject is covered at a moment."""
    return [(one.kind, one.reference) for one in in_force_for(subject, at=at)]


def test_an_authorisation_covers_whom_it_names_from_the_order_to_its_last_moment(people):
    subject = council.a_subject(people)
    row = given.in_force(people, subject=subject)
    other = council.a_subject(people, subject.investigation, called="John Doe", handles=())
    mine = [("directed_surveillance", row.reference)]
    assert covered(subject, given.ORDERED - A_MOMENT) == []
    assert covered(subject, given.ORDERED) == mine
    assert covered(other, given.ORDERED) == []
    given.reviewed(people, row, at=given.ORDERED, next_due_on=date(2026, 4, 1))
    (basis,) = in_force_for(subject, at=given.ORDERED)
    assert basis.until == END
    assert list(authorisations_in_force(at=END - A_MOMENT)) == [row]
    assert list(authorisations_in_force(at=END)) == []
    assert (list(lapsed(at=END - A_MOMENT)), list(lapsed(at=END))) == ([], [row])


def test_an_overdue_review_bars_new_looks_after_the_grace(people):
    subject = council.a_subject(people)
    row = given.in_force(people, subject=subject)
    last = datetime(2026, 4, 8, 9, tzinfo=UTC)  # five working days after 30 March, Easter between
    assert not is_barred(row, at=last)
    assert covered(subject, last)
    assert is_barred(row, at=last + timedelta(days=1))
    assert not covered(subject, last + timedelta(days=1))


def test_a_stop_ends_it_at_that_moment(people):
    subject = council.a_subject(people)
    row = given.in_force(people, subject=subject)
    stop = given.ORDERED + timedelta(days=2)
    cancellation.instruct_stop(row, instruction="Stop", by=people.oliver, at=stop)
    assert covered(subject, stop - A_MOMENT)
    assert not covered(subject, stop)


def test_a_signed_plan_covers_its_subject_within_its_days(people):
    subject = council.a_subject(people)
    plan = plans.a_signed_plan(people, subject=subject)
    assert covered(subject, plans.SIGNED_AT - A_MOMENT) == []
    assert covered(subject, plans.SIGNED_AT) == [("overt_plan", plan.reference)]
    (basis,) = in_force_for(subject, at=plans.SIGNED_AT)
    assert (basis.until, basis.looks_at_most) == (datetime(2026, 4, 1, 23, 0, tzinfo=UTC), 4)
    assert covered(subject, basis.until) == []


def test_what_was_in_force_at_a_past_moment_is_told_as_it_was_then(people):
    subject = council.a_subject(people)
    other = council.a_subject(people, subject.investigation, called="John Doe", handles=())
    row = given.in_force(people, subject=subject)
    mine = [("directed_surveillance", row.reference)]
    added = datetime(2026, 3, 20, 9, tzinfo=UTC)
    review.review(
        row,
        given.ALONE,
        report=None,
        decision="amend",
        next_due_on=date(2026, 4, 20),
        by=people.oliver,
        at=added,
        amendment=review.Amendment(why="John Doe sells too", added=(other,)),
    )
    assert (covered(other, added - A_MOMENT), covered(other, added)) == ([], mine)
    late = datetime(2026, 5, 15, 9, tzinfo=UTC)  # after the grace of the review of 20 April
    assert not covered(subject, late)
    given.reviewed(people, row, at=late, next_due_on=date(2026, 6, 1))
    assert covered(subject, late)
    assert not covered(subject, late - timedelta(days=1))  # it was barred then, and stays so
    assert covered(subject, added)
    given.cancelled(people, row, at=late + timedelta(days=1))
    assert covered(subject, late)
    assert not covered(subject, late + timedelta(days=1))
    assert not lapsed(at=END)


def test_what_had_lapsed_by_a_moment_stays_told_after_its_cancellation(people):
    row = given.in_force(people)
    given.cancelled(people, row, at=END + timedelta(days=3))
    assert list(lapsed(at=END + timedelta(days=2))) == [row]
    assert not lapsed(at=END + timedelta(days=3))
