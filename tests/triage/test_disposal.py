"""Assessments end: due once their investigation closed, found by what was said, gone with their departures and their key."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.triage import given
from watchbook.investigations import investigation
from watchbook.keys import envelope
from watchbook.triage import disposal
from watchbook.triage.models import Assessment, Departure


def test_it_is_due_once_the_investigation_was_closed(people):
    row = given.assessed_case(people, "T02").assessment
    tomorrow = given.AT.date() + timedelta(days=1)
    assert disposal.due(tomorrow) == []
    investigation.close(row.investigation, reason="Done", by=people.ines, at=given.AT)
    assert disposal.due(tomorrow) == [row.id]
    assert disposal.due(given.AT.date()) == []


@pytest.mark.django_db(transaction=False)
def test_it_goes_with_its_departures_and_its_key(people, django_capture_on_commit_callbacks):
    standing = given.raised(
        given.assessed_case(people, "T14"), "overt_plan", by=people.ines, reason=given.CANARY
    )
    row = standing.assessment
    assert disposal.find(given.CANARY.upper()) == [row.id]
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        disposal.dispose(row.id, by=people.winston, at=given.AT)
    assert not Assessment.objects.exists()
    assert not Departure.objects.exists()
    assert envelope.is_destroyed(row.id)
