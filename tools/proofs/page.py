"""The page of proof: its rows, how they are written and read, and on which commit each was shown."""

import hashlib
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from tools.proofs.showing import ROOT

PAGE = ROOT / "docs" / "reference" / "proof.md"
SHOWN, FAILED, SKIPPED = "shown", "FAILED", "SKIPPED"
CHANGED = "+changes"
HEAD = "| Claim | Verdict | Figures | Commit | Day | Digest |\n|---|---|---|---|---|---|"
ABOUT = (
    "# What it must show\n\n"
    "`make proof` writes this page, a row as soon as it is shown; `make proof SECTION=…` shows one section again. Each row "
    f"names the commit it was shown on, with `{CHANGED}` if files differed from that commit. A skipped row shows nothing; "
    "a failed one stays until it is shown. The digest is that of its row: a row edited by hand, or moved to another "
    "section, is dropped, and a test fails.\n\n"
)


@dataclass(frozen=True)
class Row:
    """A claim as it was shown: its verdict, the figures of that run, on which commit and which day."""

    claim: str
    verdict: str
    figures: str
    commit: str
    day: str

    @property
    def cells(self) -> tuple[str, ...]:
        return self.claim, self.verdict, self.figures, self.commit, self.day

    def digest(self, section: str) -> str:
        """A line’s section and every word of it."""
        return hashlib.sha256("\n".join((section, *self.cells)).encode()).hexdigest()[:12]

    def written(self, section: str) -> str:
        """The row as its line of the page."""
        return f"| {' | '.join((*self.cells, self.digest(section)))} |"


def row(claim: str, verdict: str, figures: str, *, commit: str) -> Row:
    """A row of today, its figures as a cell of a table holds them."""
    said = " ".join(figures.replace("|", "\\|").split())
    return Row(claim, verdict, said, commit, datetime.now(tz=UTC).date().isoformat())


type Sections = dict[str, dict[str, Row]]


def commit() -> str:
    """The commit that the checkout stands on, and whether anything but the page differs from it."""
    page = PAGE.relative_to(ROOT)
    differs = _git("status", "--porcelain", "--", ".", f":(exclude){page}")
    return _git("rev-parse", "--short=9", "HEAD") + (CHANGED if differs else "")


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def kept(page: str, *, claims: Mapping[str, Iterable[str]]) -> Sections:
    """The rows of a page, by section and claim: those that are still claimed there and that nobody changed."""
    found: Sections = {}
    for part in page.split("\n## ")[1:]:
        title, *lines = part.strip().splitlines()
        for line in lines:
            read = _read(line, section=title)
            if read is not None and read.claim in claims.get(title, ()):
                found.setdefault(title, {}).setdefault(read.claim, read)
    return found


def _read(line: str, *, section: str) -> Row | None:
    *cells, digest = line.removeprefix("| ").removesuffix(" |").split(" | ")
    found = Row(*cells) if len(cells) == len(fields(Row)) else None
    return found if found and found.digest(section) == digest else None


def rendered(sections: Sections, *, claims: Mapping[str, Iterable[str]]) -> str:
    """The page with its sections and rows in the order of the program."""
    tables = []
    for title, wanted in claims.items():
        rows = [sections[title][claim].written(title) for claim in wanted if claim in sections.get(title, {})]
        if rows:
            tables.append(f"## {title}\n\n{HEAD}\n" + "\n".join(rows))
    return ABOUT + "\n\n".join(tables) + "\n"


def write(sections: Sections, *, claims: Mapping[str, Iterable[str]], to: Path) -> None:
    """Write the page at once or not at all: whoever breaks off keeps what was shown."""
    beside = to.with_suffix(".new")
    beside.write_text(rendered(sections, claims=claims), encoding="utf-8")
    beside.replace(to)
