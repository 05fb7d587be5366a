"""Every sentence that a person reads is marked for translation, in Python and in both kinds of template."""

import ast
import re

from django.utils.translation.template import templatize
from jinja2 import nodes

from tests.architecture.source import (
    FUNCTIONS,
    PACKAGE,
    ROOT,
    called,
    calls,
    docstrings,
    every_node,
    listed,
    modules,
    parents,
)
from watchbook.config.templates import environment

MARKERS = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
    "npgettext", "npgettext_lazy",
}  # fmt: skip
# Parts whose sentences are not marked, and why.
NOT_MARKED = {
    "ledger": "no Django there; it speaks to programs",
    "capture": "no Django there: it speaks to programs and to the operator at a shell; what an officer reads is said by the part that keeps it",
    "machine": "it speaks to the operator at a shell, before Django and its languages are there",
    "config": "it speaks to the operator at start-up; its pages' words are marked and checked below",
    "demo": "it speaks to the developer at a shell; the fiction itself is English",
    "keys": "its refusals are for whoever looks after the machine, at a shell or in a log",
    "audit_log": "its refusals are mistakes of the program, which nobody may see",
}
PAGES_OF_CONFIG = {"frame", "templates"}
NOT_FOR_READERS = {
    "cli": "help at a shell is English, as the commands are",
    "logging": "its lines are for machines",
    "bucket_rules": "its refusal is for whoever looks after the machine, at a shell",
    "object_store": "its refusals are for whoever looks after the machine, at a shell or in a log",
    "identity_provider": "what it refuses goes to the log of the machine; the page has its own sentence",
    "codes": "a paragraph of a Code is cited in the language of the Code",
    "jobs": "what a job says goes to the log of the machine",
    "system_acts": "as a job",
    "held_views": "it speaks to the database alone",
}
# Raised for the programmer, who reads English.
MISTAKES = {"ValueError", "TypeError", "LookupError", "KeyError", "RuntimeError", "ImproperlyConfigured", "Damaged",
            "FileNotFoundError", "UnknownParameter", "UnknownProvision", "UnknownOffence"}  # fmt: skip
LABELS = {"label", "help_text", "what", "empty_label", "verbose_name", "verbose_name_plural"}
SENTENCE = re.compile(r"\w+ .*\w[.?!]$|\w+ \w+ \w+ .*\w[.?!]? ?$", re.DOTALL)
WORDS = re.compile(r"[A-Za-z]{2,}")
# What is the same in every language.
NAMES = re.compile(r"\b(Watchbook|SHA-256|CSV|PDF|HTML|FOI|(no)?index)\b")
IN_A_TAG = re.compile(r"(?:aria-label|title|alt|placeholder|value)=\"([^\"\0]*[A-Za-z]{3,}[^\"\0]*)\"")


def looked_at():
    """The modules whose sentences a person in a browser reads."""
    found = (one for one in modules() if one.part not in NOT_MARKED or one.noun in PAGES_OF_CONFIG)
    return [one for one in found if one.noun not in NOT_FOR_READERS]


def is_marked(node, above):
    """Whether a text is an argument of a function that marks it, or stands in a mistake of the program."""
    while node in above:
        node = above[node]
        if isinstance(node, ast.Call) and called(node) in MARKERS | MISTAKES | {
            "Func",
            "Kind",
            "compile",
            "bounded",
            "_wording",
        }:
            return True
        if isinstance(node, FUNCTIONS):
            return False
    return False


def texts(one):
    """The texts of a module that are no docstring and no part of a marked one."""
    above, spoken = parents(one.tree), docstrings(one.tree)
    constants = (
        node for node in every_node(one.tree) if isinstance(node, ast.Constant) and node not in spoken
    )
    return [node for node in constants if isinstance(node.value, str) and not is_marked(node, above)]


def is_sentence(text):
    """Whether a text reads like one that a person is meant to read, and not like SQL, code or a header."""
    code = "\n " in text or " = " in text or text.startswith(("attachment;", "default-src", ":root"))
    return bool(SENTENCE.search(text.strip())) and not code


