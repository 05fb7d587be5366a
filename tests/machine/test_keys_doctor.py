"""What the doctor says of the keys, and whether records lie under keys that no folder holds."""

import shutil
from uuid import uuid4

import pytest

from tests import server
from tests.council import a_council
from tests.given import an_investigation
from tests.people import People
from watchbook.keys.keyring import the_keyring
from watchbook.keys.refused import WrappingFailed
from watchbook.keys.wrapping import KeyFiles
from watchbook.machine import keys_doctor
from watchbook.machine.connection import as_role


@pytest.fixture
def ring(tmp_path, settings):
    settings.KEY_FOLDERS = (tmp_path / "first", tmp_path / "second")
    settings.OPENBAO = {}
    made = the_keyring()
    made.begin()
    return made


def test_two_whole_copies_are_well(ring):
    (found,) = keys_doctor.keys_findings()
    assert found.ok
    assert str(ring.copies[0].folder) in found.what


def test_a_missing_copy_is_told_with_what_mends_it(ring):
    shutil.rmtree(ring.copies[1].folder)
    (found,) = keys_doctor.keys_findings()
    assert not found.ok
    assert str(ring.copies[1].folder) in found.what
    assert "keys mend" in found.next_step


def test_no_key_at_all_is_told_as_what_it_means(ring):
    for copy in ring.copies:
        shutil.rmtree(copy.folder)
    (found,) = keys_doctor.keys_findings()
    assert not found.ok
    assert "You cannot read personal data without them" in found.why
    assert "bring back the key folders" in found.next_step


def test_keys_whose_keeper_is_gone_are_told(ring):
    ring.keys_to_seal([uuid4()])
    for folder in ring.wrapping.folders:
        for path in folder.glob("key-encryption-key-*"):
            path.unlink()
    (found,) = keys_doctor.keys_findings()
    assert not found.ok
    assert "version 1" in found.what


def test_a_keeper_that_answers_nothing_is_told(ring, monkeypatch):
    def refuse(self):
        raise WrappingFailed("The keeper of keys does not answer.")

    monkeypatch.setattr(KeyFiles, "attest", refuse)
    (found,) = keys_doctor.keys_findings()
    assert (found.ok, found.what) == (False, "The keeper of keys does not answer.")


def test_keys_are_lost_where_records_lie_under_them_and_no_folder_holds_any(ring, committed):
    owner = as_role(
        server.admin(), places=server.HOME, prefix=server.PREFIX, role="owner", database=committed
    )
    assert not keys_doctor.keys_are_lost(owner)
    an_investigation(People(a_council()))
    for copy in ring.copies:
        shutil.rmtree(copy.folder)
    assert keys_doctor.keys_are_lost(owner)


def test_a_register_without_anything_of_ours_has_lost_no_keys(tmp_path, settings):
    settings.KEY_FOLDERS = (tmp_path / "first", tmp_path / "second")
    empty = as_role(
        server.admin(), places=server.HOME, prefix=server.PREFIX, role="owner", database="postgres"
    )
    assert not keys_doctor.keys_are_lost(empty)
