"""verify.py: an honest folder holds, and no change to one is believed.

Short form here; TESTS_EVERY_ROW=1, as `make proof` sets it, turns every bit of a small export and many of a large one.
"""

import os
import runpy
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger import mutations
from tests.ledger.made import OBSERVER, SIGNER, Log, stamped_log
from tests.ledger.mutations import Copy, contents, problems, with_sums
from watchbook.ledger import export, note, tiles, verify
from watchbook.ledger.note import Signer
from watchbook.ledger.tree import leaf_hashes

EVERY = os.environ.get("TESTS_EVERY_ROW") == "1"
KEY = SIGNER.verifier.line


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    log, token = stamped_log(4, sealed=3)
    return log.export(tmp_path_factory.mktemp("small") / "export", tokens=[token], receipts=[2])


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


def unfound(folder, changed):
    """The changes that were believed, and how many were tried."""
    copy = Copy(folder, {})
    tried, believed = 0, []
    for name, files in changed:
        copy.become(files)
        tried += 1
        if not problems(copy.folder, keys=[KEY]):
            believed.append(name)
    copy.close()
    print(f"{tried} changes")  # `make proof` adds them up
    return believed, tried


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
    assert len(text.splitlines()) <= 400
    imported = {
        line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))
    }
    assert imported <= sys.stdlib_module_names


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 513])
def test_logs_of_any_size_hold(tmp_path, size):
    sealed = sorted({0, 1, size // 2, size, 256, 257} & set(range(size + 1)))
    assert problems(Log(size, sealed=sealed).export(tmp_path / "export")) == []


def test_tiles_of_three_levels_hold(tmp_path):
    leaves = [number.to_bytes(4) for number in range(65_537 + 256)]
    log = Log(0)
    log.leaves, log.hashes, log.size = leaves, leaf_hashes(leaves), len(leaves)
    log.sealed = (65_536, 65_535)
    assert problems(log.export(tmp_path / "export")) == []


def test_no_bit_can_be_turned(small, large, tmp_path):
    whole, big = contents(small), contents(large)
    every = mutations.bits(whole)
    turned = every if EVERY else (one for number, one in enumerate(every) if number % 97 == 0)
    found, tried = unfound(tmp_path / "small", turned)
    found_big, tried_big = unfound(
        tmp_path / "large", mutations.random_bits(big, count=2_000 if EVERY else 40, seed=20)
    )
    found_plain, tried_plain = unfound(
        tmp_path / "plain", mutations.plain_bits(whole, step=97 if EVERY else 4001)
    )
    assert found + found_big + found_plain == []
    assert tried + tried_big + tried_plain > (30_000 if EVERY else 300)


def test_nothing_can_be_deleted_doubled_swapped_cut_or_lengthened(small, tmp_path):
    whole = contents(small)
    changed = [*mutations.structures(whole), *mutations.mended_structures(whole)]
    found, tried = unfound(tmp_path / "copy", changed if EVERY else changed[::5])
    assert found == []
    assert tried > 40


def forged(folder, leaves):
    """The small export with other leaves and every tile, bundle and digest made anew, but no key to sign with."""
    files = {path: content for path, content in contents(folder).items() if not path.startswith("tile/")}
    files |= {tile.path: content for tile, content in tiles.grown(0, leaf_hashes(leaves), read=None)}
    return with_sums(files | {tiles.bundle_path(0, width=len(leaves)): tiles.bundle(leaves)})


def test_no_leaf_can_be_deleted_doubled_swapped_put_in_or_changed_with_all_tiles_made_anew(small, tmp_path):
    leaves = tiles.leaves_of((small / "tile/entries/000.p/5").read_bytes())
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
        assert any(
            "not those that it signs for" in one for one in problems(folder, outside=[tmp_path / name])
        )
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
        copy = Copy(tmp_path / name.replace(" ", "-"), with_sums(files | {"checkpoint": text.encode()}))
        assert problems(copy.folder), name
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
        {"tokens/3.authority.tsr": token.content + b"!"},
        {"tokens/3.authority.tlog-proof": other},
        {"tokens/1.authority.tsr": token.content, "tokens/1.authority.tlog-proof": token.receipt.encode()},
        {"tokens/2.authority.tsr": token.content, "tokens/2.authority.tlog-proof": token.receipt.encode()},
    ):
        assert problems(Copy(tmp_path / str(len(changed)), with_sums(files | changed)).folder)


def test_a_link_in_place_of_a_file_is_not_followed(small, tmp_path):
    copy = Copy(tmp_path / "copy", contents(small))
    tile = copy.folder / "tile/0/000.p/5"
    tile.unlink()
    tile.symlink_to(small / "tile/0/000.p/5")
    assert problems(copy.folder)


def test_a_receipt_is_checked_alone_with_the_keys_that_were_given(small, tmp_path):
    receipt = small / "receipts/event-2.tlog-proof"
    both = ("--key", KEY, "--key", OBSERVER.line)
    done = asked(receipt, *both)
    assert (done.returncode, "is leaf 2 of 5" in done.stdout) == (0, True)
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
    head = verify.Head(5, bytes(32), b"", [])
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
    assert (
        verify.main([str(small / "receipts/event-2.tlog-proof"), "--key", KEY, "--key", OBSERVER.line]) == 0
    )
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
