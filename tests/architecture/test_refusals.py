"""Each refusal begins with what the person tried to do: “You cannot record this order: its date is in the future.”

Sentences of before that rule stand in old_refusals.txt, which only gets shorter.
"""

import ast
from functools import cache

import pytest

from tests.architecture.source import ROOT, called, calls, listed, modules

OLD = ROOT / "tests" / "architecture" / "old_refusals.txt"
BEGINNING = "You cannot "
REFUSALS = {"NotPermitted", "WrongState", "cannot"}
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "str"}


def sentences(node):
    """Return the literal sentences that an argument can come to; of `cannot(tried, why)`, what was tried."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=first, orelse=second):
            return sentences(first) + sentences(second)
        case ast.Call(func=ast.Attribute(value=text, attr="format")):
            return sentences(text)
        case ast.Call(args=[tried, *_]) if called(node) == "cannot":
            return sentences(tried)
        case ast.Call(args=texts) if called(node) in MARKS:
            return [sentence for text in texts for sentence in sentences(text)]
    return []


def beginnings(call):
    """Return the arguments of a call that begin a refusal: what it raises, and what is given as `tried`."""
    first = call.args[:1] if called(call) in REFUSALS else []
    return first + [keyword.value for keyword in call.keywords if keyword.arg == "tried"]


@cache
def offending():
    """Each sentence of a refusal that begins otherwise, with the place that it is raised at."""
    return {
        sentence: module.at(call)
        for module in modules()
        for call in calls(module.tree)
        for told in beginnings(call)
        for sentence in sentences(told)
        if not sentence.startswith(BEGINNING)
    }


def old():
    """Return the sentences that are still to be rewritten."""
    return OLD.read_text(encoding="utf-8").splitlines()


def test_a_refusal_begins_with_what_the_person_tried():
    new = sorted(f"{place} {sentence}" for sentence, place in offending().items() if sentence not in old())
    assert not new, listed([*new, "Begin with “You cannot …”: what was tried, why, what to do."])


def test_a_sentence_that_was_rewritten_is_struck_off_the_list():
    gone = sorted(set(old()) - set(offending()))
    assert not gone, listed([*gone, "Strike them off tests/architecture/old_refusals.txt."])


def test_the_list_is_sorted_so_that_two_branches_strike_different_lines():
    assert old() == sorted(set(old()))


@pytest.mark.parametrize(
    ("argument", "found"),
    [
        ('_("a {name}").format(name=_("b"))', ["a {name}"]),
        ('cannot(_("a"), why)', ["a"]),
        ('_("a") if closed else _("b")', ["a", "b"]),
        ('ngettext("a", "b", count)', ["a", "b"]),
        ("str(refusal)", []),
    ],
)
def test_the_sentence_is_found_however_it_is_said(argument, found):
    assert sentences(ast.parse(argument, mode="eval").body) == found
