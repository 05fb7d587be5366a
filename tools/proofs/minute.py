"""A developer's minute: what one file of tests costs, and what all of `make check test` costs."""

import os
import subprocess
import tempfile
from pathlib import Path

from tools import test_minutes
from tools.proofs.showing import ROOT, Line, Skipped
from tools.spent import spent

BEFORE = "fdd0a1a"  # what main stood on when the issue was taken up
TIMES_BARE = 3
SHARE_OF_BEFORE = 0.6


def one_file() -> str:
    """Cold and warm, beside the bare interpreter, in one run."""
    figures = test_minutes.measured()
    bare = figures[test_minutes.BARE].seconds
    ratios = {what: figures[what].seconds / bare for what in (test_minutes.DATABASE, test_minutes.PURE)}
    told = "; ".join(f"{what} warm {ratio:.1f} × the bare one" for what, ratio in ratios.items())
    told = f"{told}. {test_minutes.told(figures)}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    assert max(ratios.values()) <= TIMES_BARE, told
    return told


def everything() -> str:
    """Of the commit before and of this one, each in a fresh clone, one after the other."""
    before, now = (_make_check_test(commit) for commit in (BEFORE, "HEAD"))
    told = (
        f"{now:.0f} s of the processor, {before:.0f} at {BEFORE}, {now / before:.2f} of before; load "
        f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    assert now <= SHARE_OF_BEFORE * before, told
    return told


def _make_check_test(commit: str) -> float:
    """Seconds of the processor, without those of the installation before."""
    with tempfile.TemporaryDirectory() as folder:
        clone, log = Path(folder, "clone"), Path(folder, "log")
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", ROOT, clone], check=True)
        out = subprocess.run(["git", "checkout", "-q", commit], cwd=clone, capture_output=True, check=False)
        if out.returncode:
            raise Skipped(f"commit {commit} is not in this checkout: {out.stderr.decode().strip()}")
        for made in ("tools", "check test"):
            done = spent(["make", *made.split()], cwd=clone, environment=_a_shell(), log=log)
            assert done.code == 0, f"make {made} at {commit}: {log.read_text(errors='replace')[-1500:]}"
        return done.processor


def _a_shell() -> dict[str, str]:
    """This environment without what the proof says to its own commands."""
    ours = ("WATCHBOOK_", "DJANGO_", "TESTS_", "PYTEST_", "COV", "MAKE", "MFLAGS", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    named = {
        name: os.environ[name] for name in ("WATCHBOOK_CASES", "WATCHBOOK_CHROMIUM") if name in os.environ
    }
    return kept | named


LINES = (
    Line(
        "One file of database tests and one of pure ones, cold and warm: warm ≤ "
        f"{TIMES_BARE} × a bare interpreter with Django",
        one_file,
    ),
    Line(f"Processor seconds of `make check test`: ≤ {SHARE_OF_BEFORE} of before", everything),
)
