"""What was never encrypted: its list is not readable by nobody while a backup holds it; the certificate and the tools say so."""

import json

from django.urls import reverse

from tests import given as council
from tests.evidence import given as evidence
from tests.pages import signed_in, words
from tests.retention.certificate.test_certificate import checked
from tests.retention.deletion import given
from watchbook.files.upload import Content
from watchbook.keys import rotation
from watchbook.ledger import try_to_open
from watchbook.retention.deletion import course, in_clear
from watchbook.retention.deletion.disposals import going_of, tables_that_go
from watchbook.retention.deletion.states import ListState

TEXT = b"%PDF-1.7 The council did not look at the account."


def page(who, name, *args):
    return signed_in(who).get(reverse(f"retention:{name}", args=args))


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
        assert "eadable by nobody" not in shown
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


def test_once_the_last_backup_is_gone_it_is_gone(committed_people):
    people = committed_people
    row = given.carried_out(given.an_approved_list(people, council.a_letter(people), cause=given.BY_REQUEST))
    course.note_gone(oldest_backup_at=None, by=evidence.the_system(), moment=given.now())
    shown = words(page(people.winston, "deletion", row.reference))
    assert "Gone from the last backup" in shown
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
