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

from tools.proofs import floor, foi_core, keys, looks, registers
from tools.proofs.showing import ROOT, Line, Skipped

PAGE = ROOT / "docs" / "reference" / "proof.md"
SECTIONS = {
    "The floor": floor.LINES,
    "Registers and first run": registers.LINES,
    "FOI core": foi_core.LINES,
    "Keys and investigations": keys.LINES,
    "Looks": looks.LINES,
}


def main(arguments: Sequence[str]) -> int:
    """Show every line, or those of the sections named; write the page, fail if a line failed."""
    named = [title for title in SECTIONS if title in arguments] or list(SECTIONS)
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
        sections[title] = (
            f"## {title}\n\nShown on {today}.\n\n| Claim | Verdict | Figures |\n|---|---|---|\n"
            + "\n".join(rows)
        )
    PAGE.write_text(_page([sections[title] for title in SECTIONS if title in sections]), encoding="utf-8")
    return int(failed > 0)


def _sections_of_the_page() -> dict[str, str]:
    """What the page says now, by the title of its section: a section that is not shown again keeps its day."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    found = (part.strip() for part in page.split("\n## ")[1:])
    return {part.partition("\n")[0]: f"## {part}" for part in found}


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
