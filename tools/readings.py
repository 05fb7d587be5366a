"""Readings of drawn sentences by fresh readers, kept in readings.toml, and whether each is of the sentences that its seed draws."""

import io
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tools.messages import ROOT

KEPT = ROOT / "tools" / "readings.toml"
DRAWN = 80
NEWEST = 3
MOST = 4  # sentences of a reading that its reader would rewrite
READ = ("README.md", "docs", "tools", "watchbook")  # what a draw reads
DRAW = (
    "import json, sys; from tools.sentences import drawn; print(json.dumps(drawn(*map(int, sys.argv[1:]))))"
)


@dataclass(frozen=True)
class Reading:
    """A reading of the sentences that a seed drew at a commit: who read them when, and the rewrite of each that failed."""

    seed: int
    drawn: int
    commit: str
    read_on: date
    reader: str
    rewrites: dict[str, str]

    def __str__(self) -> str:
        return f"{len(self.rewrites)} of {self.drawn} (seed {self.seed}, {self.commit[:9]}, {self.read_on})"


def readings(text: str) -> list[Reading]:
    """Every reading that a file keeps, oldest first."""
    return [_reading(one) for one in tomllib.loads(text).get("reading", [])]


def _reading(one: dict[str, Any]) -> Reading:
    rewrites = {rewrite["sentence"]: rewrite["better"] for rewrite in one.pop("rewrite", [])}
    return Reading(**one, rewrites=rewrites)


def strangers(reading: Reading, sentences: Sequence[str]) -> list[str]:
    """The sentences that a reading names although its seed did not draw them."""
    return [sentence for sentence in reading.rewrites if sentence not in sentences]


def shortfalls(kept: Sequence[Reading]) -> list[str]:
    """Return why the newest readings do not show that few sentences want rewriting; empty if they do."""
    newest = kept[-NEWEST:]
    found = [] if len(newest) == NEWEST else [f"{len(newest)} of {NEWEST} readings"]
    found += [f"more than {MOST}: {one}" for one in newest if len(one.rewrites) > MOST]
    found += [f"not {DRAWN} sentences: {one}" for one in newest if one.drawn != DRAWN]
    if len({one.seed for one in kept}) < len(kept):
        found.append("a seed was used twice")
    if [one.read_on for one in kept] != sorted(one.read_on for one in kept):
        found.append("the readings are not in the order of their dates")
    return found


def drawn_again(reading: Reading) -> list[str]:
    """The sentences of a reading, drawn from the files of its commit by the tool of that commit."""
    with tempfile.TemporaryDirectory() as folder:
        files = _done("git", "archive", reading.commit, *READ, cwd=ROOT)
        with tarfile.open(fileobj=io.BytesIO(files)) as archive:
            archive.extractall(folder, filter="data")
        text = _done(sys.executable, "-c", DRAW, str(reading.seed), str(reading.drawn), cwd=Path(folder))
    return [sentence for sentence, _place in json.loads(text)]


def _done(*command: str, cwd: Path) -> bytes:
    done = subprocess.run(command, capture_output=True, check=False, cwd=cwd)
    assert done.returncode == 0, done.stderr.decode()[-500:]
    return done.stdout


def proof() -> str:
    """Draw every reading again, and hold the newest to the number that may be rewritten."""
    kept = readings(KEPT.read_text(encoding="utf-8"))
    for one in kept:
        assert not (wrong := strangers(one, drawn_again(one))), f"not drawn by seed {one.seed}: {wrong}"
    assert not (why := shortfalls(kept)), "; ".join(why)
    return f"to be rewritten: {', '.join(map(str, kept[-NEWEST:]))}; {len(kept)} readings drawn again"
