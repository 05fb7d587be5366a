"""Commands of reports: `oversight statistics`, print the figures for a period."""

import json
from argparse import Namespace
from dataclasses import asdict

from watchbook.audit_log.asked_once import asking_once
from watchbook.law_words.cli import Subcommands
from watchbook.organisation.queries import today
from watchbook.reports.reporting_period import PeriodRefused, read_period
from watchbook.reports.statistics import statistics
from watchbook.reports.statistics_cut import StatisticCut, cut


def add_commands(subparsers: Subcommands) -> None:
    """Register `oversight` and its command."""
    commands = subparsers.add_parser(
        "oversight", help="figures that inspectors and auditors ask for"
    ).add_subparsers(required=True)
    parser = commands.add_parser(
        "statistics", help="print the figures for a period", description=run_statistics.__doc__
    )
    parser.add_argument(
        "--from", dest="first", metavar="DAY", default="", help="first date; default: 1 January of this year"
    )
    parser.add_argument("--to", dest="last", metavar="DAY", default="", help="last date; default: today")
    parser.add_argument("--by", choices=StatisticCut.values, help="break the figures down by a column")
    parser.add_argument(
        "--fixture",
        metavar="NAME|DIR",
        help="read a folder of import files into a temporary database instead",
    )
    parser.add_argument("--json", action="store_true", help="data as JSON lines")
    parser.set_defaults(run=run_statistics, needs_database=True)


def run_statistics(args: Namespace) -> int:
    """Print a line for each figure of a period, with that of the same days a year before; nothing is written."""
    try:
        period = read_period(args.first, args.last, on=today())
    except PeriodRefused as refusal:
        error = {
            "what": "We cannot read the period.",
            "why": str(refusal),
            "next": "Enter --from and --to again.",
        }
        print(json.dumps({"file": None, "error": error}))
        return 1
    with asking_once():
        for table in statistics(period, on=today()):
            for line in table.lines:
                told = {
                    "section": table.title,
                    **asdict(line),
                    "status": str(line.status) if line.status else None,
                }
                print(
                    json.dumps(told, ensure_ascii=False)
                    if args.json
                    else _line(line.title, line.count, line.before, line.note)
                )
        if args.by:
            beside = cut(period, by=args.by)
            for words, row in beside.rows:
                told = {"by": args.by, "value": words, **dict(zip(beside.names, row, strict=True))}
                print(
                    json.dumps(told, ensure_ascii=False)
                    if args.json
                    else f"{words}: {', '.join(map(str, row))}"
                )
    return 0


def _line(title: str, count: int, before: int, note: str) -> str:
    return f"{count:>8} {before:>8}  {title}{f'  [{note}]' if note else ''}"
