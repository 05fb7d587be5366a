"""Commands that only read texts: `foi split`, `foi match`. They start without Django, which only a refusal's words need."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from watchbook.acting.london_day import london_day
from watchbook.law.parameters import number
from watchbook.reading.facets.facets import Facets, read_facets
from watchbook.reading.quoted_law.laws import edition
from watchbook.reading.quoted_law.reading import quoted
from watchbook.reading.split.questions import Question, Split, split
from watchbook.reading.text import source
from watchbook.reading.text.refusals import NotARequest, RequestFault
from watchbook.reading.text.source import LARGEST_FILE, SourceText
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.topics.request import match_questions


def read_file(name: str) -> SourceText:
    """The text of a named file, or of standard input for `-`. Raises NotARequest."""
    enough = LARGEST_FILE + 1  # all of a file, or as much as shows that it is too large
    try:
        if name == "-":
            return source.read("", sys.stdin.buffer.read(enough), limit=LARGEST_FILE)
        with Path(name).open("rb") as file:
            return source.read(name, file.read(enough), limit=LARGEST_FILE)
    except OSError as error:
        raise NotARequest(RequestFault.NO_FILE, why=str(error.strerror)) from None


def add_files(parser: ArgumentParser) -> None:
    """Add the arguments of `split` and `match`."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a text, .eml, .msg, .docx or .pdf file, or - for standard input",
    )


def run_split(args: Namespace) -> int:
    """Print one JSON object a file; a refused file is said in its line and the rest goes on."""
    today = london_day(datetime.now(UTC))

    def told(source: SourceText) -> dict[str, Any]:
        cut = split(source.text)
        facets = facets_of(source.text, questions=cut.questions, received_on=today)
        unread = {} if source.format == "txt" else {"unread_attachments": source.unread}
        return {
            "questions": [asdict(one) | asks_as_data(facets[one.number]) for one in cut.questions],
            **_other(cut),
            **law_as_data(source.text),
            **_places(source),
            **unread,
        }

    return _print_each(args.files, told)


def facets_of(text: str, *, questions: Sequence[Question], received_on: date) -> dict[str, Facets]:
    """Read what each question asks, and of which time."""
    first_month = number("authority.financial_year.first_month", on=received_on)
    return read_facets(text, questions=questions, received_on=received_on, years=FinancialYears(first_month))


def asks_as_data(facets: Facets) -> dict[str, Any]:
    """Tell what a question asks for, and of which time, with the words that name it."""
    period, said = facets.time.named, " ".join(facets.said.split())
    named = (
        {"from": period.first_on.isoformat(), "to": period.last_on.isoformat(), "said": said}
        if period
        else None
    )
    return {"asks": list(facets.asks), "period": named}


def law_as_data(text: str) -> dict[str, Any]:
    """Each citation of a law, a section, a time limit or a decision, and whether the law that Watchbook holds has it."""
    return {"law": [{**one._asdict(), "edition": edition()} for one in quoted(text)]}


def run_match(args: Namespace) -> int:
    """Print one JSON object a file; a refused file is said in its line and the rest goes on."""
    return _print_each(args.files, lambda source: match_as_data(source.text) | _places(source))


def _print_each(names: Sequence[str], told: Callable[[SourceText], dict[str, Any]]) -> int:
    refused = False
    for name in names:
        try:
            print_data({"file": readable(name), **told(read_file(name))})
        except NotARequest as refusal:
            refused = True
            print_unread(name, refusal)
    return int(refused)


def match_as_data(text: str) -> dict[str, Any]:
    """A request as `foi split` gives it, each question with its topics, and whether the request is in scope."""
    cut = split(text)
    matched = match_questions(text, questions=cut.questions)
    questions = [
        {**asdict(one), "topics": [asdict(topic) for topic in found.topics], "abstained": found.abstained}
        for one in cut.questions
        for found in [matched.topics[one.number]]
    ]
    return {"questions": questions, **_other(cut), "in_scope": matched.in_scope}


def _other(cut: Split) -> dict[str, Any]:
    return {"other": [{"start": span.start, "end": span.end, "kind": str(span.kind)} for span in cut.other]}


def _places(source: SourceText) -> dict[str, Any]:
    """Of a mail, a Word document or a PDF: the text in which the places are."""
    return {} if source.format == "txt" else {"format": source.format, "source_text": source.text}


def readable(name: str) -> str:
    """Of a file's name only what is text."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def print_data(data: dict[str, Any]) -> None:
    """Print one line of JSON."""
    print(json.dumps(data, ensure_ascii=False), flush=True)


def print_unread(name: str, refusal: NotARequest) -> int:
    """Say in a line why a file was not read."""
    django = import_module(
        "django"
    )  # only here: its sentences are translated, and to start it takes longer than to read a letter

    django.setup()
    refusals = import_module("watchbook.foi.request.refusals")
    return print_refused(name, refusals.words_of(refusal))


def print_refused(name: str, words: Any) -> int:
    """Say a refused file in a line."""
    print_data({"file": readable(name), "error": words._asdict()})
    return 1
