"""Reading the registers of oversight: of a period, about social media, and as recorded by a moment."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.given import AT
from tests.oversight import given
from tests.oversight.given import audit_particulars, audit_report, evidence_for, inspection_particulars
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.organisation.models import Service
from watchbook.oversight import inspection, internal_audit, recommendation
from watchbook.oversight.inspection import Report
from watchbook.oversight.models import InternalAudit
from watchbook.oversight.queries.registers import (
    audit_by_reference,
    inspection_by_reference,
    inspections,
    internal_audits,
    open_services,
    possible_owners,
    recommendation_by_reference,
    recommendations,
    recommendations_of,
    recommendations_to_discharge,
    recommendations_to_see_to,
    services_of,
    steps_of,
    versions_of,
)
from watchbook.oversight.recommendation import Done

FIRST, SECOND, THIRD, FOURTH = (datetime(2026, month, 1, 9, 0, tzinfo=UTC) for month in (3, 4, 5, 6))
TICK = timedelta(microseconds=1)


def references(rows):
    return [row.reference for row in rows]


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        (FIRST - TICK, []),
        (FIRST, ["exclusively"]),
        (SECOND - TICK, ["exclusively"]),
        (SECOND, ["partly"]),
        (None, ["partly"]),
    ],
)
def test_audits_and_inspections_are_told_as_recorded_by_a_moment(people, as_at, expected):
    with recorded_as_if_at(FIRST):
        audit = given.an_audit(people)
        seen = given.an_inspection(people, concerns_social_media="exclusively")
    with recorded_as_if_at(SECOND):
        internal_audit.correct(
            audit, audit_particulars(concerns_social_media="partly"), file=None, by=people.edmund, at=AT
        )
        inspection.correct(seen, inspection_particulars(), file=None, by=people.helen, at=AT)
    assert [row.concerns_social_media for row in internal_audits(as_at=as_at)] == expected
    assert [row.concerns_social_media for row in inspections(as_at=as_at)] == expected


@pytest.mark.parametrize(
    ("first_on", "last_on", "expected"),
    [
        (None, None, ["A-0002", "A-0001"]),
        (date(2018, 5, 4), None, ["A-0002", "A-0001"]),
        (date(2018, 5, 5), None, ["A-0002"]),
        (None, date(2018, 3, 1), ["A-0001"]),
        (None, date(2018, 2, 28), []),
        (date(2025, 1, 1), date(2025, 12, 31), ["A-0002"]),
    ],
)
def test_audits_of_a_period_are_those_under_way_in_it(people, first_on, last_on, expected):
    given.an_audit(people)
    given.an_audit_under_way(people, began_on=date(2024, 1, 1))
    assert references(internal_audits(as_at=None, first_on=first_on, last_on=last_on)) == expected


@pytest.mark.parametrize(
    ("first_on", "last_on", "expected"),
    [
        (None, None, ["I-0001"]),
        (date(2018, 6, 13), date(2018, 6, 13), ["I-0001"]),
        (date(2018, 6, 14), None, []),
        (None, date(2018, 6, 11), []),
    ],
)
def test_inspections_of_a_period_are_those_that_fell_into_it(people, first_on, last_on, expected):
    given.an_inspection(people)
    assert references(inspections(as_at=None, first_on=first_on, last_on=last_on)) == expected


def test_about_social_media_are_those_exclusively_or_partly(people):
    for extent in ("exclusively", "partly", "no"):
        given.an_audit(people, concerns_social_media=extent)
        given.an_inspection(people, concerns_social_media=extent)
    assert references(internal_audits(as_at=None, on_social_media=True)) == ["A-0001", "A-0002"]
    assert references(internal_audits(as_at=None, on_social_media=False)) == ["A-0003"]
    assert references(inspections(as_at=None, on_social_media=True)) == ["I-0001", "I-0002"]
    assert references(inspections(as_at=None, on_social_media=False)) == ["I-0003"]


def test_inspections_of_some_bodies(people):
    given.an_inspection(people)
    given.an_inspection(people, body="osc")
    given.an_inspection(people, body="ico")
    assert references(inspections(as_at=None, bodies=("osc", "ipco"))) == ["I-0001", "I-0002"]
    assert references(inspections(as_at=None)) == ["I-0001", "I-0002", "I-0003"]


def test_the_newest_come_first(people):
    for year in (2016, 2018, 2017):
        given.an_audit(people, began_on=date(year, 3, 1))
        given.an_inspection(people, first_on=date(year, 6, 12))
    assert references(internal_audits(as_at=None)) == ["A-0002", "A-0003", "A-0001"]
    assert references(inspections(as_at=None)) == ["I-0002", "I-0003", "I-0001"]


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
        recommendation.discharge(newer, Done(on=AT.date()), by=people.simon, at=AT)
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
    assert audit_by_reference("A-0001") == newer
    assert versions_of(newer) == [audit, newer]
    assert audit_by_reference("A-0009") is inspection_by_reference("I-0001") is None
    given.a_discharged_recommendation(people, given.an_inspection(people))
    assert inspection_by_reference("I-0001").reference == "I-0001"
    assert [step.step for step in steps_of("R-0001")] == ["evidence", "discharge"]


def test_the_services_of_an_audit_and_those_that_can_be_audited(people):
    service = Service.objects.get()
    assert services_of(given.an_audit(people, services=(service.id,))) == [service]
    assert services_of(given.an_audit(people)) == []
    assert open_services() == [service]
    assert people.nell in possible_owners()
    assert not any(person.is_system for person in possible_owners())
    assert not {people.ivo, people.joan} & set(possible_owners())  # inspector and member decide nothing


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
        assert ask(as_at=SECOND) == ask(as_at=None) == []
    newest = audit_by_reference("A-0001")
    assert newest.is_struck
    assert recommendations_of(newest) == recommendations_to_see_to(people.marian) == []
    assert recommendation_by_reference("R-0001").row.is_struck


def test_each_list_takes_one_query_however_long_it_is(people, django_assert_num_queries):
    for count in (2, 12):
        while InternalAudit.objects.count() < count:
            given.a_recommendation_with_evidence(people, given.an_audit(people), file=None)
            given.an_inspection(people, report=Report(), file=None)
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


def test_an_audit_reported_in_the_period_but_begun_before_belongs_to_it(people):
    given.an_audit(people, began_on=date(2017, 12, 1), report=audit_report(reported_on=date(2018, 1, 2)))
    found = internal_audits(as_at=None, first_on=date(2018, 1, 1), last_on=date(2018, 12, 31))
    assert references(found) == ["A-0001"]
