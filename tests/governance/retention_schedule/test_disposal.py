"""Disposal of retention schedules: what is due, where a person is named, and how an edition goes."""

from dataclasses import replace
from datetime import date

from tests.given import AT
from tests.governance.signed import DECIDED, a_class, a_proposal, an_adopted_schedule
from watchbook.audit_log.models import Event
from watchbook.governance.retention_schedule.disposal import dispose, due, find
from watchbook.governance.retention_schedule.models import (
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)
from watchbook.governance.retention_schedule.queries import edition_by_reference, versions_of


def test_an_edition_is_due_once_another_is_followed(people):
    first = an_adopted_schedule(people)
    assert due(date(2026, 3, 1)) == []
    an_adopted_schedule(people, title="next", decided=replace(DECIDED, in_force_from=date(2026, 2, 20)))
    a_proposal(people, title="never adopted")
    assert due(date(2026, 2, 20)) == []
    assert due(date(2026, 2, 21)) == [first.schedule.id]


def test_a_person_named_anywhere_in_an_edition_is_found(people):
    row = a_class(people, action_words="Write to Zephyrine Quillfeather.")
    schedule = edition_by_reference(row.schedule_reference).schedule
    assert find("zephyrine") == [schedule.id]
    assert find("nobody of this name") == []


def test_an_edition_goes_with_every_row_and_the_log_keeps_that_it_did(people):
    edition = an_adopted_schedule(people)
    kept = a_proposal(people, title="kept")
    rows = versions_of("RS-0001")
    dispose(edition.schedule.id, by=people.simon, at=AT)
    assert [row.pk for row in RetentionSchedule.objects.all()] == [kept.pk]
    assert RetentionAdoption.objects.count() == 0
    assert not RetentionClass.objects.filter(schedule_reference="RS-0001").exists()
    told = Event.objects.filter(name="retention_schedule.disposed")
    assert {event.subject_id for event in told} == {row.pk for row in rows}
