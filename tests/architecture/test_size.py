"""How long and how deep: a file is read in one sitting, a function on one screen (complexity is ruff's)."""

import ast

from tests.architecture.source import FUNCTIONS, functions, listed, modules, the_tools

FILE_LINES = 300
# Handed to outsiders as one file without any other of ours; about 400 lines each.
LONGER = {
    "watchbook/ledger/verify.py": 480,
    "watchbook/capture/verify.py": 400,
    "watchbook/ledger/try_to_open.py": 350,
    "watchbook/capture/check_copy.py": 400,
}
FUNCTION_LINES = 40
NESTING = 3
DEEPER = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
FILES = (*modules(), *the_tools())


def lines_of(node):
    """How many lines a function has, its decorators left out."""
    return node.end_lineno - node.lineno + 1


def depth(node, *, now=0):
    """How deep blocks nest under a node; `elif` is no deeper than its `if`, and a function starts anew."""
    deepest = now
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, FUNCTIONS):
                continue
            is_elif = (
                field == "orelse"
                and isinstance(node, ast.If)
                and isinstance(child, ast.If)
                and len(value) == 1
            )
            inner = now + (isinstance(child, DEEPER) and not is_elif)
            deepest = max(deepest, depth(child, now=inner))
    return deepest


def test_a_file_is_read_in_one_sitting():
    wrong = [
        f"{one} {len(one.text.splitlines())}"
        for one in FILES
        if len(one.text.splitlines()) > LONGER.get(one.place, FILE_LINES)
    ]
    assert not wrong, listed(wrong)


def test_a_function_fits_on_a_screen():
    wrong = [
        f"{one.at(node)} {node.name} {lines_of(node)}"
        for one in FILES
        for node in functions(one.tree)
        if lines_of(node) > FUNCTION_LINES
    ]
    assert not wrong, listed(wrong)


def test_blocks_nest_no_deeper_than_three():
    deep = [
        f"{one.at(node)} {node.name}"
        for one in FILES
        for node in functions(one.tree)
        if depth(node) > NESTING
    ]
    assert not deep, listed(deep)


def test_an_elif_is_no_deeper_than_its_if():
    chain = "def f():\n if a:\n  x\n elif b:\n  x\n elif c:\n  for y in z:\n   x\n"
    nested = "def f():\n if a:\n  x\n else:\n  if b:\n   x\n  x\n"
    assert depth(ast.parse(chain).body[0]) == depth(ast.parse(nested).body[0]) == 2
