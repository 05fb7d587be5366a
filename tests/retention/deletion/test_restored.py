"""After a restore that lost entries nothing is deleted until those who place holds have said theirs again."""

import json
import shutil
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from tests import server
from tests.evidence import given as evidence
from tests.log import leaves_nothing
from tests.pages import signed_in, words
from tests.retention import given as holds
from tests.retention.deletion import given
from tests.rights import the_system
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.head import HeadFiles
from watchbook.audit_log.models import Event
from watchbook.audit_log.reference import passed_over
from watchbook.evidence.models import Capture
from watchbook.machine import quarantine, replaying
from watchbook.machine.came_back_doctor import lost_time_findings, notes_findings
from watchbook.machine.connection import as_role
from watchbook.retention import jobs
from watchbook.retention.deletion import outside, restored
from watchbook.retention.deletion.replay import MORE_THAN_LOST, replay
from watchbook.retention.legal_hold import outside as held_outside
from watchbook.retention.legal_hold.signed_notes import newest_note
from watchbook.retention.permissions import HOLDERS


@pytest.fixture(autouse=True)
def _no_list_before(monkeypatch):
    """The key store of all tests remembers the lists of other tests, whose folders are gone: here none was written before."""
    monkeypatch.setattr(outside, "newest_place", lambda: 0)


def lost(entries=14):
    return replay(by=the_system(), at=given.now(), entries_lost=entries)


def test_nothing_is_deleted_until_each_duty_has_confirmed(people):
    page = reverse("retention:restored")
    assert lost(0).entries_lost == 0
    assert restored.lost_time() is None
    nothing = signed_in(people.bryn).get(page)
    assert "Entries lost in a restore" in words(nothing)
    assert ">Confirm<" not in "".join(nothing.text.split())
    leaves_nothing(
        WrongState, lambda: restored.confirm(by=people.leila, at=given.now()), "you have nothing to confirm"
    )
    lost()
    holders = (people.winston, people.fatima, people.simon, people.leila, people.bryn)
    capture = evidence.a_held_capture(people)
    assert "restored from a backup" in restored.why_held([capture.id])[capture.id]
    for number, one in enumerate(holders):
        client = signed_in(one)
        assert "The register was restored from a backup: 14 entries made after the backup are lost" in words(
            client.get("/")
        )
        shown = words(client.get(page))
        assert "14 entries recorded after that backup was made are lost" in shown
        assert "Record the missing holds and requests again, then tick the box" in words(
            client.post(page, {"x": "y"})
        )
        assert len(restored.lost_time().left) == len(HOLDERS) - number
        assert (
            "You confirmed, for your duties, that the missing holds and requests have been recorded again."
            in words(client.post(page, {"is_recorded": "on"}, follow=True))
        )
        assert "entries made after the backup are lost" not in words(client.get("/"))
        assert (restored.lost_time() is None) == (one is holders[-1])
    assert restored.why_held([capture.id]) == {}
    assert "You have nothing to confirm" in words(signed_in(people.leila).get(page))
    lost(3)
    assert restored.lost_time().entries == 3, "each restore asks anew"


def test_two_others_stand_in_for_an_absent_duty_after_a_time(people, monkeypatch):
    page = reverse("retention:restored_stand_in")
    lost()
    told = {"duty": "solicitor", "is_recorded": "on"}
    for one in (people.bryn, people.fatima, people.winston, people.simon):
        restored.confirm(by=one, at=given.now())
    assert restored.lost_time().titles == ["Solicitor"]
    assert "as a stand-in" not in words(signed_in(people.bryn).post(page, told, follow=True)), "too early"
    later = given.now() + restored.AWAY
    refused = "You cannot stand in for this duty"
    leaves_nothing(
        WrongState, lambda: restored.stand_in("solicitor", by=people.bryn, at=given.now()), refused
    )
    leaves_nothing(WrongState, lambda: restored.stand_in("solicitor", by=people.leila, at=later), refused)
    monkeypatch.setattr(restored, "AWAY", timedelta())
    assert "stand in for a duty whose holder is away" in words(signed_in(people.bryn).get("/"))
    assert (
        "You confirmed, as a stand-in, that the missing holds and requests of the duty that you selected have been recorded again."
        in words(signed_in(people.bryn).post(page, told, follow=True))
    )
    leaves_nothing(WrongState, lambda: restored.stand_in("solicitor", by=people.bryn, at=later), refused)
    restored.stand_in("solicitor", by=people.fatima, at=later)
    assert restored.lost_time(), "neither of the two is the SRO or the records manager"
    restored.stand_in("solicitor", by=people.simon, at=later)
    assert restored.lost_time() is None


