"""The moments of recording in a real register: they do not fall along the log, and fit between its checkpoints."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests import given
from tests.audit_log.sealing import a_place, sealed
from watchbook.audit_log import verification
from watchbook.audit_log.models import Event
from watchbook.audit_log.moments import LONGEST_ACT, Moments, two_times_apart
from watchbook.audit_log.recorded_at import recorded_as_if_at

EARLIER = datetime(2017, 4, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def place(committed, committed_people, tmp_path):
    """A log whose last entry says that it was recorded years before those in front of it."""
    place = a_place(tmp_path)
    sealed(committed, place)
    with recorded_as_if_at(EARLIER):
        given.a_letter(committed_people)
    sealed(committed, place)
    return place


def found(place):
    return verification.problems(key=place.signer.verifier, files=place.files)


def test_in_production_an_entry_recorded_before_those_in_front_of_it_is_told(place, as_owner, settings):
    assert found(place) == []  # a test may be loaded as if it were earlier
    as_owner.execute("UPDATE audit_log_installation SET mode = 'production'")
    settings.MODE = "production"
    late = Event.objects.order_by("number").last()
    assert any(f"(event {late.id}) says that it was recorded at 2017-04-03" in one for one in found(place))


def test_an_entry_recorded_after_the_checkpoint_that_covers_it_is_told(
    committed, committed_people, as_owner, tmp_path
):
    place = a_place(tmp_path)
    with recorded_as_if_at(timezone.now() + timedelta(days=1)):
        given.a_letter(committed_people)
    sealed(committed, place)
    as_owner.execute("UPDATE audit_log_installation SET mode = 'production'")
    assert any("which covers it, was signed" in one for one in found(place))


def at(moment):
    return Event(recorded_at=moment, name="x")


def test_an_act_that_was_long_open_is_none_of_it_nor_are_entries_of_another_batch(committed, as_owner):
    as_owner.execute("UPDATE audit_log_installation SET mode = 'production'")
    now = timezone.now() - timedelta(days=1)
    moments = Moments()
    assert list(moments.amiss(7, at(now))) == []
    assert list(moments.amiss(8, at(now - LONGEST_ACT))) == []
    assert list(moments.amiss(9, at(now - LONGEST_ACT - timedelta(seconds=1)))) != []
    assert list(moments.amiss(2, at(EARLIER))) == []
    assert list(moments.amiss(10, at(now))) == []


def test_two_times_more_than_a_day_apart_are_listed_and_an_imports_are_not(people):
    with recorded_as_if_at(EARLIER):
        given.a_letter(people)
    (said,) = [one for one in two_times_apart() if "2017-04-03" in one]
    assert Event.objects.order_by("number").last().name in said
