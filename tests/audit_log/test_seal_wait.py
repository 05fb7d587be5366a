"""A grave act's page waits for the seal, a second at the most, and says how it stands; the act never fails for it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tests import given
from tests.audit_log.sealing import a_place, sealed
from tests.pages import signed_in
from watchbook.audit_log import seal_wait
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import KINDS
from watchbook.foi.disclosure_log import publication
from watchbook.foi.letter import sent_answer
from watchbook.organisation import duty
from watchbook.organisation.models import Duty
from watchbook.organisation.rules import DutyKind

GRAVE = {
    "duty.granted",
    "answer.sent",
    "publication.published",
    "publication.corrected",
    "publication.withdrawn",
}


@pytest.fixture
def proposed(committed_people):
    return duty.propose(
        committed_people.nell,
        kind=DutyKind.LINE_MANAGER,
        from_on=timezone.localdate(),
        by=committed_people.ada,
        at=timezone.now(),
    )


def grant(people, proposed):
    """The page on which a second administrator grants; what the next page says."""
    client = signed_in(people.bashir)
    answer = client.post(reverse("organisation:duty_grant", args=[proposed.pk]))
    assert answer.status_code == 302
    return client.get(answer.url).content.decode()


def test_the_grave_acts_are_those_that_the_design_names():
    assert publication.PUBLISHED.is_grave
    assert sent_answer.SENT.is_grave
    assert {name for name, kind in KINDS.items() if kind.is_grave} >= GRAVE


def test_with_a_sealer_at_work_the_page_says_sealed(
    committed, committed_people, proposed, tmp_path, monkeypatch
):
    place = a_place(tmp_path)
    sealed(committed, place)
    waits = []

    def the_sealer_comes(events, **_options):
        waits.append(list(events))
        assert not seal_wait.are_sealed(events)
        sealed(committed, place)
        return seal_wait.are_sealed(events)

    monkeypatch.setattr("watchbook.audit_log.middleware.wait_for_the_seal", the_sealer_comes)
    assert "Your action is recorded and sealed in the audit log." in grant(committed_people, proposed)
    assert waits == [[Event.objects.get(name="duty.granted", subject_id=proposed.pk).id]]


def test_without_one_the_act_is_done_and_the_page_says_not_yet(committed_people, proposed, monkeypatch):
    monkeypatch.setattr(seal_wait, "NO_SEALER_AFTER", timedelta())
    said = grant(committed_people, proposed)
    assert "Your action is recorded in the audit log and will be sealed" in said
    assert Duty.objects.get(pk=proposed.pk).state == "granted"


def test_nobody_waits_longer_than_a_second_nor_where_nothing_is_sealed(committed_people):
    event = Event.objects.first().id
    slept = []
    assert not seal_wait.wait_for_the_seal([event], within=0.2, sleep=slept.append)
    assert slept
    assert seal_wait.wait_for_the_seal([])


def test_an_act_that_was_undone_or_is_not_grave_keeps_nobody_waiting(committed_people, proposed):
    people = committed_people
    with seal_wait.noting_grave_events() as events:
        with transaction.atomic():
            duty.grant(proposed, by=people.bashir, at=given.AT)
            transaction.set_rollback(True)
        duty.decline(proposed, by=people.bashir, at=given.AT)
    assert events == []


def test_outside_a_page_nobody_waits(committed_people, proposed):
    duty.grant(proposed, by=committed_people.bashir, at=given.AT)
    assert seal_wait._noted.get() is None
