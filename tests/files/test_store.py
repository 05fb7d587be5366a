"""The content-addressed store: kept once, never overwritten, checked when read."""

import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from threading import Barrier

import pytest

from watchbook.files import store as module
from watchbook.files.store import Damaged, Folder, the_store, trial

CONTENT = b"%PDF-1.7 a letter"
NAME = sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path):
    return Folder(root=tmp_path / "kept")


def files(folder):
    """Every file in the store by its path."""
    return {str(path.relative_to(folder.root)) for path in folder.root.rglob("*") if path.is_file()}


def test_content_is_kept_under_its_hash_and_given_back(folder):
    assert folder.put(CONTENT) == NAME
    assert folder.get(NAME) == CONTENT
    assert files(folder) == {f"{NAME[:2]}/{NAME}"}


@pytest.mark.parametrize("content", [b"", b"\x00" * 1_000, os.urandom(300_000)])
def test_any_bytes_are_kept(folder, content):
    assert folder.get(folder.put(content)) == content


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


def test_what_lies_under_the_name_already_is_never_overwritten_even_if_it_is_something_else(folder):
    path = folder.root / NAME[:2] / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(b"something else")
    assert folder.put(CONTENT) == NAME
    assert path.read_bytes() == b"something else"
    with pytest.raises(Damaged, match=f"The file kept as {NAME} has changed on disk. Restore it"):
        folder.get(NAME)


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


@pytest.mark.parametrize(
    "change", [lambda b: b[:-1], lambda b: b + b" ", lambda b: b.replace(b"a", b"b"), lambda _: b""]
)
def test_damaged_bytes_are_found_when_they_are_read(folder, change):
    path = folder.root / folder.put(CONTENT)[:2] / NAME
    path.chmod(0o600)
    path.write_bytes(change(CONTENT))
    with pytest.raises(Damaged):
        folder.get(NAME)


HOSTILE = [
    "", ".", "..", "/", "../../etc/passwd", f"{NAME[:2]}/{NAME}", NAME[:-1], NAME + "0", NAME.upper(), f" {NAME}",
    f"{NAME}\n", "g" * 64, "٠" * 64, f"../{NAME}", f"{NAME[:-1]}\x00",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_is_no_hash_reaches_no_file(folder, name):
    folder.put(CONTENT)
    before = files(folder)
    for act in (folder.get, folder.remove):
        with pytest.raises(FileNotFoundError, match="64 hexadecimal digits"):
            act(name)
    assert files(folder) == before


def test_what_was_never_kept_is_not_there(folder):
    with pytest.raises(FileNotFoundError):
        folder.get(NAME)
    folder.remove(NAME)


def test_what_is_removed_is_gone_and_can_be_kept_again(folder):
    folder.put(CONTENT)
    folder.remove(NAME)
    assert files(folder) == set()
    assert folder.put(CONTENT) == NAME


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
    assert done == ["sync", "link", "sync"]


@pytest.mark.parametrize("count", [2, 8])
def test_the_same_bytes_from_several_threads_at_once_are_kept_once(folder, count):
    barrier = Barrier(count, timeout=10)

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
        gone = the_store().put(b"gone")
        the_store().remove(gone)
        assert not (files_folder / name[:2] / name).exists()
    with pytest.raises(FileNotFoundError):
        the_store().get(name)
    assert the_store().get(kept) == b"before"
    one.keep()
    assert the_store().get(name) == b"tried"
    with pytest.raises(FileNotFoundError):
        the_store().get(gone)


def test_a_trial_is_over_when_it_fails():
    with pytest.raises(LookupError), trial():
        raise LookupError
    assert isinstance(the_store(), Folder)
