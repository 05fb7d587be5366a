"""The capture worker: one capture from its claim to its ciphertext in the store, and what it does when something fails."""

import json
import os
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.evidence import given, stand_in
from tests.fixtures import point_django_at
from tests.looks import given as looks
from tests.rights import the_system
from watchbook.audit_log.models import Event
from watchbook.authorisations import overt_plan
from watchbook.capture import opinions, start
from watchbook.capture.completeness import UNREACHED
from watchbook.evidence import capture, capture_worker, content, memory_folder, worker_lock
from watchbook.evidence.models import Capture
from watchbook.files.refused import StoreFailed
from watchbook.files.store import Folder, the_store
from watchbook.keys import envelope
from watchbook.keys.keyring import the_keyring

pytestmark = pytest.mark.usefixtures("real_pipe")


def events_of(row):
    return list(Event.objects.filter(subject_id=row.id).order_by("number").values_list("name", flat=True))


def test_what_waits_longest_is_taken_sealed_encrypted_and_held(people, tmp_path):
    look = given.a_look(people)
    rows = [given.a_capture(people, look, page=page) for page in ("/trainers", "/boots")]
    with given.a_worker() as worker:
        taken = [capture_worker.take_next(worker, by=the_system()) for _ in range(3)]
        assert [one and one.id for one in taken] == [rows[0].id, rows[1].id, None]
        assert list(worker.folder.iterdir()) == []
    row = Capture.objects.get(pk=rows[0].id)
    assert (row.state, row.status, row.reasons, row.steps) == ("held", "COMPLETE", [], 1)
    assert events_of(row) == [f"capture.{one}" for one in ("asked", "begun", "sealed", "held")]
    stored = the_store().get(row.file_sha256)
    assert len(stored) == row.file_bytes
    assert stand_in.CANARY.encode() not in stored
    with content.opened(row) as file:
        plain = file.read()
    assert stand_in.CANARY.encode() in plain
    (tmp_path / "bundle.zip").write_bytes(plain)
    report = opinions.of(tmp_path / "bundle.zip", key=given.SIGNER.public_key)
    assert report.bad == []
    manifest = json.loads(zipfile.ZipFile(tmp_path / "bundle.zip").read("manifest.json"))["capture"]
    assert (manifest["look"], manifest["basis"], manifest["officer"]) == (
        look.reference,
        "triage",
        str(people.ines.id),
    )
    assert (manifest["capture"], manifest["status"], manifest["repeats"]) == (row.reference, "COMPLETE", None)


def test_one_file_of_a_bundle_is_read_by_its_name(people):
    row = given.a_held_capture(people)
    with content.opened(row) as file, zipfile.ZipFile(file) as bundle:
        assert bundle.getinfo("text.txt").file_size == len(stand_in.CANARY)
    with content.member(row, "text.txt") as file:
        file.seek(10)
        assert file.read() == stand_in.CANARY[10:].encode()
    with pytest.raises(KeyError), content.member(row, "../text.txt"):
        pass


def test_the_basis_goes_to_the_record_as_references_and_ids_alone(people):
    subject = looks.a_subject(people, profile="")
    looks.a_plan(people, subject, at=timezone.now())
    for _ in range(3):
        look = given.a_look(people, subject=subject)
    row = given.a_held_capture(people, look)
    with content.member(row, "capture.json") as file:
        basis = json.load(file)["basis"]
    assert (basis["basis"], basis["authorisation"], basis["investigation"]) == (
        "overt_plan",
        "PLAN-0001",
        "INV-0001",
    )
    assert basis["in_force_until"]
    assert not envelope.says(basis, "Jane Roe")
    assert not envelope.says(basis, "Ines")


def test_what_is_missing_is_said_and_a_site_s_odd_words_are_kept_as_far_as_they_can_be(people):
    row = given.a_held_capture(people, page="/odd")
    said = envelope.opened(row)
    assert (row.status, row.reasons) == ("PARTIAL", ["more_offered"])
    assert said["reasons"][1] == UNREACHED
    assert said["title"].startswith("? of an emoji")
    assert len(said["title"]) == 2000


@pytest.mark.parametrize(
    ("page", "why"), [("/refused", "No browser. It is a test."), ("/dies", "exit code 3")]
)
def test_what_the_child_refuses_or_does_not_survive_is_a_failed_capture(people, page, why):
    row = given.a_held_capture(people, page=page)
    assert (row.state, row.file_sha256) == ("failed", "")
    assert why in envelope.opened(row)["why"]
    assert events_of(row)[-1] == "capture.failed"


