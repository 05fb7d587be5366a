"""Loaders of a demonstration say when rows were recorded; outside of them, and in production, the clock does."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, connection

from tests import given
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.governance.letters.models import LetterReceived

THEN = datetime(2017, 4, 3, 9, 0, tzinfo=UTC)


def is_now(moment):
    return abs(moment - datetime.now(UTC)) < timedelta(minutes=1)


def test_rows_and_events_inside_carry_the_moment_and_those_after_it_the_clock(people):
    with recorded_as_if_at(THEN):
        given.a_letter(people)
    first = LetterReceived.objects.get()
    assert first.recorded_at == THEN
    assert Event.objects.get(subject_id=first.id).recorded_at == THEN
    given.a_letter(people)
    second = LetterReceived.objects.exclude(pk=first.pk).get()
    assert is_now(second.recorded_at)
    assert is_now(Event.objects.get(subject_id=second.id).recorded_at)


def test_a_moment_is_the_same_in_every_time_zone(people):
    with recorded_as_if_at(THEN.astimezone(timezone(timedelta(hours=9)))):
        given.a_letter(people)
    assert LetterReceived.objects.get().recorded_at == THEN


def test_a_loader_that_fails_leaves_nothing_and_the_clock_goes_on(people):
    with pytest.raises(WrongState), recorded_as_if_at(THEN):
        given.a_letter(people, received_on=date(2017, 3, 19))
    assert not LetterReceived.objects.exists()
    given.a_letter(people)
    assert is_now(LetterReceived.objects.get().recorded_at)


def test_the_setting_ends_with_its_transaction(committed_people):
    with recorded_as_if_at(THEN):
        given.a_letter(committed_people)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('watchbook.recorded_at', true)")
        assert not cursor.fetchone()[0]


def test_in_production_the_database_refuses_it(committed_people, as_owner):
    as_owner.execute("UPDATE audit_log_installation SET mode = 'production'")
    with pytest.raises(IntegrityError, match="recorded_at is set by the database"), recorded_as_if_at(THEN):
        given.a_letter(committed_people)
    assert not LetterReceived.objects.exists()
