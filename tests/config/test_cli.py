"""`watchbook`: exit codes 0, 1 and 2; a refusal is one line of JSON; which database each command gets."""

import argparse
import importlib
import json
from contextlib import contextmanager

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from tests.commands import watchbook, watchbook_here
from watchbook.config import cli
from watchbook.demo.not_loaded import NotLoaded
from watchbook.machine.failure import Failure

ERROR = {"what": "It failed.", "why": "Because.", "next": "Try again."}
FAILURE = Failure("It failed.", why="Because.", next_step="Try again.")


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command in this process."""
    return lambda *arguments: watchbook_here(cli.main, *arguments, capsys=capsys, monkeypatch=monkeypatch)


@pytest.fixture
def a_command(run, monkeypatch):
    """A command `act` that does what it is told; and how to run it."""

    def given(act, **defaults):
        def parser(_asked):
            made = argparse.ArgumentParser(prog="watchbook")
            command = made.add_subparsers(required=True).add_parser("act")
            command.add_argument("file", nargs="?")
            command.add_argument("--json", action="store_true")
            command.set_defaults(run=act, **defaults)
            return made

        monkeypatch.setattr(cli, "_parser", parser)
        return run

    return given


def fails(error):
    def act(_args):
        raise error

    return act


def test_a_command_ends_with_what_it_returns(a_command):
    for code in (0, 1):
        assert a_command(lambda _args, code=code: code)("act").code == code


def test_each_part_registers_the_commands_that_are_listed_so_that_whoever_asks_for_one_waits_for_no_other():
    for part, commands in cli.PARTS_WITH_COMMANDS.items():
        found = argparse.ArgumentParser().add_subparsers()
        importlib.import_module(part).add_commands(found)
        assert (part, tuple(found.choices)) == (part, commands)


def test_each_part_has_commands(run):
    done = run("--help")
    assert done.code == 0
    for command in ("serve", "setup", "found", "demo", "foi", "law", "backup", "doctor"):
        assert command in done.data


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["foi"], ["foi", "due"], ["found", "--name"], ["--version", "x"]]
)
def test_misuse_ends_with_2_and_how_it_is_used_beside_the_data(run, arguments):
    done = run(*arguments)
    assert done.code == 2
    assert done.data == ""
    assert done.beside.startswith("usage: watchbook")


@pytest.mark.parametrize(
    "failure", [FAILURE, NotLoaded("It failed.", why="Because.", next_step="Try again.")]
)
def test_a_refusal_ends_with_1_and_says_what_why_and_what_next(a_command, failure):
    done = a_command(fails(failure))("act")
    assert (done.code, done.data) == (1, "")
    assert json.loads(done.beside) == {"file": None, "error": ERROR}


def test_where_a_program_reads_the_data_the_refusal_is_a_line_among_it_with_the_file(a_command):
    done = a_command(fails(FAILURE))("act", "a.txt", "--json")
    assert (done.code, done.beside) == (1, "")
    assert done.lines == [{"file": "a.txt", "error": ERROR}]


def test_a_wrong_setting_is_told_as_one(a_command):
    done = a_command(fails(ImproperlyConfigured("WATCHBOOK_MODE is 'x'.")))("act")
    assert done.code == 1
    assert json.loads(done.beside)["error"] == {
        "what": "A setting is wrong.",
        "why": "WATCHBOOK_MODE is 'x'.",
        "next": "Mend it and start again.",
    }


def test_a_database_that_does_not_answer_is_told_without_its_own_words(a_command):
    done = a_command(fails(OperationalError("FATAL: no entry for host 10.0.0.7, user watchbook_app")))("act")
    assert done.code == 1
    assert json.loads(done.beside)["error"] == {
        "what": "The database did not answer.",
        "why": "It is not running, not set up, or refuses this role.",
        "next": "Run `watchbook doctor`, which says what is amiss.",
    }


def test_an_unknown_variable_stops_every_command_before_it_begins():
    done = watchbook("foi", "topics", variables={"WATCHBOOK_MOED": "demo"})
    assert (done.code, done.data) == (1, "")
    error = json.loads(done.beside)["error"]
    assert error["why"].startswith("Unknown setting WATCHBOOK_MOED. Known: ")


def test_a_bug_is_not_told_as_a_refusal(a_command):
    with pytest.raises(LookupError):
        a_command(fails(LookupError()))("act")


@pytest.fixture
def databases(monkeypatch):
    """Which databases were opened and closed, in order."""
    opened = []

    @contextmanager
    def served():
        opened.append("served")
        yield
        opened.append("left")

    @contextmanager
    def loaded(name):
        opened.append(f"fixture {name}")
        yield
        opened.append("left")

    monkeypatch.setattr(cli.installation, "server", served)
    monkeypatch.setattr("watchbook.config.fixture.loaded", loaded)
    return opened


@pytest.mark.parametrize(
    ("defaults", "expected"),
    [
        ({}, ["ran"]),
        ({"needs_database": False}, ["ran"]),
        ({"needs_database": True}, ["served", "ran", "left"]),
        ({"needs_database": True, "fixture": None}, ["served", "ran", "left"]),
        ({"needs_database": True, "fixture": "council-2019"}, ["fixture council-2019", "ran", "left"]),
        ({"fixture": ""}, ["fixture ", "ran", "left"]),
    ],
)
def test_a_command_gets_the_database_it_needs_and_no_other(a_command, databases, defaults, expected):
    def act(_args):
        databases.append("ran")
        return 0

    assert a_command(act, **defaults)("act").code == 0
    assert databases == expected


def test_a_reader_who_has_gone_is_no_failure_to_tell_of(a_command, monkeypatch):
    turned = []
    monkeypatch.setattr(cli.os, "dup2", lambda source, target: turned.append(target))
    monkeypatch.setattr(cli.sys.stdout, "fileno", lambda: 99, raising=False)
    done = a_command(fails(BrokenPipeError()))("act")
    assert (done.code, done.data, done.beside, turned) == (1, "", "", [99])
