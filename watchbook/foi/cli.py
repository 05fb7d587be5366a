"""Commands of requests for information: `foi split`, `foi match`, `foi check`, `foi answer`, `foi topics`, `foi due`."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from watchbook.figures.findings import Status, status_words
from watchbook.foi.check_command import add_answered, run_check
from watchbook.foi.draft.answer import Draft, DraftAnswer, draft
from watchbook.foi.reading_commands import (
    add_files,
    asks_as_data,
    print_data,
    print_refused,
    print_unread,
    read_file,
    run_match,
    run_split,
)
from watchbook.law.clocks import answer_due
from watchbook.law.explanations import Deadline
from watchbook.law.periods import read_day
from watchbook.law.refusals import Refusal
from watchbook.law_words.cli import Subcommands, add_due_command
from watchbook.law_words.explanations import sentences
from watchbook.law_words.refusals import WordedRefusal, Words, words_of
from watchbook.organisation.queries import the_authority
from watchbook.reading.split.questions import split
from watchbook.reading.text.refusals import NotARequest
from watchbook.reading.topics.matching import catalogue


def add_commands(subparsers: Subcommands) -> None:
    """Register `foi` and its commands; each says whether it needs the register's database."""
    commands = subparsers.add_parser("foi", help="requests for information").add_subparsers(required=True)
    _command(commands, "topics", run=run_topics, text="the catalogue of topics, one a line")
    cut = _command(commands, "split", run=run_split, text="cut requests into their questions")
    add_files(cut)
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
    matched = _command(commands, "match", run=run_match, text="match with topics", says=run_match.__doc__)
    add_files(matched)
    checked = _command(
        commands, "check", run=run_check, text="check somebody's answer", says=run_check.__doc__
    )
    add_answered(checked)
    add_due_command(commands)


def _command(
    commands: Subcommands, name: str, *, run: Any, text: str, says: str | None = None
) -> ArgumentParser:
    parser: ArgumentParser = commands.add_parser(name, help=text, description=says or text)
    parser.add_argument("--json", action="store_true", help="JSON lines" if says else "data as JSON lines")
    parser.set_defaults(run=run, needs_database=False)
    return parser


def run_topics(args: Namespace) -> int:
    """Print the catalogue."""
    for topic in catalogue():
        print_data(asdict(topic))
    return 0


def run_answer(args: Namespace) -> int:
    """Print the draft answer to one request."""
    try:
        text = read_file(args.file).text
        received_on = timezone.localdate() if args.received is None else read_day(args.received)
        as_at = _moment(args.as_at)
        authority = the_authority()
        deadline = answer_due(received_on, regime=authority.regimes[0] if authority else "foia")
    except NotARequest as refusal:
        return print_unread(args.file, refusal)
    except Refusal as refusal:
        return print_refused(args.file, words_of(refusal))
    drafted = draft(split(text).questions, text=text, received_on=received_on, as_at=as_at)
    if args.json:
        about = {
            "file": args.file,
            "received_on": received_on.isoformat(),
            "as_at": (as_at or timezone.now()).isoformat(),
        }
        print_data(about | _draft_as_data(drafted, deadline=deadline))
    else:
        for line in answer_as_lines(drafted, deadline=deadline):
            print(line)
    return 0


def _draft_as_data(drafted: Draft, *, deadline: Deadline) -> dict[str, Any]:
    return {
        "due_on": deadline.on.isoformat(),
        "explanation": sentences(deadline),
        "questions": [_answer_as_data(answer) for answer in drafted.answers],
        "checks": [asdict(check) for check in drafted.checks],
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
    finding, facets = answer.finding, answer.facets
    covers = finding.period
    return {
        "number": answer.question.number,
        "marker": answer.question.marker,
        "text": answer.question.text,
        "topic": answer.topic,
        "score": round(answer.score, 4),
        "status": str(finding.status),
        "answer": finding.answer,
        "value": finding.value,
        **(asks_as_data(facets) if facets else {}),
        "covers": {"from": covers.first_on.isoformat(), "to": covers.last_on.isoformat()} if covers else None,
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


def _moment(text: str | None) -> datetime | None:
    """A moment in ISO 8601; a day alone means its end; without a zone, London."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WordedRefusal(
            Words(
                what=_("We cannot read the date and time after --as-at."),
                why=_("“{text}” is not a date, or a date and time, in ISO 8601 format.").format(
                    text=text[:40]
                ),
                next=_(
                    "Write a date and time as 2019-11-01T12:00, or only the date, such as 2019-11-01, for the end of that day."
                ),
            )
        ) from None
    if len(text) <= len("2019-11-01"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999999)
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:89]}…"
