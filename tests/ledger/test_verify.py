"""verify.py: an honest folder holds, and no change to one is believed.

Short form here; TESTS_EVERY_ROW=1, as `make proof` sets it, turns every bit of a small export and many of a large one.
"""

import os
import runpy
import shutil
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger import mutations
from tests.ledger.made import OBSERVER, SIGNER, Log, stamped_log
from tests.ledger.mutations import Copy, contents, problems, with_sums
from tests.ledger.reading import leaves_of
from watchbook.ledger import export, note, tiles, verify
from watchbook.ledger.note import Signer
from watchbook.ledger.tree import leaf_hashes

EVERY = os.environ.get("TESTS_EVERY_ROW") == "1"
KEY = SIGNER.verifier.line
TSA = "2026-11-23-A-TSA"
RECEIPT = f"receipts/{UUID(int=3)}.tlog-proof"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    log, token = stamped_log(4, sealed=3)
    return log.export(tmp_path_factory.mktemp("small") / "export", tokens=[token], receipts=[2])


@pytest.fixture(scope="module")
def two_tokens(tmp_path_factory):
    """An export with two witnesses, two authorities' time stamps of one head and one of another, and two receipts."""
    log = Log(4, sealed=(1, 3), witnesses=2)
    names = [(1, "2026-11-16", "A TSA"), (3, "2026-11-23", "A TSA"), (3, "2026-11-23", "B TSA")]
    stamps = [log.stamp(size, on=on, authority=authority) for size, on, authority in names]
    folder = tmp_path_factory.mktemp("two") / "export"
    return log.export(folder, tokens=[log.token(one) for one in stamps], receipts=[0, 2])


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    log, token = stamped_log(1_000, sealed=513)
    return log.export(tmp_path_factory.mktemp("large") / "export", tokens=[token], receipts=[2, 700])


def asked(*arguments, folder=None):
    """verify.py as an outsider runs it: alone, without any other package."""
    program = (folder or Path(verify.__file__).parent) / "verify.py"
    return subprocess.run(
        [sys.executable, "-I", "-S", program, *arguments], capture_output=True, text=True, check=False
    )


@pytest.fixture
def unfound(record_property):
    """Of a folder's changes those that were believed, and how many were tried."""

    def try_all(folder, changed):
        copy = Copy(folder, {})
        tried, believed = 0, []
        for name, files in changed:
            copy.become(files)
            tried += 1
            if not problems(copy.folder, keys=[KEY]):
                believed.append(name)
        copy.close()
        record_property("changes tried", tried)
        return believed, tried

    return try_all


def test_an_honest_folder_holds_and_is_told_in_plain_words(small):
    assert problems(small) == []
    done = asked(small, "--key", KEY, folder=small)
    assert done.returncode == 0, done.stdout
    assert "EVERYTHING HOLDS" in done.stdout
    assert "name = 'look.ended'" in done.stdout
    assert "and 3 fields that are kept closed" in done.stdout
    assert "Jane Roe" not in done.stdout
    assert "What it does not prove" in done.stdout
    assert sha256(export.verify_program()).hexdigest() in done.stdout
    assert done.stderr == ""


