"""What the tables of recommendations refuse, by going straight to SQL, and two people at once."""

import pytest
from psycopg import errors

from tests.given import AT
from tests.oversight import given
from tests.oversight.given import evidence_for, recommended
from tests.oversight.straight import ENTRY, NOTHING, insert
from tests.threads import at_once, split
from watchbook.acting.refusals import WrongState
from watchbook.oversight.recommendation import recommendation
from watchbook.oversight.recommendation.models import Recommendation, RecommendationStep
from watchbook.oversight.recommendation.recommendation import ProgressMade


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


def test_of_two_discharges_at_the_same_time_one_wins(committed, committed_people):
    row, simon = given.a_recommendation_with_evidence(committed_people), committed_people.simon

    def discharge():
        return recommendation.discharge(row, ProgressMade(on=AT.date()), by=simon, at=AT)

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
