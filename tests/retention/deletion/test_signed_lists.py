"""The signer remembers each list: an older key store and a removed list together bring nothing back."""

import shutil
from functools import partial

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from tests.evidence import given as evidence
from tests.log import leaves_nothing
from tests.pages import signed_in, words
from tests.proof_only import in_proof_only
from tests.retention.deletion import given
from tests.retention.deletion.test_restored import parameters_of
from tests.rights import the_system
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.head import HeadFiles
from watchbook.audit_log.models import Event
from watchbook.audit_log.reference import passed_over
from watchbook.evidence.models import Capture
from watchbook.machine import replaying
from watchbook.machine.came_back_doctor import came_back_findings, lost_list_findings, lost_time_findings
from watchbook.retention.deletion import outside
from watchbook.retention.deletion import restored as after_a_restore
from watchbook.retention.deletion.replay import replay
from watchbook.retention.deletion.signed_lists import event_id, signed_lists


def test_the_id_of_an_entry_says_which_list_was_written():
    assert event_id("DEL-0007", 6) != event_id("DEL-0007", 7) != event_id("DEL-0008", 7)


@pytest.fixture
def newest_keys(register):
    """The key folders of today, asked for before those of the backup take their place."""
    return tuple(register.key_folders)


def restore(register):
    """Restore a register, with copies of the keys of the day of its backup, and take away the list that was carried out after it."""
    given.carried_out(given.an_approved_list(register.people, evidence.a_held_capture(register.people)))
    gone = evidence.a_held_capture(register.people)
    register.sealed()
    folder = register.back_up()
    for one in register.key_folders:
        shutil.copytree(one, register.folder / f"old {one.name}")
    given.carried_out(given.an_approved_list(register.people, gone))
    register.sealed()
    register.bring_back(folder)
    (newest,) = register.home.deletions.glob("DEL-0002-*.json")
    newest.rename(register.folder / newest.name)


@pytest.fixture
def restored(register, monkeypatch, tmp_path):
    """The place of that list and where it lies now; the keys are those of the day of the backup."""
    monkeypatch.setattr(settings, "SEALING_FOLDER", tmp_path / "signing" / "sealing")
    register.brought_about(restore)
    settings.KEY_FOLDERS = tuple(tmp_path / f"old {one.name}" for one in register.key_folders)
    (away,) = tmp_path.glob("DEL-0002-*.json")
    return register.home.deletions / away.name, away


def test_a_list_of_after_the_backup_is_missed_although_the_keys_are_as_old(restored, capsys):
    newest, away = restored
    assert outside.newest_place() == 1, "the key store went back"
    assert signed_lists(HeadFiles(settings.SEALING_FOLDER)) == {1: "DEL-0001", 2: "DEL-0002"}
    assert replaying.run([]) == 1
    said = capsys.readouterr().err
    assert "The deletion list DEL-0002 in" in said
    assert "It was carried out, perhaps after this backup" in said
    assert "Put it back" in said
    assert Capture.objects.count() == 1
    away.rename(newest)
    assert replaying.run([]) == 0
    assert '"came_back": 1' in (told := capsys.readouterr().out)
    assert '"deleted": 1' in told
    assert not Capture.objects.exists()


@in_proof_only
def test_with_keys_older_than_a_lost_list_nothing_is_replayed(restored, capsys):
    (outside.folder() / "2.lost").touch()
    assert replaying.run([]) == 1
    assert "Put the newest key folders back" in capsys.readouterr().err
    assert not Event.objects.filter(name="deletion.replayed").exists()


def test_a_list_that_is_lost_for_good_is_said_and_its_number_and_place_come_no_more(
    newest_keys, restored, register, capsys
):
    settings.KEY_FOLDERS = newest_keys
    (outside.folder() / "2.lost").touch()
    assert replaying.run([]) == 0
    assert '"lost": 1' in capsys.readouterr().out
    assert outside.lost_lists() == ["DEL-0002"]
    parameters = partial(parameters_of, register)
    (finding,) = lost_list_findings(register.home, parameters)
    assert (finding.ok, "DEL-0002" in finding.what) == (False, True)
    (finding,) = came_back_findings(register.home, parameters)
    assert (finding.ok, "nobody knows whether records of DEL-0002 came back" in finding.what) == (False, True)
    shown = signed_in(register.people.winston).get(reverse("retention:deletions"))
    assert "These deletion lists were carried out and are lost: DEL-0002." in words(shown)
    replay(by=the_system(), at=given.now(), entries_lost=3, signed={2: "DEL-0002"})
    page = words(signed_in(register.people.winston).get(reverse("retention:restored")))
    assert "carried out and are lost: DEL-0002. The records that they deleted may be back" in page
    with transaction.atomic():
        assert outside.next_free("DEL") == f"DEL-{passed_over() + 2:04d}"
    there, people = reverse("retention:restored"), register.people
    bryn = words(signed_in(people.bryn).post(there, {"is_recorded": "on"}, follow=True))
    assert (
        "You confirmed, for your duties, that the missing holds and requests have been recorded again."
        in bryn
    ), "who decides on no deletion is not asked"
    client = signed_in(people.winston)
    assert "Look for the records of each lost list" in words(client.post(there, {"is_recorded": "on"}))
    leaves_nothing(
        WrongState, lambda: after_a_restore.confirm(by=people.winston, at=given.now()), "lost deletion list"
    )
    assert list(lost_list_findings(register.home, parameters)), "the operator's word alone ends nothing"
    client.post(there, {"is_recorded": "on", "are_looked_for": "on"})
    assert list(lost_list_findings(register.home, parameters)) == []
    assert "are lost: DEL-0002" not in words(client.get(reverse("retention:deletions")))
    assert after_a_restore.lost_time(), "the other two are asked too"
    assert [one.ok for one in came_back_findings(register.home, parameters)] == [False], "nor does the first"
    for one in (people.fatima, people.simon, people.leila):
        after_a_restore.confirm(lists=["DEL-0002"], by=one, at=given.now())
    assert after_a_restore.lost_time() is None
    assert list(lost_time_findings(parameters)) == []
    assert [one.ok for one in came_back_findings(register.home, parameters)] == [True]
    replay(by=the_system(), at=given.now(), signed={2: "DEL-0002"})
    assert after_a_restore.lost_time(), "each restore asks anew, also where it lost nothing else"
    assert list(lost_list_findings(register.home, parameters))
