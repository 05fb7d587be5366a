"""The store in a folder: what it owes the disk, and those who keep the same bytes at once (test_stores_alike.py has the rest)."""

import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO
from threading import Barrier

import pytest

from tests.patience import PATIENCE
from watchbook.files import store as module
from watchbook.files.store import Folder, the_store, trial

CONTENT = b"%PDF-1.7 a letter"
NAME = sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path):
    return Folder(root=tmp_path / "kept")


def files(folder):
    """Every file in the store by its path."""
    return {str(path.relative_to(folder.root)) for path in folder.root.rglob("*") if path.is_file()}


def test_the_same_bytes_twice_are_kept_once(folder):
    folder.put(CONTENT)
    before = (folder.root / NAME[:2] / NAME).stat()
    assert folder.put(CONTENT) == NAME
    assert (folder.root / NAME[:2] / NAME).stat() == before
    assert len(files(folder)) == 1


def test_a_kept_file_can_be_written_by_nobody(folder):
    path = folder.root / folder.put(CONTENT)[:2] / NAME
    assert path.stat().st_mode & 0o777 == 0o440 & ~current_umask()
    assert path.stat().st_mode & 0o222 == 0


def current_umask():
    """What this process takes away from the rights of new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_what_comes_to_lie_there_meanwhile_is_not_overwritten_either(folder, monkeypatch):
    path = folder.root / NAME[:2] / NAME
    real = os.link

    def somebody_was_faster(aside, to):
        path.write_bytes(b"something else")
        real(aside, to)

    monkeypatch.setattr(module.os, "link", somebody_was_faster)
    assert folder.put(CONTENT) == NAME
    assert path.read_bytes() == b"something else"
    assert len(files(folder)) == 1


def test_a_write_that_fails_leaves_nothing_behind(folder, monkeypatch):
    def no_space_left(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", no_space_left)
    with pytest.raises(OSError, match="No space left"):
        folder.put(CONTENT)
    assert files(folder) == set()


def test_the_bytes_and_then_their_place_are_on_disk_before_the_name_is_given(folder, monkeypatch):
    done = []
    fsync, link = os.fsync, os.link
    monkeypatch.setattr(module.os, "fsync", lambda where: (done.append("sync"), fsync(where)))
    monkeypatch.setattr(module.os, "link", lambda aside, to: (done.append("link"), link(aside, to)))
    folder.put(CONTENT)
    assert done == ["sync", "link", "sync", "sync"]


@pytest.mark.parametrize("count", [2, 8])
def test_the_same_bytes_from_several_threads_at_once_are_kept_once(folder, count):
    barrier = Barrier(count, timeout=PATIENCE)

    def put(_number):
        barrier.wait()
        return folder.put(CONTENT * 10_000)

    with ThreadPoolExecutor(count) as pool:
        names = set(pool.map(put, range(count)))
    assert names == {sha256(CONTENT * 10_000).hexdigest()}
    assert len(files(folder)) == 1
    assert folder.get(names.pop()) == CONTENT * 10_000


def test_the_store_lies_in_the_folder_of_the_settings(files_folder):
    the_store().put(CONTENT)
    assert (files_folder / NAME[:2] / NAME).read_bytes() == CONTENT


def test_a_trial_keeps_nothing_until_it_is_told(files_folder):
    kept = the_store().put(b"before")
    with trial() as one:
        name = the_store().put(b"tried")
        assert the_store().get(name) == b"tried"
        assert the_store().get(kept) == b"before"
        the_store().remove(kept)
        filed = the_store().put_file(BytesIO(b"filed"))
        assert the_store().open(filed).read() == b"filed"
        with the_store().open(kept) as file:
            assert file.read() == b"before"
        gone = the_store().put(b"gone")
        the_store().remove(gone)
        assert not (files_folder / name[:2] / name).exists()
    with pytest.raises(FileNotFoundError):
        the_store().get(name)
    assert the_store().get(kept) == b"before"
    one.keep()
    assert the_store().get(name) == b"tried"
    assert the_store().get(filed) == b"filed"
    with pytest.raises(FileNotFoundError):
        the_store().get(gone)


def test_a_trial_is_over_when_it_fails():
    with pytest.raises(LookupError), trial():
        raise LookupError
    assert isinstance(the_store(), Folder)
