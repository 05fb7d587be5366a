"""Pages of a foreign capture as views show them: each in pieces, with its words, title and address; what is left out is told."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path

from watchbook.capture.foreign_record import ForeignRecord
from watchbook.capture.inert import SILENT, spoken
from watchbook.capture.markup import LAST, RAW, Tag

PAGES_FILE = "pages.jsonl"
PIECE = 1024**2  # characters that a view shows at once
LONGEST_PIECE = 9 * 1024**2  # of one that cannot be cut earlier, such as a picture written into the page
LONGEST_WORD = 4096  # characters without a blank at which a text may be cut
PAGES_LIMIT = 500  # named of a file
ROOM = 64 * 1024**2  # characters kept of all pages of a file
START = 2048  # bytes of a page in which it says its letters
TITLE = re.compile(r"<title(?:\s[^>]{0,500})?>([^<]{0,2000})", re.IGNORECASE)
TITLE_WITHIN = 256 * 1024
UNCUT = (SILENT - {"embed"}) | RAW | {LAST}
QUIET = re.compile(rf"<(/?)({'|'.join(sorted(UNCUT))})(?=[\s/>])|<!--|-->", re.IGNORECASE)
CHARSET = re.compile(r"charset=[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
CHARSETS = {
    "utf-8", "utf8", "iso-8859-1", "latin1", "us-ascii", "windows-1252", "utf-16", "utf-16le", "utf-16be",
    "iso-8859-15",
}  # fmt: skip
LINES_AFTER = {
    "p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "header", "footer",
}  # fmt: skip


@dataclass
class NotedPage:
    """A page by the file's own word, the names of its pieces and of their words, and how much of it is kept."""

    address: str
    title: str
    at: str
    pieces: list[str]
    words: list[str]
    kept: int  # bytes of the page, out of as many as it has
    size: int
    unit: str = "bytes"
    answered: str = ""  # the number of an answer that is no good one, such as 404

    def line(self) -> str:
        """Return the page as a line of the list of pages."""
        return f"{json.dumps(asdict(self))}\n"


class PageWriter:
    """Writes the pages that it is given into a folder, as far as there is room."""

    def __init__(self, folder: Path, *, room: int = ROOM) -> None:
        self._folder, self._room = folder, room
        self.found: list[NotedPage] = []
        self.more = 0  # pages beyond those that are named
        self._last: dict[str, int] = {}  # number of the last file of each name

    def add(self, one: ForeignRecord, body: bytes, *, said: str, size: int) -> None:
        """Write a page: what its head says of its letters, and how many bytes it would have whole."""
        if len(self.found) == PAGES_LIMIT:
            self.more += 1
            return
        page = in_letters(body, said=said)
        title, whole = title_of(page), len(page)
        kept = page[: self._room]
        self._room -= len(kept)
        noted = NotedPage(one.address[:8000], title, one.at[:80], [], [], len(body), max(size, len(body)))
        if len(kept) < whole:
            noted.kept = len(body) * len(kept) // whole
        for piece in pieces(kept) if kept else ():
            noted.pieces.append(self._write(piece, "dom", "html"))
            noted.words.append(self._write(words_of(piece), "text", "txt"))
        self.found.append(noted)

    def _write(self, text: str, name: str, ending: str) -> str:
        """Write one piece; the first of all has the name that a capture of ours gives it."""
        number = self._last.get(name, 0) + 1
        while (path := self._folder / f"{name}{f'-{number}' if number > 1 else ''}.{ending}").exists():
            number += 1
        self._last[name] = number
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        return path.name

    def close(self, pages: Iterable[NotedPage]) -> None:
        """Write the list of these pages."""
        lines = "".join(one.line() for one in pages)
        (self._folder / PAGES_FILE).write_text(lines, encoding="utf-8")


def in_letters(content: bytes, *, said: str) -> str:
    """A page as text, in the letters that it says it is written in, where we know them."""
    found = CHARSET.search(said) or CHARSET.search(content[:START].decode("latin-1"))
    charset = found[1].lower() if found else "utf-8"
    return content.decode(charset if charset in CHARSETS else "utf-8", "replace")


def title_of(page: str) -> str:
    """The title that a page gives itself."""
    found = TITLE.search(page, 0, TITLE_WITHIN)
    return " ".join(unescape(found[1]).split()) if found else ""


def words_of(page: str) -> str:
    """Return what can be read on a page, a line for each block."""
    found = ("\n" * (one.name in LINES_AFTER) if isinstance(one, Tag) else one.words for one in spoken(page))
    lines = (" ".join(line.split()) for line in "".join(found).split("\n"))
    return "\n".join(line for line in lines if line)


def pieces(page: str, size: int = PIECE, longest: int = LONGEST_PIECE) -> Iterator[str]:
    """Cut a page before tags, outside scripts, styles and comments where it can be, so that each piece reads as it does in the whole.

    A text that is longer than a piece is cut at a blank.
    """
    start = 0
    for quiet_from, until in _spoken_stretches(page):
        while until - start > size:
            earliest = max(start + size, quiet_from)
            place = page.find("<", earliest, until)
            if (blank := _blank_in_text(page, quiet_from, earliest, place if place >= 0 else until)) >= 0:
                place = blank
            if place < 0 and until - start <= longest:
                break
            place = min(place if place >= 0 else until, start + longest)
            yield page[start:place]
            start = place
    yield page[start:]


def _blank_in_text(page: str, since: int, place: int, until: int) -> int:
    """The first blank behind a place that lies within a text; the last letter of a word that is too long; -1 where no text, or little of it, is there."""
    if until - place <= LONGEST_WORD or page.rfind("<", since, place) > page.rfind(">", since, place):
        return -1
    blank = page.find(" ", place, place + LONGEST_WORD)
    return blank if blank >= 0 else place + LONGEST_WORD


def _spoken_stretches(page: str) -> Iterator[tuple[int, int]]:
    """Return from where to where a page is read, up to each part whose content is no text of it."""
    since, silent = 0, ""
    for mark in QUIET.finditer(page):
        name = (mark[2] or mark[0]).lower()
        if silent and ((mark[1] and name == silent) or (name, silent) == ("-->", "<!--")):
            since, silent = mark.end(), ""
        elif not silent and not mark[1] and name != "-->":
            yield since, mark.start()
            silent = name
    yield (len(page) if silent else since), len(page)
