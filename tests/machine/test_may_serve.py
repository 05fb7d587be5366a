"""Older key folders are not served: they open what a deletion destroyed."""

import shutil
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import OperationalError

from tests.evidence import given as evidence
from tests.retention.deletion import given
from tests.retention.register import register
from watchbook.keys import repair, rotation
from watchbook.keys.keyring import the_keyring
from watchbook.machine import installation, keys_doctor, may_serve, programs, replaying
from watchbook.machine.failure import Failure
from watchbook.retention.deletion import older_keys
from watchbook.retention.deletion.models import DeletionItem, DeletionList

__all__ = ["register"]


def keep_copies(register, name):
    """Copy the key folders of this moment elsewhere, and the deletion lists beside them."""
    for one in (register.home.deletions, *register.key_folders):
        shutil.copytree(one, register.folder / name / one.name)


def two_deletions(register):
    """Carry out two deletions, and copy the key folders before the second, and before its keys were replaced."""
    gone = evidence.a_held_capture(register.people)
    given.carried_out(given.an_approved_list(register.people, evidence.a_held_capture(register.people)))
    assert [one.ok for one in may_serve.age_findings()] == [False], "its entry is not signed yet"
    register.sealed()
    keep_copies(register, "before")
    row = given.carried_out(given.an_approved_list(register.people, gone))
    register.sealed()
    keep_copies(register, "between")
    rotation.rotate()
    given.carried_out(row)


@pytest.fixture
def older(register, monkeypatch, tmp_path):
    """The key folders of before a deletion that was carried out, and of before its keys were replaced."""
    monkeypatch.setattr(settings, "SEALING_FOLDER", tmp_path / "signing" / "sealing")
    monkeypatch.setattr(installation, "places", lambda: register.home)
    register.brought_about(two_deletions)
    return [[tmp_path / name / one.name for one in register.key_folders] for name in ("before", "between")]


def test_older_keys_are_served_by_nobody_until_they_destroyed_again_what_was(older, monkeypatch):
    before, between = older
    monkeypatch.setattr(installation, "check_secret_key", lambda: None)
    may_serve.check("serve")
    (finding,) = may_serve.age_findings()
    assert finding.ok
    keys = {key["item"] for one in DeletionItem.objects.all() for key in one.keys}
    newest = settings.KEY_FOLDERS
    for settings.KEY_FOLDERS in (before, between, (before[0], newest[1]), (newest[0], before[1])):
        for program in ("serve", "web", "worker"):
            with pytest.raises(Failure, match="older than the deletion list DEL-000") as failure:
                may_serve.check(program)
            assert str(before[0].parent.parent) in failure.value.what
        (finding,) = may_serve.age_findings()
        assert "`watchbook restore --replay`" in finding.next_step
        may_serve.check("sealer")
    repair.mend()
    may_serve.check("serve")

    settings.KEY_FOLDERS = before
    assert readable(keys)
    assert replaying.run(["--drill"]) == 0
    with pytest.raises(Failure, match="DEL-0002"):
        may_serve.check("serve")
    assert replaying.run([]) == 0
    assert not readable(keys)
    may_serve.check("serve")


def readable(keys):
    """Those of these keys that a copy of the key store still has."""
    return {str(one) for copy in the_keyring().copies for one in copy.wrapped(copy.everything())} & keys


@pytest.mark.parametrize("when", [0, 1])
def test_older_keys_put_back_with_lists_and_signer_of_their_day_are_found_out_by_the_database(
    older, when, monkeypatch, tmp_path
):
    monkeypatch.setattr(installation, "check_secret_key", lambda: None)
    keys = {key["item"] for one in DeletionItem.objects.all() for key in one.keys}
    settings.KEY_FOLDERS = older[when]
    monkeypatch.setattr(settings, "SEALING_FOLDER", tmp_path / "sealing of that day")
    monkeypatch.setattr(settings.PLACES, "deletions", older[when][0].parent / "deletions")
    may_serve.check("serve")  # before its database is up; then it has this compared
    with pytest.raises(Failure, match="older than the deletion list DEL-000"):
        may_serve.check_keys(older_keys.recorded())
    for program in ("web", "worker"):
        with pytest.raises(Failure, match="older than the deletion list DEL-000"):
            may_serve.check(program)
    (finding,) = may_serve.age_findings()
    assert not finding.ok
    assert "and by the register itself" in finding.next_step
    assert bool(readable(keys)) is (when == 0)
    assert replaying.run([]) == 0
    assert not readable(keys)
    may_serve.check_keys(older_keys.recorded())


def test_the_doctor_does_not_ask_for_older_keys_where_the_folders_are_older(older, register):
    evidence.a_held_capture(register.people)  # after the folders were copied
    before = keys_doctor.keys_verified.lost()
    settings.KEY_FOLDERS = older[0]
    assert keys_doctor.keys_verified.lost() > before
    (age,) = may_serve.age_findings()
    (finding,) = keys_doctor.records_findings(are_newest=age.ok)
    assert (age.ok, finding.ok) == (False, False)
    assert "Age of the keys" in finding.next_step
    assert "older copies" not in finding.next_step


@pytest.mark.parametrize(
    ("count", "said"), [(1, "that of 1 record is gone"), (2, "those of 2 records are gone")]
)
def test_one_record_without_its_key_is_told_in_the_singular(monkeypatch, count, said):
    monkeypatch.setattr(keys_doctor.keys_verified, "lost", lambda: {*range(count)})
    (finding,) = keys_doctor.records_findings()
    assert said in finding.what
    assert "older copies of both key folders" in finding.next_step


def test_a_replacement_of_the_keys_is_known_without_the_place_of_its_list(older, monkeypatch, tmp_path):
    monkeypatch.setattr(older_keys, "NOTED", SimpleNamespace(name="deletion.of_before_places"))
    monkeypatch.setattr(older_keys.outside, "came_to_an_end", dict)
    may_serve.check_keys(older_keys.recorded())
    settings.KEY_FOLDERS = older[1]
    monkeypatch.setattr(settings, "SEALING_FOLDER", tmp_path / "none")
    with pytest.raises(Failure, match="older than the deletion list DEL-0002"):
        may_serve.check("worker")
    monkeypatch.setattr(DeletionList.objects, "exclude", DeletionList.objects.filter)
    may_serve.check("worker")  # a restored database that is older than the keys


def test_web_and_worker_wait_for_the_database_and_serve_compares_once_it_is_up(monkeypatch):
    def down():
        raise OperationalError("connection refused")

    monkeypatch.setattr(may_serve, "recorded", down)
    monkeypatch.setattr(may_serve, "_signed", dict)
    with pytest.raises(Failure, match="cannot be asked") as failure:
        may_serve.check("worker")
    assert "Start the database" in failure.value.next_step
    assert programs.age_of_the_keys().environment["WATCHBOOK_DATABASE_ROLE"] == "app"


def test_where_the_signer_cannot_be_asked_the_lists_themselves_tell(older, register, monkeypatch, tmp_path):
    before, _between = older
    monkeypatch.setattr(settings, "SEALING_FOLDER", tmp_path / "unmounted")
    may_serve.check("serve")
    (finding,) = may_serve.age_findings()
    assert (finding.ok, "nobody knows" in finding.what) == (False, True)
    settings.KEY_FOLDERS = before
    with pytest.raises(Failure, match="DEL-0002"):
        may_serve.check("serve")


def test_a_register_without_a_deletion_is_served(register, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "SEALING_FOLDER", tmp_path / "none")
    monkeypatch.setattr(installation, "places", lambda: register.home)
    may_serve.check("serve")
    assert list(may_serve.age_findings()) == []
