"""Things that a picture or PDF made elsewhere holds besides what it shows, and the words of a PDF; a child of ours finds both.

Nothing of it is run. A PDF's pages cannot be drawn here; its words can be read.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from watchbook.capture.foreign_pages import PAGES_FILE, PIECE
from watchbook.evidence.bundle import ArchivedPage
from watchbook.evidence.models import ContentKind
from watchbook.files import within
from watchbook.reading import child
from watchbook.reading.child import Unreadable

READER = "watchbook.reading.text.pdf_pages:words_in"
KINDS = {ContentKind.IMAGE, ContentKind.PDF}

type HeldThings = list[list[str]]  # of the kind of each, its name, and the file within that holds it


def held_in(path: Path, *, kind: str, name: str) -> HeldThings | None:
    """Return what a picture or PDF holds besides; None for an archive, which is made of other files."""
    if kind not in KINDS:
        return None
    with path.open("rb") as file:
        return within.found_in(file, name=name)


def in_words(said: dict[str, Any], *, kind: str) -> list[str]:
    """A line for each thing that a file was found to hold; of one that nobody looked into, that."""
    if kind not in KINDS:
        return []
    if said.get("within") is None:
        return [_("We did not look for scripts and other files in this file when it was added")]
    return within.lines(said["within"])


def write_words(path: Path, *, to: Path) -> None:
    """Write the words of a PDF as views read them, page by page; of one whose words cannot be read, that no page was."""
    try:
        with path.open("rb") as file:
            told = child.ask(READER, file)
    except Unreadable:
        told = {"pages": 0, "words": []}
    names = []
    for number, piece in enumerate(_pieces(told["words"]), start=1):
        names.append("text.txt" if number == 1 else f"text-{number}.txt")
        (to / names[-1]).write_text(piece, encoding="utf-8", errors="replace", newline="")
    kept = sum(one is not None for one in told["words"])
    document = ArchivedPage("", "", "", [], names, kept, told["pages"], "pages")
    (to / PAGES_FILE).write_text(f"{json.dumps(asdict(document))}\n", encoding="utf-8")


def _pieces(pages: Sequence[str | None]) -> Iterator[str]:
    """The words of as many pages together as one view shows; none where no page has any."""
    if not any(one and one.strip() for one in pages):
        return
    piece = ""
    for number, read in enumerate(pages, start=1):
        words = _("[We could not read the words of this page.]") if read is None else read
        if piece and len(piece) + len(words) > PIECE:
            yield piece
            piece = ""
        piece += f"[{_('Page {number}').format(number=number)}]\n{words.strip()}\n\n"
    yield piece
