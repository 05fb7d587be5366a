"""`watchbook` as it is installed: commands that need no register run without it, which takes longer to start than they to run."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib import import_module

from watchbook.machine import starting
from watchbook.machine.failure import Failure

# What these need is in `reading`, `law` and words: where it is, its arguments, what runs. All else goes through `config.cli`.
READING, CHECKING = "watchbook.foi.reading_commands", "watchbook.foi.check_command"
QUICK = {
    "split": (READING, "add_files", "run_split"),
    "match": (READING, "add_files", "run_match"),
    "check": (CHECKING, "add_answered", "run_check"),
}
OPTIONS = {"--json", "--answer"}
CAPTURE = "capture"  # and this is in `capture`


def main() -> int:
    """Run one command. Exit code 0, 1 for a refusal or a failed verification, 2 for misuse."""
    words = sys.argv[1:]
    run = _capture if words[:1] == [CAPTURE] else _read if _only_reads(words) else _any
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watchbook.config.settings")
    try:
        return run(words)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _only_reads(words: Sequence[str]) -> bool:
    names = [one for one in words[2:] if one not in OPTIONS]
    is_plain = names and all(one == "-" or not one.startswith("-") for one in names)
    return bool(words[:1] == ["foi"] and is_plain and words[1] in QUICK)


def _any(_: Sequence[str]) -> int:
    starting.begin()
    return int(import_module("watchbook.config.cli").main())


def _read(words: Sequence[str]) -> int:
    where, arguments, runs = QUICK[words[1]]
    if where == CHECKING:
        # Its words are English, as those of all commands are, and need no catalogue.
        import_module("django.conf").settings.configure(USE_I18N=False)
    commands = import_module(where)
    parser = ArgumentParser(prog=f"watchbook foi {words[1]}")
    parser.add_argument("--json", action="store_true")
    getattr(commands, arguments)(parser)
    return int(getattr(commands, runs)(parser.parse_args(words[2:])))


def _capture(words: Sequence[str]) -> int:
    """With the settings, which a wrong one stops in words, and no part but its own."""
    try:
        import_module("watchbook.config.settings")
    except import_module("django.core.exceptions").ImproperlyConfigured:
        return _any(words)
    parser = ArgumentParser(prog="watchbook")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    import_module("watchbook.machine.capture_command").add_capture(subparsers)
    arguments = parser.parse_args(words)
    try:
        return int(arguments.run(arguments))
    except Failure as failure:
        line = json.dumps({"file": None, "error": failure.as_error()})
        print(line, file=sys.stdout if arguments.json else sys.stderr)
        return 1
