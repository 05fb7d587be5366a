"""The disk fails or the signer is killed at any call of a step: head and leaves are as before or as after it, and it goes on.

`make proof` does the same at every occurrence of each call; here each call meets each fault once.
"""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.audit_log.head_steps import head, leaf, run
from tests.patience import PATIENCE
from watchbook.audit_log.head import HeadFiles

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "openat", "ftruncate", "close")
FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC")
PROGRAM = Path(__file__).with_name("head_steps.py")
BEFORE, AFTER = 2, 4

pytestmark = pytest.mark.slow


def strace(folder, *, call, fault, when, program):
    """Run a program while one of its calls on the signer's files is denied, or kills it; its exit code."""
    names = ("", "lock", "leaves", "head", "head.new")
    paths = [word for name in names for word in ("-P", str(folder / name).rstrip("/"))]
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", "/dev/null", *paths, "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={when}", *program],
        capture_output=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    return done.returncode


def look(folder):
    """Head and leaves belong together, whatever happened; the size."""
    files = HeadFiles(folder)
    found = files.read()
    size = found.log.size if found else 0
    assert found == (head(size) if size else None)
    assert files.leaves_between(0, size) == [leaf(number) for number in range(size)]
    return size


@pytest.fixture(scope="module")
def can_strace():
    if shutil.which("strace") is None:
        pytest.skip("there is no strace on this machine: apt-get install strace")


def try_one(folder, call, fault, *, when=1):
    """One call with one fault; then the signer goes on without."""
    assert run(folder, BEFORE) == 0
    program = [sys.executable, "-S", "-E", str(PROGRAM), str(folder), str(AFTER)]
    code = strace(folder, call=call, fault=fault, when=when, program=program)
    assert BEFORE <= look(folder) <= AFTER
    assert run(folder, AFTER) == 0
    assert look(folder) == AFTER
    return code


def test_whatever_call_fails_or_kills_head_and_leaves_belong_together(can_strace, tmp_path):
    with ThreadPoolExecutor(2) as pool:
        cases = [(call, fault) for call in CALLS for fault in FAULTS]
        codes = pool.map(lambda case: try_one(tmp_path / "-".join(case), *case), cases)
        killed = [case for case, code in zip(cases, codes, strict=True) if code in (137, -9)]
    assert {call for call, _fault in killed} == set(CALLS)
