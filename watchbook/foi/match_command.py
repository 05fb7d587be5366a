"""The command `foi match`: the topics that each question of a request may be about (FOIA 2000 s.1(1)); writes nothing."""

import json
from argparse import Namespace
from dataclasses import asdict
from typing import Any

from watchbook.foi.request import source_file
from watchbook.foi.request.refusals import words_of
from watchbook.law_words.cli import Subcommands
from watchbook.reading.split.questions import Question, Split, split
from watchbook.reading.text.refusals import NotARequest
from watchbook.reading.topics.request import RequestTopics, match_questions


def add_match_command(commands: Subcommands) -> None:
    """Register `foi match`, which needs no database."""
    parser = commands.add_parser("match", help="match with topics", description=run_match.__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE", help="the request")
    parser.add_argument("--json", action="store_true", help="JSON lines")
    parser.set_defaults(run=run_match, needs_database=False)


def run_match(args: Namespace) -> int:
    """Print one JSON object a file; a refused file is said in its line and the rest goes on."""
    refused = False
    for name in args.files:
        readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        try:
            source = source_file.read_file(name)
            other = {} if source.format == "txt" else {"format": source.format, "source_text": source.text}
            data = {"file": readable, **match_as_data(source.text), **other}
        except NotARequest as refusal:
            refused = True
            data = {"file": readable, "error": words_of(refusal)._asdict()}
        print(json.dumps(data, ensure_ascii=False), flush=True)
    return int(refused)


def match_as_data(text: str) -> dict[str, Any]:
    """A request as `foi split` gives it, each question with its topics, and whether the request is in scope."""
    cut = split(text)
    matched = match_questions(text, questions=cut.questions)
    return {
        "questions": [_as_data(question, matched=matched) for question in cut.questions],
        "other": _other(cut),
        "in_scope": matched.in_scope,
    }


def _as_data(question: Question, *, matched: RequestTopics) -> dict[str, Any]:
    found = matched.topics[question.number]
    topics = [asdict(topic) for topic in found.topics]
    return {**asdict(question), "topics": topics, "abstained": found.abstained}


def _other(cut: Split) -> list[dict[str, Any]]:
    return [{"start": span.start, "end": span.end, "kind": str(span.kind)} for span in cut.other]