def test_one_whose_basis_ended_while_it_waited_is_not_taken(people):
    subject = looks.a_subject(people, profile="")
    plan = looks.a_plan(people, subject, at=timezone.now())
    for _ in range(3):
        look = given.a_look(people, subject=subject)
    row = given.a_capture(people, look)
    overt_plan.end(plan, why="Enough was seen", by=people.marian, at=timezone.now())
    given.taken(row)
    assert (row.state, "no longer in force" in envelope.opened(row)["why"]) == ("failed", True)


def test_one_whose_basis_ends_while_it_runs_ends_early_and_keeps_what_came(people, monkeypatch):
    monkeypatch.setattr(start, "ASKED_EVERY", 0.01)
    subject = looks.a_subject(people, profile="")
    plan = looks.a_plan(people, subject, at=timezone.now())
    for _ in range(3):
        look = given.a_look(people, subject=subject)
    row = given.a_capture(people, look, page="/waits")
    tell = capture.note_progress

    def told(*arguments, **named):
        tell(*arguments, **named)
        if not plan.ended_at:
            plan.ended_at = overt_plan.end(
                plan, why="Enough was seen", by=people.marian, at=timezone.now()
            ).ended_at

    monkeypatch.setattr(capture, "note_progress", told)
    given.taken(row)
    assert (row.state, row.status, row.reasons) == ("held", "PARTIAL", ["stopped"])


def test_a_store_that_is_full_fails_the_capture_and_leaves_nothing(people, monkeypatch, files_folder):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("watchbook.files.store.Folder.put_file", full)
    row = given.a_held_capture(people)
    assert (row.state, row.file_sha256) == ("failed", "")
    assert "No space left" in envelope.opened(row)["why"]
    assert not [path for path in files_folder.rglob("*") if path.is_file()]


def test_a_store_that_does_not_answer_decides_nothing_until_it_does(people, monkeypatch):
    def silent(*_):
        raise StoreFailed("The bucket does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "put_file", silent)
        patched.setattr(Folder, "open", silent)
        row = given.a_held_capture(people)
        assert row.state == "storing"
        assert capture_worker.settle(by=the_system()) == 0
    assert capture_worker.settle(by=the_system()) == 1
    row.refresh_from_db()
    assert (row.state, "stopped" in envelope.opened(row)["why"]) == ("failed", True)


def test_one_that_a_backup_brought_back_after_its_disposal_stops_no_worker(people):
    running = capture.begin(given.a_capture(people), by=the_system(), at=timezone.now())
    waiting = given.a_capture(people)
    the_keyring().destroy({running.id, waiting.id})
    assert capture_worker.settle(by=the_system()) == 0
    with given.a_worker() as worker:
        assert capture_worker.take_next(worker, by=the_system()).id == waiting.id
        assert capture_worker.take_next(worker, by=the_system()) is None
    assert given.a_held_capture(people).state == "held"


def test_a_wish_to_stop_ends_it_early_and_keeps_what_came(people, monkeypatch):
    monkeypatch.setattr(start, "ASKED_EVERY", 0.01)
    row = given.a_capture(people, page="/waits")
    tell = capture.note_progress

    def told(*arguments, **named):
        tell(*arguments, **named)
        capture.stop(row, by=people.ines, at=timezone.now())

    monkeypatch.setattr(capture, "note_progress", told)
    given.taken(row)
    assert (row.state, row.status, row.reasons) == ("held", "PARTIAL", ["stopped"])


def test_a_worker_that_is_asked_to_stop_ends_its_capture_early(people, monkeypatch):
    monkeypatch.setattr(start, "ASKED_EVERY", 0.01)
    row = given.a_capture(people, page="/waits")
    with given.a_worker() as worker:
        capture_worker.take_next(worker, by=the_system(), stopping=lambda: True)
    row.refresh_from_db()
    assert (row.state, row.reasons) == ("held", ["stopped"])


def test_a_capture_that_another_worker_took_for_dead_leaves_no_file(
    people, monkeypatch, django_capture_on_commit_callbacks
):
    row = given.a_capture(people)
    hold = capture.hold

    def too_late(*arguments, **named):
        capture.fail(row, "the worker died", by=the_system(), at=timezone.now())
        return hold(*arguments, **named)

    monkeypatch.setattr(capture, "hold", too_late)
    with django_capture_on_commit_callbacks(execute=True):
        given.taken(row)
    assert (row.state, envelope.opened(row)["why"]) == ("failed", "the worker died")
    assert not [path for path in settings.FILES_FOLDER.rglob("*") if path.is_file()]


def test_what_a_dead_worker_left_is_held_where_the_store_has_it_and_failed_where_not(people):
    running = capture.begin(given.a_capture(people), by=the_system(), at=timezone.now())
    whole, cut = given.a_held_capture(people), given.a_held_capture(people)
    path = settings.FILES_FOLDER / cut.file_sha256[:2] / cut.file_sha256
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1])
    Capture.objects.filter(pk__in=(whole.pk, cut.pk)).update(
        state="storing"
    )  # as if killed before the last act
    assert capture_worker.settle(by=the_system()) == 3
    states = {row.reference: row.state for row in Capture.objects.all()}
    assert states == {running.reference: "failed", whole.reference: "held", cut.reference: "failed"}
    assert capture_worker.settle(by=the_system()) == 0


