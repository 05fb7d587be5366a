"""The command that checks somebody's answer, `foi check`. Its checks speak in Django's words and need nothing else of it."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from datetime import UTC, datetime

from watchbook.acting.london_day import london_day
from watchbook.foi.checks.all import checks_of
from watchbook.foi.checks.answers import said_by_others
from watchbook.foi.reading_commands import (
    facets_of,
    law_as_data,
    print_data,
    print_unread,
    read_file,
    readable,
)
from watchbook.reading.answer_letter.reading import read_answer
from watchbook.reading.split.questions import split
from watchbook.reading.text.refusals import NotARequest


def add_answered(parser: ArgumentParser) -> None:
    """Add the arguments of `check`."""
    parser.add_argument("file", metavar="REQUEST", help="the request")
    parser.add_argument("--answer", metavar="FILE", required=True, help="the answer")


def run_check(args: Namespace) -> int:
    """Print the questions with their answers, and the checks, as one JSON object."""
    read = list[str]()
    for name in (args.file, args.answer):
        try:
            read.append(read_file(name).text)
        except NotARequest as refusal:
            return print_unread(name, refusal)
    questions_asked = split(read[0]).questions
    given = read_answer(questions_asked, text=read[1])
    facets = facets_of(read[0], questions=questions_asked, received_on=london_day(datetime.now(UTC)))
    # Each question with its passage by code points into the answer.
    shown = ("number", "outcome", "joint", "refers_to", "missing", "start", "end")
    questions = [{name: getattr(one, name) for name in shown} for one in given]
    checks = [asdict(check) for check in checks_of(said_by_others(given, facets=facets))]
    print_data({"file": readable(args.file), "questions": questions, "checks": checks} | law_as_data(read[1]))
    return 0
