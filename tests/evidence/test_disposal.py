"""Captures and exhibits at the end of their time: what is due, and that file, custody and key go with the row."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests.evidence import given
from tests.log import leaves_nothing, told
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.evidence import capture, content, disposal
from watchbook.evidence.models import Capture, CustodyEntry
from watchbook.files.removal import kept
from watchbook.keys import envelope
from watchbook.keys.refused import KeyDestroyed


def now():
    return timezone.now()


def disposed(row_id, people, callbacks):
    with callbacks(execute=True):
        disposal.dispose(row_id, by=people.winston, at=now())


def test_due_are_captures_that_ended_and_exhibits_whose_own_day_came(people):
    tomorrow = timezone.localdate() + timedelta(days=1)
    exhibit, failed, waiting = (
        given.an_exhibit(people),
        given.a_failed_capture(people),
        given.a_capture(people),
    )
    assert set(disposal.due(tomorrow)) == {failed.id}
    assert disposal.due(timezone.localdate()) == []
    assert set(disposal.due(exhibit.retain_until + timedelta(days=1))) == {failed.id, exhibit.id}
    assert waiting.id not in disposal.due(exhibit.retain_until + timedelta(days=1))


def test_with_a_capture_go_its_file_its_custody_and_its_key(people, django_capture_on_commit_callbacks):
    row = given.a_handling(people).capture
    path = settings.FILES_FOLDER / row.file_sha256[:2] / row.file_sha256
    sealed = path.read_bytes()
    assert kept({row.file_sha256})
    disposed(row.id, people, django_capture_on_commit_callbacks)
    assert (Capture.objects.count(), CustodyEntry.objects.count(), path.exists()) == (0, 0, False)
    name, _by, _at, fields, _personal = told(row)
    assert (name, fields) == (
        "capture.disposed",
        {"reference": row.reference, "state": "held", "handlings": 1},
    )
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(sealed)  # as a backup would bring it back
    with pytest.raises(KeyDestroyed):
        content.opened(row)
    with pytest.raises(KeyDestroyed):
        envelope.opened(row)


def test_the_one_that_was_taken_again_may_go_first(people, django_capture_on_commit_callbacks):
    before = given.a_failed_capture(people)
    after = capture.repeat(before, by=people.ines, at=now())
    disposed(before.id, people, django_capture_on_commit_callbacks)
    again = Capture.objects.select_related("repeats").get(pk=after.pk)
    assert (again.repeats_id, again.repeats) == (before.id, None)
    assert given.taken(after).state == "held"


def test_what_is_under_way_or_exhibited_stays(people):
    exhibit, row = given.an_exhibit(people), given.a_capture(people)
    for one, why in ((row, "under way"), (exhibit.capture, "an exhibit uses it")):
        leaves_nothing(WrongState, lambda one=one: disposal.dispose(one.id, by=people.winston, at=now()), why)


def test_an_exhibit_goes_and_leaves_its_capture(people, django_capture_on_commit_callbacks):
    exhibit = given.an_exhibit(people)
    disposed(exhibit.id, people, django_capture_on_commit_callbacks)
    assert Event.objects.filter(name="exhibit.disposed", subject_id=exhibit.id).count() == 1
    assert content.is_whole(exhibit.capture)
    disposed(exhibit.capture_id, people, django_capture_on_commit_callbacks)
    assert Capture.objects.count() == 0