def test_every_sentence_in_python_is_marked():
    wrong = [
        f"{one.at(node)} {node.value[:60]!r}"
        for one in looked_at()
        for node in texts(one)
        if is_sentence(node.value)
    ]
    assert not wrong, listed(wrong)


def test_every_label_in_python_is_marked():
    wrong = []
    for one in looked_at():
        loose = set(texts(one))
        given = (
            keyword
            for node in every_node(one.tree)
            if isinstance(node, ast.Call)
            for keyword in node.keywords
        )
        wrong += [
            f"{one.at(keyword.value)} {keyword.value.value!r}"
            for keyword in given
            if keyword.arg in LABELS and keyword.value in loose and WORDS.search(keyword.value.value)
        ]
    assert not wrong, listed(wrong)


def test_every_choice_that_a_person_reads_is_marked():
    wrong = []
    for one in looked_at():
        loose = set(texts(one))
        kinds = (node for node in every_node(one.tree) if isinstance(node, ast.ClassDef))
        choices = (
            kind for kind in kinds if any(getattr(base, "attr", "") == "TextChoices" for base in kind.bases)
        )
        wrong += [
            one.at(line)
            for kind in choices
            for line in kind.body
            if isinstance(line, ast.Assign)
            and (not isinstance(line.value, ast.Tuple) or line.value.elts[-1] in loose)
        ]
    assert not wrong, listed(wrong)


def pieces(node):
    """A Jinja2 template's fixed text in order, each expression as a NUL."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Output | nodes.Stmt):
            yield from pieces(child)
        else:
            yield "\0"


def loose_words(text):
    """The words of a page that stand between its tags or in the attributes that people hear."""
    text = re.sub(r"<!--.*?-->|<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL)
    spoken = " ".join(IN_A_TAG.findall(text))
    between = re.sub(r"<[^<>]*>", " ", text)
    return WORDS.findall(NAMES.sub("", f"{between} {spoken}"))


def test_every_word_of_our_pages_is_marked():
    made = environment(loader=None)
    wrong = []
    for path in sorted(PACKAGE.glob("*/jinja2/**/*.html")):
        tree = made.parse(path.read_text(encoding="utf-8"))
        words = loose_words("".join(pieces(tree)))
        spoken = [
            pair.value.value
            for pair in tree.find_all(nodes.Pair)
            if isinstance(pair.value, nodes.Const) and isinstance(pair.key, nodes.Const)
            and pair.key.value in {"text", "titleText", "html", "ariaLabel"} and isinstance(pair.value.value, str)
        ]  # fmt: skip
        if words or any(WORDS.search(NAMES.sub("", word)) for word in spoken):
            wrong.append(f"{path.relative_to(ROOT)}: {' '.join([*words, *spoken])[:80]}")
    assert not wrong, listed(wrong)


def test_every_word_of_the_pages_that_allauth_renders_is_marked():
    wrong = []
    for path in sorted(PACKAGE.glob("*/templates/**/*.html")):
        source = path.read_text(encoding="utf-8")
        source = re.sub(r"\{% comment.*?endcomment %\}|\{#.*?#\}", " ", source, flags=re.DOTALL)
        source = re.sub(r"\{% blocktrans.*?endblocktrans(late)? %\}", "\0", source, flags=re.DOTALL)
        words = loose_words(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", source, flags=re.DOTALL))
        if words:
            wrong.append(f"{path.relative_to(ROOT)}: {' '.join(words)[:80]}")
    assert not wrong, listed(wrong)


def test_a_template_of_allauths_kind_can_be_extracted():
    for path in sorted(PACKAGE.glob("*/templates/**/*.html")):
        assert templatize(path.read_text(encoding="utf-8")) is not None


def test_no_sentence_is_marked_with_values_already_in_it():
    wrong = [
        one.at(call)
        for one in modules()
        for call in calls(one.tree)
        if called(call) in MARKERS and any(isinstance(text, ast.JoinedStr) for text in call.args)
    ]
    assert not wrong, listed(wrong)
