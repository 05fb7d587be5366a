"""What every proof uses: a line, why one is skipped, the commands of ours and the tests that show it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    done = subprocess.run(
        [ROOT / ".venv" / "bin" / "watchbook", *arguments],
        input=given.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-500:] + done.stdout.decode()[-500:]
    answered: dict[str, object] = json.loads(done.stdout)
    return answered


def pass_tests(*paths: str, environment: dict[str, str] | None = None) -> str:
    """Run tests, by file or by `file::name`, and say how many passed; one that is not there or fails is no proof.

    Journeys in their long form: each page at both widths.
    """
    there = [path for path in paths if (ROOT / path.partition("::")[0]).exists()]
    assert len(there) == len(paths), f"missing: {sorted(set(paths) - set(there))}"
    whole = {"TESTS_EVERY_ROW": "1"} if any(path.startswith("tests/journeys") for path in there) else {}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", *there],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | whole | (environment or {}),
    )
    closing = next(_closing_lines(done.stdout), "no test ran")
    assert done.returncode == 0, closing
    return f"{closing} in {', '.join(dict.fromkeys(path.partition('::')[0] for path in there))}"


def _closing_lines(output: str) -> Iterator[str]:
    return (line for line in reversed(output.splitlines()) if re.search(r"\d+ passed", line))
