"""What was never encrypted: its list is not readable by nobody while a backup holds it; the certificate and the tools say so."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.conf import settings
from django.urls import reverse

from tests import given as council
from tests.evidence import given as evidence
from tests.pages import signed_in, words
from tests.retention.certificate.test_certificate import checked
from tests.retention.deletion import given
from tests.retention.deletion.test_restored import parameters_of
from watchbook.files.upload import Content
from watchbook.keys import rotation
from watchbook.ledger import try_to_open
from watchbook.machine.old_backups_doctor import old_backups_findings
from watchbook.organisation.queries import today
from watchbook.retention import backups_here
from watchbook.retention.deletion import course, in_clear, queries
from watchbook.retention.deletion.disposals import going_of, tables_that_go
from watchbook.retention.deletion.states import ListState
from watchbook.web import wording

TEXT = b"%PDF-1.7 The council did not look at the account."


def page(who, name, *args):
    return signed_in(who).get(reverse(f"retention:{name}", args=args))


@pytest.mark.usefixtures("real_dumps")
def test_a_letter_that_lies_in_a_backup_is_not_said_to_be_readable_by_nobody(register, tmp_path, capsys):
    people = register.people
    letter = council.a_letter(people, file=Content(data=TEXT, name="l.pdf", media_type="application/pdf"))
    old = register.back_up()
    row = given.carried_out(given.an_approved_list(people, letter, cause=given.BY_REQUEST))
    assert row.state == ListState.IRRECOVERABLE
    register.sealed()
    until = in_clear.until(row)
    told = "Keys replaced; unencrypted data can be read in backups until"
    for name in ("deletion", "certificate"):
        shown = words(page(people.winston, name, row.reference))
        assert told in shown
        assert "nreadable everywhere" not in shown
    assert "1 file and text (file name, subject)" in shown
    assert shown.index("Some of these records held unencrypted data") < shown.index("This certificate cannot")
    assert told[0].lower() + told[1:] in words(page(people.winston, "deletions"))
    file = page(people.winston, "certificate_file", row.reference, "json").getvalue().decode()
    body = json.loads(file)["body"]
    assert body["limits"][0].startswith("Some of these records held unencrypted data")
    (thing,) = body["things"]
    assert thing["clear"]["files"] == thing["files"] == [letter.file_sha256]
    assert thing["clear"]["in_backups_until"] == until.isoformat()
    assert "no cryptographic erase" in thing["clear"]["technique"]
    status, said = checked(tmp_path, file, register.log_key)
    assert (status, "an older backup still shows" in said) == (0, True), said
    rotation.rotate()
    keys = map(str, register.key_folders)
    assert try_to_open.main([str(tmp_path / "certificate.json"), "--backup", str(old), "--keys", *keys]) == 1
    tried = capsys.readouterr().out
    assert f"READABLE WITHOUT A KEY  file {letter.file_sha256[:16]}…: {TEXT.decode()!r}" in tried
    assert f"READABLE WITHOUT A KEY  row {letter.id}: " in tried
    assert "2 pieces need no key" in tried


def test_a_backup_that_should_have_gone_and_is_here_is_named_and_no_past_day_is_given(register, monkeypatch):
    people = register.people
    monkeypatch.setattr(settings.PLACES, "backups", register.home.backups)
    letter = council.a_letter(people, file=Content(data=TEXT, name="l.pdf", media_type="application/pdf"))
    old = register.back_up()
    row = given.carried_out(given.an_approved_list(people, letter, cause=given.BY_REQUEST))
    register.sealed()
    kept = f"{wording.day(in_clear.until(row))}, if a backup is made each night"
    assert kept in words(page(people.winston, "certificate", row.reference))
    monkeypatch.setattr(backups_here, "today", lambda: today() + timedelta(days=15))
    monkeypatch.setattr(queries, "today", backups_here.today)
    day = wording.day(in_clear.until(row))
    told = f"until the backup of {wording.day(today())} is deleted: that was due by {day}, but the backup is still here"
    for name, *args in (("deletion", row.reference), ("certificate", row.reference), ("deletions",)):
        shown = words(page(people.winston, name, *args))
        assert told in shown, name
        assert f"in backups until {day}" not in shown
        assert "should expire by" not in shown
    doctor = partial(old_backups_findings, partial(parameters_of, register))
    assert list(doctor(now=datetime.now(UTC) + timedelta(days=14))) == []
    (finding,) = doctor(now=datetime.now(UTC) + timedelta(days=16))
    assert (finding.ok, old.name in finding.what) == (False, True)

    old.rename(register.home.backups / f".{old.name}")  # as another user's folder: what is in it is not known
    assert list(doctor(now=datetime.now(UTC) + timedelta(days=16))) == []
    shown = words(page(people.winston, "certificate", row.reference))
    assert f"it should have expired by {day}, but Watchbook has no record that it did" in shown
    course.note_gone(oldest_backup_at=None, by=evidence.the_system(), moment=given.now())
    assert f"in backups until {wording.day(today())}." in words(
        page(people.winston, "certificate", row.reference)
    )


def test_once_the_last_backup_is_gone_it_is_gone(committed_people):
    people = committed_people
    row = given.carried_out(given.an_approved_list(people, council.a_letter(people), cause=given.BY_REQUEST))
    course.note_gone(oldest_backup_at=None, by=evidence.the_system(), moment=given.now())
    shown = words(page(people.winston, "deletion", row.reference))
    assert "No longer in any backup" in shown
    assert "can be read in backups until" not in shown


def test_what_lies_under_a_key_is_not_said_to_be_in_clear():
    assert not in_clear.tables() & {"evidence.capture", "looks.look", "investigations.subject"}
    assert {"governance.letterreceived", "governance.document", "foi.request"} <= in_clear.tables()
    assert in_clear.in_clear("evidence.capture", ["a"]) is None


def test_no_thing_has_files_of_both_sorts():
    for table in tables_that_go():
        assert len({one.are_files_sealed for one in in_clear._every(going_of(table)) if one.files}) < 2
        if table in try_to_open.FILES:
            assert in_clear._are_files_sealed(table)
