"""Evidence: from a look to content held, killed anywhere, in plain on no disk."""

import json
import os
import subprocess
import sys

from tools.proofs.showing import ROOT, Line, Skipped, pass_tests
from watchbook.capture import ways

AT_MOST = 2
CHANGES = 3_000


def journey() -> str:
    """In a real browser and with a real one that captures; with a stand-in also the way that fails, and without JavaScript."""
    return pass_tests("tests/journeys/test_evidence.py", "tests/evidence/views/test_captures.py")


def killed() -> str:
    """Before and after each of the eight steps, and with an act's event written and not committed; real process, real Chromium."""
    return pass_tests(
        "tests/evidence/test_real.py::test_killed_at_each_step_with_a_real_browser_it_is_finished_or_cleanly_failed_once",
        "tests/evidence/test_killed.py",
        "tests/evidence/test_capture_worker.py",
    )


def in_plain_nowhere() -> str:
    """A name that stands on the page alone; every file of a real disk written meanwhile is searched for it."""
    if swap := ways.swap_in_use():
        raise Skipped(f"swap is on ({', '.join(swap)}), so nothing is shown of what memory holds")
    return pass_tests(
        "tests/evidence/test_real.py::test_a_page_of_the_loopback_is_captured_held_and_verified_and_is_on_no_disk_in_plain",
    )


def exhibited() -> str:
    """In a real browser, with a real one that captures; the bundle verified and the copy checked by the files in the pack alone."""
    return pass_tests("tests/journeys/test_exhibits.py", "tests/evidence/test_pack.py")


def taken_in() -> str:
    """By js-wacz and by wacz of PyPI, each in an environment of its own; and what is hostile is refused and not kept."""
    return pass_tests(
        "tests/evidence/test_foreign_wacz.py",
        "tests/evidence/test_intake.py",
        "tests/capture/test_arrival.py",
        environment={"TESTS_ROUNDS": str(CHANGES)},
        at_least={"changed files": CHANGES},
    )


def withheld() -> str:
    """Other changes of a copy, the list mended where a forger could."""
    return pass_tests(
        "tests/capture/test_withholding.py",
        environment={"TESTS_ROUNDS": str(CHANGES)},
        at_least={"changes found": CHANGES},
    )


def closed_to_others() -> str:
    """By the acts, by the pages, and in the list, for everybody of the cast; glass that was broken opens it, and is recorded."""
    return pass_tests(
        "tests/evidence/test_exhibit.py",
        "tests/evidence/views/test_exhibits.py",
        "tests/architecture/test_rights_matrix.py",
    )


def listed() -> str:
    """In a process of its own: it starts a database server."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "exhibits_speed.py"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"WATCHBOOK_MODE": "test"},
    )
    assert done.returncode == 0, done.stderr[-500:]
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert told["ratio"] <= AT_MOST, told
    return f"{told['many']:.1f} ms beside {told['few']:.1f} ms, the ratio {told['ratio']:.2f} (at most {AT_MOST})"


LINES = (
    Line("Journey: paste an address, look, capture of the loopback site, held", journey),
    Line(
        "A capture killed at each of eight steps, persisted or not: finished or cleanly failed, once", killed
    ),
    Line(
        "A canary on a captured page is on no real disk in plain: database, WAL, files, temp, logs",
        in_plain_nowhere,
    ),
    Line("Journey: capture → exhibit → pack → verify.py and check_copy.py, which find it whole", exhibited),
    Line("Intake of a WACZ made by js-wacz and by py-wacz; hostile files refused, nothing kept", taken_in),
    Line("A disclosure copy in which anything but a withheld secret differs is found out", withheld),
    Line("Who does not need to know neither sees, produces, packs nor finds an exhibit", closed_to_others),
    Line("1,000 exhibits listed in at most twice the time of 10", listed),
)
