"""Who corrects, sees to and discharges a recommendation: always two people."""

import pytest

from tests.oversight import given
from tests.rights import those_who_may
from watchbook.acting.refusals import NotPermitted
from watchbook.oversight.recommendation.permissions import (
    may_correct_recommendation,
    may_discharge,
    may_give_evidence,
    may_read_recommendation,
    may_reopen,
    may_see_discharges,
)

READERS = {
    "helen", "simon", "judith", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"
}  # fmt: skip


def test_a_recommendation_is_corrected_by_those_who_record_its_kind(people):
    of_audit = given.a_recommendation(people, given.an_audit(people))
    of_inspection = given.a_recommendation(people)
    assert those_who_may(people, may_correct_recommendation, of_audit) == {"edmund"}
    assert those_who_may(people, may_correct_recommendation, of_inspection) == {"helen", "simon"}


def test_the_owner_reads_their_own_and_gives_evidence_and_the_coordinator_may_for_them(people):
    row = given.a_recommendation(people, owner=people.nell)
    assert those_who_may(people, may_read_recommendation, row) == READERS | {"nell"}
    assert those_who_may(people, may_give_evidence, row) == {"nell", "helen"}


def test_an_owner_whose_account_is_closed_may_nothing(people):
    row = given.a_recommendation(people, owner=people.nell)
    nell = people.nell
    nell.is_active = False
    for may in (may_read_recommendation, may_give_evidence):
        with pytest.raises(NotPermitted):
            may(nell, row)


def test_an_inspections_recommendation_is_discharged_by_the_sro_an_audits_by_the_auditor_too(people):
    of_audit = given.a_recommendation(people, given.an_audit(people))
    of_inspection = given.a_recommendation(people)
    assert those_who_may(people, may_discharge, of_audit, people.marian.id) == {"simon", "edmund"}
    assert those_who_may(people, may_discharge, of_inspection, people.marian.id) == {"simon"}
    assert those_who_may(people, may_reopen, of_audit) == {"simon", "edmund"}
    assert those_who_may(people, may_reopen, of_inspection) == {"simon"}
    assert those_who_may(people, may_see_discharges) == {"simon", "edmund"}


def test_neither_the_owner_nor_whoever_gave_the_evidence_discharges(people):
    row = given.a_recommendation(people, owner=people.simon)
    with pytest.raises(NotPermitted, match="you own it"):
        may_discharge(people.simon, row, people.helen.id)
    other = given.a_recommendation(people)
    with pytest.raises(NotPermitted, match="you gave the evidence"):
        may_discharge(people.simon, other, people.simon.id)
    assert those_who_may(people, may_reopen, row) == {"simon"}
