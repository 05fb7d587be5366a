"""Every provision that the law's values, rules and sentences cite exists, and a test of the law names it."""

import ast
import re

from tests.architecture.source import ROOT, called, calls, docstrings, every_node, listed, modules
from watchbook.law.bank_holidays import table
from watchbook.law.parameters import parameter_entries, parameter_names
from watchbook.law.provisions import provision, provision_ids
from watchbook.law.working_days import CALENDARS

ID = re.compile(r"(foia|eir|foisa|eisr|ropsi|ripa|ripsa|ipa2016)(\.[A-Za-z0-9_]+)+")


def entries():
    """Every dated value of the rule set."""
    return [entry for name in parameter_names() for entry in parameter_entries(name)]


def law_tests():
    """The text of every test of the law."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "law").glob("test_*.py"))
    )


def test_every_value_of_the_law_cites_a_provision_that_exists():
    wrong = [f"{entry.name} from {entry.since}: {entry.provision}" for entry in entries()
             if entry.provision not in provision_ids()]  # fmt: skip
    assert not wrong, listed(wrong)


def test_every_value_of_the_law_says_its_source_and_an_unsure_one_what_is_unsure():
    wrong = [entry.name for entry in entries() if not entry.source or not (entry.verified or entry.note)]
    assert not wrong, listed(wrong)


def test_what_python_asks_the_law_by_name_is_there():
    wrong = []
    for one in modules():
        asked = (call for call in calls(one.tree) if call.args and isinstance(call.args[0], ast.Constant))
        for call in asked:
            known = {"provision": provision_ids, "parameter": parameter_names, "number": parameter_names,
                     "parameter_entry": parameter_names}.get(called(call))  # fmt: skip
            if known and call.args[0].value not in known():
                wrong.append(f"{one.at(call)} {call.args[0].value}")
    assert not wrong, listed(wrong)


def test_an_id_of_a_provision_or_value_in_python_is_one_that_exists():
    known = {*provision_ids(), *parameter_names()}
    wrong = []
    for one in modules():
        spoken = docstrings(one.tree)
        texts = (
            node for node in every_node(one.tree) if isinstance(node, ast.Constant) and node not in spoken
        )
        ids = (node for node in texts if isinstance(node.value, str) and ID.fullmatch(node.value))
        wrong += [f"{one.at(node)} {node.value}" for node in ids if node.value not in known]
    assert not wrong, listed(wrong)


def test_every_provision_is_named_in_a_test_of_the_law():
    text = law_tests()
    wrong = [one for one in provision_ids() if not re.search(rf"[\"']{re.escape(one)}[\"']", text)]
    assert not wrong, listed(wrong)


def test_every_provision_is_glossed_in_english_and_belongs_to_an_act_we_hold():
    acts = {one.split(".")[0] for one in provision_ids()}
    wrong = [one for one in provision_ids() if not provision(one).gloss_in("en").strip()]
    assert not wrong, listed(wrong)
    assert {name.split(".")[0] for name in parameter_names()} <= acts


def test_every_bank_holiday_says_who_says_so():
    names = {name for calendar in CALENDARS.values() for name in calendar.tables}
    wrong = [day for name in names for day in table(name).days.values() if not day.source or not day.title]
    assert not wrong, listed(wrong)
