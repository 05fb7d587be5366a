"""Who keeps the registers of oversight, who reads them, and that two people discharge."""

import pytest

from tests.oversight import given
from tests.rights import EVERYBODY, those_who_may
from watchbook.acting.refusals import NotPermitted
from watchbook.oversight.models import Inspection, InternalAudit
from watchbook.oversight.permissions import (
    may_correct_recommendation,
    may_discharge,
    may_give_evidence,
    may_read_oversight,
    may_read_recommendation,
    may_record_audit,
    may_record_inspection,
    may_record_recommendation,
    may_record_recommendations,
    may_reopen,
    may_see_discharges,
)

READERS = {
    "helen", "simon", "judith", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"
}  # fmt: skip


def test_those_who_govern_answer_or_check_read(people):
    assert those_who_may(people, may_read_oversight) == READERS


def test_the_auditor_records_audits_and_the_keepers_inspections(people):
    assert those_who_may(people, may_record_audit) == {"edmund"}
    assert those_who_may(people, may_record_inspection) == {"helen", "simon"}
    assert those_who_may(people, may_record_recommendation, InternalAudit()) == {"edmund"}
    assert those_who_may(people, may_record_recommendation, Inspection()) == {"helen", "simon"}
    assert those_who_may(people, may_record_recommendations) == {"edmund", "helen", "simon"}


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
    with pytest.raises(NotPermitted, match="is yours"):
        may_discharge(people.simon, row, people.helen.id)
    other = given.a_recommendation(people)
    with pytest.raises(NotPermitted, match="You gave the evidence"):
        may_discharge(people.simon, other, people.simon.id)
    assert those_who_may(people, may_reopen, row) == {"simon"}


def test_an_elected_member_and_an_administrator_see_no_report(people):
    assert not {"joan", "ada", "bashir"} & those_who_may(people, may_read_oversight)
    assert {"joan", "ada"} <= set(EVERYBODY)
