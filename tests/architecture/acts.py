"""The acts as the source shows them: which functions act, and what each does in which order (docs/explanation/architecture.md#an-act)."""

import ast
from dataclasses import dataclass
from functools import cache

from tests.architecture.source import (
    Module,
    called,
    calls,
    dotted,
    imported,
    keyword_names,
    modules,
    top_functions,
)

# Acts whose arguments are not ours to choose, or that nobody signed in could do.
OTHER_ACTS = {
    "watchbook.organisation.founding.found": "set-up, by the system person: nobody is there to act yet",
    "watchbook.organisation.sign_in.AccountAdapter.login": "allauth calls it, by the account's owner",
    "watchbook.organisation.sign_in.AccountAdapter.logout": "allauth calls it, by the account's owner",
    "watchbook.audit_log.erasure.erase": "the log's own: an event loses its personal values",
    "watchbook.audit_log.row_digests.vouch": "the log's own: rows of before are committed, once",
    "watchbook.audit_log.log_findings.note": "the log's own: what the machine found of itself",
    "watchbook.audit_log.rejoin.note": "the log's own: signed entries come back after a restore",
    "watchbook.audit_log.timestamp_token.note_received": "the log's own: a token's digest becomes an event",
    "watchbook.organisation.failed_sign_ins.note": "nobody is signed in: allauth calls, about the account",
    "watchbook.organisation.failed_sign_ins.note_passkey": "nobody is signed in: the form calls, about the account that it names",
}
# The demonstration runs acts and has none; the log is what acts write to, and has those of OTHER_ACTS about itself.
PARTS_WITHOUT_ACTS = {"demo", "audit_log"}

ALWAYS_WRITE = {
    "save", "asave", "delete", "adelete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
}  # fmt: skip
WRITE_ON_A_QUERY = {"create", "update", "acreate", "aupdate"}
QUERIES = {"objects", "filter", "exclude", "all", "select_for_update", "order_by"}
RAW_SQL = {"execute", "executemany", "raw", "copy"}
# What an act of a register calls is unfolded like its own helpers: the act's steps are those that the engine takes for it.
ENGINE = "watchbook.register.entry"
OTHER_STEPS = {"select_for_update": "lock", "locked": "lock", "take_turn": "turn"}
MOVES = {"check_move", "check_newest", "check_standing"}


@dataclass(frozen=True, repr=False, eq=False)
class Act:
    """A function that acts, and the module of its noun."""

    name: str
    module: Module
    function: ast.FunctionDef

    def __repr__(self):
        return f"{self.module.at(self.function)} {self.name}"


@cache
def acts():
    """Every act: a public function with keyword-only `by` and `at`, and those of the table."""
    return (*_by_signature(), *(_named(name) for name in OTHER_ACTS))


def _by_signature():
    for module in modules():
        if module.part in PARTS_WITHOUT_ACTS or module.name == ENGINE:
            continue
        for name, function in top_functions(module.tree).items():
            if not name.startswith("_") and {"by", "at"} <= keyword_names(function):
                yield Act(f"{module.name}.{name}", module, function)


def _named(name):
    module = max((one for one in modules() if name.startswith(f"{one.name}.")), key=lambda one: len(one.name))
    *owners, last = name.removeprefix(f"{module.name}.").split(".")
    body = module.tree.body
    for owner in owners:
        body = next(node.body for node in body if isinstance(node, ast.ClassDef) and node.name == owner)
    return Act(name, module, next(node for node in body if getattr(node, "name", "") == last))


def act_modules():
    """The names of the modules that hold acts."""
    return {act.module.name for act in acts()}


@cache
def steps(act):
    """What an act does, in the order of the text, its private helpers unfolded: pairs of a step and its call."""
    return tuple(_steps(act.function, module=act.module, above=()))


def _steps(function, *, module, above):
    for call in calls(function):
        helper, of = _helper(call, module=module)
        if helper and helper.name not in above and helper.name not in MOVES:
            yield from _steps(helper, module=of, above=(*above, helper.name))
        elif step := step_of(call, module=module):
            yield step, call


def _helper(call, *, module):
    """The private helper or the function of the engine that is called, and its module; None where it is neither."""
    name, from_where = called(call), _imported_names(module.tree)
    is_name = isinstance(call.func, ast.Name)
    if is_name and (name.startswith("_") or module.name == ENGINE):
        return top_functions(module.tree).get(name), module
    before, _, last = ENGINE.rpartition(".")
    by_name = is_name and (ENGINE, name) in from_where
    by_module = dotted(call.func) == f"{last}.{name}" and (before, last) in from_where
    if by_name or by_module:
        engine = next(one for one in modules() if one.name == ENGINE)
        return top_functions(engine.tree).get(name), engine
    return None, module


@cache
def _imported_names(tree):
    return {(where, what) for where, what, _ in imported(tree)}


def step_of(call, *, module):
    """What one call is in the shape of an act; None where it is none of its steps."""
    name = called(call)
    if name.startswith("may_"):
        return "may"
    if name in {"record", "record_row", "record_all"} and (
        isinstance(call.func, ast.Name) or dotted(call.func) == "log.record"
    ):
        return "record"
    if writes(call):
        return "delete" if name in {"delete", "adelete", "remove"} else "write"
    if _is_act_of_another_module(call, module=module):
        return "act"
    return "move" if name in MOVES else OTHER_STEPS.get(name)


def writes(call):
    """Whether a call changes rows or kept files."""
    name = called(call)
    if not isinstance(call.func, ast.Attribute):
        return False
    if name in ALWAYS_WRITE:
        return True
    if name in WRITE_ON_A_QUERY:
        return bool(_words(call.func.value) & QUERIES)
    return name in {"put", "put_file", "remove"} and "the_store" in _words(call.func.value)


def goes_straight_to_sql(call):
    """Whether a call hands SQL to the database."""
    return isinstance(call.func, ast.Attribute) and called(call) in RAW_SQL


def _words(node):
    """Every name and attribute in a chain such as `Row.objects.filter(…)`."""
    found = (getattr(one, "id", getattr(one, "attr", "")) for one in ast.walk(node))
    return {word for word in found if word}


def _is_act_of_another_module(call, *, module):
    before, _, name = dotted(call.func).rpartition(".")
    if not before or name.startswith("_"):
        return False
    given = {keyword.arg for keyword in call.keywords}
    return {"by", "at"} <= given and before != module.noun
