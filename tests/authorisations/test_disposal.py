"""Disposal: what is due, where somebody is named, and that nothing of it can be read afterwards."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.authorisations import given, plans
from tests.log import everything
from watchbook.audit_log.models import Event
from watchbook.authorisations import authorising, covert_profile, disposal
from watchbook.authorisations.models import Authorisation, CovertProfile, OvertPlan
from watchbook.keys import envelope
from watchbook.keys.refused import KeyDestroyed

LATER = given.ORDERED + timedelta(days=30)
FAR = date(2040, 1, 1)


def test_an_authorisation_goes_with_its_decisions_and_its_key_and_leaves_what_statistics_ask(
    committed_people,
):
    people = committed_people
    row = given.in_force(people)
    given.reviewed(people, row, at=given.ORDERED, next_due_on=date(2026, 4, 1))
    assert not disposal.due(FAR)
    row = given.cancelled(people, row, at=LATER, ending=replace(given.ENDING, value="Six photographs"))
    assert disposal.due(FAR) == [row.id]
    assert disposal.find("six PHOTO") == [row.id]
    disposal.dispose(row.id, by=people.winston, at=LATER)
    assert not Authorisation.objects.exists()
    event = Event.objects.get(name="application.disposed")
    assert event.fields["kind"] == "directed_surveillance"
    with pytest.raises(KeyDestroyed):
        envelope.opened(row)
    assert "Six photographs" not in repr(everything())


def test_a_plan_and_a_retired_profile_end_too(people):
    plan = plans.a_signed_plan(people)
    profile = covert_profile.approve(given.a_profile(people), by=people.oliver, at=given.AT)
    covert_profile.review(profile, found="Seen", by=people.helen, at=given.AT)
    profile = covert_profile.retire(profile, proof="Gone", by=people.helen, at=given.AT)
    assert set(disposal.due(FAR)) == {plan.id, profile.id}
    assert disposal.find("robin.9477") == [profile.id]
    for row in (plan, profile):
        disposal.dispose(row.id, by=people.winston, at=LATER)
    assert not OvertPlan.objects.exists()
    assert not CovertProfile.objects.exists()


def test_a_withdrawn_application_is_due_and_a_draft_is_not(people):
    given.a_draft(people)
    refused = given.a_passed(people)
    authorising.refuse(refused, why="x", by=people.oliver, at=given.DECIDED)
    assert disposal.due(FAR) == [refused.id]
