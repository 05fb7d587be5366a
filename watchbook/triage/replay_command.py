"""The command `triage replay`: what a changed rule would have changed, told by references; it reads and keeps nothing."""

import json
from argparse import Namespace
from pathlib import Path

from watchbook.law.periods import read_day
from watchbook.law.refusals import Refusal
from watchbook.law_words.refusals import words_of
from watchbook.triage.cli import refused_as_line
from watchbook.triage.policy_replay import Difference, replayed
from watchbook.triage.supposed import Supposition, graph_of, value_of


def run(args: Namespace) -> int:
    """Print what would differ; a refusal says what was wrong with what was to be tried."""
    try:
        found = replayed(_supposed(args))
    except Refusal as refusal:
        print(refused_as_line(None, words_of(refusal)))
        return 1
    if args.json:
        told = {"assessments": found.assessments, "differ": [_as_data(one) for one in found.differences]}
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for one in found.differences:
        print(f"{one.assessment.reference}  {one.before_words} → {one.after_words}{_flags(one)}")
    print(f"{len(found.differences)} of {found.assessments} outcomes would differ")
    return 0


def _supposed(args: Namespace) -> Supposition:
    pairs = (text.partition("=") for text in args.suppose or ())
    return Supposition(
        values={name: value_of(name, value) for name, _, value in pairs},
        on=read_day(args.on) if args.on else None,
        graph=graph_of(Path(args.graph)) if args.graph else None,
    )


def _flags(one: Difference) -> str:
    """That flags differ, and not which: one says of somebody that they are a child."""
    return " (flags differ)" if one.flags_gone or one.flags_new else ""


def _as_data(one: Difference) -> dict[str, object]:
    return {
        "reference": one.assessment.reference,
        "on": one.assessment.on.isoformat(),
        "before": list(one.before),
        "after": list(one.after),
        "flags_differ": bool(one.flags_gone or one.flags_new),
        "refusal": one.refusal or None,
    }
