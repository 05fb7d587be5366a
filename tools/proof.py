"""`make proof`: every line of an issue's “What it must show”, shown today, with its figures, in docs/reference/proof.md.

Usage: proof.py [SECTION…] [--claim=WORDS] [--resume] [--no-bare-machine]; `make proof SECTION=… CLAIM=…` for a row of it
A row is written as soon as it is shown; --resume passes over what this commit has shown already.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from subprocess import CalledProcessError

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
# What some proofs import has sentences, which Django translates as its settings say.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watchbook.config.settings")

from tools.proofs import (
    answers,
    answers_people_send,
    application_text,
    authorisations,
    basis,
    both_halves,
    capture,
    confirming,
    deletion,
    egress,
    ends,
    evidence,
    filling,
    floor,
    foi_core,
    ground,
    keys,
    law_quoted,
    ledger,
    listening,
    looks,
    minute,
    newest,
    page,
    product,
    reading_speed,
    registers,
    reports,
    retention_due,
    rights_requests,
    sealed_content,
    sealing,
    seeing,
    sign_in,
    splitting,
    strangers,
    triage,
    vouching,
)
from tools.proofs.showing import ROOT, Line, Skipped


def earlier_sections(at: Path = page.PAGE, *, before: str = "The ground") -> str:
    """Tell what the page says of every section before one, and of which commits."""
    earlier = dict(list(CLAIMS.items())[: list(CLAIMS).index(before)])
    sections = page.kept(at.read_text(encoding="utf-8"), claims=earlier) if at.exists() else {}
    rows = {
        (title, claim): sections.get(title, {}).get(claim) for title in earlier for claim in earlier[title]
    }
    open_ones = [
        f"{title}: {claim}"
        for (title, claim), row in rows.items()
        if row is None or row.verdict != page.SHOWN
    ]
    assert not open_ones, f"{len(open_ones)} of {len(rows)} rows are not shown: {'; '.join(open_ones)}"
    commits = Counter(row.commit for row in rows.values() if row)
    on = ", ".join(f"{count} on {commit}" for commit, count in commits.items())
    return f"{len(rows)} rows of {len(earlier)} sections shown: {on}"


SECTIONS = {
    "The floor": floor.LINES,
    "Registers and first run": registers.LINES,
    "FOI core": foi_core.LINES,
    "Looks": looks.LINES,
    "Triage": triage.LINES,
    "Keys and investigations": keys.LINES,
    "Authorisations": authorisations.LINES,
    "The ledger": ledger.LINES,
    "Capture": capture.LINES,
    "Capture: egress, containment, seal": egress.LINES,
    "Sealing": sealing.LINES,
    "Evidence": (*evidence.LINES, *sealed_content.LINES, *seeing.LINES),
    "The ground": (*ground.LINES, *minute.LINES, Line("Every earlier section still holds", earlier_sections)),
    "No look without a basis": (
        *basis.LINES,
        *newest.LINES,
        *application_text.LINES,
        *filling.LINES,
        *both_halves.LINES,
    ),
    "Reading what people send": (
        *splitting.LINES,
        *answers_people_send.LINES,
        *law_quoted.LINES,
        *reading_speed.LINES,
    ),
    "The question that was asked": (*answers.LINES, *confirming.LINES, *ends.LINES),
    "Nothing without an end": (*retention_due.LINES, *deletion.LINES, *rights_requests.LINES),
    "Who a person is": sign_in.LINES,
    "Strangers' files and pages": strangers.LINES,
    "The log vouches for the registers": vouching.LINES,
    "Reports": reports.LINES,
    "Listening": listening.LINES,
    "A product people want to open": product.LINES,
}
CLAIMS = {title: [line.claim for line in lines] for title, lines in SECTIONS.items()}


def main(arguments: Sequence[str], *, to: Path = page.PAGE) -> int:
    """Show every line, or those of the sections named; write each into the page, and fail if one failed."""
    asked = [argument for argument in arguments if not argument.startswith("--")]
    if unknown := [title for title in asked if title not in SECTIONS]:
        told = f"No section is called {', '.join(unknown)}. There are: {', '.join(SECTIONS)}."
        print(told, file=sys.stderr)
        return 2
    sections = page.kept(to.read_text(encoding="utf-8"), claims=CLAIMS) if to.exists() else {}
    failed = 0
    for title in [title for title in SECTIONS if title in asked] or list(SECTIONS):
        for line in SECTIONS[title]:
            if _is_passed_over(line, sections.get(title, {}).get(line.claim), arguments=arguments):
                continue
            print(f"… {line.claim}", file=sys.stderr, flush=True)
            row = _shown(line, on=page.commit())
            failed += row.verdict == page.FAILED
            sections.setdefault(title, {})[line.claim] = row
            page.write(sections, claims=CLAIMS, to=to)
            print(f"  {row.verdict}: {row.figures}", file=sys.stderr, flush=True)
    return int(failed > 0)


def _is_passed_over(line: Line, row: page.Row | None, *, arguments: Sequence[str]) -> bool:
    words = [argument.partition("=")[2] for argument in arguments if argument.startswith("--claim=")]
    if words and not any(one in line.claim for one in words):
        return True
    if line is floor.BARE_MACHINE and "--no-bare-machine" in arguments:
        return True
    is_shown_here = row is not None and row.verdict == page.SHOWN and row.commit == page.commit()
    return "--resume" in arguments and is_shown_here


def _shown(line: Line, *, on: str) -> page.Row:
    try:
        return page.row(line.claim, page.SHOWN, line.show(), commit=on)
    except Skipped as skipped:
        return page.row(line.claim, page.SKIPPED, str(skipped), commit=on)
    except (AssertionError, CalledProcessError) as failure:
        return page.row(line.claim, page.FAILED, str(failure).replace(f"{ROOT}/", "")[:600], commit=on)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["WATCHBOOK_HOME"] = home
        sys.exit(main(sys.argv[1:]))
