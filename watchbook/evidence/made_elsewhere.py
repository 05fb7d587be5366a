"""What was made elsewhere and taken in, read in the same way as a bundle of ours: its page, its pictures, its words.

Each view reads the file from its beginning and no further than it needs or a limit allows; nothing is unpacked to a disk.
"""

import json
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import Any, BinaryIO

from watchbook.capture import foreign_mhtml, foreign_wacz, foreign_warc
from watchbook.capture.foreign_record import Record
from watchbook.capture.inert import spoken
from watchbook.capture.markup import Tag
from watchbook.capture.refusal import Refused
from watchbook.evidence.bundle import PICTURE_LIMIT, TEXT_LIMIT, NotReadable, Resource
from watchbook.evidence.models import ContentKind

READ = {
    ContentKind.WACZ: foreign_wacz.records,
    ContentKind.WARC: foreign_warc.records,
    ContentKind.MHTML: foreign_mhtml.records,
}
RECORDS = 5_000  # of a file that are looked at for its page and its pictures
HTML = {"text/html", "application/xhtml+xml"}
ANSWERS = {"response", "part", "resource"}
OK = re.compile(r"HTTP/\S+ 200\b")
CHARSET = re.compile(r"charset=[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
CHARSETS = {
    "utf-8",
    "utf8",
    "iso-8859-1",
    "latin1",
    "us-ascii",
    "windows-1252",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "iso-8859-15",
}
LINES_AFTER = {
    "p",
    "div",
    "br",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "article",
    "section",
    "header",
    "footer",
}
PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 47}
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r\n")


class MadeElsewhere:
    """The content of a capture that was taken in, as `Bundle` offers what it holds."""

    def __init__(self, source: BinaryIO, *, kind: str) -> None:
        self._source, self._kind = source, ContentKind(kind)

    @property
    def names(self) -> list[str]:
        """A picture is a first view; others have pictures on their page alone."""
        return ["visuals/0000.png"] if self._kind == ContentKind.IMAGE else []

    def content(self, name: str, *, limit: int) -> bytes:
        """The bytes of the picture that it is."""
        if name not in self.names:
            raise NotReadable
        self._source.seek(0)
        return self._source.read(limit)

    def text(self, name: str) -> str:
        """Its page, the words of that, or where it was; empty where there is none."""
        if name == "capture.json":
            return json.dumps({"address": {"shown": self._page.address if self._page else ""}})
        page = _decoded(self._page) if self._page else ""
        return page if name == "dom.html" else _words(page) if name == "text.txt" else ""

    def lines(self, _name: str) -> Iterator[dict[str, Any]]:
        """It tells of no steps and no frames."""
        return iter(())

    def resources(self) -> list[Resource]:
        """What answered, by the number of its record in the file."""
        return [
            Resource(one.address, f"sha256:{one.sha256}", 200, "GET", number, len(one.content))
            for number, one in self._records()
            if _is_answer(one)
        ]

    def answer(self, one: Resource) -> bytes:
        """The bytes of an answer, its encoding taken off. Raises NotReadable."""
        for number, record in self._records():
            if number == one.offset:
                return _plain(record, limit=PICTURE_LIMIT)
        raise NotReadable

    @cached_property
    def _page(self) -> Record | None:
        """The first answer that is a page."""
        return next((one for _, one in self._records() if _is_answer(one) and one.media_type in HTML), None)

    def _records(self) -> Iterator[tuple[int, Record]]:
        """The records that can be read; where the file is broken they end."""
        if self._kind not in READ:
            return
        self._source.seek(0)
        with suppress(Refused):
            yield from enumerate(islice(READ[self._kind](self._source), RECORDS))


def _is_answer(one: Record) -> bool:
    return one.kind in ANSWERS and (not one.first_line or OK.match(one.first_line) is not None)


def _header(one: Record, name: str) -> str:
    return next((value for known, value in one.headers if known.lower() == name), "").strip().lower()


def _plain(one: Record, *, limit: int) -> bytes:
    """The content as a page got it, where chunks and packing are of a kind that we read. Raises NotReadable."""
    content = _joined(one.content) if _header(one, "transfer-encoding") == "chunked" else one.content
    packing = _header(one, "content-encoding")
    if packing in {"", "identity"}:
        return content[:limit]
    if packing not in PACKED:
        raise NotReadable
    try:
        return zlib.decompressobj(PACKED[packing]).decompress(content, limit)
    except zlib.error:
        raise NotReadable from None


def _joined(content: bytes) -> bytes:
    """The chunks without what parts them; bytes that are in no chunks stay as they are."""
    found, place = [], 0
    while (head := CHUNK.match(content, place)) and (size := int(head[1], 16)):
        found.append(content[head.end() : head.end() + size])
        place = head.end() + size + 2
    return b"".join(found) if found else content


def _decoded(one: Record) -> str:
    """A page as text, by the letters that it says it is written in where we know them."""
    with suppress(NotReadable):
        content = _plain(one, limit=TEXT_LIMIT)
        said = CHARSET.search(_header(one, "content-type")) or CHARSET.search(
            content[:2048].decode("latin-1")
        )
        charset = said[1].lower() if said else "utf-8"
        return content.decode(charset if charset in CHARSETS else "utf-8", "replace")
    return ""


def _words(page: str) -> str:
    """What can be read on a page, a line for each block."""
    pieces = (
        "\n"
        if isinstance(one, Tag) and one.name in LINES_AFTER
        else ""
        if isinstance(one, Tag)
        else one.words
        for one in spoken(page)
    )
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