def test_it_is_one_file_of_the_standard_library_and_short():
    text = export.verify_program().decode()
    assert len(text.splitlines()) <= 480
    imported = {
        line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))
    }
    assert imported <= sys.stdlib_module_names


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 513])
def test_logs_of_any_size_hold(tmp_path, size):
    sealed = sorted({0, 1, size // 2, size, 256, 257} & set(range(size + 1)))
    assert problems(Log(size, sealed=sealed).export(tmp_path / "export")) == []


def test_tiles_of_three_levels_hold(tmp_path):
    leaves = [b"\x01" + number.to_bytes(16) + bytes(32) for number in range(65_537 + 256)]
    log = Log(0)
    log.leaves, log.hashes, log.size = leaves, leaf_hashes(leaves), len(leaves)
    log.sealed = (65_536, 65_535)
    assert problems(log.export(tmp_path / "export")) == []


def test_no_bit_can_be_turned(unfound, small, large, tmp_path):
    whole, big = contents(small), contents(large)
    turned = mutations.bits(whole, step=1 if EVERY else 97)
    found, tried = unfound(tmp_path / "small", turned)
    found_big, tried_big = unfound(
        tmp_path / "large", mutations.random_bits(big, count=2_000 if EVERY else 40, seed=20)
    )
    found_plain, tried_plain = unfound(
        tmp_path / "plain", mutations.plain_bits(whole, step=97 if EVERY else 4001)
    )
    assert found + found_big + found_plain == []
    assert tried + tried_big + tried_plain > (30_000 if EVERY else 300)


def test_nothing_can_be_deleted_doubled_swapped_cut_or_lengthened(unfound, small, tmp_path):
    whole = contents(small)
    changed = [*mutations.structures(whole), *mutations.mended_structures(whole)]
    found, tried = unfound(tmp_path / "copy", changed if EVERY else changed[::5])
    assert found == []
    assert tried > 40


def test_no_other_form_of_a_text_number_or_place_is_taken_for_the_same(unfound, small, two_tokens, tmp_path):
    whole, both = contents(small), contents(two_tokens)
    changed = [
        *mutations.texts(whole),
        *mutations.texts(both),
        *mutations.places(whole),
        *mutations.places(both),
    ]
    found, tried = unfound(tmp_path / "copy", changed if EVERY else changed[::13])
    assert found == []
    assert tried > (2_500 if EVERY else 200)


def test_time_stamps_receipts_and_cosignatures_cannot_change_places(unfound, two_tokens, tmp_path):
    whole = contents(two_tokens)
    swaps = {
        "tokens/3.{}.tsr": ("2026-11-23-A-TSA", "2026-11-23-B-TSA"),
        "tokens/3.{}.tlog-proof": ("2026-11-23-A-TSA", "2026-11-23-B-TSA"),
        "tokens/{}.tsr": ("1.2026-11-16-A-TSA", "3.2026-11-23-A-TSA"),
        "receipts/{}.tlog-proof": tuple(sorted(path[9:-11] for path in whole if path.startswith("receipts/"))[:2]),
    }  # fmt: skip
    changed = [(place, swapped(whole, *(place.format(one) for one in pair))) for place, pair in swaps.items()]
    pair = ("2026-11-23-A-TSA", "2026-11-23-B-TSA")
    both = swapped(whole, *(f"tokens/3.{one}.tsr" for one in pair))
    changed.append(
        ("a time stamp with its receipt", swapped(both, *(f"tokens/3.{one}.tlog-proof" for one in pair)))
    )
    newest, older = whole["checkpoint"].decode(), whole["checkpoints/3"].decode()
    lines = newest.splitlines(keepends=True)
    for name, note_ in {
        "a cosignature of another head": older.replace("\n\n", "\n\n", 1) + lines[-1],
        "witnesses the other way round": "".join([*lines[:-2], lines[-1], lines[-2]]),
        "a witness before the log": "".join([*lines[:-3], lines[-2], lines[-3], lines[-1]]),
        "a witness once more": newest + lines[-1],
    }.items():
        path = "checkpoints/3" if "another head" in name else "checkpoint"
        changed.append((name, whole | {path: note_.encode()}))
    found, tried = unfound(tmp_path / "copy", [(name, with_sums(files)) for name, files in changed])
    assert (found, tried) == ([], 9)


def swapped(files, one, other):
    return files | {one: files[other], other: files[one]}


def forged(folder, leaves):
    """The small export with other leaves and every tile, bundle and digest made anew, but no key to sign with."""
    files = {path: content for path, content in contents(folder).items() if not path.startswith("tile/")}
    files |= {tile.path: content for tile, content in tiles.grown(0, leaf_hashes(leaves), read=None)}
    return with_sums(files | {tiles.bundle_path(0, width=len(leaves)): tiles.bundle(leaves)})


def test_no_leaf_can_be_deleted_doubled_swapped_put_in_or_changed_with_all_tiles_made_anew(
    unfound, small, tmp_path
):
    leaves = leaves_of((small / "tile/entries/000.p/5").read_bytes())
    others = [leaves[:at] + leaves[at + 1 :] for at in range(5)]
    others += [[*leaves[:at], leaves[at], *leaves[at:]] for at in range(5)]
    others += [[*leaves[:at], b"\1" * 49, *leaves[at + 1 :]] for at in range(5)]
    others += [[leaves[1], leaves[0], *leaves[2:]], leaves[::-1], [*leaves[:4], leaves[4][:-1]]]
    found, tried = unfound(
        tmp_path / "copy", [(str(place), forged(small, one)) for place, one in enumerate(others)]
    )
    assert found == []
    assert tried == 18


def test_an_older_head_is_found_inside_the_folder_and_a_log_set_back_by_any_kept_head(tmp_path):
    log = Log(9, sealed=(4,))
    files = contents(log.export(tmp_path / "now"))
    older = with_sums(files | {"checkpoint": log.head(4).encode()})
    assert problems(Copy(tmp_path / "older", older).folder)
    kept = tmp_path / "kept"
    kept.write_text(log.head(9, cosigned=True))
    back = Log(4).export(tmp_path / "back")
    assert problems(back) == []
    assert any("older, or set back" in one for one in problems(back, outside=[kept]))


def test_a_fork_signed_with_the_right_key_is_found_by_any_head_or_receipt_that_was_kept(tmp_path):
    log, fork = Log(9), Log(9, told="look.begun")
    folder = fork.export(tmp_path / "fork")
    assert problems(folder, keys=[KEY]) == []
    for name, content in (("head", log.head(5)), ("receipt", log.receipt(3, size=8))):
        (tmp_path / name).write_text(content)
        assert any("It signs for other entries" in one for one in problems(folder, outside=[tmp_path / name]))
    mixed = contents(Log(9, sealed=(5,)).export(tmp_path / "now")) | {"checkpoints/5": fork.head(5).encode()}
    assert problems(Copy(tmp_path / "mixed", with_sums(mixed)).folder)


def test_another_key_in_the_folder_is_found_by_whoever_has_the_published_one(tmp_path):
    other = Log(3, signer=Signer(SIGNER.name, seed=b"x" * 32)).export(tmp_path / "export")
    assert problems(other) == []
    assert any("lacks a key" in one for one in problems(other, keys=[KEY]))


def test_a_checkpoint_or_key_of_another_log_or_a_witness_alone_is_none_of_this_one(tmp_path):
    log = Log(3)
    files = contents(log.export(tmp_path / "export"))
    head = log.head(cosigned=True)
    body, _, tail = head.rpartition("\n\n")
    own, seen = tail.splitlines()
    notes = {
        "witness alone": f"{body}\n\n{seen}\n",
        "signed twice": f"{body}\n\n{own}\n{own}\n",
        "four lines": note.write(f"{body}\nmore\n", [SIGNER.sign(f"{body}\nmore\n")]),
        "another name": note.write(f"x{body}\n", [SIGNER.sign(f"x{body}\n")]),
        "unknown": f"{body}\n\n{own}\n{seen.replace('w1', 'w2')}\n",
        "short": f"{body}\n\n{own[:-12]}\n",
        "control": head.replace("\n3\n", "\n3\t\n"),
        "leading zero": note.write(head.split("\n\n")[0].replace("\n3\n", "\n03\n") + "\n", []),
    }
    for name, text in notes.items():
        changed = {"checkpoint": text.encode(), "checkpoints/3": text.encode()}
        copy = Copy(tmp_path / name.replace(" ", "-"), with_sums(files | changed))
        assert any(one.startswith("checkpoint:") for one in problems(copy.folder)), name
    for lines in (
        "",
        KEY,
        f"{OBSERVER.line}\n",
        f"{KEY}\n{KEY}\n",
        f"{KEY}\n{OBSERVER.line}\n{OBSERVER.line}\n\n",
    ):
        copy = Copy(tmp_path / "keys", with_sums(files | {"keys": lines.encode()}))
        assert problems(copy.folder), lines


def test_a_token_that_stamps_another_head_or_was_not_logged_is_found(tmp_path):
    log, token = stamped_log(4, sealed=3)
    files = contents(log.export(tmp_path / "export", tokens=[token]))
    other = Log(4).receipt(1).encode()
    for changed in (
        {f"tokens/3.{TSA}.tsr": token.content + b"!"},
        {f"tokens/3.{TSA}.tlog-proof": other},
        {f"tokens/1.{TSA}.tsr": token.content, f"tokens/1.{TSA}.tlog-proof": token.receipt.encode()},
        {f"tokens/2.{TSA}.tsr": token.content, f"tokens/2.{TSA}.tlog-proof": token.receipt.encode()},
    ):
        assert problems(Copy(tmp_path / str(len(changed)), with_sums(files | changed)).folder)


def test_a_link_in_place_of_a_file_is_not_followed(small, tmp_path):
    copy = Copy(tmp_path / "copy", contents(small))
    tile = copy.folder / "tile/0/000.p/5"
    tile.unlink()
    tile.symlink_to(small / "tile/0/000.p/5")
    assert problems(copy.folder)
    whole = Copy(tmp_path / "whole", contents(small))
    shutil.rmtree(whole.folder / "tile")
    (whole.folder / "tile").symlink_to(small / "tile")
    assert problems(whole.folder)


def test_one_spoilt_tile_speaks_against_no_other(large, tmp_path):
    folder = shutil.copytree(large, tmp_path / "copy")
    tile = folder / "tile/0/001"
    tile.write_bytes(b"\0" * 32 + tile.read_bytes()[32:])
    done = asked(folder, "--key", KEY)
    assert done.returncode == 1
    assert "tile/0/001 does not fit what is below it." in done.stdout
    assert "no part of an export" not in done.stdout


def test_an_empty_folder_a_pipe_and_names_that_would_talk_to_a_terminal_are_no_part_of_it(small, tmp_path):
    (Copy(tmp_path / "empty", contents(small)).folder / "more").mkdir()
    os.mkfifo(Copy(tmp_path / "pipe", contents(small)).folder / "receipts/pipe.tlog-proof")
    name = "receipts/x\nEVERYTHING HOLDS\x1b[2J.tlog-proof"
    Copy(tmp_path / "names", with_sums(contents(small) | {name: b"", os.fsdecode(b"\xff"): b""}))
    for place in ("empty", "pipe", "names"):
        done = asked(tmp_path / place)
        assert done.returncode == 1, place
        assert "is no part of an export" in done.stdout or "is missing" in done.stdout
        assert "\nEVERYTHING" not in done.stdout
        assert "\x1b" not in done.stdout
        assert done.stderr == ""


def test_a_kept_checkpoint_named_as_in_the_folder_is_held_against_it(tmp_path, monkeypatch):
    folder = Log(9).export(tmp_path / "export")
    (tmp_path / "checkpoint").write_text(Log(9).head(5))
    monkeypatch.chdir(tmp_path)
    assert verify.main(["export", "checkpoint"]) == 0
    (tmp_path / "checkpoint").write_text(Log(9, told="look.begun").head(5))
    assert verify.main([str(folder), "checkpoint"]) == 1


def test_two_heads_of_one_size_that_differ_are_told_as_a_fork_without_any_folder(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text(Log(9).head(5))
    other.write_text(Log(9, told="look.begun").receipt(2, size=5))
    done = asked(one, other, "--key", KEY)
    assert done.returncode == 1
    assert (
        f"{one} (given) and {other} (given): Two checkpoints of 5 entries: two histories were told (a fork)"
        in done.stdout
    )
    assert asked(one, one, "--key", KEY).returncode == 0


def test_a_single_head_is_checked_with_the_keys_of_all_its_witnesses(tmp_path):
    log = Log(5, witnesses=3)
    head = tmp_path / "head"
    head.write_text(log.head(cosigned=True))
    keys = [word for line in (KEY, *(one.line for one in log.observers[::-1])) for word in ("--key", line)]
    done = asked(head, *keys)
    assert done.returncode == 0, done.stdout
    assert "EVERYTHING HOLDS: 1 checkpoint of" in done.stdout
    assert "Witnesses of it: witness.example/w1, witness.example/w2, witness.example/w3" in done.stdout
    folder = log.export(tmp_path / "export")
    assert problems(folder, keys=keys[1::2], outside=[head]) == []


def test_a_receipt_is_checked_alone_with_the_keys_that_were_given(small, tmp_path):
    receipt = small / RECEIPT
    both = ("--key", KEY, "--key", OBSERVER.line)
    done = asked(receipt, *both)
    assert (done.returncode, "is entry 2 of 5" in done.stdout) == (0, True)
    assert "EVERYTHING HOLDS: 1 checkpoint of" in done.stdout
    assert "No entry of the folder" not in done.stdout
    assert "Witnesses of it: witness.example/w1" in done.stdout
    bent = tmp_path / "bent"
    bent.write_text(receipt.read_text().replace("index 2", "index 3"))
    assert asked(bent, *both).returncode == 1
    assert asked(tmp_path / "none", *both).returncode == 1
    done = asked(receipt, "--key", KEY)
    assert (done.returncode, "Give it with --key" in done.stdout) == (1, True)
    assert asked(receipt, "--key", Signer("other", seed=bytes(32)).verifier.line).returncode == 1


def test_it_is_a_program(small, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["verify.py", str(small), "--key", KEY])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(verify.__file__, run_name="__main__")
    assert ended.value.code == 0
    assert "EVERYTHING HOLDS" in capsys.readouterr().out


def test_a_proof_of_the_wrong_length_leads_nowhere(small):
    head = verify.VerifiedHead(5, bytes(32), b"", [])
    for index in (4, 5, 9):
        with pytest.raises(verify.Wrong, match="cannot lead"):
            verify.check_inclusion(b"", index, head, [])


def test_asked_wrongly_it_says_how_to_ask(small, capsys):
    for arguments in ([], [str(small / "checkpoint")], [str(small), "--key", "?"], [str(small), str(small)]):
        with pytest.raises(SystemExit) as ended:
            verify.main(arguments)
        assert ended.value.code == 2
    assert "give the log's key with --key" in capsys.readouterr().err
    assert verify.main([str(small)]) == 0
    assert verify.main([str(small / RECEIPT), "--key", KEY, "--key", OBSERVER.line]) == 0
    assert verify.main([str(small / "keys"), "--key", KEY]) == 1


@settings(max_examples=15, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40), st.integers(0, 64 * 8 - 1))
def test_its_ed25519_agrees_with_cryptographys(seed, message, bit):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert verify.is_signed(message, signature, public)
    bent = bytearray(signature)
    bent[bit // 8] ^= 1 << bit % 8
    with suppress(verify.Wrong):
        assert not verify.is_signed(message, bytes(bent), public)


def test_its_ed25519_has_one_form_for_each_point_and_scalar():
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"")
    scalar = int.from_bytes(signature[32:], "little") + verify.ORDER
    assert not verify.is_signed(b"", signature[:32] + scalar.to_bytes(32, "little"), public)
    assert not verify.is_signed(b"", signature + b"\0", public)
    one, negative_zero = (1).to_bytes(32, "little"), ((1 << 255) + 1).to_bytes(32, "little")
    assert verify.point_of(one) == (0, 1, 1, 0)
    for wrong in (negative_zero, (verify.P + 1).to_bytes(32, "little"), (2).to_bytes(32, "little")):
        with pytest.raises(verify.Wrong, match="no point"):
            verify.point_of(wrong)
