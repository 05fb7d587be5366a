"""A page as HTML of our own making: nothing of it runs, loads or leads anywhere.

Built up, not cut down: only the elements named here are written again, without any attribute of theirs, and every text is
escaped. What looks like an element to some browser and not to us is text here. A picture is shown by its words, or by its
own bytes, where whoever asks has them.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import escape

from watchbook.capture.markup import Tag, Text, cut

KEPT = frozenset(
    {"article", "aside", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em",
     "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "li", "main", "ol",
     "p", "pre", "q", "s", "section", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
     "time", "tr", "u", "ul"}
)  # fmt: skip
EMPTY = frozenset({"br", "hr"})
# Their content is no text of the page.
SILENT = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "embed", "title", "noembed", "noframes"}
)
# Fields whose value is no words that a reader sees.
UNSEEN_FIELDS = frozenset({"hidden", "password", "checkbox", "radio", "file", "image", "color", "range"})
WITHIN_LIMIT = 3  # pages written into a page, one in the other
DEPTH_LIMIT = 200
CHOICES = 20  # of one picture in several sizes
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BYTES = re.compile(r"data:image/[a-z]+;base64,[A-Za-z0-9+/]*={0,2}")

# The bytes of a picture that a page names by this address, as a `data:` address; empty where there are none.
type Pictured = Callable[[str], str]


class _Writer:
    """Writes again what may be kept; each element that it opens, it closes."""

    def __init__(self, pictured: Pictured) -> None:
        self.pictured = pictured
        self.written: list[str] = []
        self.open: list[str] = []
        self.counted: Counter[str] = Counter()  # of those that are open

    def start(self, tag: Tag) -> None:
        name = tag.name
        if name in EMPTY:
            self.written.append(f"<{name}>")
        elif name in KEPT and len(self.open) < DEPTH_LIMIT:
            self.written.append(f"<{name}>")
            self.open.append(name)
            self.counted[name] += 1
        elif name == "img":
            self.written.append(self.picture(tag.attributes))

    def picture(self, attributes: Mapping[str, str]) -> str:
        words = escape(UNSEEN.sub("", attributes.get("alt", "")))
        for address in _addresses(attributes):
            found = self.pictured(address)
            if found and BYTES.fullmatch(found):
                return f'<img src="{found}" alt="{words}">'
        return f"[{words}]"

    def end(self, name: str) -> None:
        """Close up to the element named, if it is open."""
        while self.counted[name]:
            last = self.open.pop()
            self.counted[last] -= 1
            self.written.append(f"</{last}>")
            if last == name:
                return

    def text(self, words: str) -> None:
        self.written.append(escape(UNSEEN.sub("", words)))


def spoken(page: str, *, within: int = 0) -> Iterator[Text | Tag]:
    """The page cut, without the elements whose content is no text of it, and with the words that stand in its tags."""
    silent: list[str] = []  # each once: it ends with the first of them
    for one in cut(page):
        name = one.name if isinstance(one, Tag) else ""
        if isinstance(one, Tag) and not silent:
            yield from _words_in(one, within=within)
        if name not in SILENT:
            if not silent:
                yield one
        elif isinstance(one, Tag) and one.is_end:
            del silent[silent.index(name) if name in silent else len(silent) :]
        elif isinstance(one, Tag) and name not in silent and not _has_no_content(one):
            silent.append(name)


def _words_in(tag: Tag, *, within: int) -> Iterator[Text | Tag]:
    """Return what a reader sees of the attributes of a tag: the value of a field, and the page that is written into a frame."""
    if tag.name == "input" and tag.attributes.get("type", "").lower() not in UNSEEN_FIELDS:
        yield Text(f" {tag.attributes.get('value', '')} ")
    if tag.name == "iframe" and (inner := tag.attributes.get("srcdoc")) and within < WITHIN_LIMIT:
        yield from spoken(inner, within=within + 1)
    if tag.name in {"option", "text", "tspan"}:
        yield Text(" ")


def _addresses(attributes: Mapping[str, str]) -> Iterator[str]:
    """What a picture may be shown from, the one that the page ended with first."""
    if src := attributes.get("src", "").strip():
        yield src
    for choice in attributes.get("srcset", "").split(",")[:CHOICES]:
        if words := choice.split():
            yield words[0]


def _has_no_content(tag: Tag) -> bool:
    """What keeps nothing silent: an element without content; and the root of a component, whose content is the page's."""
    return tag.is_empty or tag.name == "embed" or "shadowrootmode" in tag.attributes


def inert(page: str, *, pictured: Pictured = lambda _: "") -> str:
    """The page's text in safe elements, its pictures where `pictured` gives their bytes."""
    writer = _Writer(pictured)
    for one in spoken(page):
        if not isinstance(one, Tag):
            writer.text(one.words)
        elif one.is_end:
            writer.end(one.name)
        else:
            writer.start(one)
    closing = (f"</{tag}>" for tag in reversed(writer.open))
    return "".join([*writer.written, *closing])
