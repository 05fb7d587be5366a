"""Disposal of audits and inspections: what is due, where a person is named, and what is left when an entry has gone."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from tests.given import AT
from tests.log import undone_when_the_log_fails
from tests.oversight import given
from tests.oversight.given import EVIDENCE, REPORT, audit_particulars, audit_report, inspection_particulars
from watchbook.audit_log.models import Event
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.files.store import the_store
from watchbook.oversight import disposal
from watchbook.oversight.inspection import inspection
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit import internal_audit
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.recommendation import recommendation
from watchbook.oversight.recommendation.models import Recommendation, RecommendationStep

NAME = "Jane Roe"
FILE = replace(REPORT, name="jane roe.pdf", data=b"%PDF-1.7 another")


def test_what_was_reported_before_the_day_is_due_in_its_newest_version(people):
    old = given.an_audit(people)
    newer = internal_audit.correct(old, audit_particulars(), file=None, by=people.edmund, at=AT)
    given.an_audit_under_way(people)
    seen = given.an_inspection(people)
    unreported = given.an_inspection_without_report(people)
    assert disposal.due(date(2018, 5, 4)) == []
    assert disposal.due(date(2018, 5, 5)) == [newer.id]
    assert set(disposal.due(date(2018, 6, 14))) == {newer.id, unreported.id}
    assert set(disposal.due(date(2018, 7, 31))) == {newer.id, unreported.id, seen.id}


def test_what_was_taken_back_is_due_by_the_day_it_was(people):
    begun = given.an_audit_under_way(people)
    with recorded_as_if_at(AT):
        row = internal_audit.take_back(begun, by=people.edmund, at=AT)
    assert disposal.due(AT.date()) == []
    assert disposal.due(AT.date() + timedelta(days=1)) == [row.id]


def test_nothing_is_due_while_a_recommendation_of_it_is_not_discharged(people):
    undone, done, again = given.an_audit(people), given.an_inspection(people), given.an_inspection(people)
    given.a_recommendation(people, undone)
    given.a_discharged_recommendation(people, done)
    row = given.a_discharged_recommendation(people, again)
    found = recommendation.ProgressMade(on=date(2026, 2, 1), words="It was not done after all.")
    recommendation.reopen(row, found, by=people.simon, at=AT)
    assert disposal.due(date(2026, 3, 2)) == [done.id]


PLACES = {
    "title": lambda people: given.an_audit(people, title=NAME),
    "findings": lambda people: given.an_audit(people, report=audit_report(findings=NAME)),
    "provision": lambda people: given.an_audit(
        people, report=audit_report(release="exempt", release_provision=NAME)
    ),
    "file of an audit": lambda people: given.an_audit(people, file=FILE),
    "scope": lambda people: given.an_inspection(people, scope=NAME),
    "provision of an inspection": lambda people: given.an_inspection(
        people,
        report=given.inspection_report(
            report_received_on=date(2018, 7, 30), release="exempt", release_provision=NAME
        ),
    ),
    "file of an inspection": lambda people: given.an_inspection(people, file=FILE),
    "number": lambda people: given.a_recommendation(people, number=NAME),
    "words": lambda people: given.a_recommendation(people, words=NAME),
    "words of a step": lambda people: given.evidence_for(given.a_recommendation(people), people, words=NAME),
    "file of a step": lambda people: given.a_recommendation_with_evidence(
        people, given.an_audit(people), file=FILE
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_person_is_found_wherever_they_are_named(people, place):
    other = given.an_audit(people, title="Nobody")
    assert disposal.find(NAME) == []
    PLACES[place](people)
    [found] = disposal.find(NAME)
    assert found != other.id


def test_a_person_named_in_an_earlier_version_is_found_in_the_newest(people):
    old = given.an_inspection(people, scope=NAME)
    newer = inspection.correct(old, inspection_particulars(), file=None, by=people.helen, at=AT)
    assert disposal.find("jane roe") == [newer.id]


def a_long_story(people):
    """An audit in two versions, with a recommendation in two versions, its steps and three files."""
    old = given.an_audit(people)
    row = given.a_discharged_recommendation(people, old)
    recommendation.correct(row, given.recommended(people), by=people.edmund, at=AT)
    return internal_audit.correct(old, audit_particulars(), file=FILE, by=people.edmund, at=AT)


def test_an_audit_goes_with_every_version_what_it_recommended_and_every_file(
    people, files_folder, django_capture_on_commit_callbacks
):
    row, kept = a_long_story(people), given.an_inspection(people, file=replace(REPORT, data=b"%PDF-kept"))
    with django_capture_on_commit_callbacks(execute=True):
        disposal.dispose(row.id, by=people.winston, at=AT)
    assert [list(table.objects.all()) for table in (InternalAudit, Recommendation, RecommendationStep)] == [
        []
    ] * 3
    assert list(Inspection.objects.all()) == [kept]
    assert [path.name for path in files_folder.rglob("*") if path.is_file()] == [kept.file_sha256]
    events = Event.objects.filter(name="internal_audit.disposed")
    assert [(event.by, event.fields) for event in events] == (
        [(people.winston.id, {"reference": "A-0001", "versions": 6})] * 6
    )


def test_an_inspection_goes_and_a_file_that_another_row_names_stays(
    people, django_capture_on_commit_callbacks
):
    row, same = given.an_inspection(people), given.an_audit(people)
    given.a_recommendation_with_evidence(people, row)
    with django_capture_on_commit_callbacks(execute=True):
        disposal.dispose(row.id, by=people.winston, at=AT)
    assert not Inspection.objects.exists()
    assert the_store().get(same.file_sha256) == REPORT.data
    with pytest.raises(FileNotFoundError):
        the_store().get(sha256(EVIDENCE.data).hexdigest())
    assert Event.objects.filter(name="inspection.disposed").count() == 3


def test_what_is_not_there_cannot_be_disposed_of(people):
    with pytest.raises(Inspection.DoesNotExist):
        disposal.dispose(people.nell.id, by=people.winston, at=AT)


def test_a_failing_log_undoes_it(people, monkeypatch):
    row = a_long_story(people)
    undone_when_the_log_fails(
        monkeypatch, disposal, lambda: disposal.dispose(row.id, by=people.winston, at=AT)
    )


def test_the_columns_that_hold_personal_data_are_listed():
    assert len(disposal.PERSONAL_FIELDS) == 11
    assert {field.split(".")[1] for field in disposal.PERSONAL_FIELDS} == {
        "InternalAudit", "Inspection", "Recommendation", "RecommendationStep",
    }  # fmt: skip
