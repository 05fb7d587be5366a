"""Commands of retention: `retention due`, what is past its last day."""

import json
from argparse import Namespace
from datetime import date
from typing import Any

from watchbook.law.periods import read_day
from watchbook.law.refusals import Refusal
from watchbook.law_words.cli import Subcommands
from watchbook.law_words.refusals import words_of
from watchbook.organisation.queries import today
from watchbook.retention import due
from watchbook.retention.due import ListPlace, OverdueItem
from watchbook.retention.legal_hold.queries import ShownHold, why_shown


def add_commands(subparsers: Subcommands) -> None:
    """Register `retention` and its command."""
    commands = subparsers.add_parser("retention", help="how long records are kept").add_subparsers(
        required=True
    )
    parser = commands.add_parser("due", help="list the overdue records", description=run_due.__doc__)
    parser.add_argument("--on", metavar="DAY", help="as at this date; default: today")
    parser.add_argument("--json", action="store_true", help="data as JSON lines")
    parser.set_defaults(run=run_due, needs_database=True)


def run_due(args: Namespace) -> int:
    """Print one line for each overdue record, the longest overdue first. This changes nothing."""
    try:
        on = read_day(args.on) if args.on else today()
    except Refusal as refusal:
        print(json.dumps({"file": None, "error": words_of(refusal)._asdict()}))
        return 1
    after: ListPlace | None = None
    while rows := due.page(on=on, after=after):
        held = why_shown([row.item.id for row in rows])
        for row in rows:
            told = _told(row, held.get(row.item.id), on=on)
            print(json.dumps(told, ensure_ascii=False) if args.json else _line(told), flush=True)
        after = due.after(rows[-1])
    return 0


def _told(row: OverdueItem, held: ShownHold | None, *, on: date) -> dict[str, Any]:
    return {
        "table": row.item.table,
        "id": str(row.item.id),
        "reference": row.item.reference,
        "class": row.kept_by.code if row.kept_by else None,
        "event": str(row.begins.event),
        "began_on": row.began_on.isoformat(),
        "last_on": row.last_on.isoformat(),
        "overdue_days": (on - row.last_on).days,
        "reason": row.kept_by.reason if row.kept_by else None,
        "held": held.why if held else None,
    }


def _line(told: dict[str, Any]) -> str:
    held = f"  held: {told['held']}" if told["held"] else ""
    return f"{told['last_on']}  {told['class'] or '-'}  {told['reference']}{held}"
