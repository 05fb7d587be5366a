"""The central record: what was decided, as recorded by a moment; numbers that no row bears are told."""

from datetime import UTC, datetime

from django.db import transaction

from tests.authorisations import given
from watchbook.audit_log.reference import next_reference
from watchbook.authorisations import disposal
from watchbook.authorisations.queries import central_record

BEFORE = datetime(2026, 1, 1, tzinfo=UTC)


def test_it_holds_what_was_decided_and_not_what_waits(people):
    refused = given.refused(people, "Open looks would do")
    given.a_passed(people)
    assert list(central_record.central_record()) == [refused]
    assert list(central_record.refused_by_officer()) == [refused]
    assert not central_record.granted()
    assert not central_record.central_record(as_at=BEFORE)
    assert central_record.first_entry_on(as_at=BEFORE) is None


def test_a_court_that_refuses_is_told_as_recorded_by_a_moment(people):
    given.heard(people, outcome="refused")
    assert central_record.refused_by_court().count() == 1
    assert not central_record.refused_by_court(as_at=BEFORE)
    assert not central_record.took_effect(as_at=datetime.now(UTC))


def test_a_number_that_no_row_bears_is_a_gap(people):
    for _ in range(2):
        given.a_draft(people)
    assert not central_record.gaps()
    with transaction.atomic():
        next_reference("DS")  # given, and no row took it
    given.a_draft(people)
    assert central_record.gaps() == (central_record.Gap("DS", (3,)),)


def test_the_last_number_that_was_given_is_a_gap_too_and_one_disposed_of_is_none(people):
    row = given.a_draft(people)
    with transaction.atomic():
        next_reference("DS")
    assert central_record.gaps() == (central_record.Gap("DS", (2,)),)
    disposal.dispose(row.id, by=people.winston, at=given.AT)
    assert central_record.gaps() == (central_record.Gap("DS", (2,)),)


def test_gaps_take_two_queries_where_there_are_none(people, django_assert_num_queries):
    given.a_draft(people)
    with django_assert_num_queries(2):
        assert central_record.gaps() == ()
