"""Names and habits of every module: what a newcomer may rely on when looking for something."""

import ast
import io
import re
import tokenize

from tests.architecture.source import (
    FUNCTIONS,
    PACKAGE,
    PLUMBING,
    dotted,
    every_node,
    functions,
    imported,
    listed,
    modules,
    the_tools,
)

# Names that say nothing: code under them has no home.
BANNED = {
    "utils", "util", "helpers", "helper", "common", "core", "base", "services", "managers", "manager", "misc", "lib",
    "shared", "mixins", "constants", "handlers", "processors", "types", "tools", "general", "various", "stuff",
}  # fmt: skip
# Parts that hold several nouns: a folder for each, and in it what any part has.
CUT_BY_NOUN = {"governance", "oversight", "reading", "foi", "retention"}
WORD = re.compile(r"[a-z][a-z0-9_]*|__init__")
SENTENCE = re.compile(r"\S.*[.?…)]$")
SIGNALS = re.compile(
    r"^django\.(dispatch|db\.models\.signals|core\.signals|contrib\.auth\.signals)|^allauth\..*signals"
)
CATCH_ALL = {"Exception", "BaseException"}
SILENCES = re.compile(r"# *(type: *ignore(\[[\w, -]+\])?|noqa(: *[A-Z]+\d+(, *[A-Z]+\d+)*)?)(?P<reason>.*)")
TO_DO = re.compile(r"\b(TODO|FIXME|XXX)\b(?!.*issue \d)")


def public_definitions(tree):
    """Public classes and functions with their methods; functions inside functions are nobody's to read."""
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, *FUNCTIONS)) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (
                    one for one in public_definitions(node) if one.name != "Meta" and not is_declared(one)
                )


def is_declared(node):
    """Whether a protocol only declares it, so that its name says it all."""
    body = node.body[0]
    return isinstance(body, ast.Expr) and isinstance(body.value, ast.Constant) and body.value.value is ...


def comments(one):
    """The comments of a module with the number of their line."""
    for token in tokenize.generate_tokens(io.StringIO(one.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def test_no_modules_name_says_nothing():
    words = {one: one.path.relative_to(PACKAGE).with_suffix("").parts for one in modules()}
    wrong = [
        one for one, names in words.items() if BANNED & set(names) or not all(map(WORD.fullmatch, names))
    ]
    assert not wrong, listed(wrong)


def test_only_a_plumbing_name_grows_into_a_package_and_only_one_level_deep():
    folders = {one: one.path.relative_to(PACKAGE).parts[1:-1] for one in modules()}
    wrong = []
    for one, names in folders.items():
        below = names[1:] if one.part in CUT_BY_NOUN else names
        if len(below) > 1 or set(below) - PLUMBING:
            wrong.append(one)
    assert not wrong, listed(wrong)


def test_a_packages_init_holds_only_its_docstring():
    wrong = [
        one
        for one in modules()
        if one.noun == "__init__" and len(one.tree.body) != 1 and not is_where_django_finds_tables(one)
    ]
    assert not wrong, listed(wrong)


def test_the_first_line_of_each_docstring_is_a_sentence():
    wrong = []
    for one in modules():
        wanted = [(one.tree, 1), *((node, node.lineno) for node in public_definitions(one.tree))]
        for node, line in wanted:
            first = (ast.get_docstring(node) or "").split("\n")[0]
            if not SENTENCE.match(first):
                wrong.append(f"{one.at(line)} {getattr(node, 'name', '')}")
    assert not wrong, listed(wrong)


def test_imports_are_absolute_and_at_the_top():
    wrong = []
    for one in modules():
        top = set(one.tree.body)
        nodes = (node for _, _, node in imported(one.tree))
        wrong += [one.at(node) for node in nodes if node not in top or getattr(node, "level", 0)]
    assert not wrong, listed(wrong)


def test_there_are_no_signals():
    wrong = [
        one.at(node) for one in modules() for name, _, node in imported(one.tree) if SIGNALS.search(name)
    ]
    assert not wrong, listed(wrong)


def test_nothing_catches_what_it_cannot_name():
    wrong = []
    for one in modules():
        handlers = [node for node in every_node(one.tree) if isinstance(node, ast.ExceptHandler)]
        wrong += [one.at(node) for node in handlers if node.type is None or names_in(node.type) & CATCH_ALL]
    assert not wrong, listed(wrong)


def test_what_silences_a_checker_says_why():
    wrong = []
    for one in (*modules(), *the_tools()):
        found = ((number, SILENCES.match(comment)) for number, comment in comments(one))
        wrong += [
            one.at(number) for number, match in found if match and not re.search(r"\w{3}", match["reason"])
        ]
    assert not wrong, listed(wrong)


def test_nothing_is_left_to_do_without_the_issue_that_will():
    files = (*modules(), *the_tools())
    wrong = [one.at(number) for one in files for number, comment in comments(one) if TO_DO.search(comment)]
    assert not wrong, listed(wrong)


def test_who_acts_and_when_are_given_by_name():
    wrong = []
    for one in modules():
        positional = (
            (node, {argument.arg for argument in node.args.args[1:]}) for node in functions(one.tree)
        )
        wrong += [one.at(node) for node, names in positional if names & {"by", "at", "as_at"}]
    assert not wrong, listed(wrong)


def names_in(node):
    """The names of the exceptions that an except clause catches."""
    return {dotted(one).split(".")[-1] for one in ast.walk(node)}


def is_where_django_finds_tables(one):
    """A package of models imports its modules and names what is in them: Django looks nowhere else."""
    allowed = (ast.Expr, ast.ImportFrom, ast.Assign)
    return one.path.parent.name == "models" and all(isinstance(node, allowed) for node in one.tree.body)
