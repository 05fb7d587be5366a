"""The coverage gate: 100 % of branches where the law is decided or written, 90 % elsewhere (docs/explanation/architecture.md#quality-gates).

Child processes are measured too (`patch` in pyproject.toml), and what ends in a way that leaves no data has tests in
which it ends otherwise.
"""

import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from io import StringIO
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import NoDataError

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.architecture.acts import acts  # noqa: E402 - the root must be on the path first

WHOLE = (
    "watchbook/law/*.py",
    "watchbook/ledger/*.py",
    *(
        f"watchbook/*/{noun}{where}"
        for noun in ("rules", "states", "permissions")
        for where in (".py", "/*.py")
    ),
)
ELSEWHERE = 90.0


def main() -> int:
    """Hold each file against its bound, with what child processes that outlived the suite left behind."""
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"))
    coverage.load()
    coverage.combine(keep=False)
    coverage.save()
    below = [(path, covered) for path in _files() if (covered := _covered(coverage, path)) < wanted(path)]
    print(f"{coverage.report(file=StringIO()):.1f} % of lines and branches covered")
    for path, covered in below:
        print(f"missing: {path.relative_to(ROOT)}: {covered:.1f} %, wanted {wanted(path):.0f} %")
    return int(bool(below))


def wanted(path: Path) -> float:
    """How much of a file is to be covered: all of law, ledger, rules, states, permissions and each module with an act."""
    name = str(path.relative_to(ROOT))
    is_law = any(fnmatch(name, pattern) for pattern in WHOLE)
    return 100.0 if is_law or path in {act.module.path for act in acts()} else ELSEWHERE


def _files() -> Iterator[Path]:
    for path in sorted((ROOT / "watchbook").rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def _covered(coverage: Coverage, path: Path) -> float:
    """Per cent of a file's lines and branches; 0 where it was not measured, 100 where there is nothing to measure."""
    if str(path) not in coverage.get_data().measured_files():
        return 0.0
    try:
        return coverage.report(morfs=[str(path)], file=StringIO())
    except NoDataError:
        return 100.0


if __name__ == "__main__":
    sys.exit(main())
