"""What every proof uses: a line, why one is skipped, the commands of ours and the tests that show it."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent.parent
CASE = Path(os.environ.get("WATCHBOOK_CASES", ROOT.parent / "shared" / "cases" / "foi")) / "000.json"


class Skipped(Exception):
    """Why a line could not be shown here."""


@dataclass(frozen=True)
class Line:
    """A claim, and the function that shows it: it returns its figures, or raises AssertionError or Skipped."""

    claim: str
    show: Callable[[], str]


def the_case() -> dict[str, object]:
    if not CASE.exists():
        raise Skipped("the labelled requests are not on this machine; set WATCHBOOK_CASES")
    case: dict[str, object] = json.loads(CASE.read_text(encoding="utf-8"))
    return case


def run(arguments: Sequence[str], *, given: str) -> dict[str, object]:
    """Run a command of ours that answers in one line of JSON."""
    return run_lines(arguments, given=given)[0]


def run_lines(arguments: Sequence[str], *, given: str = "") -> list[dict[str, object]]:
    """Run a command of ours that answers in lines of JSON."""
    done = subprocess.run(
        [ROOT / ".venv" / "bin" / "watchbook", *arguments],
        input=given.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-500:] + done.stdout.decode()[-500:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@dataclass(frozen=True)
class Outcome:
    """The outcome of a run of tests: how many passed, which were skipped and why, and what they counted."""

    passed: int
    failed: tuple[str, ...]
    skipped: dict[str, Counter[str]]
    counted: Counter[str]
    seconds: float

    def __str__(self) -> str:
        figures = [f"{self.passed} passed", *(f"{count:,} {what}" for what, count in self.counted.items())]
        skips = [
            f"{names.total()} skipped ({why}): {', '.join(map(_often, names.items()))}"
            for why, names in self.skipped.items()
        ]
        return f"{', '.join(figures)} in {self.seconds:.0f} s{''.join(f'; {one}' for one in skips)}"


def _often(test: tuple[str, int]) -> str:
    name, times = test
    return name if times == 1 else f"{name} ×{times}"


def pass_tests(
    *paths: str, environment: dict[str, str] | None = None, at_least: dict[str, int] | None = None
) -> str:
    """Run tests, by file or by `file::name`, and say how many passed; one that is not there or fails is no proof.

    What a test counts with `record_property` is said too, and held against `at_least`. Every test in its long form: each case,
    and of journeys each page at both widths.
    """
    there = [path for path in paths if (ROOT / path.partition("::")[0]).exists()]
    assert len(there) == len(paths), f"missing: {sorted(set(paths) - set(there))}"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = ["-q", "-n", "2", "-o", "junit_family=xunit1", f"--junitxml={report}", *there]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *command],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=os.environ | {"TESTS_EVERY_ROW": "1"} | (environment or {}),
        )
        assert report.exists(), (done.stderr or done.stdout)[-500:]
        outcome = outcome_of(report.read_text(encoding="utf-8"))
    assert done.returncode == 0, f"failed: {', '.join(outcome.failed) or done.stdout[-500:]}"
    if not outcome.passed:
        raise Skipped(str(outcome))
    short = [name for name, wanted in (at_least or {}).items() if outcome.counted[name] < wanted]
    assert not short, f"{outcome}; too few: {', '.join(short)}"
    return f"{outcome} in {', '.join(dict.fromkeys(path.partition('::')[0] for path in there))}"


def outcome_of(report: str) -> Outcome:
    """Read pytest's report in JUnit's form."""
    suite = next(ElementTree.fromstring(report).iter("testsuite"))
    tests = list(suite.iter("testcase"))
    failed = [
        _name(test) for test in tests if test.find("failure") is not None or test.find("error") is not None
    ]
    skipped: dict[str, Counter[str]] = {}
    counted: Counter[str] = Counter()
    for test in tests:
        if (skip := test.find("skipped")) is not None:
            skipped.setdefault(skip.get("message", ""), Counter())[_name(test)] += 1
        for one in test.iter("property"):
            counted[str(one.get("name"))] += int(str(one.get("value")))
    passed = len(tests) - len(failed) - sum(names.total() for names in skipped.values())
    return Outcome(passed, tuple(failed), skipped, counted, float(suite.get("time", "0")))


def _name(test: ElementTree.Element) -> str:
    """The test's own name, without its parameters: many of one function are named once."""
    return str(test.get("name")).partition("[")[0]
