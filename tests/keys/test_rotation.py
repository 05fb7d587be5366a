"""Rotation: all keys under a new version, the old one destroyed; no older copy of the folders opens anything."""

import shutil
from uuid import uuid4

import pytest

from watchbook.keys import repair, rotation
from watchbook.keys.copies import Copy
from watchbook.keys.refused import KeyDestroyed, KeysMissing
from watchbook.keys.wrapping import KeyFiles


class Killed(Exception):
    """The process ended here."""


def test_every_key_is_the_same_under_the_new_version_and_the_old_one_is_gone(ring):
    items = [uuid4() for _ in range(20)]
    before = ring.keys_to_seal(items)
    assert rotation.rotate().version == 2
    assert ring.keys(items) == before
    for copy in ring.copies:
        assert {one.version for one in copy.everything().values()} == {2}
        assert [path.name for path in copy.folder.glob("key-enc*")] == ["key-encryption-key-2"]


def test_an_older_copy_of_both_folders_opens_nothing_afterwards(ring, tmp_path):
    item, living = uuid4(), uuid4()
    ring.keys_to_seal([item, living])
    for copy in ring.copies:
        shutil.copy(copy.path, tmp_path / f"{copy.folder.name}.old")
    assert not rotation.awaits()
    ring.destroy([item])
    assert rotation.awaits()
    assert not rotation.destroyed_for_good(item)
    rotation.rotate()
    assert not rotation.awaits()
    assert rotation.destroyed_for_good(item)
    assert not rotation.destroyed_for_good(living)
    for copy in ring.copies:
        shutil.copy(tmp_path / f"{copy.folder.name}.old", copy.path)
    with pytest.raises(KeysMissing, match="Version 1"):
        ring.keys([item])


@pytest.mark.parametrize("which", [0, 1])
def test_a_folder_of_an_older_day_brings_back_nothing_that_was_destroyed(ring, tmp_path, which):
    item, living = uuid4(), uuid4()
    key = ring.keys_to_seal([item, living])[living]
    old = shutil.copytree(ring.copies[which].folder, tmp_path / "old")
    ring.destroy([item])
    rotation.rotate()
    shutil.copytree(old, ring.copies[which].folder, dirs_exist_ok=True)
    repair.mend()
    with pytest.raises(KeyDestroyed):
        ring.keys([item])
    assert ring.keys([living]) == {living: key}
    assert not repair.amiss()
    assert KeyFiles([copy.folder for copy in ring.copies]).versions() == [2]


@pytest.mark.parametrize(
    "step", ["KeyFiles.rotate", "KeyFiles._make", "KeyFiles.rewrap", "Copy.put", "KeyFiles.destroy_before"]
)
@pytest.mark.parametrize("done", [True, False])
def test_a_rotation_that_is_broken_off_loses_nothing_and_is_done_again(ring, monkeypatch, step, done):
    items = [uuid4() for _ in range(5)]
    keys = ring.keys_to_seal(items)
    gone = uuid4()
    ring.keys_to_seal([gone])
    ring.destroy({gone})
    owner, name = step.split(".")
    owner = {"KeyFiles": KeyFiles, "Copy": Copy}[owner]
    real = getattr(owner, name)

    def killed(*arguments, **named):
        if done:
            real(*arguments, **named)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, killed)
        with pytest.raises(Killed):
            rotation.rotate()
    assert ring.keys(items) == keys
    is_over = KeyFiles([copy.folder for copy in ring.copies]).versions() == [2]
    assert (rotation.awaits(), rotation.destroyed_for_good(gone)) == (not is_over, is_over)
    ring.keys_to_seal([uuid4()])
    version = rotation.rotate().version
    assert (rotation.awaits(), rotation.destroyed_for_good(gone)) == (False, True)
    assert ring.keys(items) == keys
    assert KeyFiles([copy.folder for copy in ring.copies]).versions() == [version]


def test_a_key_file_that_one_folder_lacks_comes_back_from_the_other(ring):
    item = uuid4()
    key = ring.keys_to_seal([item])
    for copy in ring.copies:
        (copy.folder / "key-encryption-key-1").write_text("damaged\n")
        assert repair.amiss() == [f"{copy.folder} lacks version 1 of the key-encryption key."]
        assert ring.keys([item]) == key
        assert repair.mend()
        assert not repair.mend()
