"""The source of Watchbook as these tests read it: each module parsed once, and walks over its syntax tree."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "watchbook"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Plumbing names of docs/explanation/architecture.md#parts, with what Django itself asks for by name.
PLUMBING = {
    "models", "states", "rules", "permissions", "queries", "forms", "views", "urls", "cli", "jobs",
    "disposal", "migrations", "templates", "static", "apps", "middleware", "__init__",
    # What files makes of blocks, with a module for each side of it.
    "document",
}  # fmt: skip


@dataclass(frozen=True, repr=False)
class Module:
    """A Python file of ours: where it is, what it is called, its text and its syntax tree."""

    path: Path
    name: str
    text: str

    @cached_property
    def tree(self):
        """Its syntax tree, which some tests do not ask for."""
        return ast.parse(self.text)

    @cached_property
    def place(self):
        """Its path from the root of the checkout, as failures print it."""
        return str(self.path.relative_to(ROOT))

    @property
    def part(self):
        """The part it belongs to; empty for watchbook/__init__.py."""
        return self.name.split(".")[1] if "." in self.name else ""

    @cached_property
    def noun(self):
        """The last word of its name; of a package's __init__.py that word itself."""
        return self.path.stem

    def __repr__(self):
        return self.place

    def at(self, where):
        """A place in it, a node or the number of a line, as an editor opens it."""
        return f"{self.place}:{getattr(where, 'lineno', where)}"


def read(path):
    """One file as a module."""
    names = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(part for part in names if part != "__init__")
    return Module(path=path, name=name, text=path.read_text(encoding="utf-8"))


@cache
def modules():
    """Every module of the product except migrations, which Django writes."""
    return tuple(read(path) for path in _python_files(PACKAGE) if "migrations" not in path.parts)


@cache
def the_tools():
    """The tools beside the product."""
    return tuple(read(path) for path in _python_files(ROOT / "tools"))


def _python_files(folder):
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def listed(wrong):
    """What is wrong, a line each, as a failure prints it."""
    return "\n" + "\n".join(str(one) for one in wrong)


def module(name):
    """The module of a dotted name."""
    return next(one for one in modules() if one.name == name)


def parts():
    """The parts that exist."""
    return sorted({one.part for one in modules() if one.part})


@cache
def every_node(tree):
    """Every node of a tree, walked once however many tests ask."""
    return tuple(ast.walk(tree))


def functions(tree):
    """Every function and method, nested ones too."""
    return [node for node in every_node(tree) if isinstance(node, FUNCTIONS)]


def top_functions(tree):
    """The functions of a module, by name."""
    return {node.name: node for node in tree.body if isinstance(node, FUNCTIONS)}


def keyword_names(function):
    """The names of the arguments that can only be given by keyword."""
    return {argument.arg for argument in function.args.kwonlyargs}


@cache
def calls(node):
    """Every call inside a node, in the order of the text, sorted once however many tests ask."""
    found = [one for one in every_node(node) if isinstance(one, ast.Call)]
    return tuple(sorted(found, key=lambda call: (call.end_lineno, call.end_col_offset)))


def called(call):
    """The last word of what is called: `save` of `row.save()`, `record` of `record()`."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def dotted(node):
    """A name or attribute as written: `transaction.atomic`; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


@cache
def imported(tree):
    """Each imported module and name as (module, name or None, node)."""
    return tuple(_imported(tree))


def _imported(tree):
    for node in every_node(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name, node) for alias in node.names)


def parents(tree):
    """The parent of each node."""
    return {child: node for node in every_node(tree) for child in ast.iter_child_nodes(node)}


@cache
def docstrings(tree):
    """The nodes that are docstrings."""
    kinds = (ast.Module, ast.ClassDef, *FUNCTIONS)
    owners = (node for node in every_node(tree) if isinstance(node, kinds) and node.body)
    first = (owner.body[0] for owner in owners)
    return {
        node.value for node in first if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def our_apps():
    """The configurations of our own Django apps."""
    from django.apps import apps  # the registry is ready only once Django is set up

    return [config for config in apps.get_app_configs() if config.name.startswith("watchbook.")]


@cache
def kept_files():
    """What a commit would hold: tracked files and new ones that .gitignore lets in. None without git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        return None
    paths = (ROOT / name for name in sorted(set(listed.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())
