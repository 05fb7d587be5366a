"""Kinds of event: named noun.past_verb, declared once, and no field of a person among those that are told."""

import ast
import importlib
import re
import subprocess
import sys
from functools import cache

from django.utils.functional import Promise

from tests.architecture.source import called, calls, listed, modules, parts
from watchbook.audit_log.record import KINDS, STANDING, Kind

NAME = re.compile(r"(?P<noun>[a-z]+(_[a-z]+)*)\.(?P<what>[a-z]+(_[a-z]+)*)")
# Past participles that do not end in -ed.
IRREGULAR = {
    "made",
    "taken",
    "set",
    "sent",
    "given",
    "kept",
    "held",
    "begun",
    "withdrawn",
    "found",
    "recut",
    "forgotten",
    "written",
    "read",
}
# Words that name, quote or describe a person, or say what somebody typed freely.
PERSONAL = {
    "name", "full_name", "surname", "email", "address", "phone", "text", "subject", "about", "note", "notes", "reason",
    "reasons", "comment", "handle", "username", "born", "file_name", "words", "message", "description",
}  # fmt: skip


@cache
def declared():
    """Every kind with the module that declares it."""
    found = {}
    for one in modules():
        if (
            any(called(call) == "Kind" for call in calls(one.tree))
            and one.name != "watchbook.audit_log.record"
        ):
            values = vars(importlib.import_module(one.name)).values()
            found |= {kind.name: (kind, one) for kind in values if isinstance(kind, Kind)}
    return found


def test_every_kind_is_a_constant_of_the_module_of_its_act():
    wrong = []
    for one in modules():
        constants = {node.value for node in one.tree.body if isinstance(node, ast.Assign)}
        made = (call for call in calls(one.tree) if called(call) == "Kind")
        wrong += [one.at(call) for call in made if call not in constants]
    assert not wrong, listed(wrong)
    assert set(declared()) == set(KINDS)


def test_a_kind_is_named_noun_dot_past_verb():
    wrong = []
    for name in declared():
        match = NAME.fullmatch(name)
        what = match["what"].removesuffix("_back") if match else ""  # an entry is “taken back”
        last = what.rpartition("_")[2]
        if not (last.endswith("ed") or last in IRREGULAR):
            wrong.append(name)
    assert not wrong, listed(wrong)


def test_the_noun_of_a_kind_is_a_module_of_the_part_that_declares_it():
    nouns = {
        part: {word for one in modules() if one.part == part for word in one.name.split(".")}
        for part in parts()
    }
    wrong = [name for name, (_, one) in declared().items() if name.split(".")[0] not in nouns[one.part]]
    assert not wrong, listed(wrong)


def test_what_is_told_in_the_open_names_no_person_and_quotes_nobody():
    wrong = [
        f"{name}: {field}" for name, (kind, _) in declared().items() for field in set(kind.fields) & PERSONAL
    ]
    assert not wrong, listed(wrong)


def test_a_field_is_open_or_personal_and_stands_in_nobodys_place():
    wrong = [
        name
        for name, (kind, _) in declared().items()
        if len({*kind.fields, *kind.personal, *STANDING})
        != len(kind.fields) + len(kind.personal) + len(STANDING)
    ]
    assert not wrong, listed(wrong)


def test_every_kind_says_what_happened_in_a_sentence_that_is_translated():
    wrong = [
        name
        for name, (kind, _) in declared().items()
        if not (
            isinstance(kind.says, Promise) and str(kind.says)[0].isupper() and str(kind.says).endswith(".")
        )
    ]
    assert not wrong, listed(wrong)


def test_every_disposal_is_grave_so_that_whoever_disposes_hears_when_it_is_sealed():
    """Deletion is a grave act."""
    disposals = [kind for name, (kind, _) in declared().items() if name.endswith(".disposed")]
    assert len(disposals) > 20
    assert [kind.name for kind in disposals if not kind.is_grave] == []


def test_a_process_that_shows_pages_knows_the_words_of_every_kind():
    shows = "import django; django.setup(); import watchbook.config.urls; from watchbook.audit_log.record import KINDS; print(*KINDS)"
    done = subprocess.run([sys.executable, "-c", shows], capture_output=True, text=True, check=True)
    assert set(declared()) - set(done.stdout.split()) == set()
