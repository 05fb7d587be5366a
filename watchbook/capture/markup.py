"""HTML cut into tags and texts, in one pass over it whatever it holds: no input makes it slow, and none is refused.

Python's own parser reads some broken pages again and again from each place where they break (a page of a few megabytes can
hold it for hours), and stops at a number of ten thousand digits. What is cut here is only ever written again by ourselves, so
a browser that would cut it in another way learns nothing from it.
"""

import re
from collections.abc import Generator, Iterator, Mapping
from html import unescape
from typing import NamedTuple

# Up to their own end tag all is text, whatever it looks like.
RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
LAST = "plaintext"  # nothing ends it
MARK = re.compile(r"<(?=[a-zA-Z/!?])")
PLAIN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)>")  # as most tags are
NAME = re.compile(r"[a-zA-Z][^\s/>]*")
ATTRIBUTE = re.compile(r"[\s/]*([^\s/>=]+)?(\s*=\s*)?")
UNQUOTED = re.compile(r"[^\s>]*")
NOUGHTS = re.compile(r"(&#[xX]?)0++(?=[0-9a-fA-F])")
BEYOND = re.compile(r"&#(\d{8,}|[xX][0-9a-fA-F]{7,});?")  # the numbers of no character
REPLACEMENT = "\ufffd"
NO_ATTRIBUTES: Mapping[str, str] = {}
ATTRIBUTES = 100  # of one tag; more are passed over


class Text(NamedTuple):
    """Words between tags, references read."""

    words: str


class Tag(NamedTuple):
    """A start or end tag, its name in small letters; the first of attributes that have one name counts."""

    name: str
    is_end: bool = False
    is_empty: bool = False  # it closes itself
    attributes: Mapping[str, str] = NO_ATTRIBUTES


def cut(page: str) -> Iterator[Text | Tag]:
    """Each tag and text in order; what a page begins and never ends is dropped, as browsers do."""
    place = 0
    while mark := MARK.search(page, place):
        start = mark.start()
        if start > place:
            yield Text(_read(page[place:start]))
        found, place = _marked(page, start)
        if found is None:
            continue
        yield found
        if not (found.is_end or found.is_empty):
            place = yield from _raw(page, found.name, place)
    if place < len(page):
        yield Text(_read(page[place:]))


def _marked(page: str, start: int) -> tuple[Tag | None, int]:
    """The tag that stands at an angle bracket, and where it ends; none for a comment and for what never ends."""
    if plain := PLAIN.match(page, start):
        return Tag(plain[2].lower(), is_end=bool(plain[1])), plain.end()
    if page.startswith("<!--", start):
        return None, _after(page, "-->", start + 2)
    is_end = page.startswith("</", start)
    name = NAME.match(page, start + 1 + is_end)
    if name is None:
        return None, _after(page, ">", start)
    attributes, is_empty, end = _attributes(page, name.end())
    tag = Tag(name[0].lower(), is_end=is_end, is_empty=is_empty, attributes=attributes)
    return (tag if end <= len(page) else None), end


def _attributes(page: str, place: int) -> tuple[dict[str, str], bool, int]:
    """The attributes from here, whether the tag closes itself, and where it ends: beyond the page if it never does."""
    found: dict[str, str] = {}
    while place < len(page) and page[place] != ">":
        one = _matched(ATTRIBUTE, page, place)
        value, place = _value(page, one.end()) if one[2] else ("", one.end())
        if one[1] and len(found) < ATTRIBUTES:
            found.setdefault(one[1].lower(), value)
    return found, page[place - 1 : place] == "/", place + 1


def _value(page: str, place: int) -> tuple[str, int]:
    quote = page[place : place + 1]
    if quote in {'"', "'"}:
        end = page.find(quote, place + 1)
        return (_read(page[place + 1 : end]), end + 1) if end >= 0 else ("", len(page))
    found = _matched(UNQUOTED, page, place)
    return _read(found[0]), found.end()


def _raw(page: str, name: str, place: int) -> Generator[Text, None, int]:
    """The content of an element that holds text alone; gives where to go on."""
    if name == LAST:
        yield Text(page[place:])
        return len(page)
    if name not in RAW:
        return place
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(page, place)
    stop = end.start() if end else len(page)
    if stop > place:
        yield Text(page[place:stop])
    return stop


def _after(page: str, mark: str, place: int) -> int:
    end = page.find(mark, place)
    return end + len(mark) if end >= 0 else len(page)


def _read(text: str) -> str:
    """References read; a number that is no character's is the sign for one that is missing."""
    return unescape(BEYOND.sub(REPLACEMENT, NOUGHTS.sub(r"\1", text))) if "&" in text else text


def _matched(pattern: re.Pattern[str], page: str, place: int) -> re.Match[str]:
    """The match of a pattern that matches nothing, too."""
    found = pattern.match(page, place)
    assert found is not None  # noqa: S101  # the type checker cannot know
    return found
