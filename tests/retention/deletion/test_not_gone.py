"""What is not gone with its record: what a restore kept aside, and a file that another record has too. Nobody is promised a day for it."""

import json
import time
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from tests import given as council
from tests import server
from tests.evidence import given as evidence
from tests.fixtures import point_django_at
from tests.pages import signed_in, words
from tests.retention.certificate.test_certificate import checked
from tests.retention.deletion import given
from tests.retention.deletion.test_restored import parameters_of
from watchbook.audit_log import identifiers
from watchbook.files.upload import Content
from watchbook.ledger import try_to_open
from watchbook.machine import replaying, restore
from watchbook.machine.came_back_doctor import kept_aside_findings
from watchbook.organisation.queries import today
from watchbook.retention import kept_aside
from watchbook.retention.deletion import course
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.states import ListState
from watchbook.retention.rights_request import answer_letter
from watchbook.retention.rights_request.models import FoundItem
from watchbook.retention.rights_request.rules import ItemDecision
from watchbook.web import wording

TEXT = b"%PDF-1.7 The council did not look at the account."
FILE = Content(data=TEXT, name="l.pdf", media_type="application/pdf")


def page(who, name, *args):
    return signed_in(who).get(reverse(f"retention:{name}", args=args))


def body_of(who, row):
    file = page(who, "certificate_file", row.reference, "json").getvalue().decode()
    return file, json.loads(file)["body"]["things"]


def gone():
    course.note_gone(oldest_backup_at=None, by=evidence.the_system(), moment=given.now())
    return DeletionList.objects.get().state == ListState.GONE


@pytest.fixture
def kept(register, monkeypatch):
    """A restored register with a letter in it, and what the restore kept aside still there."""
    monkeypatch.setattr(settings.PLACES, "files_before", register.home.files_before)
    letter = council.a_letter(register.people, file=FILE)
    folder = register.back_up()
    connection.close()
    told = {"folder": folder, "admin": server.admin(), "name": register.database, "prefix": server.PREFIX}
    restore.restore(register.home, **told, say=lambda _words: None)
    point_django_at(register.database)
    assert replaying.run([]) == 0
    return letter


def test_while_a_restore_keeps_something_aside_nothing_is_gone_and_no_day_is_promised(
    register, kept, tmp_path
):
    people = register.people
    row = given.carried_out(given.an_approved_list(people, kept, cause=given.BY_REQUEST))
    register.sealed()
    aside = (
        f"kept from before the restore on {wording.day(today())}, until the operator deletes that copy with"
    )
    for name, *args in (
        ("deletion", row.reference),
        ("certificate", row.reference),
        ("deletions",),
        ("remains",),
    ):
        shown = words(page(people.winston, name, *args))
        assert aside in shown, name
        assert "in backups until" not in shown
    file, (thing,) = body_of(people.winston, row)
    assert (thing["clear"]["in_backups_until"], thing["clear"]["kept_aside"]) == (None, today().isoformat())
    assert checked(tmp_path, file, register.log_key)[0] == 0
    assert not gone()
    doctor = partial(kept_aside_findings, register.home, partial(parameters_of, register))
    ok = [[one.ok for one in doctor(now=datetime.now(UTC) + timedelta(days=days))] for days in (1, 15)]
    assert ok == [[True], [False]]

    for folder in register.home.files_before():
        folder.rename(tmp_path / "by hand")
    assert kept_aside.since() == today(), "its database is still here"
    restore.drop_before(register.home, admin=server.admin(), name=register.database)
    assert list(doctor(now=datetime.now(UTC))) == []
    assert "in backups until" in words(page(people.winston, "certificate", row.reference))
    assert body_of(people.winston, row)[0] == file, "what was logged stays as it was"
    assert gone()


def test_what_was_recorded_after_a_restore_is_not_said_to_be_kept_aside_by_it(register, kept, monkeypatch):
    people, later = register.people, time.time_ns() + 3600 * 10**9
    with monkeypatch.context() as clock:
        clock.setattr(identifiers.time, "time_ns", lambda: later)
        new = council.a_letter(
            people, file=Content(data=TEXT + b"3", name="n.pdf", media_type="application/pdf")
        )
    assert (kept_aside.since(thing=kept.id), kept_aside.since(thing=new.id)) == (today(), None)
    items = [FoundItem(thing=one.id) for one in (new, kept)]
    said = [" ".join(answer_letter._backups(ItemDecision.ERASE, some)) for some in (items[:1], items)]
    assert ["a copy from the day on which we restored" in one for one in said] == [False, True]
    row = given.carried_out(given.an_approved_list(people, new, cause=given.BY_REQUEST))
    register.sealed()
    for name, *args in (("deletion", row.reference), ("certificate", row.reference), ("deletions",)):
        shown = words(page(people.winston, name, *args))
        assert "kept from before the restore" not in shown, name
        assert "in backups until" in shown
    _file, (thing,) = body_of(people.winston, row)
    assert "kept_aside" not in thing["clear"]
    assert gone()


def test_a_name_that_is_cut_off_stands_for_the_latest_moment_that_it_may_be():
    cut = kept_aside.moments_in("watchbook_before_20270315T10 files.before-20270315T101112000001")
    assert cut == [
        datetime(2027, 3, 15, 10, 59, 59, tzinfo=UTC),
        datetime(2027, 3, 15, 10, 11, 12, tzinfo=UTC),
    ]


def test_a_file_that_another_record_has_is_said_to_stay(register, tmp_path, capsys):
    people = register.people
    twin, stays = (council.a_letter(people, file=FILE) for _ in range(2))
    pair = [
        council.a_letter(people, file=Content(data=TEXT + b"2", name="m.pdf", media_type="application/pdf"))
        for _ in range(2)
    ]
    row = given.a_proposed_list(people, twin, *pair)
    shown = words(page(people.winston, "deletion_approve", row.reference))
    assert "1 file stays: another record has the same file." in shown
    row = given.carried_out(given.approved(people, row))
    register.sealed()
    backup = register.back_up()
    shown = words(page(people.winston, "certificate", row.reference))
    assert shown.count("1 file is kept: another record has the same file.") == 1
    assert stays.reference not in shown
    file, things = body_of(people.winston, row)
    one = next(thing for thing in things if thing["item"] == str(twin.id))
    assert (one["files"], one["clear"]["files"], one["clear"]["files_kept"]) == ([], [], [twin.file_sha256])
    assert all(thing["clear"]["files"] == thing["files"] != [] for thing in things if thing != one)
    assert (register.home.files / twin.file_sha256[:2] / twin.file_sha256).read_bytes() == TEXT
    assert checked(tmp_path, file, register.log_key)[0] == 0
    keys = map(str, register.key_folders)
    assert (
        try_to_open.main([str(tmp_path / "certificate.json"), "--backup", str(backup), "--keys", *keys]) == 0
    )
    assert f"KEPT, NOT DELETED  file {twin.file_sha256[:16]}…" in capsys.readouterr().out
