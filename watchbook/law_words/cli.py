"""Commands that answer from the law alone: the end of an authorisation, the last day for an answer."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from watchbook.law.clocks import (
    REGIMES,
    answer_due,
    answer_times,
    public_interest_extension,
    public_interest_times,
)
from watchbook.law.durations import ACTS, KINDS, authorisation_ends
from watchbook.law.explanations import Deadline
from watchbook.law.periods import read_day
from watchbook.law.refusals import Refusal
from watchbook.law_words.explanations import sentences
from watchbook.law_words.refusals import refused, words_of
from watchbook.law_words.values import why

type Subcommands = argparse._SubParsersAction[argparse.ArgumentParser]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one line says: the fields for a program, the text for a person."""

    fields: dict[str, Any]
    text: str


def add_commands(subparsers: Subcommands) -> None:
    """Register `law` with its command `ends` (RIPA s.43)."""
    law = subparsers.add_parser("law", help="ask the law as at a day").add_subparsers(required=True)
    ends = law.add_parser("ends", help="the last day on which an authorisation is in force")
    ends.add_argument("--kind", required=True, choices=KINDS)
    _add_days(ends, "--from", says="the day on which it takes effect; may be repeated")
    ends.add_argument("--born", metavar="DAY", help="the source's day of birth")
    ends.add_argument("--nation", choices=tuple(ACTS), default="england")
    _add_json(ends, run=run_ends)


def add_due_command(subparsers: Subcommands) -> None:
    """Register `due`, the clock of an answer (FOIA s.10)."""
    due = subparsers.add_parser("due", help="the last day for an answer")
    _add_days(due, "--received", says="the day on which the request came in; may be repeated")
    due.add_argument("--regime", required=True, choices=REGIMES)
    due.add_argument("--days", dest="length", type=int, choices=answer_times(), help="working days")
    due.add_argument("--clarified", metavar="DAY", help="when the clarification arrived")
    due.add_argument("--fee-notice", metavar="DAY", help="when the fees notice was given")
    due.add_argument("--fee-paid", metavar="DAY", help="when the fee was paid")
    _add_json(due, run=run_due)


def run_ends(args: argparse.Namespace) -> int:
    """Print the last day in force for each first day (RIPA s.43)."""
    return _print_each(args, answer=_ends)


def run_due(args: argparse.Namespace) -> int:
    """Print the last day for the answer to a request received on each day (FOIA s.10)."""
    return _print_each(args, answer=_due)


def _ends(first_day: date, args: argparse.Namespace) -> Answer:
    """Work out one end of an authorisation (RIPA s.43)."""
    end = authorisation_ends(first_day, kind=args.kind, nation=args.nation, born=_optional_day(args.born))
    said = sentences(end)
    fields = {
        "from": first_day.isoformat(),
        "kind": args.kind,
        "nation": args.nation,
        "ends_on": end.on.isoformat(),
        "why": said,
    }
    return Answer(fields=fields, text=_line(first_day, last=end.on, said=said))


def _due(received: date, args: argparse.Namespace) -> Answer:
    """Work out one last day for an answer (FOIA s.10)."""
    due = _deadline(received, args)
    said = sentences(due)
    fields = {
        "received": received.isoformat(),
        "regime": args.regime,
        "due_on": due.on.isoformat(),
        "working_days": due.working_days,
        "explanation": said,
        "days": [
            {"on": day.on.isoformat(), "counts": day.counts, "number": day.number, "reason": why(day)}
            for day in due.days
        ],
    }
    return Answer(fields=fields, text=_line(received, last=due.on, said=said))


def _deadline(received: date, args: argparse.Namespace) -> Deadline:
    """Ask the clock that the number of days means: under FOIA only the public-interest test takes longer."""
    moved = {
        "clarified": _optional_day(args.clarified),
        "fee_notice": _optional_day(args.fee_notice),
        "fee_paid": _optional_day(args.fee_paid),
    }
    if args.regime == "foia" and args.length in public_interest_times():
        return public_interest_extension(received, regime=args.regime, **moved)
    return answer_due(received, regime=args.regime, days=args.length, **moved)


def _print_each(args: argparse.Namespace, *, answer: Callable[[date, argparse.Namespace], Answer]) -> int:
    """Print a line for each day; a refused day does not stop the rest, and the exit code tells of it."""
    say = _say_as_json if args.json else _say_plainly
    code = 0
    for given in args.given:
        try:
            said: Answer | Refusal = answer(read_day(given), args)
        except Refusal as refusal:
            said, code = refusal, 1
        say(given, said)
    return code


def _say_as_json(given: str, said: Answer | Refusal) -> None:
    """Print one object; a refusal names what was given, less the bytes that are no text."""
    if isinstance(said, Answer):
        print(json.dumps(said.fields))
        return
    readable = given.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    print(json.dumps({"file": readable, "error": words_of(said)._asdict()}))


def _say_plainly(_given: str, said: Answer | Refusal) -> None:
    """Print one line for a person; a refusal goes beside the data."""
    if isinstance(said, Answer):
        print(said.text)
        return
    print(refused(said), file=sys.stderr)


def _line(first: date, *, last: date, said: Sequence[str]) -> str:
    """Say a day and its reasons on one line."""
    return f"{first.isoformat()}: until {last.isoformat()}. {' '.join(said)}"


def _optional_day(text: str | None) -> date | None:
    """Read a day that need not be given."""
    return None if text is None else read_day(text)


def _add_days(parser: argparse.ArgumentParser, name: str, *, says: str) -> None:
    """Give the command its days, read one by one when it runs so that one bad day does not stop the rest."""
    parser.add_argument(name, dest="given", metavar="DAY", required=True, action="append", help=says)


def _add_json(parser: argparse.ArgumentParser, *, run: Callable[[argparse.Namespace], int]) -> None:
    """Give the command its `--json` and the function that runs it."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=run)
