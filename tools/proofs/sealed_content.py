"""Sealed content: what it costs, that no changed byte of it is read, and that it is kept alike in a folder and a bucket."""

import json
import os
import subprocess
import sys

from tools.proofs.showing import ROOT, Line, pass_tests

MANY = 3_000
# Of the rate of SHA-256 alone, as docs/explanation/integrity.md#keys-and-deletion has them: encryption with one hash, and with both.
WITH_ONE, WITH_BOTH = 0.75, 0.40


def rate() -> str:
    """Encryption with the hash of the content on one thread; `seal`, which hashes what is sealed too; and reading."""
    done = subprocess.run(
        [sys.executable, "tools/content_speed.py"],
        capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | {"WATCHBOOK_MODE": "test"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    found = json.loads(done.stdout)
    said = (
        f"{found['one_hash_one_thread']:.2f} with the hash of the content, on one thread; {found['seal']:.2f} "
        f"({found['seal_least']:.2f}–{found['seal_most']:.2f}) with the hash of what is sealed as well; reading with a hash "
        f"{found['read']:.2f}; SHA-256 alone: {found['floor']:.0f} MB/s; {found['bytes'] / 2**20:.0f} MiB in memory, medians "
        "of pairs in one run"
    )
    assert found["one_hash_one_thread"] >= WITH_ONE, f"{said}; wanted {WITH_ONE}"
    assert found["seal"] >= WITH_BOTH, f"{said}; wanted {WITH_BOTH} with both"
    return said


def tampered() -> str:
    """Bits turned, cuts at and off the borders of chunks, additions, swaps, other sealings, other items, kinds and keys."""
    return pass_tests(
        "tests/keys/test_sealed_content.py",
        "tests/keys/test_cobblestone.py",
        environment={"TESTS_TAMPERED": str(MANY)},
        at_least={"changed and refused": MANY},
    )


def alike() -> str:
    """The same tests over a folder and over a real object store, SeaweedFS; and what only a server can do wrong."""
    return pass_tests(
        "tests/files/test_stores_alike.py",
        "tests/files/test_store.py",
        "tests/files/test_object_store.py",
    )


LINES = (
    Line(f"Encrypt with hash ≥ {WITH_ONE} × sha256 alone; with both hashes ≥ {WITH_BOTH:.2f}", rate),
    Line(f"{MANY:,} tampered ciphertexts refused", tampered),
    Line("Folder and S3 pass the same tests", alike),
)
