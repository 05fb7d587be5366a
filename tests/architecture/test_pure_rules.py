"""Rules and states are pure: facts in, an answer out; no clock, no database, no file (docs/explanation/architecture.md#an-act)."""

import ast
import re

from tests.architecture.source import called, calls, imported, listed, modules

# Of Django only what puts a sentence into the reader's language, and the enumerations that a column takes.
ALLOWED = re.compile(
    r"django\.utils\.(translation|functional)$|django\.db$|dataclasses$|datetime$|enum$|bisect$|collections(\.abc)?$|typing$"
    r"|(re|uuid|django\.utils\.dates)$"
    r"|watchbook\.((law|acting)\.\w+|web\.(wording|day_field)|(\w+\.)+(rules|states))$"
    # What triage decides by: its graph as data, and the facts that it is told; the test below holds them to the same.
    r"|watchbook\.triage\.(graph|facts|conditions|consequences)$"
)
CLOCKS = {"now", "today", "localdate", "localtime", "utcnow", "time", "monotonic"}
PURE = {"rules", "states"}
TRIAGE = {
    "graph",
    "facts",
    "conditions",
    "consequences",
    "drawing",
    "cli",
    "rules",
    "supposed",
    "annex",
    "edition",
}


def pure():
    """The modules that must be pure, and all of the law but its command and its reading of its own files."""
    return [
        one for one in modules() if one.noun in PURE or (one.part in {"law", "ledger"} and one.noun != "cli")
    ]


def test_rules_and_states_import_nothing_that_remembers():
    wrong = [
        f"{one.at(node)} {name}"
        for one in modules()
        if one.noun in PURE
        for name, what, node in imported(one.tree)
        if not ALLOWED.match(name) or (name == "django.db" and what != "models")
    ]
    assert not wrong, listed(wrong)


def test_states_take_only_enumerations_from_the_models_of_django():
    wrong = [one for one in modules() if one.noun in PURE and re.search(r"models\.(?!TextChoices)", one.text)]
    assert not wrong, listed(wrong)


def test_a_reason_whose_state_hangs_on_the_facts_has_a_sentence_for_each():
    """`Reason` takes its state as a word of the program; what depends on facts is a `reason` with two sentences."""
    made = [
        (one, call)
        for one in modules()
        if one.name != "watchbook.law.reasons"
        and any(name == "watchbook.law.reasons" for name, _what, _node in imported(one.tree))
        for call in calls(one.tree)
        if called(call) == "Reason"
    ]
    wrong = [one.at(call) for one, call in made if not isinstance(call.args[1], ast.Constant)]
    assert not wrong, listed(wrong)


def test_rules_and_the_law_ask_no_clock():
    wrong = [one.at(call) for one in pure() for call in calls(one.tree) if called(call) in CLOCKS]
    assert not wrong, listed(wrong)


def test_triage_decides_without_django():
    wrong = [
        f"{one.at(node)} {name}"
        for one in modules()
        if one.name in {f"watchbook.triage.{noun}" for noun in TRIAGE}
        for name, _what, node in imported(one.tree)
        if name.startswith("django")
    ]
    assert not wrong, listed(wrong)
