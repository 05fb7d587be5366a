"""Proofs of deletion: what was deleted is gone, by whoever looks, with whatever keys and backups they have."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from tools.proofs.showing import ROOT, Line, Skipped, pass_tests
from watchbook.capture import ways
from watchbook.keys import rotation
from watchbook.keys.copies import PRAGMAS, SCHEMA, Copy
from watchbook.keys.keyring import Keyring
from watchbook.keys.wrapping import KeyFiles

MANY = 100_000
TESTS = "tests/retention/deletion"


def older_backups() -> str:
    """Each of five older backups restored, and tried by an outsider's program, with the keys of today and older ones."""
    return pass_tests(
        f"{TESTS}/test_older_backups.py::test_ten_captures_and_five_older_backups",
        environment={"TESTS_OLDER_BACKUPS": "1"},
        at_least={"older backups restored": 5},
    )


def on_no_disk() -> str:
    """A name that stands on a captured page alone: packed, dumped and compressed files are looked into, logs and homes too."""
    if swap := ways.swap_in_use():
        raise Skipped(f"swap is on ({', '.join(swap)}), so nothing is shown of what memory holds")
    return pass_tests(
        "tests/evidence/test_real.py::test_a_page_of_the_loopback_is_captured_held_and_verified_and_is_on_no_disk_in_plain",
        "tests/evidence/test_in_plain.py",
    )


def killed() -> str:
    """SIGKILL of the worker's process before, after and within what each step keeps."""
    return pass_tests(
        f"{TESTS}/test_killed.py",
        at_least={"workers killed": 23},
    )


def erased() -> str:
    """The whole log, before and after."""
    return pass_tests(f"{TESTS}/test_erased_subject.py")


def two_people() -> str:
    """Proposed, sent back, changed, reassigned, given up, approved; by the acts, in SQL and with holds."""
    return pass_tests(f"{TESTS}/test_deletion.py")


def journeys() -> str:
    """In Chromium, at both widths, axe at zero; the interactions counted; the file checked by verify.py alone."""
    return pass_tests("tests/journeys/test_deletion.py", "tests/retention/certificate/test_certificate.py")


def drilled() -> str:
    """The drill's report, on a real backup."""
    return pass_tests(f"{TESTS}/test_replay.py")


def wrapped_anew() -> str:
    """Both copies re-wrapped, beside the bare write of as many bytes to two files of the same kind."""
    folder = Path(tempfile.mkdtemp())
    try:
        folders = [folder / "first", folder / "second"]
        ring = Keyring(copies=tuple(map(Copy, folders)), wrapping=KeyFiles(folders))
        ring.begin()
        ring.keys_to_seal([uuid4() for _ in range(MANY)])
        began = time.perf_counter()
        rotation.rotate(ring)
        rewrapped = time.perf_counter() - began
        rows = [(item.bytes, one.version, one.content) for item, one in ring.copies[0].everything().items()]
        bare = sum(_written(folder / f"bare-{number}", rows) for number in range(2))
    finally:
        shutil.rmtree(folder)
    return (
        f"{MANY:,} keys wrapped anew in both copies in {rewrapped:.1f} s; the bare write of the same bytes twice "
        f"{bare:.1f} s: {rewrapped / bare:.1f} times"
    )


def beside_a_bare_delete() -> str:
    """In a process of its own: it starts a database server. A thousandth of it: destruction_speed.py 100."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "destruction_speed.py"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr.strip().splitlines()[-1]
    return done.stdout.strip().splitlines()[-1]


def _written(file: Path, rows: list[tuple[bytes, int, bytes]]) -> float:
    """Write the rows over themselves, as a copy of the key store does; the seconds."""
    with closing(sqlite3.connect(file, isolation_level=None)) as sql:
        for statement in (*SCHEMA, *PRAGMAS):
            sql.execute(statement)
        sql.execute("BEGIN IMMEDIATE")
        sql.executemany("INSERT INTO item VALUES (?, ?, ?)", rows)
        sql.execute("COMMIT")
        began = time.perf_counter()
        sql.execute("BEGIN IMMEDIATE")
        sql.executemany("INSERT OR REPLACE INTO item VALUES (?, ?, ?)", rows)
        sql.execute("COMMIT")
        return time.perf_counter() - began


LINES = (
    Line(
        "Ten captures deleted, five older backups restored: 0 of 10 readable with present keys; with older ones before T1 all",
        older_backups,
    ),
    Line(
        "A captured name is on no disk in plain, searched in gzip, PostgreSQL’s compressed values, /var/log and the user’s home",
        on_no_disk,
    ),
    Line("Nine steps of a deletion, the worker killed before, within and after each: finished once", killed),
    Line("One subject erased: the whole log still verifies, in the same time", erased),
    Line("Nothing is deleted without two people, nor what is held", two_people),
    Line(
        "Journeys: a retention run with a hold in it; a certificate checked by an outsider with the file alone",
        journeys,
    ),
    Line(
        "A drill of a restore, with its report; a restore in quarantine until deletions are replayed", drilled
    ),
    Line(
        "100,000 rows destroyed with their certificate at a quarter of the speed of a bare DELETE of the same rows",
        beside_a_bare_delete,
    ),
    Line("Figures: keys wrapped anew beside the bare write of the same bytes", wrapped_anew),
)
