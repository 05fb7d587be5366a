"""Time stamps that were still to come: asked for again, added without changing what was captured, and named by a new file."""

import pytest
from django.conf import settings
from django.utils import timezone

from tests.capture.bundles import office
from tests.evidence import given
from tests.log import leaves_nothing, told
from tests.rights import the_system
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.capture import opinions
from watchbook.evidence import content, time_stamp, worker_lock
from watchbook.evidence.models import Capture
from watchbook.keys.sealed_content import SealedContent


@pytest.fixture
def stampers(tmp_path):
    """Two authorities, of whom the second says nothing yet."""
    made = office(tmp_path)
    made.second.mute = True
    return made


@pytest.fixture
def row(people, stampers):
    found = given.a_held_capture(people, authorities=stampers.authorities, send=stampers.post)
    assert found.stamps_missing == ["two.tsa.example"]
    return found


def asked_again(stampers, **changes):
    """How many got a token; nothing is left in memory."""
    means = {"authorities": stampers.authorities, "send": stampers.post} | changes
    with given.a_worker(**means) as worker:
        count = time_stamp.stamp_missing(worker, by=the_system())
        assert list(worker.folder.iterdir()) == []
    return count


def report_of(row, tmp_path):
    path = tmp_path / "bundle.zip"
    with content.opened(row) as file:
        path.write_bytes(file.read())
    return opinions.of(path, key=given.SIGNER.public_key)


def test_an_authority_that_answers_later_is_added_and_the_manifest_stays(
    row, stampers, tmp_path, django_capture_on_commit_callbacks
):
    assert asked_again(stampers) == 0
    stampers.second.mute = False
    with django_capture_on_commit_callbacks(execute=True):
        assert asked_again(stampers) == 1
    after = Capture.objects.get()
    assert (after.stamps_missing, after.manifest_sha256, after.state) == ([], row.manifest_sha256, "held")
    name, _by, _at, fields, personal = told(after)
    assert (name, fields) == ("time_stamp.added", {"reference": row.reference, "stamps_missing": 0})
    assert personal == {"plain_sha256": after.plain_sha256, "file_sha256": after.file_sha256}
    report = report_of(after, tmp_path)
    assert (report.bad, len(report.tokens)) == ([], 2)
    assert [path.name for path in settings.FILES_FOLDER.rglob("*") if path.is_file()] == [after.file_sha256]
    assert asked_again(stampers) == 0


def test_an_authority_that_is_not_known_any_more_stays_a_gap(row, stampers):
    stampers.second.mute = False
    assert asked_again(stampers, authorities=stampers.authorities[:1]) == 0
    assert Capture.objects.get().stamps_missing == ["two.tsa.example"]


def test_a_store_that_is_full_leaves_it_as_it_was(row, stampers, monkeypatch):
    stampers.second.mute = False

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("watchbook.files.store.Folder.put_file", full)
    assert asked_again(stampers) == 0
    assert Capture.objects.get().file_sha256 == row.file_sha256


def test_one_at_which_another_is_at_work_is_left_to_it(row, stampers, monkeypatch):
    monkeypatch.setattr(worker_lock, "take", lambda _: False)
    assert asked_again(stampers) == 0


def test_what_is_exhibited_stays_byte_for_byte(people, row):
    exhibit = given.an_exhibit(people)
    new = SealedContent("a" * 64, 1, "b" * 64, 1)
    acts = {
        WrongState: lambda: time_stamp.add(
            exhibit.capture, new, missing=[], by=the_system(), at=timezone.now()
        ),
        NotPermitted: lambda: time_stamp.add(row, new, missing=[], by=people.ines, at=timezone.now()),
    }
    for refusal, act in acts.items():
        leaves_nothing(refusal, act)
    waiting = given.a_capture(people)
    leaves_nothing(
        WrongState, lambda: time_stamp.add(waiting, new, missing=[], by=the_system(), at=timezone.now())
    )
