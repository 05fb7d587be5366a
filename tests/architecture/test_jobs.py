"""Jobs: their arguments are ids alone, for the queue's table keeps them; and what runs by itself is listed."""

import ast
import json
import subprocess
import sys
from functools import cache

from tests.architecture.source import called, calls, dotted, functions, listed, modules
from tests.patience import PATIENCE

TASKS = {"task", "periodic"}
WORKER = """
import json, os, django
os.environ |= {"DJANGO_SETTINGS_MODULE": "watchbook.config.settings", "WATCHBOOK_MODE": "test"}
django.setup()
from procrastinate.contrib.django import app
before = [name for name, _ in app.periodic_registry.periodic_tasks]
app.perform_import_paths()
print(json.dumps([before, [name for name, _ in app.periodic_registry.periodic_tasks], [*app.tasks]]))
"""
# What runs by the clock, and why.
BY_THE_CLOCK = {
    "machine.nightly_backup": "a copy each night",
    "machine.note_gone": "deletions whose last backup fell out are gone for good, and their certificates say so",
    "machine.note_timestamps": "the digest of each time stamp becomes an event: the sealer writes none",
    "machine.verify_log": "the log and every row that it vouches for are verified each night",
    "machine.retry_stalled": "a job whose worker was killed is done again",
    "machine.drop_old_imports": "spreadsheets that were sent and never imported are deleted",
    "machine.drop_unfinished_files": "what a killed process had begun to write into the store is deleted",
    "keys.look_after": "copies are mended, keys destroyed that an act ordered to be, and those of old drafts",
    "retention.delete": "what two people agreed to delete is carried out, as far as it can be now",
    "retention.end_lines": "lines of erased authorisations go once the central record need not list them",
    "keys.rotate": "each night, where a key was destroyed, so that no older copy of it opens anything",
    "authorisations.remind": "what is due about authorisations is told, each thing once",
    "foi.count_again": "the last day of a request moves where a bank holiday was added, and the log says so",
    "listening.collect": "sources of listening projects in force are read and their posts counted; of a few posts the text is kept for days, sealed",
    "home.send_digests": "each Monday who asked for it is told by mail what waits and which dates come",
    "machine.clear_sessions": "sessions that are over are deleted",
}


@cache
def jobs():
    """Every function that the queue runs, with its module."""
    return [
        (one, node)
        for one in modules()
        for node in functions(one.tree)
        if any(called(each) in TASKS for each in node.decorator_list if isinstance(each, ast.Call))
    ]


def name_of(node):
    """The name under which the queue knows a job."""
    for decorator in node.decorator_list:
        for keyword in decorator.keywords:
            if keyword.arg == "name":
                return keyword.value.value
    return node.name


def test_jobs_are_in_modules_of_that_name():
    assert {one.noun for one, _ in jobs()} == {"jobs"}


def test_a_job_takes_ids_and_a_moment_and_nothing_else():
    wrong = []
    for one, node in jobs():
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        names = [argument.arg for argument in arguments]
        fits = all(name == "timestamp" or name.endswith(("_id", "_ids")) for name in names)
        if not fits or node.args.vararg or node.args.kwarg:
            wrong.append(f"{one.at(node)} {node.name}({', '.join(names)})")
    assert not wrong, listed(wrong)


def test_what_is_put_into_the_queue_is_ids():
    wrong = [
        f"{one.at(call)} {keyword.arg}"
        for one in modules()
        for call in calls(one.tree)
        if called(call) in {"defer", "defer_async", "batch_defer"}
        for keyword in call.keywords
        if not (keyword.arg or "").endswith(("_id", "_ids", "timestamp"))
    ]
    assert not wrong, listed(wrong)


def test_what_runs_by_the_clock_is_exactly_what_is_listed():
    found = {
        name_of(node)
        for _, node in jobs()
        if any(
            dotted(each.func).endswith("periodic")
            for each in node.decorator_list
            if isinstance(each, ast.Call)
        )
    }
    assert found == BY_THE_CLOCK.keys()


def test_a_worker_knows_every_job_and_nothing_else_waits_for_their_modules():
    """A process of its own: in this one, a test may have imported a module that no worker imports."""
    told = subprocess.run(
        [sys.executable, "-c", WORKER], capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    before, clocked, known = json.loads(told.stdout)
    assert before == []
    assert set(clocked) == BY_THE_CLOCK.keys()
    assert set(known) >= {name_of(node) for _, node in jobs()}
