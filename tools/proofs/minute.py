"""A developer's minute: what one file of tests costs, and what all of `make check test` costs."""

import os
import subprocess
import tempfile
from pathlib import Path

from tools import test_minutes
from tools.proofs.showing import CASE, ROOT, Line, Skipped, pass_tests
from tools.spent import Spent, spent

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


def kept() -> str:
    """Shared by runs at once, stopped after the last of them however it ended, made again where it was damaged."""
    return pass_tests("tests/test_kept.py")


def everything() -> str:
    """Of this commit and of the one before, each in a fresh clone, one after the other; today’s must pass."""
    (now, failed), (before, _) = (_make_check_test(commit) for commit in ("HEAD", BEFORE))
    told = (
        f"{now.processor:.0f} s of the processor, {before.processor:.0f} at {BEFORE}"
        f"{' (where something failed)' if before.code else ''}, {now.processor / before.processor:.2f} of before; "
        f"{now.seconds:.0f} s and {before.seconds:.0f} s of time, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    assert now.code == 0, f"{told}; it fails: {'; '.join(failed)}"
    assert now.processor <= SHARE_OF_BEFORE * before.processor, told
    return told


def _make_check_test(commit: str) -> tuple[Spent, list[str]]:
    """Measure what it costs, without the installation before it; with the lines that say what failed."""
    with tempfile.TemporaryDirectory() as folder, test_minutes.a_folder() as clusters:
        clone, log = Path(folder, "clone"), Path(folder, "log")
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", ROOT, clone], check=True)
        out = subprocess.run(["git", "checkout", "-q", commit], cwd=clone, capture_output=True, check=False)
        if out.returncode:
            raise Skipped(f"commit {commit} is not in this checkout: {out.stderr.decode().strip()}")
        shell = {**_a_shell(), "TESTS_CLUSTERS": clusters}
        made = spent(["make", "tools"], cwd=clone, environment=shell, log=log)
        assert made.code == 0, f"make tools at {commit}: {log.read_text(errors='replace')[-1500:]}"
        done = spent(["make", "check", "test"], cwd=clone, environment=shell, log=log)
        said = log.read_text(errors="replace").splitlines()
        return done, [line for line in said if line.startswith(("FAILED", "ERROR", "make: ***"))]


def _a_shell() -> dict[str, str]:
    """This environment without what the proof says to its own commands, and with the labelled requests, if they are here."""
    ours = ("WATCHBOOK_", "DJANGO_", "TESTS_", "PYTEST_", "COV", "MAKE", "MFLAGS", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    named = {"WATCHBOOK_CHROMIUM": os.environ.get("WATCHBOOK_CHROMIUM", "")}
    cases = {"WATCHBOOK_CASES": str(CASE.parent)} if CASE.exists() else {}
    return {**kept, **{name: value for name, value in named.items() if value}, **cases}


LINES = (
    Line(
        "One file of database tests and one of pure ones, cold and warm: warm ≤ "
        f"{TIMES_BARE} × a bare interpreter with Django",
        one_file,
    ),
    Line(
        "The server kept between runs is shared, stops after the last even when killed, is never damaged",
        kept,
    ),
    Line(f"Processor seconds of `make check test`: ≤ {SHARE_OF_BEFORE} of before", everything),
)
