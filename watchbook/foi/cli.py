"""Commands of requests for information: `foi split`, `foi answer`, `foi topics`, `foi due`."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from watchbook.figures.findings import Status, status_words
from watchbook.foi import check_command, match_command
from watchbook.foi.draft.answer import Draft, DraftAnswer, draft
from watchbook.foi.request import refusals as request_refusals
from watchbook.foi.request import source_file
from watchbook.law.clocks import answer_due
from watchbook.law.explanations import Deadline
from watchbook.law.periods import read_day
from watchbook.law.refusals import Refusal
from watchbook.law_words.cli import Subcommands, add_due_command
from watchbook.law_words.explanations import sentences
from watchbook.law_words.refusals import WordedRefusal, Words, words_of
from watchbook.organisation.queries import the_authority
from watchbook.reading.split.questions import Split, split
from watchbook.reading.text.refusals import NotARequest
from watchbook.reading.text.source import SourceText
from watchbook.reading.topics.matching import catalogue


def add_commands(subparsers: Subcommands) -> None:
    """Register `foi` and its commands; each says whether it needs the register's database."""
    commands = subparsers.add_parser("foi", help="requests for information").add_subparsers(required=True)
    topics = _command(commands, "topics", run=run_topics, text="the catalogue of topics, one a line")
    topics.set_defaults(needs_database=False)
    cut = _command(commands, "split", run=run_split, text="cut requests into their questions")
    cut.add_argument(
        "files", nargs="+", metavar="FILE", help="a text, .eml, .docx or .pdf file, or - for standard input"
    )
    cut.set_defaults(needs_database=False)
    answered = _command(
        commands, "answer", run=run_answer, text="draft an answer from the registers; writes nothing"
    )
    answered.add_argument("file", metavar="FILE", help="a text file, or - for standard input")
    answered.add_argument("--received", metavar="DAY", help="the day of receipt; default: today")
    answered.add_argument("--as-at", metavar="T", help="as the registers stood at this moment (ISO 8601)")
    answered.add_argument(
        "--fixture", metavar="NAME|DIR", help="a folder of import files, loaded into a throw-away database"
    )
    answered.set_defaults(needs_database=True)
    match_command.add_match_command(commands)
    check_command.add_check_command(commands)
    add_due_command(commands)


def _command(commands: Subcommands, name: str, *, run: Any, text: str) -> ArgumentParser:
    parser: ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.add_argument("--json", action="store_true", help="data as JSON lines")
    parser.set_defaults(run=run)
    return parser


def run_topics(args: Namespace) -> int:
    """Print the catalogue."""
    for topic in catalogue():
        _print(asdict(topic))
    return 0


def run_split(args: Namespace) -> int:
    """Print one JSON object a file; a refused file is said in its line and the rest goes on."""
    refused = False
    for name in args.files:
        try:
            source = source_file.read_file(name)
            _print({"file": name, **_split_as_data(split(source.text)), **_source_as_data(source)})
        except NotARequest as refusal:
            refused = True
            _print(_error(name, request_refusals.words_of(refusal)))
    return int(refused)


def run_answer(args: Namespace) -> int:
    """Print the draft answer to one request."""
    try:
        text = _read(args.file)
        received_on, as_at = _received(args.received), _moment(args.as_at)
        authority = the_authority()
        regime = authority.regimes[0] if authority else "foia"
        deadline = answer_due(received_on, regime=regime)
    except NotARequest as refusal:
        _print(_error(args.file, request_refusals.words_of(refusal)))
        return 1
    except Refusal as refusal:
        _print(_error(args.file, words_of(refusal)))
        return 1
    drafted = draft(split(text).questions, received_on=received_on, as_at=as_at)
    if args.json:
        _print(
            answer_as_data(drafted, file=args.file, received_on=received_on, as_at=as_at, deadline=deadline)
        )
    else:
        for line in answer_as_lines(drafted, deadline=deadline):
            print(line)
    return 0


