"""Count the pairs of places in our Python where eight or more lines are equal or like-shaped.

How it counts:
- A line is its tokens; every name that is no keyword, every string and every number is one placeholder each. Two lines
  are alike if their tokens then are. Equal lines are alike too.
- Passed over: blank lines, comments, docstrings, imports, and lines of punctuation alone.
- A run is a longest row of such lines, at two places, line by line alike; it has eight lines or more. Longest first, a
  line joins one run at most with each other file (and with its own).
- A pair is a run at its two places. What stands in five places is ten pairs.
- Declarations are counted apart: assignments at module and class level (constants, tables, fields of a model or form,
  rows of addresses). They repeat by their nature; code, which is all else, need not.

Usage: likeness.py [FOLDER…] [--json] [--top N]; default: watchbook without its migrations.
"""

import argparse
import ast
import io
import json
import keyword
import sys
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEAST = 8
LAYOUT = {tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT, tokenize.ENDMARKER,
          tokenize.ENCODING}  # fmt: skip
FSTRING = {tokenize.FSTRING_START, tokenize.FSTRING_MIDDLE, tokenize.FSTRING_END}
CODE, DECLARATION, PASSED_OVER = "code", "declarations", "passed over"


@dataclass(frozen=True)
class Row:
    """A line that counts: its number in the file, and its shape."""

    number: int
    shape: str


@dataclass(frozen=True)
class Pair:
    """A run at two places: files, first and last line at each, and how many lines of it count."""

    first: str
    first_lines: tuple[int, int]
    second: str
    second_lines: tuple[int, int]
    lines: int


def shapes(source: str) -> dict[int, str]:
    """The shape of each line of a file by its number; lines of punctuation alone have none."""
    tokens: dict[int, list[str]] = defaultdict(list)
    named: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in LAYOUT:
            continue
        line, shape = token.start[0], _shape(token)
        if shape != "S" or tokens[line][-1:] != ["S"]:
            tokens[line].append(shape)
        if token.type != tokenize.OP:
            named.add(line)
    return {line: " ".join(tokens[line]) for line in named}


def _shape(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        return token.string if keyword.iskeyword(token.string) else "N"
    if token.type == tokenize.NUMBER:
        return "0"
    if token.type == tokenize.STRING or token.type in FSTRING:
        return "S"
    return token.string


def kinds(source: str) -> dict[int, str]:
    """Find the lines that are declarations or passed over; every other line is code."""
    found: dict[int, str] = {}
    _mark(ast.parse(source), found)
    return found


def _mark(node: ast.AST, found: dict[int, str]) -> None:
    for statement in getattr(node, "body", []):
        if isinstance(statement, ast.Import | ast.ImportFrom) or _is_docstring(statement):
            kind = PASSED_OVER
        elif isinstance(statement, ast.Assign | ast.AnnAssign) and isinstance(
            node, ast.Module | ast.ClassDef
        ):
            kind = DECLARATION
        else:
            _mark(statement, found)
            continue
        found |= dict.fromkeys(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1), kind)


def _is_docstring(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def rows(source: str, *, kind: str) -> list[Row]:
    """The lines of a file that count as one kind, in their order."""
    of_line = kinds(source)
    return [
        Row(number, shape)
        for number, shape in sorted(shapes(source).items())
        if of_line.get(number, CODE) == kind
    ]


def pairs(files: dict[str, list[Row]], *, least: int = LEAST) -> list[Pair]:
    """Every pair of places, longest first."""
    found: list[Pair] = []
    for (first, second), runs in _runs(files, least=least).items():
        found += _apart(files, first, second, runs, least=least)
    return sorted(found, key=lambda pair: (-pair.lines, pair.first, pair.first_lines, pair.second))


def _runs(files: dict[str, list[Row]], *, least: int) -> dict[tuple[str, str], list[tuple[int, int, int]]]:
    """For each two files the longest rows of like lines: where they begin in each, and their length."""
    places: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for name in sorted(files):
        lines = [row.shape for row in files[name]]
        for at in range(len(lines) - least + 1):
            places[tuple(lines[at : at + least])].append((name, at))
    diagonals: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for alike in places.values():
        for (first, at), (second, there) in combinations(alike, 2):
            diagonals[first, second][there - at].append(at)
    return {
        names: [
            (begin, begin + shift, windows + least - 1)
            for shift, starts in by_shift.items()
            for begin, windows in _rows_of(sorted(starts))
        ]
        for names, by_shift in diagonals.items()
    }


def _rows_of(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow each other: the first, and how many."""
    for _, row in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in row]
        yield members[0], len(members)


def _apart(
    files: dict[str, list[Row]], first: str, second: str, runs: Iterable[tuple[int, int, int]], *, least: int
) -> Iterator[Pair]:
    """The runs of two files, longest first, less the lines that a longer run has."""
    here: set[int] = set()
    there: set[int] = here if first == second else set()
    for begin, begin_there, length in sorted(runs, key=lambda run: (-run[2], run)):
        # In one file a run may meet itself further down: what is taken there is free no more.
        longest = min(length, begin_there - begin) if first == second else length
        free = [at for at in range(longest) if begin + at not in here and begin_there + at not in there]
        for at, lines in _rows_of(free):
            if lines < least:
                continue
            here.update(range(begin + at, begin + at + lines))
            there.update(range(begin_there + at, begin_there + at + lines))
            yield Pair(
                first,
                _span(files[first], begin + at, lines),
                second,
                _span(files[second], begin_there + at, lines),
                lines,
            )


def _span(lines: list[Row], begin: int, length: int) -> tuple[int, int]:
    return lines[begin].number, lines[begin + length - 1].number


def measured(folders: Sequence[Path], *, root: Path, kind: str = CODE) -> list[Pair]:
    """The pairs among all Python files of the folders, migrations apart."""
    sources = {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
        if "migrations" not in path.parts
    }
    return pairs({name: rows(source, kind=kind) for name, source in sources.items()})


def main(arguments: Sequence[str]) -> int:
    """Print the figures and the longest pairs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", default=["watchbook"])
    parser.add_argument("--root", default=str(ROOT), help="another checkout")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--top", type=int, default=20)
    given = parser.parse_args(arguments)
    root = Path(given.root)
    folders = [root / folder for folder in given.folders]
    found = {kind: measured(folders, root=root, kind=kind) for kind in (CODE, DECLARATION)}
    if given.json:
        print(json.dumps({kind: [vars(pair) for pair in those] for kind, those in found.items()}, indent=1))
        return 0
    for kind, those in found.items():
        print(f"{kind}: {told(those)}")
        for pair in those[: given.top]:
            print(
                f"  {pair.lines:3} {pair.first}:{pair.first_lines[0]}-{pair.first_lines[1]}"
                f"  {pair.second}:{pair.second_lines[0]}-{pair.second_lines[1]}"
            )
    return 0


def told(found: Sequence[Pair]) -> str:
    """Count the pairs, their files and their lines."""
    files = {name for pair in found for name in (pair.first, pair.second)}
    return f"{len(found)} pairs in {len(files)} files, {sum(pair.lines for pair in found):,} lines"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
