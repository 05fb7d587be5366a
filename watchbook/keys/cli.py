"""The command of the keys: look at the copies, mend one from the other, rotate now."""

import json
from argparse import Namespace
from typing import Any

from watchbook.keys import repair, rotation
from watchbook.keys.keyring import the_keyring


def add_commands(subparsers: Any) -> None:  # argparse's own type is private
    """Register `keys`."""
    text = "mend the two copies of the keys from each other, or wrap all keys under a new version and destroy the old one"
    command = subparsers.add_parser("keys", help=text, description=text)
    command.add_argument("do", choices=("mend", "rotate"))
    command.add_argument("--json", action="store_true", help="data as JSON on standard output")
    command.set_defaults(run=run_keys, needs_database=False)


def run_keys(arguments: Namespace) -> int:
    """Do it and say what was done."""
    if arguments.do == "mend":
        said: dict[str, Any] = {"mended": repair.mend()}
    else:
        done = rotation.rotate(the_keyring())
        said = {"version": done.version, "items": done.items, "keeper": done.attested}
    print(
        json.dumps(said) if arguments.json else "\n".join(f"{name}: {value}" for name, value in said.items())
    )
    return 0
