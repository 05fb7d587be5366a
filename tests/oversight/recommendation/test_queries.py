"""Recommendations as recorded by a moment, and what was done about each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.given import AT
from tests.oversight import given
from tests.oversight.given import audit_particulars, evidence_for
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.oversight.inspection import inspection
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.inspection.queries import inspections
from watchbook.oversight.internal_audit import internal_audit
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.internal_audit.queries import internal_audits
from watchbook.oversight.recommendation import recommendation
from watchbook.oversight.recommendation.queries import (
    possible_owners,
    recommendation_by_reference,
    recommendations,
    recommendations_of,
    recommendations_to_discharge,
    recommendations_to_see_to,
    steps_of,
)
from watchbook.oversight.recommendation.recommendation import ProgressMade

FIRST, SECOND, THIRD, FOURTH = (datetime(2026, month, 1, 9, 0, tzinfo=UTC) for month in (3, 4, 5, 6))
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        (FIRST - TICK, []),
        (FIRST, [("red", "open")]),
        (SECOND, [("red", "evidence_given")]),
        (THIRD, [("green", "evidence_given")]),
        (FOURTH - TICK, [("green", "evidence_given")]),
        (FOURTH, [("green", "discharged")]),
        (None, [("green", "discharged")]),
    ],
)
def test_recommendations_are_told_as_recorded_by_a_moment(people, as_at, expected):
    with recorded_as_if_at(FIRST):
        row = given.a_recommendation(people)
    with recorded_as_if_at(SECOND):
        evidence_for(row, people)
    with recorded_as_if_at(THIRD):
        newer = recommendation.correct(row, given.recommended(people, rating="green"), by=people.helen, at=AT)
    with recorded_as_if_at(FOURTH):
        recommendation.discharge(newer, ProgressMade(on=AT.date()), by=people.simon, at=AT)
    told = [(one.row.rating, one.progress.value) for one in recommendations(as_at=as_at)]
    assert told == expected


def test_who_gave_the_evidence_is_told_with_it(people):
    row = given.a_recommendation(people)
    assert recommendation_by_reference("R-0001").evidence_by is None
    evidence_for(row, people, by=people.helen)
    assert recommendation_by_reference("R-0001").evidence_by == people.helen.id
    assert recommendation_by_reference("R-0009") is None


def test_what_is_not_discharged_is_overdue_after_its_day(people):
    given.a_recommendation(people)
    given.a_discharged_recommendation(people)
    first, second = recommendations()
    assert not first.is_overdue(given.DUE)
    assert first.is_overdue(given.DUE + timedelta(days=1))
    assert not second.is_overdue(given.DUE + timedelta(days=1))


def test_what_waits_for_an_owner_is_what_is_open_and_theirs(people):
    mine = given.a_recommendation(people, due_on=date(2026, 5, 1))
    sooner = given.a_recommendation(people)
    given.a_recommendation(people, owner=people.ines)
    waiting = given.a_recommendation_with_evidence(people)
    assert [one.row for one in recommendations_to_see_to(people.marian)] == [sooner, mine]
    assert [one.row for one in recommendations_to_discharge()] == [waiting]


def test_what_one_source_recommended(people):
    audit, seen = given.an_audit(people), given.an_inspection(people)
    of_audit, of_inspection = given.a_recommendation(people, audit), given.a_recommendation(people, seen)
    assert [one.row for one in recommendations_of(audit)] == [of_audit]
    assert [one.row for one in recommendations_of(seen)] == [of_inspection]


def test_entries_are_found_by_reference_with_every_version_and_step(people):
    audit = given.an_audit(people)
    newer = internal_audit.correct(audit, audit_particulars(), file=None, by=people.edmund, at=AT)
    assert InternalAudit.objects.newest(reference="A-0001") == newer
    assert InternalAudit.objects.versions(reference="A-0001") == [audit, newer]
    assert InternalAudit.objects.newest(reference="A-0009") is None
    given.a_discharged_recommendation(people, given.an_inspection(people))
    assert Inspection.objects.newest(reference="I-0001").reference == "I-0001"
    assert [step.step for step in steps_of("R-0001")] == ["evidence", "discharge"]


def test_what_was_taken_back_counts_nowhere_from_then_on(people):
    with recorded_as_if_at(FIRST):
        audit, seen = given.an_audit(people), given.an_inspection(people)
        row = given.a_recommendation(people, audit)
    with recorded_as_if_at(SECOND):
        recommendation.take_back(row, by=people.edmund, at=AT)
        internal_audit.take_back(audit, by=people.edmund, at=AT)
        inspection.take_back(seen, by=people.helen, at=AT)
    for ask in (internal_audits, inspections, recommendations):
        assert len(ask(as_at=SECOND - TICK)) == 1
        assert [*ask(as_at=SECOND)] == [*ask(as_at=None)] == []
    newest = InternalAudit.objects.newest(reference="A-0001")
    assert newest.is_struck
    assert recommendations_of(newest) == recommendations_to_see_to(people.marian) == []
    assert recommendation_by_reference("R-0001").row.is_struck


def test_each_list_takes_one_query_however_long_it_is(people, django_assert_num_queries):
    for count in (2, 12):
        while InternalAudit.objects.count() < count:
            given.a_recommendation_with_evidence(people, given.an_audit(people), file=None)
            given.an_inspection(people, report=given.inspection_report(), file=None)
        for as_at in (None, datetime(2027, 1, 1, tzinfo=UTC)):
            for ask in (internal_audits, inspections):
                with django_assert_num_queries(1):
                    assert len([row.recorded_by.name for row in ask(as_at=as_at)]) == count
            with django_assert_num_queries(1):
                told = [
                    (one.row.owner.name, one.progress.value, one.evidence_by)
                    for one in recommendations(as_at=as_at)
                ]
            assert told == [("Marian", "evidence_given", people.marian.id)] * count


def test_whoever_decides_something_can_see_to_a_recommendation(people):
    assert people.nell in possible_owners()
    assert not any(person.is_system for person in possible_owners())
    assert not {people.ivo, people.joan} & set(possible_owners())  # inspector and member decide nothing
