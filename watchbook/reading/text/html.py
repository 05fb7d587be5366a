"""The text of a mail that was written as a web page: its blocks as lines, its lists with their marks."""

import re
from html.parser import HTMLParser

from watchbook.reading.text import marks
from watchbook.reading.text.html_unseen import Unseen

_BLOCKS = frozenset((
    "address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul",
))  # fmt: skip

# A blank line stands between paragraphs as a reader sees them; lines of a list or a `div` follow one another.
_SPACED = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre"))
_UNSEEN = frozenset(("script", "style", "head", "title", "template", "noscript"))
_CELLS = frozenset(("td", "th"))
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MANY_LINES = re.compile(r"\n{3,}")


def text(page: str) -> str:
    """Say what a reader sees of a page, line for line, and below it what a style hides; pictures, scripts and styles left out."""
    return marks.below(*parted(page))


def parted(page: str) -> tuple[str, list[tuple[str, str]]]:
    """Part what a reader sees of a page from what a style hides, each under its mark."""
    reader = _PageReader()
    reader.feed(page)
    reader.close()
    return _lines(reader.written), [(marks.HIDDEN_IN_MAIL, _lines(reader.hidden))]


def _lines(written: list[str]) -> str:
    lines = (line.strip(" \t") for line in "".join(written).split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()


class _PageReader(HTMLParser):
    """Writes down what is seen, tag by tag; tags that are never closed do no harm but to the lists they open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self.hidden: list[str] = []
        self._hides = Unseen()
        self._unseen = 0
        self._lists: list[int | None] = []  # the last number of each open list; None for bullets

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block on a line of its own; a list item with its mark."""
        self._hides.begins(tag, dict(attrs))
        if tag in _UNSEEN:
            self._unseen += 1
        self._break(tag)
        if tag == "br":
            self.written.append("\n")
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "ol":
            start = dict(attrs).get("start") or ""
            self._lists.append(int(start) - 1 if re.fullmatch(r"\d{1,4}", start) else 0)
        elif tag == "li":
            self.written.append(self._mark())

    def handle_endtag(self, tag: str) -> None:
        """Close a block; what follows stands on a new line."""
        self._hides.ends(tag)
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _CELLS:
            self.written.append("\t")
        self._break(tag)

    def handle_data(self, data: str) -> None:
        """Write text, in which any white space is one space."""
        seen = _SPACES.sub(" ", data)
        if not self._unseen and self._hides.is_here and seen.strip(" "):
            self.hidden.append(f"{seen}\n")
        elif not self._unseen and not (seen == " " and self._stands_on_a_new_line()):
            self.written.append(seen)

    def _break(self, tag: str) -> None:
        if tag in _SPACED:
            self.written.append("\n\n")
        elif tag in _BLOCKS and not self._stands_on_a_new_line():
            self.written.append("\n")

    def _stands_on_a_new_line(self) -> bool:
        return not self.written or self.written[-1].endswith("\n")

    def _mark(self) -> str:
        reached = self._lists[-1] if self._lists else None
        if reached is None:
            return "• "
        self._lists[-1] = reached + 1
        return f"{reached + 1}. "
