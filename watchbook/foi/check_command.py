"""The command `foi check`: somebody's answer held against the request, question by question (FOIA s.1(1))."""

import json
from argparse import Namespace
from dataclasses import asdict
from typing import Any

from watchbook.foi.checks.all import checks_of
from watchbook.foi.checks.answers import said_by_others
from watchbook.foi.request import source_file
from watchbook.foi.request.refusals import words_of
from watchbook.law_words.cli import Subcommands
from watchbook.reading.answer_letter.given_answer import GivenAnswer
from watchbook.reading.answer_letter.reading import read_answer
from watchbook.reading.split.questions import split
from watchbook.reading.text.refusals import NotARequest


def add_check_command(commands: Subcommands) -> None:
    """Register `foi check`, which needs no database."""
    parser = commands.add_parser("check", help="check somebody's answer", description=run_check.__doc__)
    parser.add_argument("file", metavar="REQUEST", help="the request")
    parser.add_argument("--answer", metavar="FILE", required=True, help="the answer")
    parser.add_argument("--json", action="store_true", help="JSON lines")
    parser.set_defaults(run=run_check, needs_database=False)


def run_check(args: Namespace) -> int:
    """Print the questions with their answers, and the checks, as one JSON object."""
    read = list[str]()
    for name in (args.file, args.answer):
        try:
            read.append(source_file.read_file(name).text)
        except NotARequest as refusal:
            _print({"file": _readable(name), "error": words_of(refusal)._asdict()})
            return 1
    request, answer = read
    _print({"file": _readable(args.file), **answer_as_checked(request, answer=answer)})
    return 0


def answer_as_checked(request: str, *, answer: str) -> dict[str, Any]:
    """Each question with its passage by code points into the answer, and the checks, as JSON carries them."""
    given = read_answer(split(request).questions, text=answer)
    return {
        "questions": [_as_data(one) for one in given],
        "checks": [
            {**asdict(check), "questions": list(check.questions)}
            for check in checks_of(said_by_others(given))
        ],
    }


def _as_data(one: GivenAnswer) -> dict[str, Any]:
    return {
        "number": one.number,
        "outcome": str(one.outcome),
        "joint": list(one.joint),
        "refers_to": one.refers_to,
        "missing": one.missing,
        "start": one.start,
        "end": one.end,
    }


def _readable(name: str) -> str:
    """Of a file's name only what is text."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _print(data: dict[str, Any]) -> None:
    print(json.dumps(data, ensure_ascii=False), flush=True)
