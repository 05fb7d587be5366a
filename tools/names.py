"""Names in our Python and what each stands for: read from the text, nothing is imported."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKAGE = "watchbook"
type Name = tuple[str, str]  # the module, and what it defines
type Definition = ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign | ast.TypeAlias


@dataclass(frozen=True)
class Module:
    """A module of ours: what it defines and what its names stand for."""

    name: str
    tree: ast.Module

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        return {name: node for node in self.tree.body for name in _defined(node)}

    @cached_property
    def imports(self) -> dict[str, tuple[str, str | None]]:
        found: dict[str, tuple[str, str | None]] = {}
        for node in self.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {one.asname or one.name: (node.module, one.name) for one in node.names}
            elif isinstance(node, ast.Import):
                found |= {one.asname: (one.name, None) for one in node.names if one.asname}
        return found


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (
            one.id for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)
        )
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.TypeAlias):
        yield node.name.id


class Code:
    """The package as it stands in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._modules: dict[str, Module | None] = {}

    def module(self, name: str) -> Module | None:
        """A module by its dotted name; None if it is not ours."""
        if name not in self._modules:
            self._modules[name] = self._parsed(name) if name.startswith(f"{PACKAGE}.") else None
        return self._modules[name]

    def _parsed(self, name: str) -> Module | None:
        place = self.root.joinpath(*name.split("."))
        for path in (place.with_suffix(".py"), place / "__init__.py"):
            if path.exists():
                return Module(name, ast.parse(path.read_text(encoding="utf-8")))
        return None

    def meant(self, module: Module, words: Sequence[str]) -> Name | None:
        """The definition that a dotted name stands for in a module, if it is one of ours."""
        first, *rest = words
        if first in module.definitions:
            return module.name, first
        if first not in module.imports:
            return None
        origin, name = module.imports[first]
        return self._in(origin, [name, *rest] if name else rest)

    def _in(self, origin: str, words: Sequence[str]) -> Name | None:
        if not words:
            return None
        if self.module(f"{origin}.{words[0]}"):
            return self._in(f"{origin}.{words[0]}", words[1:])
        found = self.module(origin)
        return self.meant(found, words) if found else None

    def view_of(self, part: str, address: str) -> Name:
        """The view that an address of a part is served by."""
        for module in self._urls_of(part):
            calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
            views = [self.meant(module, _words(call.args[1])) for call in calls if _is_path(call, address)]
            if views and views[0] is not None:
                return views[0]
        raise SystemExit(f"No address {address} is in the urls of {part}.")

    def _urls_of(self, part: str) -> Iterator[Module]:
        """The modules of a part that list its addresses, as `urls.py` or in a folder `urls`."""
        folder = self.root / PACKAGE / part
        for path in sorted(folder.rglob("*.py")):
            words = path.relative_to(self.root).with_suffix("").parts
            if "urls" in words and (module := self.module(".".join(words).removesuffix(".__init__"))):
                yield module


def _is_path(call: ast.Call, address: str) -> bool:
    return (
        isinstance(call.func, ast.Name)
        and call.func.id == "path"
        and len(call.args) > 1
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value == address
    )


def _words(node: ast.expr) -> list[str]:
    """`a.b.c` as its words; nothing if it hangs on no name."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [*before, node.attr] if (before := _words(node.value)) else []
    return []


def used(node: ast.AST, local: frozenset[str] = frozenset()) -> Iterator[list[str]]:
    """The dotted names that a definition uses, in the order of its text; not those of annotations, nor local ones."""
    if isinstance(node, ast.FunctionDef | ast.Lambda):
        local |= _bound(node)
    if isinstance(node, ast.Name | ast.Attribute) and (words := _words(node)):
        if words[0] not in local:
            yield words
        return
    for child in _read(node):
        yield from used(child, local)


def _bound(function: ast.FunctionDef | ast.Lambda) -> frozenset[str]:
    arguments = {one.arg for one in ast.walk(function.args) if isinstance(one, ast.arg)}
    inside = [one for one in ast.walk(function) if one is not function]
    stored = {one.id for one in inside if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    return frozenset(arguments | stored | {one.name for one in inside if isinstance(one, ast.FunctionDef)})


def _read(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that are read, annotations left out."""
    if isinstance(node, ast.FunctionDef):
        yield from (
            *node.decorator_list,
            *node.args.defaults,
            *filter(None, node.args.kw_defaults),
            *node.body,
        )
    elif isinstance(node, ast.ClassDef):
        yield from (*node.decorator_list, *node.bases, *node.keywords, *node.body)
    elif isinstance(node, ast.AnnAssign):
        yield from filter(None, [node.value])
    else:
        yield from ast.iter_child_nodes(node)
