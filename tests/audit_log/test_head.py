"""The signer's files: the head moves on from what its owner saw and from nothing else, and only with its leaves."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from watchbook.audit_log.head import LEAF_BYTES, BadHead, HeadFiles, HeadMoved, SignedHead
from watchbook.ledger.tree import Range, leaf_hashes

ORIGIN = "council.example/log"


def leaf(number):
    return number.to_bytes(LEAF_BYTES)


def head(size):
    return SignedHead(ORIGIN, Range().extended(leaf_hashes(leaf(number) for number in range(size))))


def content(begin, end):
    return b"".join(leaf(number) for number in range(begin, end))


@pytest.fixture
def files(tmp_path):
    return HeadFiles(tmp_path / "sealing")


def test_before_anything_was_signed_there_is_no_head(files):
    assert files.read() is None


def test_a_head_moves_on_with_its_leaves_and_is_its_owners_alone(files):
    files.move(before=None, after=head(3), leaves=content(0, 3))
    files.move(before=head(3), after=head(5), leaves=content(3, 5))
    assert files.read() == head(5)
    assert files.leaves_between(1, 4) == [leaf(1), leaf(2), leaf(3)]
    assert {path.stat().st_mode & 0o077 for path in (files.folder, files.head, files.leaves)} == {0}


@pytest.mark.parametrize("seen", [None, head(2), head(4)])
def test_who_saw_another_head_is_refused_and_nothing_moves(files, seen):
    files.move(before=None, after=head(3), leaves=content(0, 3))
    begin = seen.log.size if seen else 0
    with pytest.raises(HeadMoved):
        files.move(before=seen, after=head(9), leaves=content(begin, 9))
    assert files.read() == head(3)
    assert files.leaves.read_bytes() == content(0, 3)


@pytest.mark.parametrize("leaves", [b"", content(0, 2), content(0, 4)])
def test_a_head_moves_only_by_the_leaves_between(files, leaves):
    with pytest.raises(ValueError, match="leaves"):
        files.move(before=None, after=head(3), leaves=leaves)
    assert files.read() is None


def test_of_signers_at_once_each_step_is_one_signers(files):
    def climb(_number):
        won = 0
        while (seen := files.read()) is None or seen.log.size < 40:
            size = seen.log.size if seen else 0
            try:
                files.move(before=seen, after=head(size + 1), leaves=leaf(size))
                won += 1
            except HeadMoved:
                continue
        return won

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(climb, range(3))) == 40
    assert files.leaves.read_bytes() == content(0, 40)


def test_what_a_broken_off_attempt_left_is_cut_away(files):
    files.move(before=None, after=head(2), leaves=content(0, 2))
    with files.leaves.open("ab") as file:
        file.write(b"half a leaf")
    (files.folder / "head.new").write_text("{")
    files.move(before=head(2), after=head(3), leaves=leaf(2))
    assert files.leaves.read_bytes() == content(0, 3)


def test_leaves_that_are_gone_are_not_papered_over(files):
    files.move(before=None, after=head(2), leaves=content(0, 2))
    files.leaves.write_bytes(leaf(0))
    with pytest.raises(BadHead, match="shorter than the head says"):
        files.move(before=head(2), after=head(3), leaves=leaf(2))
    assert files.read() == head(2)


def test_a_short_write_is_written_on(files, monkeypatch):
    write, pwrite = os.write, os.pwrite
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:7]))
    monkeypatch.setattr(os, "pwrite", lambda file, data, at: pwrite(file, data[:7], at))
    files.move(before=None, after=head(2), leaves=content(0, 2))
    assert (files.read(), files.leaves.read_bytes()) == (head(2), content(0, 2))


@pytest.mark.parametrize(
    "changed",
    [
        "{",
        "[]",
        "{}",
        json.dumps({"origin": ORIGIN, "size": 1, "hashes": []}),
        json.dumps({"origin": ORIGIN, "size": 1, "hashes": ["00"]}),
        json.dumps({"origin": ORIGIN, "size": "1", "hashes": []}),
    ],
)
def test_a_head_that_cannot_be_read_is_refused(files, changed):
    files.folder.mkdir()
    files.head.write_text(changed)
    with pytest.raises(BadHead, match="cannot be read"):
        files.read()


def test_any_bit_of_the_head_that_is_changed_is_a_head_that_is_not_the_logs(files):
    files.move(before=None, after=head(3), leaves=content(0, 3))
    whole = files.head.read_bytes()
    for place in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << place % 8
        files.head.write_bytes(changed)
        with suppress(BadHead):
            assert files.read() != head(3)
