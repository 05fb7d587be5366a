"""Sealed content: what it costs, that no changed byte of it is read, and that it is kept alike in a folder and a bucket (issue 10, 2)."""

import json
import os
import subprocess
import sys

from tools.proofs.showing import ROOT, Line, pass_tests

MANY = 3_000
FLOOR = 0.75  # of the rate of SHA-256 alone


def rate() -> str:
    """Both hashes and the encryption, beside the bare hash, in turn in one run on a quiet machine of two cores."""
    done = subprocess.run(
        [sys.executable, "tools/content_speed.py"],
        capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | {"WATCHBOOK_MODE": "test"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    found = json.loads(done.stdout)
    said = (
        f"{found['seal']:.2f} of SHA-256 alone, with both hashes on threads of their own ({found['seal_least']:.2f}–"
        f"{found['seal_most']:.2f}); {found['one_hash_one_thread']:.2f} with one hash on one thread; reading with a hash "
        f"{found['read']:.2f}; the floor is {found['floor']:.0f} MB/s over 64 MiB in memory"
    )
    assert found["seal"] >= FLOOR, f"{said}; wanted {FLOOR}"
    return said


def tampered() -> str:
    """Bits turned, cuts at and off the borders of chunks, additions, swaps, other sealings, other items, kinds and keys."""
    return f"{MANY:,} changed and refused; " + pass_tests(
        "tests/keys/test_sealed_content.py",
        "tests/keys/test_cobblestone.py",
        environment={"TESTS_TAMPERED": str(MANY)},
    )


def alike() -> str:
    """The same tests over a folder and over a real object store, SeaweedFS; and what only a server can do wrong."""
    return pass_tests(
        "tests/files/test_stores_alike.py",
        "tests/files/test_store.py",
        "tests/files/test_object_store.py",
        environment={"TESTS_EVERY_ROW": "1"},
    )


LINES = (
    Line(f"Encrypt with hash ≥ {FLOOR} × sha256 alone", rate),
    Line(f"{MANY:,} tampered ciphertexts refused", tampered),
    Line("Folder and S3 pass the same tests", alike),
)
