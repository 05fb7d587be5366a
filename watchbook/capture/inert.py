"""A page's text as HTML of our own making: nothing of it runs, loads or leads anywhere.

Built up, not cut down: only the elements named here are written again, without any attribute of theirs, and every text is
escaped. What looks like an element to some browser and not to us is text here.
"""

from html import escape
from html.parser import HTMLParser

KEPT = frozenset(
    {"article", "aside", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em",
     "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "li", "main", "ol",
     "p", "pre", "q", "s", "section", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
     "time", "tr", "u", "ul"}
)  # fmt: skip
EMPTY = frozenset({"br", "hr"})
# Their content is no text of the page.
SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "title", "textarea",
                    "select", "xmp", "noembed", "noframes", "plaintext"})  # fmt: skip
DEPTH_LIMIT = 200


class _Writer(HTMLParser):
    """Writes again what may be kept; each element that it opens, it closes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self.open: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element, or fall silent, or show the words of a picture."""
        if tag in SILENT:
            self.silent.append(tag)
        elif self.silent:
            return
        elif tag in EMPTY:
            self.written.append(f"<{tag}>")
        elif tag in KEPT and len(self.open) < DEPTH_LIMIT:
            self.written.append(f"<{tag}>")
            self.open.append(tag)
        elif tag == "img":
            self.written.append(f"[{escape(dict(attrs).get('alt') or '')}]")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content keeps nothing silent."""
        if tag not in SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close up to the element named, if it is open."""
        if self.silent:
            if tag in self.silent:
                del self.silent[self.silent.index(tag) :]
        elif tag in self.open:
            while True:
                last = self.open.pop()
                self.written.append(f"</{last}>")
                if last == tag:
                    return

    def handle_data(self, data: str) -> None:
        """Text, escaped."""
        if not self.silent:
            self.written.append(escape(data))


def inert(page: str) -> str:
    """The page's text in safe elements."""
    writer = _Writer()
    writer.feed(page)
    writer.close()
    closing = (f"</{tag}>" for tag in reversed(writer.open))
    return "".join([*writer.written, *closing])
