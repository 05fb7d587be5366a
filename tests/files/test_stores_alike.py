"""A folder and a bucket of an object store keep files alike: once, under their hash, read in parts, told when damaged."""

import io
import random
from hashlib import sha256
from uuid import uuid4

import pytest

from tests.proof_only import EVERY_ROW
from watchbook.files import object_store
from watchbook.files.store import Damaged
from watchbook.keys.refused import EnvelopeNotOpened
from watchbook.keys.sealed_content import opened, seal

CONTENT = b"%PDF-1.7 a letter"
NAME = sha256(CONTENT).hexdigest()
HOSTILE = [
    "", ".", "..", "/", "../../etc/passwd", f"{NAME[:2]}/{NAME}", NAME[:-1], NAME + "0", NAME.upper(), f" {NAME}",
    f"{NAME}\n", "g" * 64, "٠" * 64, f"../{NAME}", f"{NAME[:-1]}\x00",
]  # fmt: skip
LARGE = [6_000_000, 40_000_000] if EVERY_ROW else [6_000_000]  # beyond what a server takes as the least part


def some_bytes(size):
    return random.Random(size).randbytes(size)


def test_content_is_kept_under_its_hash_and_given_back(either):
    assert either.store.put(CONTENT) == NAME
    assert either.store.get(NAME) == CONTENT
    assert either.files() == {f"{NAME[:2]}/{NAME}"}


@pytest.mark.parametrize("size", [0, 1, 300_000])
def test_any_bytes_are_kept_from_memory_a_file_or_a_path(either, size, tmp_path):
    content, path = some_bytes(size), tmp_path / "content"
    path.write_bytes(content)
    name = sha256(content).hexdigest()
    open_file = io.BytesIO(b"before" + content)
    open_file.seek(6)
    assert {either.store.put(content), either.store.put_file(path), either.store.put_file(open_file)} == {
        name
    }
    assert not open_file.closed
    assert either.store.get(name) == content
    assert len(either.files()) == 1


@pytest.mark.parametrize("size", LARGE)
def test_a_large_file_is_kept_in_parts_and_read_in_parts(either, size, tmp_path, monkeypatch):
    monkeypatch.setattr(object_store, "PART_BYTES", 5 * 1024 * 1024)
    content, path = some_bytes(size), tmp_path / "large"
    path.write_bytes(content)
    name = either.store.put_file(path)
    assert either.store.put_file(path) == name
    assert either.store.get(name) == content
    with either.store.open(name) as file:
        assert file.seek(0, io.SEEK_END) == size
        for start, length in ((0, 10), (size - 5, 100), (1_500_000, 1_200_000), (7, 0), (size + 3, 5)):
            file.seek(start)
            assert file.read(length) == content[start : start + length]
        file.seek(-3, io.SEEK_END)
        assert file.read() == content[-3:]
        with pytest.raises((OSError, ValueError)):
            file.seek(-size - 1, io.SEEK_END)


def test_what_lies_under_the_name_already_is_never_overwritten_even_if_it_is_something_else(either, tmp_path):
    either.change(NAME, b"something else")
    (tmp_path / "content").write_bytes(CONTENT)
    assert either.store.put(CONTENT) == either.store.put_file(tmp_path / "content") == NAME
    with pytest.raises(Damaged, match=f"The file kept as {NAME} has changed .* Restore it"):
        either.store.get(NAME)
    with either.store.open(NAME) as file:
        assert file.read() == b"something else"


@pytest.mark.parametrize(
    "change", [lambda b: b[:-1], lambda b: b + b" ", lambda b: b.replace(b"a", b"b"), lambda _: b""]
)
def test_damaged_bytes_are_found_when_they_are_read(either, change):
    either.store.put(CONTENT)
    either.change(NAME, change(CONTENT))
    with pytest.raises(Damaged):
        either.store.get(NAME)


def test_a_name_that_is_no_hash_reaches_no_file(either):
    either.store.put(CONTENT)
    before = either.files()
    for name in HOSTILE:
        for act in (either.store.get, either.store.open, either.store.remove):
            with pytest.raises(FileNotFoundError, match="64 hexadecimal digits"):
                act(name)
    assert either.files() == before


def test_what_was_never_kept_is_not_there(either):
    for act in (either.store.get, either.store.open):
        with pytest.raises(FileNotFoundError):
            act(NAME)
    either.store.remove(NAME)


def test_what_is_removed_is_gone_and_can_be_kept_again(either):
    either.store.put(CONTENT)
    either.store.remove(NAME)
    assert either.files() == set()
    with pytest.raises(FileNotFoundError):
        either.store.get(NAME)
    assert either.store.put(CONTENT) == NAME


@pytest.mark.usefixtures("db")  # which begins the key store
def test_sealed_content_is_kept_and_opened_in_its_place(either):
    item, content, made = uuid4(), some_bytes(200_000), io.BytesIO()
    told = seal(io.BytesIO(content), made, item=item, kind="exhibit")
    made.seek(0)
    assert either.store.put_file(made) == told.sealed_sha256
    with opened(either.store.open(told.sealed_sha256), item=item, kind="exhibit") as found:
        found.seek(150_000)
        assert found.read(20) == content[150_000:150_020]
    changed = bytearray(made.getvalue())
    changed[60_000] ^= 1
    either.change(told.sealed_sha256, bytes(changed))
    with (
        opened(either.store.open(told.sealed_sha256), item=item, kind="exhibit") as found,
        pytest.raises(EnvelopeNotOpened),
    ):
        found.read()
