"""No number of days, rank, sum or threshold of the law stands in Python: it is dated data with its source."""

import ast
import re

from tests.architecture.source import docstrings, every_node, listed, modules

# Modules in which every number could be one of the law's.
RULES = {"rules", "states", "permissions", "clock", "checks"}
HARMLESS = {0, 1, 2}
EXPLAINED = {
    ("law.refusals", 50): "how much of a word that was no day is shown back",
    (
        "governance.retention_schedule.rules",
        1200,
    ): "a bound of what is typed: no register is kept for a century",
    ("governance.members.rules", 12): "the months of a year, as the calendar has them",
    ("governance.statements.rules", 3): "the months of a quarter, as the calendar has them",
    ("governance.training.rules", 600): "a bound of what is typed: no training counts for half a century",
}
A_TIME_OR_SUM = re.compile(r"\b\d+ (working |calendar )?(days?|weeks?|months?|years?)\b|£ ?\d")
PARTS_WITH_LAW = {"law", "foi", "figures", "governance", "organisation"}
ONE_OF_THEM = re.compile(r"\b1 (working day|month)\b")


def is_number(node):
    """Whether a node is a number written down; True and False are none."""
    return isinstance(node, ast.Constant) and type(node.value) in {int, float, complex}


def test_rules_hold_no_numbers():
    wrong = []
    for one in modules():
        if one.part != "law" and one.noun not in RULES:
            continue
        name = one.name.removeprefix("watchbook.")
        numbers = (node for node in every_node(one.tree) if is_number(node))
        wrong += [
            f"{one.at(node)} {node.value}"
            for node in numbers
            if node.value not in HARMLESS and (name, node.value) not in EXPLAINED
        ]
    assert not wrong, listed(wrong)


def test_sentences_name_no_time_or_sum_by_themselves():
    wrong = []
    for one in modules():
        if one.part not in PARTS_WITH_LAW:
            continue
        spoken = docstrings(one.tree)
        texts = (
            node for node in every_node(one.tree) if isinstance(node, ast.Constant) and node not in spoken
        )
        wrong += [
            f"{one.at(node)} {node.value!r}"
            for node in texts
            if isinstance(node.value, str) and A_TIME_OR_SUM.search(ONE_OF_THEM.sub("", node.value))
        ]
    assert not wrong, listed(wrong)


def test_what_is_explained_is_there():
    for name, number in EXPLAINED:
        one = next(one for one in modules() if one.name == f"watchbook.{name}")
        assert number in {node.value for node in every_node(one.tree) if is_number(node)}
