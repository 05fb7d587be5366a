"""Count the lines of Python that a register took: its folder, and what the rest had to be given for it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path


def lines_added(register: str, *, folder: str, root: Path, before: Path) -> tuple[int, int]:
    """The lines of a register's folder, and those elsewhere that name it and were not there before.

    Counted are all lines, empty ones too, of `watchbook` without migrations. A function elsewhere that is new and names the
    register counts whole. `register` is its name in words, "third party"; `folder` its place.
    """
    own = root / folder
    names = re.compile(r"[ _-]?".join(map(re.escape, register.split())), re.IGNORECASE)
    inside = sum(_length(path) for path in python(own))
    outside = [path for path in python(root / "watchbook") if own not in path.parents]
    old = [path.read_text(encoding="utf-8") for path in python(before / "watchbook")]
    known_lines = {line.strip() for source in old for line in source.splitlines()}
    known_functions = {ast.unparse(function) for source in old for function in _functions(source)}
    return inside, sum(
        len(_named(path.read_text(encoding="utf-8"), names, known_lines, known_functions)) for path in outside
    )


def python(folder: Path) -> list[Path]:
    """The Python files of a folder without migrations."""
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _functions(source: str) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))


def _named(source: str, names: re.Pattern[str], known_lines: set[str], known_functions: set[str]) -> set[int]:
    """The lines of a file that name the register and are new, with the whole of a new function around them."""
    found = {
        number
        for number, line in enumerate(source.splitlines(), 1)
        if names.search(line) and line.strip() not in known_lines
    }
    for function in _functions(source) if found else ():
        whole = set(range(function.lineno, (function.end_lineno or function.lineno) + 1))
        if whole & found and ast.unparse(function) not in known_functions:
            found |= whole
    return found
