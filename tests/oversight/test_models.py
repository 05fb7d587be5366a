"""What the tables of oversight refuse, by going straight to SQL, and two people at once."""

from uuid import uuid4

import pytest
from psycopg import errors

from tests.given import AT
from tests.oversight import given
from tests.oversight.given import audit_particulars, evidence_for, recommended
from tests.threads import at_once, split
from watchbook.acting.refusals import WrongState
from watchbook.oversight import internal_audit, recommendation
from watchbook.oversight.models import InternalAudit, Recommendation, RecommendationStep
from watchbook.oversight.recommendation import Done

NOTHING = {"file_sha256": "", "file_name": "", "file_media_type": "", "file_size": 0}
ENTRY = {"is_struck": False, "corrects_id": None}


def insert(sql, table, facts):
    """One row straight into a table."""
    facts = {"id": uuid4(), **facts}
    columns, places = ", ".join(f'"{name}"' for name in facts), ", ".join(f"%({name})s" for name in facts)
    sql.execute(f"INSERT INTO oversight_{table} ({columns}) VALUES ({places})", facts)


def audit_facts(people, **changes):
    return {
        "reference": "A-9",
        "title": "x",
        "trigger": "other",
        "concerns_social_media": "no",
        "whole_authority": True,
        "services": [],
        "began_on": "2018-03-01",
        "reported_on": "2018-05-04",
        "findings": "",
        "release": "not_considered",
        "release_provision": "",
        "recorded_by_id": people.edmund.id,
        **ENTRY,
        **NOTHING,
    } | changes


def inspection_facts(people, **changes):
    return {
        "reference": "I-9",
        "body": "ipco",
        "scope": "x",
        "concerns_social_media": "no",
        "first_on": "2018-03-01",
        "last_on": "2018-03-02",
        "report_received_on": "2018-05-04",
        "release": "not_considered",
        "release_provision": "",
        "recorded_by_id": people.helen.id,
        **ENTRY,
        **NOTHING,
    } | changes


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"whole_authority": False}, "internal_audit_is_of_services_or_of_the_whole"),
        ({"services": [uuid4()]}, "internal_audit_is_of_services_or_of_the_whole"),
        ({"reported_on": "2018-02-28"}, "internal_audit_reports_after_it_began"),
        ({"reported_on": None, "findings": "x"}, "internal_audit_under_way_has_no_report"),
        ({"reported_on": None, "file_sha256": "ab" * 32}, "internal_audit_under_way_has_no_report"),
        ({"release": "exempt"}, "internal_audit_withheld_says_why"),
        ({"release": "publishable", "release_provision": "s.31"}, "internal_audit_withheld_says_why"),
        ({"release": "else"}, "internal_audit_withheld_says_why"),
    ],
)
def test_an_audit_that_cannot_be_so_is_refused(committed_people, as_app, changes, constraint):
    with pytest.raises(errors.CheckViolation, match=constraint):
        insert(as_app, "internalaudit", audit_facts(committed_people, **changes))


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"last_on": "2018-02-28"}, "inspection_ends_after_it_begins"),
        ({"report_received_on": "2018-03-01"}, "inspection_reports_after_it_ended"),
        ({"report_received_on": None, "file_sha256": "ab" * 32}, "inspection_without_a_report_has_no_copy"),
        ({"release": "publishable_in_part"}, "inspection_withheld_says_why"),
    ],
)
def test_an_inspection_that_cannot_be_so_is_refused(committed_people, as_app, changes, constraint):
    with pytest.raises(errors.CheckViolation, match=constraint):
        insert(as_app, "inspection", inspection_facts(committed_people, **changes))


def test_each_has_one_entry_and_each_version_one_successor(committed_people, as_app):
    audit, inspection = given.an_audit(committed_people), given.an_inspection(committed_people)
    internal_audit.correct(audit, audit_particulars(), file=None, by=committed_people.edmund, at=AT)
    with pytest.raises(errors.UniqueViolation, match="internal_audit_reference_is_one_audits"):
        insert(as_app, "internalaudit", audit_facts(committed_people, reference="A-0001"))
    with pytest.raises(errors.UniqueViolation, match="corrects_id"):
        insert(as_app, "internalaudit", audit_facts(committed_people, corrects_id=audit.id))
    with pytest.raises(errors.UniqueViolation, match="inspection_reference_is_one_inspections"):
        insert(as_app, "inspection", inspection_facts(committed_people, reference=inspection.reference))


