"""The log vouches for the registers themselves: rows, guards, times, backups, nights, and what outsiders keep."""

import subprocess
import sys

from tools.proofs.showing import ROOT, Line, pass_tests


def attacks() -> str:
    """As superuser and root on a real instance; each is noticed by somebody."""
    done = subprocess.run(
        [sys.executable, "tools/attack.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = done.stdout.strip().splitlines()
    assert done.returncode == 0, "\n".join(told[-5:]) or done.stderr[-500:]
    return told[-1]


def speed() -> str:
    """Rows verified beside the bare read of the same rows, in one run."""
    done = subprocess.run(
        [sys.executable, "tools/rows_speed.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.strip()


def rows() -> str:
    """Rows changed, put in and taken out, by a superuser's hand; all at once, and since an earlier run."""
    return pass_tests("tests/audit_log/test_rows.py")


def outsiders() -> str:
    """Slips, double sealing, named fields, and watch.py before an authority that lies."""
    return pass_tests("tests/ledger/test_outsiders_keep.py")


def backups() -> str:
    """Unsigned, foreign and altered backups, names outside the store, and dumps with other guards, at a real restore."""
    return pass_tests("tests/machine/test_manifest.py", "tests/machine/test_restore.py")


def nights() -> str:
    """The nightly job: its event, page and doctor; the order of moments in a real register."""
    return pass_tests("tests/machine/test_nightly_verification.py", "tests/audit_log/test_moments.py")


def copies() -> str:
    """Refusals of what is added beside a copy, of a list spelt otherwise or for another bundle; each checksum of a bundle."""
    return pass_tests("tests/capture/test_withholding.py", "tests/capture/test_verify.py")


LINES = (
    Line("Each of ≥ 40 attacks as superuser and root is noticed: by verify, doctor, or an outsider", attacks),
    Line("1,000,000 rows verified; the next night costs by what changed (reported)", speed),
    Line("Each row changed past the log is named, also by a night since the last good one", rows),
    Line("Slips, double sealing and rewritten logs are told by what outsiders keep", outsiders),
    Line(
        "A true backup is restored; one that is unsigned, foreign, altered or guarded otherwise is refused",
        backups,
    ),
    Line("Each night verifies unasked: its outcome is an event, on the page and with the doctor", nights),
    Line("Nothing can be added to a disclosure copy, its list or its bundle", copies),
)
