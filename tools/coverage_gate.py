"""The coverage gate: 100 % of branches where the law is decided or written, 90 % elsewhere (DESIGN §11)."""

import ast
import contextlib
import sys
from fnmatch import fnmatch
from io import StringIO
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parent.parent
WHOLE = (
    "watchbook/law/*.py",
    "watchbook/ledger/*.py",
    "watchbook/*/rules.py",
    "watchbook/*/states.py",
    "watchbook/*/permissions.py",
)
ELSEWHERE = 90.0
PROCESS_ENTRIES = {
    # Run as processes of their own by tests and by `serve`, where a coverage tool cannot look.
    "watchbook/machine/namespace.py",
    "watchbook/machine/guard.py",
    "watchbook/config/wsgi.py",
}


def main() -> int:
    """Combine what the workers measured and hold each file against its bound."""
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"))
    with contextlib.suppress(Exception):  # nothing to combine where one process measured alone
        coverage.combine(keep=False)
    coverage.load()
    below = []
    for file in sorted(coverage.get_data().measured_files()):
        path = Path(file)
        if path.is_relative_to(ROOT / "watchbook") and "migrations" not in path.parts and path.exists():
            below += list(_below(coverage, path))
    total = coverage.report(file=StringIO())
    print(f"{total:.1f} % of lines and branches covered")
    for line in below:
        print(line)
    return int(bool(below))


def _below(coverage: Coverage, path: Path) -> list[str]:
    name = str(path.relative_to(ROOT))
    if name in PROCESS_ENTRIES:
        return []
    with contextlib.suppress(Exception):  # a file without statements has nothing to report
        covered = coverage.report(morfs=[str(path)], file=StringIO())
        wanted = 100.0 if _is_whole(name, path) else ELSEWHERE
        return [f"{name}: {covered:.1f} %, wanted {wanted:.0f} %"] if covered < wanted else []
    return []


def _is_whole(name: str, path: Path) -> bool:
    """Law, ledger, rules, states, permissions, and every module that holds an act."""
    return any(fnmatch(name, pattern) for pattern in WHOLE) or _holds_an_act(path)


def _holds_an_act(path: Path) -> bool:
    """Whether a module records events: a public function takes `by` and `at` and the module calls record()."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    records = any(
        isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" for node in ast.walk(tree)
    )
    acts = any(
        isinstance(node, ast.FunctionDef)
        and {"by", "at"} <= {argument.arg for argument in node.args.kwonlyargs}
        for node in tree.body
    )
    return records and acts


if __name__ == "__main__":
    sys.exit(main())
