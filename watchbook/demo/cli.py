"""`watchbook demo`: its arguments; what it runs (`shown`) is imported with it alone, so that no other command waits for it."""

from argparse import Namespace
from importlib import import_module

from watchbook.law_words.cli import Subcommands


def add_commands(subparsers: Subcommands) -> None:
    """Register `demo`."""
    command = subparsers.add_parser(
        "demo", help="load the fictional council, answer its request, print the sign-ins"
    )
    command.add_argument(
        "--go-on",
        action="store_true",
        help="load the rest, and serve a made-up shop on the loopback until stopped, for captures",
    )
    command.set_defaults(run=run_demo, needs_database=True)


def run_demo(args: Namespace) -> int:
    """Run it."""
    return int(import_module("watchbook.demo.shown").run_demo(args))