def test_holds_that_a_restore_lost_are_named_until_they_are_placed_again(register):
    lawful, ended = (evidence.a_held_capture(register.people) for _ in range(2))
    folder = register.back_up()
    hold = holds.a_hold(register.people, lawful, why="Her solicitor wrote to us")
    holds.ended(register.people, holds.a_hold(register.people, ended))
    held_outside.note()
    assert "solicitor wrote" not in held_outside._file().read_text()
    assert register.people.winston.name not in held_outside._file().read_text()
    assert held_outside.lost_holds() == []
    register.bring_back(folder)
    lost()
    held_outside.note(keeps_warning=True)
    (found,) = held_outside.lost_holds()
    assert (found.reference, found.thing_reference) == (hold.reference, lawful.reference)
    page = reverse("retention:restored")
    shown = words(signed_in(register.people.bryn).get(page))
    assert f"{hold.reference} On {lawful.reference} Placed by {register.people.winston.name}" in shown
    holds.a_hold(register.people, lawful)
    assert held_outside.lost_holds() == []
    assert "Watchbook has found no lost legal holds" in words(signed_in(register.people.bryn).get(page))


def test_an_approved_list_keeps_its_records_meanwhile(people):
    capture = evidence.a_held_capture(people)
    row = given.an_approved_list(people, capture)
    lost()
    given.carried_out(row)
    assert list(Capture.objects.all()) == [capture]
    assert "restored from a backup" in row.items.get().why


