"""Commands of looks: `looks recognise`, which says whose account an address names and opens nothing."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from watchbook.investigations.account_address import recognise
from watchbook.investigations.pasted_address import NotAnAddress
from watchbook.law_words.cli import Subcommands

OPEN_IT = "Open it in a look to learn whose it is."


def add_commands(subparsers: Subcommands) -> None:
    """Register `looks` and its commands."""
    commands = subparsers.add_parser("looks", help="looks at accounts").add_subparsers(required=True)
    parser = commands.add_parser(
        "recognise", help="the accounts that addresses name", description=run_recognise.__doc__
    )
    parser.add_argument(
        "addresses", nargs="+", metavar="ADDRESS", help="an address, or - for one a line of standard input"
    )
    parser.add_argument("--json", action="store_true", help="data as JSON lines")
    parser.set_defaults(run=run_recognise, needs_database=False)


def run_recognise(args: Namespace) -> int:
    """Print a line for each address, in order: its platform and account, or why it is refused."""
    refused = False
    for pasted in _pasted(args.addresses):
        try:
            line = _recognised(pasted)
        except NotAnAddress as refusal:
            refused = True
            # The address is not repeated: what was pasted by mistake may be anything.
            line = {"file": None, "error": {"what": refusal.what, "why": refusal.why, "next": refusal.next}}
        print(json.dumps(line, ensure_ascii=False), flush=True)
    return int(refused)


def _recognised(pasted: str) -> dict[str, Any]:
    found = recognise(pasted)
    line: dict[str, Any] = {"platform": found.platform, "account": found.account}
    return line if found.account else {**line, "next": OPEN_IT}


def _pasted(addresses: Sequence[str]) -> Iterator[str]:
    """The addresses as given; those of standard input are divided by line feeds alone, whatever else they hold."""
    for address in addresses:
        if address == "-":
            yield from (
                line.removesuffix(b"\n").decode("utf-8", "surrogateescape") for line in sys.stdin.buffer
            )
        else:
            yield address
