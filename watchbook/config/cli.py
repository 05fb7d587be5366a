"""`watchbook`: every part's commands under one name, and the database each of them needs."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from watchbook.demo.not_loaded import NotLoaded
from watchbook.machine import installation, starting
from watchbook.machine.failure import Failure

# Parts whose `cli` registers commands, and which they are; imported once Django is set up, since they read its models.
PARTS_WITH_COMMANDS = {
    "watchbook.machine.cli": (
        "setup",
        "serve",
        "web",
        "worker",
        "sealer",
        "capture-worker",
        "doctor",
        "backup",
        "restore",
        "capture",
    ),
    "watchbook.keys.cli": ("keys",),
    "watchbook.machine.log_commands": ("audit-log",),
    "watchbook.organisation.cli": ("found", "recover"),
    "watchbook.demo.cli": ("demo",),
    "watchbook.foi.cli": ("foi",),
    "watchbook.looks.cli": ("looks",),
    "watchbook.law_words.cli": ("law",),
    "watchbook.triage.cli": ("triage",),
    "watchbook.retention.cli": ("retention",),
    "watchbook.reports.cli": ("oversight",),
}
NO_DATABASE = {
    "what": "The database did not answer.",
    "why": "It is not running, not set up, or refuses this role.",
    "next": "Run `watchbook doctor`, which says what is amiss.",
}
FIXTURES = "watchbook.config.fixture"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit code 0, 1 for a refusal or a failed verification, 2 for misuse."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watchbook.config.settings")
    words = sys.argv[1:] if arguments is None else arguments
    args = argparse.Namespace()
    try:
        django.setup()
        args = _parser(*words[:1]).parse_args(words)
        starting.is_over()
        return _run(args)
    except (Failure, NotLoaded) as failure:
        return _tell(failure.as_error(), args=args)
    except OperationalError:
        return _tell(NO_DATABASE, args=args)
    except ImproperlyConfigured as failure:
        error = {"what": "A setting is wrong.", "why": str(failure), "next": "Mend it and start again."}
        return _tell(error, args=args)
    except BrokenPipeError:
        # Whoever read our answer has gone, as `head` does; Python must not try to write the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser(asked: str = "") -> argparse.ArgumentParser:
    """Of the part whose command is asked for: to import the others takes half as long as Django does. Else of all."""
    parser = argparse.ArgumentParser(
        prog="watchbook", description="A council's register of its social-media research."
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    its_part = [name for name, commands in PARTS_WITH_COMMANDS.items() if asked in commands]
    for name in its_part or PARTS_WITH_COMMANDS:
        import_module(name).add_commands(subparsers)
    return parser


def _run(args: argparse.Namespace) -> int:
    run: Callable[[argparse.Namespace], int] = args.run
    with _database(args):
        return run(args)


def _database(args: argparse.Namespace) -> AbstractContextManager[None]:
    """The database a command needs: a throw-away one with a fixture, the register's, or none."""
    if getattr(args, "fixture", None) is not None:
        fixture: AbstractContextManager[None] = import_module(FIXTURES).loaded(args.fixture)
        return fixture
    return installation.server() if getattr(args, "needs_database", False) else nullcontext()


def _tell(error: dict[str, str], *, args: argparse.Namespace) -> int:
    """A refusal as a line: among the data where a program reads that, else beside it."""
    line = json.dumps({"file": getattr(args, "file", None), "error": error})
    print(line, file=sys.stdout if getattr(args, "json", False) else sys.stderr)
    return 1