def answer_as_data(
    drafted: Draft, *, file: str, received_on: date, as_at: datetime | None, deadline: Deadline
) -> dict[str, Any]:
    """The draft as JSON carries it."""
    return {
        "file": file,
        "received_on": received_on.isoformat(),
        "as_at": (as_at or timezone.now()).isoformat(),
        "due_on": deadline.on.isoformat(),
        "explanation": sentences(deadline),
        "questions": [_answer_as_data(answer) for answer in drafted.answers],
        "checks": [
            {
                "rule": check.rule,
                "questions": list(check.questions),
                "message": check.message,
                "blocks": check.blocks,
            }
            for check in drafted.checks
        ],
        "blocked": drafted.is_blocked,
    }


def answer_as_lines(drafted: Draft, *, deadline: Deadline) -> Iterator[str]:
    """The draft for a person at a terminal: each question, its answer, its evidence."""
    for answer in drafted.answers:
        finding = answer.finding
        yield f"{answer.question.number:<5} [{status_words(finding.status)}] {_short(answer.question.text)}"
        if finding.status is not Status.TO_BE_SEARCHED or finding.searched:
            yield f"      {finding.answer}"
        for evidence in finding.evidence:
            digest = f" sha256 {evidence.sha256[:16]}…" if evidence.sha256 else ""
            yield f"      – {evidence.reference}: {evidence.what}{digest}"
    yield ""
    yield _("Due {day}.").format(day=deadline.on.isoformat())
    for check in drafted.checks:
        yield f"{check.message} {', '.join(check.questions)}"


def _answer_as_data(answer: DraftAnswer) -> dict[str, Any]:
    finding = answer.finding
    period = finding.period
    return {
        "number": answer.question.number,
        "marker": answer.question.marker,
        "text": answer.question.text,
        "topic": answer.topic,
        "score": round(answer.score, 4),
        "status": str(finding.status),
        "answer": finding.answer,
        "value": finding.value,
        "period": {"from": period.first_on.isoformat(), "to": period.last_on.isoformat()} if period else None,
        "evidence": [
            {
                "register": evidence.register,
                "reference": evidence.reference,
                "what": evidence.what,
                "recorded_at": evidence.recorded_at.isoformat(),
                "sha256": evidence.sha256 or None,
            }
            for evidence in finding.evidence
        ],
        "searched": [asdict(searched) for searched in finding.searched],
    }


def _split_as_data(cut: Split) -> dict[str, Any]:
    return {
        "questions": [asdict(question) for question in cut.questions],
        "other": [{"start": span.start, "end": span.end, "kind": str(span.kind)} for span in cut.other],
    }


def _source_as_data(source: SourceText) -> dict[str, Any]:
    """Of a mail, a Word document or a PDF: the text in which the places are, and what was not read."""
    if source.format == "txt":
        return {}
    return {"format": source.format, "source_text": source.text, "unread_attachments": source.unread}


def _read(name: str) -> str:
    """The text of a file, or NotARequest for one that cannot be read or is no request."""
    return source_file.read_file(name).text


def _received(text: str | None) -> date:
    return read_day(text) if text is not None else timezone.localdate()


def _moment(text: str | None) -> datetime | None:
    """A moment in ISO 8601; a day alone means its end; without a zone, London."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WordedRefusal(
            Words(
                what=_("The as-at moment cannot be read."),
                why=_("“{text}” is not a moment in ISO 8601.").format(text=text[:40]),
                next=_("Write it as 2019-11-01T12:00, or 2019-11-01 for the end of that day."),
            )
        ) from None
    if len(text) <= len("2019-11-01"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999999)
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _error(name: str, words: Words) -> dict[str, Any]:
    """A refused file as a line; of its name only what is text."""
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return {"file": readable, "error": words._asdict()}


def _print(data: dict[str, Any]) -> None:
    print(json.dumps(data, ensure_ascii=False), flush=True)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:89]}…"