def test_a_row_keeps_what_was_first_written(committed_people, as_app):
    given.a_recommendation_with_evidence(committed_people, given.an_audit(committed_people))
    given.an_inspection(committed_people)
    for change in (
        "internalaudit SET title = 'y'",
        "inspection SET scope = 'y'",
        "recommendation SET words = 'y'",
        "recommendationstep SET words = 'y'",
    ):
        with pytest.raises(errors.IntegrityConstraintViolation):
            as_app.execute(f"UPDATE oversight_{change}")


def test_a_recommendation_is_of_one_thing_and_has_words(committed_people, as_app):
    row = given.a_recommendation(committed_people)
    audit = given.an_audit(committed_people)
    facts = {
        "reference": "R-9",
        "audit_id": None,
        "inspection_id": row.inspection_id,
        "source_reference": "I-0001",
        "number": "",
        "words": "x",
        "rating": "red",
        "owner_id": committed_people.marian.id,
        "due_on": "2026-01-01",
        "recorded_by_id": committed_people.helen.id,
        **ENTRY,
    }
    for changes in ({"audit_id": audit.id}, {"inspection_id": None}):
        with pytest.raises(errors.CheckViolation, match="recommendation_is_of_an_audit_or_an_inspection"):
            insert(as_app, "recommendation", facts | changes)
    with pytest.raises(errors.CheckViolation, match="recommendation_has_words"):
        insert(as_app, "recommendation", facts | {"words": ""})
    with pytest.raises(errors.UniqueViolation, match="recommendation_reference_is_one_thing"):
        insert(as_app, "recommendation", facts | {"reference": "R-0001"})


def test_nobody_discharges_their_own_straight_in_sql_either(committed_people, as_app):
    row = given.a_recommendation_with_evidence(committed_people)
    simon, marian, helen = committed_people.simon, committed_people.marian, committed_people.helen
    facts = {
        "recommendation_id": row.id,
        "recommendation_reference": "R-0001",
        "step": "discharge",
        "on": "2026-02-01",
        "words": "",
        "recorded_by_id": simon.id,
        "owner_id": marian.id,
        "evidence_by_id": helen.id,
        **NOTHING,
    }
    for changes in ({"owner_id": simon.id}, {"evidence_by_id": simon.id}, {"evidence_by_id": None}):
        with pytest.raises(errors.CheckViolation, match="recommendation_discharged_by_a_second_person"):
            insert(as_app, "recommendationstep", facts | changes)
    for step in ("evidence", "reopening"):
        with pytest.raises(errors.CheckViolation, match="recommendation_evidence_and_reopening_say_what"):
            insert(as_app, "recommendationstep", facts | {"step": step})


def test_of_two_corrections_at_the_same_time_one_wins(committed, committed_people):
    row, edmund = given.an_audit(committed_people), committed_people.edmund

    def correct():
        return internal_audit.correct(row, audit_particulars(), file=None, by=edmund, at=AT)

    corrected, refused = split(at_once(committed, correct, correct))
    assert len(corrected) == 1
    assert [type(refusal) for refusal in refused] == [WrongState]
    assert InternalAudit.objects.count() == 2


def test_of_two_discharges_at_the_same_time_one_wins(committed, committed_people):
    row, simon = given.a_recommendation_with_evidence(committed_people), committed_people.simon

    def discharge():
        return recommendation.discharge(row, Done(on=AT.date()), by=simon, at=AT)

    discharged, refused = split(at_once(committed, discharge, discharge))
    assert len(discharged) == 1
    assert [type(refusal) for refusal in refused] == [WrongState]
    assert RecommendationStep.objects.filter(step="discharge").count() == 1


def test_evidence_and_a_new_owner_at_the_same_time_do_not_mix(committed, committed_people):
    row = given.a_recommendation(committed_people)
    told = recommended(committed_people, owner=committed_people.ines)
    helen = committed_people.helen
    step, newer = at_once(
        committed,
        lambda: evidence_for(row, committed_people, by=helen),
        lambda: recommendation.correct(row, told, by=helen, at=AT),
    )
    assert Recommendation.objects.get(corrected_by=None) == newer
    assert step.owner_id == step.recommendation.owner_id
