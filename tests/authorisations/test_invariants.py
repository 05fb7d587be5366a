"""Invariants I1 to I9 hold in the database itself: whoever goes straight to SQL is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests import given as council
from tests.authorisations import given
from tests.looks import given as looks
from watchbook.authorisations import cancellation
from watchbook.authorisations.models import Comment, Determination, Hearing
from watchbook.looks.models import Look, PageView

A_MOMENT = timedelta(microseconds=1)
JUVENILE = {"born": date(2009, 5, 1)}


def straight(row, match, **changes):
    """Change a row past its acts, as at a commit: refused."""

    def write():
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**changes)
            at_the_commit()

    with pytest.raises(IntegrityError, match=match):
        write()


def at_the_commit():
    """Ask now what is else asked at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def test_in_effect_from_the_order_of_the_court_and_from_nothing_else(people):
    row = given.in_force(people)
    at_the_commit()
    straight(row, "from the order of the court", effective_from=given.DECIDED)
    Hearing.objects.filter(authorisation=row).delete()
    straight(row, "from the order of the court", review_due_on=date(2026, 4, 1))


def test_granted_and_not_approved_it_has_no_times(people):
    row = given.a_granted(people)
    assert (row.effective_from, row.ends_on) == (None, None)
    times = {"effective_from": given.DECIDED, "ends_on": date(2026, 6, 1)}
    straight(row, "authorisation_without_effect_has_no_times", **times)
    straight(row, "from the order of the court", state="effective", **times)


def test_where_no_court_is_asked_it_is_in_effect_from_the_decision(people):
    row = given.in_force(people, kind="non_ripa")
    at_the_commit()
    straight(row, "from the decision", effective_from=given.DECIDED + A_MOMENT)


def test_a_look_under_it_lies_within_its_times(people):
    subject = council.a_subject(people)
    row = given.in_force(people, subject=subject)
    made = looks.made(people, subject, looked_at=given.ORDERED)
    stop = given.ORDERED + timedelta(days=9)
    cancellation.instruct_stop(row, instruction="Stop", by=people.oliver, at=stop)
    for moment, fits in ((given.ORDERED, True), (stop - A_MOMENT, True), (given.ORDERED - A_MOMENT, False)):
        assert is_taken(made, basis_id=row.id, opened_at=moment) is fits
    assert not is_taken(made, basis_id=row.id, opened_at=stop)
    assert not is_taken(made, basis_id=made.id, opened_at=given.ORDERED)


@pytest.mark.parametrize(
    ("moment", "fits"),
    [(datetime(2026, 6, 3, 22, 59, 59, tzinfo=UTC), True), (datetime(2026, 6, 3, 23, tzinfo=UTC), False)],
)
def test_its_last_day_ends_at_midnight_in_london(people, moment, fits):
    subject = council.a_subject(people)
    row = given.in_force(people, subject=subject)
    assert row.ends_on == date(2026, 6, 3)
    made = looks.made(people, subject, looked_at=given.ORDERED)
    assert is_taken(made, basis_id=row.id, opened_at=moment) is fits


def is_taken(look, *, basis_id, opened_at):
    """Whether the database takes this look again as one of directed surveillance at a moment."""
    told = {**look.__dict__, "basis": "directed_surveillance", "basis_id": basis_id, "opened_at": opened_at}
    told = {name: value for name, value in told.items() if not name.startswith("_")}
    told["closed_at"] = opened_at

    def write():
        with transaction.atomic():
            PageView.objects.filter(look=look).delete()
            Look.objects.filter(pk=look.pk).delete()
            Look(**told).save(force_insert=True)
            at_the_commit()
            raise Undo

    with pytest.raises((Undo, IntegrityError), match=r"was not in force at its moment|^$") as found:
        write()
    return found.type is Undo


class Undo(Exception):
    """Undoes what was taken."""


def test_the_officer_has_a_rank_on_record(people):
    straight(given.a_granted(people), "granted_by_an_officer_of_rank", officer_rank="")


def test_under_the_threshold_it_names_an_offence(people):
    straight(given.a_granted(people), "names_an_offence", offence="")


@pytest.mark.parametrize(
    "changes",
    [{"is_confidential": True}, {"source_is_vulnerable": True}, {"source_is_juvenile": True}],
)
def test_what_is_for_the_head_of_paid_service_is_granted_by_them(people, changes):
    row = given.a_granted(people)
    assert row.officer_is_head is False
    straight(row, "for_the_head_is_granted_by_the_head", **changes)
    straight(row, "for_the_head_is_granted_by_the_head", officer_is_head=None, **changes)


def test_a_decision_keeps_its_determination(people):
    row = given.refused(people, "Open looks would do")
    at_the_commit()
    Determination.objects.filter(authorisation=row).delete()
    straight(row, "keeps it", officer_rank="Another")


def test_cancelled_only_with_a_cancellation(people):
    row = given.in_force(people)
    ended = {"state": "cancelled", "cancelled_at": given.ORDERED, "cancelled_by": people.oliver}
    straight(row, "cancellation that says why", **ended)


def test_renewed_only_by_a_renewal_that_was_approved(people):
    row = given.in_force(people)
    at = given.ORDERED + timedelta(days=20)
    given.a_renewal(people, row, at=at)
    straight(row, "granted and, where needed, approved", times_renewed=1, ends_on=date(2026, 9, 3))
    outside = given.in_force(people, kind="non_ripa")
    given.a_renewal(people, outside, at=at)
    at_the_commit()


def test_a_source_in_effect_has_its_age_on_record(people):
    row = given.in_force(people, kind="chis", source=JUVENILE, by=people.judith)
    assert (row.officer_is_head, row.source_is_juvenile, row.ends_on) == (True, True, date(2026, 7, 3))
    straight(row, "says_of_what_age", source_is_juvenile=None)


def test_a_reference_is_used_once(people):
    one, other = given.a_draft(people), given.a_draft(people)
    straight(other, "never changed", reference=one.reference)


def test_an_application_is_sent_with_its_text_which_stays_as_it_was(people):
    row = given.a_submitted(people)
    at_the_commit()
    straight(row, "sent with its text", submitted_at=given.SUBMITTED + A_MOMENT)
    straight(row.applicationversions.get(), "never changed|written once|may not be changed", number=2)


def test_a_decision_and_a_comment_name_the_version_that_they_are_about(people):
    row = given.a_passed(people)
    for model in (Determination, Comment):
        assert not model._meta.get_field("version").null
    straight(row.comments.get(), ".*", version=None)
