"""`watchbook` as it is installed: commands that only read texts run without Django, which takes longer to start than they to run."""

import os
import sys
from argparse import ArgumentParser
from importlib import import_module

# What these need is in `reading` and `law`; all else goes through `config.cli`.
QUICK = {"split": "run_split", "match": "run_match"}


def main() -> int:
    """Run one command. Exit code 0, 1 for a refusal or a failed verification, 2 for misuse."""
    words = sys.argv[1:]
    names = [one for one in words[2:] if one != "--json"]
    is_plain = names and all(one == "-" or not one.startswith("-") for one in names)
    if words[:1] != ["foi"] or words[1:2] == [] or words[1] not in QUICK or not is_plain:
        status: int = import_module("watchbook.config.cli").main()
        return status
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watchbook.config.settings")
    commands = import_module("watchbook.foi.reading_commands")
    parser = ArgumentParser(prog=f"watchbook foi {words[1]}")
    parser.add_argument("--json", action="store_true")
    commands.add_files(parser)
    try:
        return int(getattr(commands, QUICK[words[1]])(parser.parse_args(words[2:])))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