def test_signed_entries_that_the_database_lacks_are_counted_and_said(register, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(settings, "SEALING_FOLDER", tmp_path / "signing" / "sealing")
    register.sealed()
    folder = register.back_up()
    gone = evidence.a_held_capture(register.people)
    given.carried_out(given.an_approved_list(register.people, gone))
    register.sealed()
    register.bring_back(folder)
    assert replaying.run([]) == 0
    lacking = Event.objects.get(name="deletion.replayed").fields["entries_lost"]
    assert lacking > 0
    assert f'"entries_lost": {lacking}' in capsys.readouterr().out
    assert f"{lacking} entries were signed after this backup and are lost" in "".join(
        quarantine.entries_lines(lacking, lists=1)
    )
    assert quarantine.entries_lines(0, lists=1) == []
    parameters = partial(parameters_of, register)
    (finding,) = lost_time_findings(parameters)
    assert not finding.ok
    assert f"{lacking} entries recorded after the backup are lost" in finding.line()
    (file,) = register.home.deletions.glob("*.json")
    with transaction.atomic():
        assert not file.name.startswith(outside.next_free("DEL")), "a number that was given out comes no more"


def test_without_the_signers_folder_nobody_knows_what_is_lost_so_all_are_asked(
    register, monkeypatch, capsys, tmp_path
):
    monkeypatch.setattr(settings, "SEALING_FOLDER", tmp_path / "signing" / "sealing")
    register.sealed()
    folder = register.back_up()
    capture = evidence.a_held_capture(register.people)
    register.sealed()
    register.bring_back(folder)
    monkeypatch.setattr(settings, "SEALING_FOLDER", tmp_path / "a new machine")
    assert replaying.run([]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["entries_lost"], told["entries_unknown"]) == (0, True)
    assert "Nobody knows how many entries" in "".join(quarantine.entries_lines(None, lists=0))
    assert restored.why_held([capture.id])
    (finding,) = lost_time_findings(partial(parameters_of, register))
    assert "nobody knows how many entries" in finding.line()
    winston = signed_in(register.people.winston)
    assert "we do not know how many entries made after the backup are lost" in words(winston.get("/"))
    assert (
        "We cannot tell how many, because the folder of the program that signs the log was missing"
        in words(winston.get(reverse("retention:restored")))
    )
    assert passed_over() == MORE_THAN_LOST, "no number of a lost entry is given again"


def parameters_of(register, role):
    """The parameters of a role for the register's own database."""
    return as_role(
        server.admin(), places=server.HOME, prefix=server.PREFIX, role=role, database=register.database
    )


@pytest.mark.usefixtures("people")
def test_a_reference_that_a_file_has_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(settings.PLACES, "deletions", tmp_path)
    for number in (1, 2):
        (tmp_path / f"DEL-{number:04d}-0190.json").touch()
    assert outside.next_free("DEL") == "DEL-0003"


def test_a_hold_that_another_ended_and_that_holds_on_is_named_as_lost(register):
    capture = evidence.a_held_capture(register.people)
    folder = register.back_up()
    hold = holds.a_hold(register.people, capture)
    holds.ended(register.people, hold, by=register.people.simon)
    held_outside.note()
    register.bring_back(folder)
    assert [one.reference for one in held_outside.lost_holds()] == [hold.reference]


WARNED = "The list of legal holds that Watchbook keeps outside the backups was changed, removed or replaced with an older list."
CHANGES = {
    "a hold taken out": lambda told: told | {"holds": {}},
    "a hold said to have ended": lambda told: (
        told | {"holds": {key: one | {"ended": True} for key, one in told["holds"].items()}}
    ),
    "a higher number": lambda told: told | {"number": told["number"] + 7},
    "no seal": lambda told: told["holds"],
    "no note": lambda told: None,
}


def test_notes_of_holds_that_were_changed_after_a_restore_are_said_to_be_until_all_have_confirmed(register):
    capture = evidence.a_held_capture(register.people)
    assert held_outside.note() == 1
    older = held_outside._file().read_text()
    folder = register.back_up()
    hold = holds.a_hold(register.people, capture)
    assert (held_outside.note(), held_outside.note()) == (2, None)
    whole = held_outside._file().read_text()
    register.bring_back(folder)
    lost()
    page, client = reverse("retention:restored"), signed_in(register.people.bryn)
    assert WARNED not in words(client.get(page))
    assert hold.reference in words(client.get(page))
    for name, change in CHANGES.items():
        told = change(json.loads(whole))
        held_outside._file().unlink()
        if told is not None:
            held_outside._file().write_text(json.dumps(told))
        assert WARNED in words(client.get(page)), name
    held_outside._file().write_text(older)
    assert WARNED in words(client.get(page)), "an older note put back"
    assert [one.ok for one in notes_findings(register.home)] == [False]
    with transaction.atomic():
        assert held_outside.next_free("LH") == f"LH-{14 + 1:04d}", "each of 14 lost entries could be a hold"
        transaction.set_rollback(True)
    assert held_outside.note(keeps_warning=True) == 3
    assert held_outside.note(keeps_warning=True) is None
    assert WARNED in words(client.get(page)), "also once it is noted anew"
    assert held_outside.note() == 4, "once everybody has confirmed"
    assert held_outside.is_whole()
    assert list(notes_findings(register.home)) == []
    with transaction.atomic():
        assert held_outside.next_free("LH") == "LH-0015", "also once everybody has confirmed"
        transaction.set_rollback(True)
    held_outside._file().write_text(whole)
    assert holds.a_hold(register.people, capture).reference != hold.reference, "its number comes no more"


def test_the_signer_remembers_the_notes_of_holds_where_the_keys_are_older(register, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "SEALING_FOLDER", tmp_path / "signing" / "sealing")
    files = HeadFiles(settings.SEALING_FOLDER)
    jobs.delete.func(0)
    register.sealed()
    assert newest_note(files) == 1
    older, folder = held_outside._file().read_text(), register.back_up()
    old = [shutil.copytree(one, tmp_path / f"old {one.name}") for one in register.key_folders]
    holds.a_hold(register.people, evidence.a_held_capture(register.people))
    jobs.delete.func(0)
    register.sealed()
    assert newest_note(files) == 2
    register.bring_back(folder)
    settings.KEY_FOLDERS = tuple(old)
    held_outside._file().write_text(older)
    assert held_outside.is_whole(), "by these keys"
    assert replaying.run([]) == 0
    assert not held_outside.is_whole()
    jobs.delete.func(0)
    assert WARNED in words(signed_in(register.people.bryn).get(reverse("retention:restored")))
