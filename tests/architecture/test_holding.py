"""Every act that begins or ends a hold keeps deletions out meanwhile: by the lock in the act, and by its table's trigger in SQL."""

import ast

import pytest
from django.db import connection

from tests.architecture.source import called, calls, listed, modules, top_functions

# The kinds of events by which something comes to be held; what can end a hold is read from the database's own guards.
BEGINS = {
    "legal_hold.placed",
    "rights_request.searched",
    "complaint.received",
    "request.received",
}
TOLD = r"""
    SELECT tgrelid::regclass::text, replace(encode(tgargs, 'escape'), '\000', ' ') FROM pg_trigger
    WHERE tgfoid = 'retention_require_kind'::regproc AND tgenabled = 'O' AND tgdeferrable AND tginitdeferred
"""
BEGUN = """
    SELECT tgrelid::regclass::text FROM pg_trigger
    WHERE tgfoid IN ('retention_begin_hold'::regproc, 'retention_hold_alone'::regproc) AND tgenabled = 'O'
"""
WRITE = {"record", "record_row", "write"}


def asked(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def kinds_of(module):
    """The names of a module's kinds of events, by the name that the module gives each."""
    return {
        statement.targets[0].id: getattr(statement.value.args[0], "value", "")
        for statement in module.tree.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Call)
        and called(statement.value) == "Kind"
        and statement.value.args
    }


def acts_of(names):
    """Each act that records one of these kinds: its module, itself and the kind."""
    for module in modules():
        kinds = {called_so: kind for called_so, kind in kinds_of(module).items() if kind in names}
        for function in top_functions(module.tree).values() if kinds else ():
            for call in calls(function):
                first = getattr(call.args[0], "id", "") if call.args else ""
                if called(call) in WRITE and first in kinds:
                    yield module, function, kinds[first]


@pytest.mark.usefixtures("db")
def test_every_act_that_begins_or_ends_a_hold_waits_for_deletions():
    ends = {told.split()[1] for _table, told in asked(TOLD)}
    found = list(acts_of(BEGINS | ends))
    assert {kind for _module, _function, kind in found} == BEGINS | ends
    wrong = [
        f"{module.at(function)} {kind}"
        for module, function, kind in found
        if "wait_for_deletions" not in [called(call) for call in calls(function)]
    ]
    assert not wrong, listed(wrong)


@pytest.mark.usefixtures("db")
def test_sql_that_begins_a_hold_waits_for_deletions_too():
    assert {table for (table,) in asked(BEGUN)} == {
        "retention_legalhold",
        "retention_founditem",
        "retention_complaint",
        "foi_request",
        "foi_requestquestion",
        "foi_requeststep",
        "foi_topicchoice",
    }


@pytest.mark.usefixtures("db")
def test_whatever_can_end_a_hold_leaves_its_own_event():
    assert {table for table, _told in asked(TOLD)} == {
        "retention_legalhold",
        "retention_founditem",
        "retention_rightsrequest",
        "retention_complaint",
        "foi_requestquestion",
        "foi_requeststep",
        "foi_sentanswer",
        "foi_topicchoice",
    }
