"""Commands of triage: `triage questions`, `decide` and `graph`, which need no database, and `replay`; none keeps anything."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from watchbook.law.offences import Offence, latest, offence_ids
from watchbook.law.periods import read_day
from watchbook.law.refusals import Refusal
from watchbook.law_words.cli import Subcommands
from watchbook.law_words.refusals import Words, words_of
from watchbook.triage import drawing, facts
from watchbook.triage.facts import BadFacts
from watchbook.triage.graph import Graph, current
from watchbook.triage.rules import Decision, decide, decision_as_data, next_question

_REPLAY = "watchbook.triage.replay_command"  # it reads tables; the rest of this module is used without Django
# A reason cites a rule; its sentence says already what is so. “Not met” before it would deny the sentence.
_APPLIES = {True: "applies", False: "does not apply", None: "not known"}


def add_commands(subparsers: Subcommands) -> None:
    """Register `triage` with its commands."""
    commands = subparsers.add_parser("triage", help="which power a look needs, if any").add_subparsers(
        required=True
    )
    _command(commands, "questions", run=run_questions, says="every fact with its answers, and every outcome")
    decided = _command(commands, "decide", run=run_decide, says="the outcomes for some facts, and why")
    decided.add_argument(
        "files", metavar="FACTS.json", nargs="+", help="an object of fact ids, or - for standard input"
    )
    decided.add_argument("--on", metavar="DAY", required=True, help="the day whose law is asked")
    drawn = _command(commands, "graph", run=run_graph, says="the whole graph, for the policy's annex")
    drawn.add_argument("--svg", action="store_true", help="as a drawing instead of text")
    again = _command(
        commands, "replay", run=run_replay, says="which saved assessments a changed rule would change"
    )
    again.set_defaults(needs_database=True)
    again.add_argument(
        "--suppose", metavar="NAME=VALUE", action="append", help="a parameter with another value"
    )
    again.add_argument("--on", metavar="DAY", help="the law of this day instead of each assessment's own")
    again.add_argument("--graph", metavar="FOLDER", help="another graph: a folder with the files of our own")


def _command(commands: Subcommands, name: str, *, run: Any, says: str) -> ArgumentParser:
    parser: ArgumentParser = commands.add_parser(name, help=says, description=says)
    parser.add_argument("--json", action="store_true", help="data as JSON")
    parser.set_defaults(run=run)
    return parser


def run_questions(args: Namespace) -> int:
    """Print what may be told and what may come out."""
    if args.json:
        print(json.dumps(questions_as_data(current()), ensure_ascii=False))
        return 0
    for line in _questions_as_lines(current()):
        print(line)
    return 0


def run_decide(args: Namespace) -> int:
    """Print the decision on each file of facts; a refusal names the field, and the other files are decided all the same."""
    return max([_decide(args, file) for file in args.files])


def _decide(args: Namespace, file: str) -> int:
    try:
        on = read_day(args.on)
        given = facts.parse(facts.read(_text(file)), on=on)
        decision, question = decide(given, on=on), next_question(given, on=on)
    except Refusal as refusal:
        return _refuse(args, file, words_of(refusal))
    if args.json:
        data = {"file": file, **decision_as_data(decision), "next_question": question and question.id}
        print(json.dumps(data, ensure_ascii=False))
        return 0
    if len(args.files) > 1:
        print(f"{file}:")
    for line in _decision_as_lines(decision):
        print(line)
    return 0


def run_graph(args: Namespace) -> int:
    """Print the graph from its data, as text, as a drawing, or as data."""
    if args.json:
        graph = current()
        print(
            json.dumps(
                {"version": graph.version, "start": graph.start, "nodes": drawing.as_data(graph)},
                ensure_ascii=False,
            )
        )
        return 0
    print(drawing.svg(current()) if args.svg else drawing.text(current()))
    return 0


def run_replay(args: Namespace) -> int:
    """Print what a changed rule or threshold would have changed."""
    done: int = import_module(_REPLAY).run(args)
    return done


def questions_as_data(graph: Graph) -> dict[str, Any]:
    """The facts with their answers, the pages that ask them, the outcomes, the offences, what else may be said."""
    pages = {fact: page.id for page in graph.questions for fact in page.facts}
    return {
        "version": graph.version,
        "questions": [
            {
                "id": one.id,
                "kind": one.kind,
                "text": one.text,
                "answers": list(facts.allowed(one)) or ["a whole number from 0 to 1,000,000", "unknown"],
                "page": pages.get(one.id),
                "is_required": one.kind == "nation",
            }
            for one in graph.facts.values()
        ],
        "pages": [
            {"id": page.id, "title": page.title, "facts": list(page.facts)} for page in graph.questions
        ],
        "outcomes": [
            {"id": one.id, "strictness": one.strictness, "title": one.title, "next": one.next}
            for one in graph.outcomes.values()
        ],
        "circumstances": [
            {"id": one.id, "text": one.text, "answers": ["yes", "no", "unknown"], "flag": one.flag}
            for one in graph.circumstances.values()
        ],
        "offences": [_offence_as_data(latest(one)) for one in offence_ids()],
        "flags": sorted(drawing.flags(graph)),
    }


def _offence_as_data(one: Offence) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "act": one.act,
        "section": one.section,
        "nations": list(one.nations),
        "summary_months": one.summary_months,
        "indictment_months": one.indictment_months,
        "fine_only": one.is_fine_only,
        "exception": one.exception or None,
        "from": one.since.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "source": one.source,
        "verified": one.verified,
        "note": one.note,
    }


def _questions_as_lines(graph: Graph) -> Iterator[str]:
    for one in graph.facts.values():
        answers = facts.allowed(one) or ("a whole number from 0 to 1,000,000", "unknown")
        shown = "see the register below" if one.kind == "offence" else ", ".join(answers)
        yield f"{one.id:<24} {one.text} [{shown}]"
    yield ""
    for also in graph.circumstances.values():
        yield f"{also.id:<24} {also.text} [yes, no, unknown]"
    yield ""
    for outcome in graph.outcomes.values():
        yield f"{outcome.id:<24} {outcome.title}"
    yield ""
    for flag, says in drawing.flags(graph).items():
        yield f"{flag:<24} {says}"
    yield ""
    for name in offence_ids():
        held = latest(name)
        yield f"{held.id:<44} {held.title} ({held.act} {held.section})"


def _decision_as_lines(decision: Decision) -> Iterator[str]:
    graph = current()
    for name, step in zip(decision.outcomes, decision.next, strict=True):
        yield f"{graph.outcomes[name].title}. {step}"
    if decision.ask:
        yield f"Ask: {decision.ask}."
    for one in sorted(decision.reasons, key=lambda reason: not reason.decides):
        mark = "" if one.provision.verified else "; to be confirmed"
        yield f"  [{_APPLIES[one.met]}] {one.sentence} ({one.provision.title}{mark})"
    for flag in decision.flags:
        yield f"  flag: {flag}"


def _text(name: str) -> str:
    """The text of a file of facts, or of standard input."""
    try:
        data = sys.stdin.buffer.read(facts.MOST_BYTES + 1) if name == "-" else _head(Path(name))
        text = data.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is not UTF-8 text"
        raise BadFacts(facts.refusal_words("no_file", detail=reason)) from None
    if len(data) > facts.MOST_BYTES:
        raise BadFacts(facts.refusal_words("too_long", limit=f"{facts.MOST_BYTES:,}"))
    return text


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(facts.MOST_BYTES + 1)


def _refuse(args: Namespace, file: str, words: Words) -> int:
    """A refusal as a line: among the data where a program reads that, else beside it."""
    print(refused_as_line(file, words), file=sys.stdout if args.json else sys.stderr)
    return 1


def refused_as_line(file: str | None, words: Words) -> str:
    """A refusal as JSON that can be printed, whatever bytes a name was given in."""
    line = json.dumps({"file": file, "error": words._asdict()}, ensure_ascii=False)
    return line.encode("utf-8", "replace").decode()
