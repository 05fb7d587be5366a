"""Trace what a reader opens to follow an act, from its page to its event.

How it counts:
- It begins at the view that an address of the page names in the part's `urls`, and follows every name that a definition
  uses to the function, class or constant that it stands for, through imports, modules and re-exports, depth first in the
  order of the text. A name that is local to a function, and one in an annotation alone, is not followed.
- The lines of a function are those of its definition, decorators and docstring included. A class is read whole.
- The floor is passed over: the parts below `governance` in the import contract, on which every act stands and which a
  reader learns once and not for each act. How many of its names the act uses is said. The act must reach `record`.
- A file is opened if a definition in it is read. It is visited each time that a definition in another file calls a
  function of it that was not read before; several calls from one definition are one visit. Classes and constants
  are looked up, so they make no visit.
- A climb is a file, opened for the first time, that stands in a higher part than the file opened before it.

Usage: trace_act.py [approval|look|PART ADDRESS] [--root FOLDER] [--json]
"""

import argparse
import ast
import json
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.names import Code, Definition, Name, used

ROOT = Path(__file__).resolve().parent.parent
LOWEST = "governance"  # what stands below it is the floor
EVENTS = {("watchbook.audit_log.record", "record"), ("watchbook.audit_log.record", "record_row")}
PAGES = {
    "approval": ("authorisations", "<str:reference>/judicial-approval/"),
    "look": ("looks", "open/"),
}


@dataclass
class OpenedFile:
    """A file that the reader opened: which definitions they read, how many lines, how often they came."""

    module: str
    definitions: list[str] = field(default_factory=list)
    read: set[int] = field(default_factory=set)
    visited_from: list[str] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return len(self.read)


@dataclass
class Trace:
    """The files in the order in which they are opened first, and the names of the floor that the act uses."""

    order: tuple[str, ...]
    files: dict[str, OpenedFile] = field(default_factory=dict)
    floor: set[Name] = field(default_factory=set)

    @property
    def lines(self) -> int:
        return sum(one.lines for one in self.files.values())

    @property
    def most_visits(self) -> int:
        return max(len(one.visited_from) for one in self.files.values())

    @property
    def returns(self) -> int:
        """Count the returns to a file."""
        return sum(max(0, len(one.visited_from) - 1) for one in self.files.values())

    @property
    def climbs(self) -> int:
        parts = [self.order.index(_part(one)) for one in self.files]
        return sum(after < before for before, after in pairwise(parts))


def order_of(root: Path) -> tuple[str, ...]:
    """The parts from the highest to the lowest, as the import contract has them."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(one["layers"] for one in contracts["contracts"] if one["id"] == "order")
    return tuple(part.strip(" ()") for layer in layers for part in layer.split("|"))


def _part(module: str) -> str:
    return module.split(".")[1]


def trace(root: Path, part: str, address: str) -> Trace:
    """Follow the act of a page from its view."""
    code, found = Code(root), Trace(order_of(root))
    seen: set[Name] = set()

    def read(name: Name, caller: Name | None) -> None:
        if found.order.index(_part(name[0])) > found.order.index(LOWEST):
            found.floor.add(name)
            return
        if name in seen:
            return
        seen.add(name)
        module = code.module(name[0])
        assert module is not None
        node = module.definitions[name[1]]
        _note(found.files.setdefault(name[0], OpenedFile(name[0])), name, node, caller)
        for words in used(node):
            if (meant := code.meant(module, words)) is not None:
                read(meant, name)

    read(code.view_of(part, address), None)
    if not EVENTS & found.floor:
        raise SystemExit(f"The page {address} of {part} leads to no event.")
    return found


def _note(file: OpenedFile, name: Name, node: Definition, caller: Name | None) -> None:
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
    file.definitions.append(name[1])
    file.read |= set(range(first, (node.end_lineno or first) + 1))
    origin = ".".join(caller) if caller else "the address"
    is_call = isinstance(node, ast.FunctionDef) and (caller is None or caller[0] != name[0])
    if is_call and origin not in file.visited_from:
        file.visited_from.append(origin)


def told(found: Trace) -> str:
    """The figures in a line."""
    return (
        f"{len(found.files)} files, {found.lines:,} lines of definitions, no file visited more than {found.most_visits} "
        f"times, {found.returns} returns, {found.climbs} climbs; {len(found.floor)} names of the floor"
    )


def as_data(found: Trace) -> dict[str, object]:
    """The trace for a program."""
    files = [
        {
            "module": one.module,
            "lines": one.lines,
            "definitions": one.definitions,
            "visited_from": one.visited_from,
        }
        for one in found.files.values()
    ]
    return {
        "files": files,
        "lines": found.lines,
        "most_visits": found.most_visits,
        "returns": found.returns,
        "climbs": found.climbs,
        "floor": sorted(".".join(one) for one in found.floor),
    }


def main(arguments: Sequence[str]) -> int:
    """Print the figures, and the files in the order in which they are opened."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("page", nargs="*", default=list(PAGES))
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    named = all(one in PAGES for one in given.page)
    pages = (
        {one: PAGES[one] for one in given.page} if named else {given.page[1]: (given.page[0], given.page[1])}
    )
    found = {name: trace(given.root, part, address) for name, (part, address) in pages.items()}
    if given.json:
        print(json.dumps({name: as_data(one) for name, one in found.items()}, indent=1))
    else:
        for name, one in found.items():
            print(f"{name}: {told(one)}")
            for file in one.files.values():
                definitions = ", ".join(file.definitions)
                print(
                    f"  {file.lines:4} lines {len(file.visited_from):2} visits  {file.module}: {definitions}"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
