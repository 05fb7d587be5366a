"""`make proof`: every line of an issue's “What it must show”, shown today, with its figures, in docs/reference/proof.md.

A line is shown, failed or skipped; a skipped line is not shown. Usage: proof.py [--no-bare-machine]
"""

import datetime
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.proofs import (
    authorisations,
    capture,
    egress,
    evidence,
    floor,
    foi_core,
    keys,
    ledger,
    looks,
    registers,
    sealed_content,
    sealing,
    seeing,
    triage,
)
from tools.proofs.showing import ROOT, Line, Skipped

PAGE = ROOT / "docs" / "reference" / "proof.md"
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
}


def main(arguments: Sequence[str]) -> int:
    """Show every line, or those of the sections named; write the page, fail if a line failed."""
    asked = [argument for argument in arguments if not argument.startswith("--")]
    if unknown := [title for title in asked if title not in SECTIONS]:
        print(
            f"No section is called {', '.join(unknown)}. There are: {', '.join(SECTIONS)}.", file=sys.stderr
        )
        return 2
    named = [title for title in SECTIONS if title in asked] or list(SECTIONS)
    sections, failed = _sections_of_the_page(), 0
    for title in named:
        rows = []
        for line in SECTIONS[title]:
            if line is floor.BARE_MACHINE and "--no-bare-machine" in arguments:
                continue
            print(f"… {line.claim}", file=sys.stderr, flush=True)
            verdict, figures = _shown(line)
            failed += verdict == "FAILED"
            rows.append(f"| {line.claim} | {verdict} | {figures} |")
            print(f"  {verdict}: {figures}", file=sys.stderr, flush=True)
        today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        sections[title] = _section(title, shown=f"Shown on {today}.", rows=rows)
    PAGE.write_text(_page([sections[title] for title in SECTIONS if title in sections]), encoding="utf-8")
    return int(failed > 0)


def _sections_of_the_page() -> dict[str, str]:
    """What the page says now, by the title of its section: a section that is not shown again keeps its day."""
    return kept(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}


def kept(page: str) -> dict[str, str]:
    """The sections of a page with those of their lines that are still claimed there.

    Two branches that each wrote the page can be merged into one whose lines stand under another section's title; such a
    line proves nothing there, and a section without any is left out until it is shown again.
    """
    found: dict[str, str] = {}
    for part in page.split("\n## ")[1:]:
        title, *lines = part.strip().splitlines()
        claims = {line.claim for line in SECTIONS.get(title, ())}
        rows = [
            line
            for line in lines
            if line.startswith("| ") and line.split(" | ")[0].removeprefix("| ") in claims
        ]
        head = [line for line in lines if line.startswith(("Shown on", "| Claim", "|---"))]
        if rows and title not in found:
            found[title] = _section(title, shown=head[0] if head else "", rows=rows)
    return found


def _section(title: str, *, shown: str, rows: Sequence[str]) -> str:
    return f"## {title}\n\n{shown}\n\n| Claim | Verdict | Figures |\n|---|---|---|\n" + "\n".join(rows)


def _shown(line: Line) -> tuple[str, str]:
    try:
        return "shown", line.show().replace("|", "\\|").replace("\n", " ")
    except Skipped as skipped:
        return "SKIPPED", str(skipped)
    except AssertionError as failure:
        return "FAILED", str(failure).replace("|", "\\|").replace("\n", " ")[:600]


def _page(sections: list[str]) -> str:
    return (
        "# What it must show\n\n"
        "Written by `make proof`, or for some sections by `python tools/proof.py SECTION…`. A line that is skipped is not shown; "
        "one that failed stays here until it is.\n\n" + "\n\n".join(sections) + "\n"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["WATCHBOOK_HOME"] = home
        sys.exit(main(sys.argv[1:]))
