"""References of register rows: in order, a counter per register, and none is ever skipped."""

import pytest
from django.db import transaction

from tests.threads import at_once
from watchbook.audit_log.models import RegisterCounter
from watchbook.audit_log.reference import ReferenceOutsideTransaction, next_reference


def test_each_register_counts_for_itself_from_one(db):
    assert [next_reference("L"), next_reference("L"), next_reference("FOI")] == [
        "L-0001",
        "L-0002",
        "FOI-0001",
    ]
    assert sorted(map(str, RegisterCounter.objects.all())) == ["FOI 1", "L 2"]


def test_a_reference_grows_beyond_four_digits(db):
    RegisterCounter.objects.create(register="L", last=9_999)
    assert next_reference("L") == "L-10000"


def test_a_reference_of_an_act_that_failed_is_given_to_the_next(db):
    next_reference("L")
    with transaction.atomic():
        assert next_reference("L") == "L-0002"
        transaction.set_rollback(True)
    assert next_reference("L") == "L-0002"


def test_outside_a_transaction_no_reference_is_given(committed):
    with pytest.raises(ReferenceOutsideTransaction, match="A reference of L was asked for outside"):
        next_reference("L")
    assert not RegisterCounter.objects.exists()


def test_two_at_the_same_time_get_two_numbers_from_the_very_first(committed):
    assert sorted(at_once(committed, *[lambda: next_reference("L")] * 2)) == ["L-0001", "L-0002"]
    assert sorted(at_once(committed, *[lambda: next_reference("L")] * 3)) == ["L-0003", "L-0004", "L-0005"]


def test_a_number_that_one_of_two_gives_back_is_the_others(committed):
    def gives_back():
        next_reference("L")
        raise LookupError

    results = at_once(committed, gives_back, lambda: next_reference("L"))
    assert isinstance(results[0], LookupError)
    assert results[1] == "L-0001"
    assert RegisterCounter.objects.get().last == 1
