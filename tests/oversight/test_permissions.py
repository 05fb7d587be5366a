"""Who reads the registers of oversight and who keeps them."""

from tests.rights import EVERYBODY, those_who_may
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.permissions import may_read_oversight, may_record_audit, may_record_inspection
from watchbook.oversight.recommendation.permissions import (
    may_record_recommendation,
    may_record_recommendations,
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


def test_an_elected_member_and_an_administrator_see_no_report(people):
    assert not {"joan", "ada", "bashir"} & those_who_may(people, may_read_oversight)
    assert {"joan", "ada"} <= set(EVERYBODY)
