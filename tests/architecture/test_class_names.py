"""Class names: a noun for one thing, and no two parts of the product name different things alike."""

import ast
from collections import defaultdict

from tests.architecture.source import listed, modules, the_tools

# The role of a word in some sentence, and no thing: a reader cannot guess what such a class holds.
ROLES = {
    "After", "Answered", "Ask", "Asked", "Became", "Because", "Before", "Begun", "By", "Called", "Changed", "Closed",
    "Counted", "Decided", "Described", "Done", "Due", "Earlier", "Ended", "Found", "From", "Given", "Held", "Here", "How",
    "Kept", "Later", "Listed", "Made", "Met", "Missing", "Named", "Now", "Opened", "Read", "Received", "Reviewed", "Said",
    "Sealed", "Seen", "Sent", "Shown", "Stated", "Stored", "Taken", "Then", "There", "To", "Together", "Told", "What",
    "When", "Where", "Which", "Who", "Whose", "Why", "Written",
}  # fmt: skip


def classes():
    """The public classes of the product by name, each with the places where it is defined."""
    found = defaultdict(list)
    for one in modules():
        for node in one.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(one.at(node))
    return found


def types():
    """Every class, alias and parameter of a type, also a part's own and those within another, with its place."""
    for one in (*modules(), *the_tools()):
        for node in ast.walk(one.tree):
            if isinstance(node, (ast.ClassDef, ast.TypeVar, ast.TypeVarTuple, ast.ParamSpec)):
                yield node.name, one.at(node)
            elif isinstance(node, ast.TypeAlias):
                yield node.name.id, one.at(node)


def test_no_class_is_named_for_a_grammatical_role():
    wrong = [f"{name}: {place}" for name, place in types() if name.lstrip("_") in ROLES]
    assert not wrong, listed(wrong)


def test_a_class_name_stands_for_one_thing():
    shared = {name: places for name, places in classes().items() if len(places) > 1}
    wrong = [f"{name}: {', '.join(places)}" for name, places in shared.items()]
    assert not wrong, listed(wrong)