def test_folders_of_captures_that_nobody_takes_are_removed_and_what_is_no_capture_s_stays(people):
    dead = capture.begin(given.a_capture(people), by=the_system(), at=timezone.now())
    with given.a_worker() as worker:
        for name in (str(dead.id), str(uuid4()), "something else"):
            (worker.folder / name).mkdir()
        capture_worker.clear(worker.folder)
        assert [path.name for path in worker.folder.iterdir()] == ["something else"]


def test_an_upload_that_nobody_writes_to_any_more_is_removed_and_one_on_its_way_stays(people):
    with given.a_worker() as worker:
        for name, ago in (("old", 2 * memory_folder.UPLOAD_SECONDS), ("new", 0)):
            (worker.folder / name).write_text("an upload")
            os.utime(worker.folder / name, (time.time() - ago,) * 2)
        capture_worker.clear(worker.folder)
        assert [path.name for path in worker.folder.iterdir()] == ["new"]
        assert not memory_folder._is_file_of_before(worker.folder / "gone", time.time())


@pytest.mark.slow
def test_two_workers_never_take_the_same_and_neither_settles_what_the_other_takes(
    committed, committed_people
):
    look = given.a_look(committed_people)
    rows = [given.a_capture(committed_people, look) for _ in range(4)]

    def work(_number):
        point_django_at(committed)
        settled = 0
        with given.a_worker() as worker:
            while capture_worker.take_next(worker, by=the_system()):
                settled += capture_worker.settle(by=the_system())
        connection.close()
        return settled

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, range(2))) == [0, 0]
    held = [f"capture.{one}" for one in ("asked", "begun", "sealed", "held")]
    assert [events_of(row) for row in rows] == [held] * 4


@pytest.mark.slow
def test_a_capture_whose_lock_another_session_holds_is_left_to_it(committed_people, as_app):
    row = capture.begin(given.a_capture(committed_people), by=the_system(), at=timezone.now())
    number, arriving = worker_lock.number_of(row.id), uuid4()
    for one in (number, worker_lock.number_of(arriving)):
        as_app.execute("SELECT pg_advisory_lock(%s)", [one])
    assert capture_worker.settle(by=the_system()) == 0
    with given.a_worker() as worker:
        for one in (row.id, arriving):  # the second is no row yet: something is just being taken in
            (worker.folder / str(one)).mkdir()
        capture_worker.clear(worker.folder)
        assert len(list(worker.folder.iterdir())) == 2
    as_app.execute("SELECT pg_advisory_unlock(%s)", [number])
    assert capture_worker.settle(by=the_system()) == 1


class TestMemoryFolder:
    """Where captures lie in clear."""

    def test_a_disk_is_refused_with_the_reason(self, settings, monkeypatch, tmp_path):
        settings.CAPTURE_FOLDER = str(tmp_path)
        monkeypatch.setattr(memory_folder.ways, "is_in_memory", lambda _: False)
        with pytest.raises(memory_folder.CaptureRefused, match="not a folder in memory"):
            memory_folder.the_folder()

    def test_it_is_ours_alone_and_one_for_each_installation(self, settings, monkeypatch, tmp_path):
        settings.CAPTURE_FOLDER = str(tmp_path)
        monkeypatch.setattr(memory_folder.ways, "is_in_memory", lambda _: True)
        folder = memory_folder.the_folder()
        assert folder == memory_folder.the_folder()
        assert folder.stat().st_mode & 0o777 == 0o700
        folder.chmod(0o755)
        with pytest.raises(memory_folder.CaptureRefused, match="not belong to this service"):
            memory_folder.the_folder()
        folder.rmdir()
        folder.symlink_to(tmp_path)
        with pytest.raises(memory_folder.CaptureRefused):
            memory_folder.the_folder()

    def test_without_a_setting_it_is_the_machine_s_memory_disk(self, settings, monkeypatch, tmp_path):
        settings.CAPTURE_FOLDER = ""
        monkeypatch.setattr(memory_folder, "memory_disk", lambda: tmp_path)
        monkeypatch.setattr(memory_folder.ways, "is_in_memory", lambda _: True)
        assert memory_folder.the_folder().parent == tmp_path
