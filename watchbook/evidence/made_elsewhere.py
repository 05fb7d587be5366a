"""What was made elsewhere and taken in, read as a bundle of ours is: its page, its pictures, its words.

Each view reads the file once, in memory, no further than a limit allows; nothing is unpacked to a disk.
"""

import json
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import islice
from typing import Any

from watchbook.capture.foreign_record import ForeignRecord
from watchbook.capture.inert import spoken
from watchbook.capture.markup import Tag
from watchbook.capture.picture import media_type_of
from watchbook.capture.reader import READERS
from watchbook.capture.refusal import CaptureRefused
from watchbook.evidence.bundle import CAME, TEXT_LIMIT, VIEW_BYTES, Bundle, NotReadable, Resource
from watchbook.evidence.models import ContentKind

START = 2048  # bytes of a page in which it says its letters
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


@dataclass
class _Found:
    """What one reading of a file found: its first page, what answered, and the pictures among that, as many as a view holds."""

    address: str | None = None  # of the page
    document: str = ""
    resources: list[Resource] = field(default_factory=list)
    pictures: dict[int, bytes] = field(default_factory=dict)
    room: int = 0


class MadeElsewhere:
    """A file that came, within the bundle around it; it offers what it holds as `Bundle` does."""

    def __init__(self, bundle: Bundle, *, kind: ContentKind) -> None:
        self._bundle, self._kind = bundle, kind
        self._file = next((name for name in bundle.names if name.startswith(CAME)), "")

    @property
    def names(self) -> list[str]:
        """Of its pictures: the one that it is. Others have pictures on their page alone."""
        return [self._file] if self._kind == ContentKind.IMAGE and self._file else []

    def size(self, name: str) -> int:
        """Of its picture, in bytes."""
        return self._bundle.size(name)

    def content(self, name: str, *, limit: int) -> bytes:
        """The bytes of the picture that it is. Raises NotReadable."""
        return self._bundle.content(name, limit=limit)

    def text(self, name: str) -> str:
        """Its page, the words of that, or where it was; empty where there is none."""
        texts = {
            "dom.html": lambda: self._found.document,
            "text.txt": lambda: _words(self._found.document),
            "capture.json": lambda: json.dumps({"address": {"shown": self._found.address or ""}}),
        }
        return texts[name]() if name in texts else ""

    def lines(self, _name: str) -> Iterator[dict[str, Any]]:
        """It tells of no steps and no frames."""
        return iter(())

    def resources(self) -> list[Resource]:
        """What answered, each by the number of its record."""
        return self._found.resources

    def answer(self, one: Resource) -> bytes:
        """The bytes of a picture among the answers. Raises NotReadable for anything else."""
        if one.offset not in self._found.pictures:
            raise NotReadable
        return self._found.pictures[one.offset]

    @cached_property
    def _found(self) -> _Found:
        """One reading of the file, as far as it can be read; where it is broken it ends."""
        found = _Found(room=VIEW_BYTES)
        if self._kind not in READERS or not self._file:
            return found
        records = islice(READERS[self._kind](self._bundle.part(self._file)), RECORDS)
        with suppress(CaptureRefused):
            for number, one in enumerate(records):
                _note(one, number, found)
        return found


# What a view is made of: a bundle of ours, or what was made elsewhere and reads like one.
type BundleContent = Bundle | MadeElsewhere


def _note(one: ForeignRecord, number: int, found: _Found) -> None:
    if one.kind not in ANSWERS or (one.first_line and not OK.match(one.first_line)):
        return
    try:
        content = _plain(one, limit=VIEW_BYTES)
    except NotReadable:
        return
    digest = f"sha256:{sha256(content).hexdigest()}"
    found.resources.append(Resource(one.address, digest, 200, "GET", number, len(content)))
    if found.address is None and one.media_type in HTML:
        found.address, found.document = one.address, _in_letters(content, said=_header(one, "content-type"))
    if media_type_of(content) and len(content) <= found.room:
        found.pictures[number] = content
        found.room -= len(content)


def _header(one: ForeignRecord, name: str) -> str:
    return next((value for known, value in one.headers if known.lower() == name), "").strip().lower()


def _plain(one: ForeignRecord, *, limit: int) -> bytes:
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


def _in_letters(content: bytes, *, said: str) -> str:
    """A page as text, in the letters that it says it is written in, where we know them."""
    found = CHARSET.search(said) or CHARSET.search(content[:START].decode("latin-1"))
    charset = found[1].lower() if found else "utf-8"
    return content[:TEXT_LIMIT].decode(charset if charset in CHARSETS else "utf-8", "replace")


def _words(page: str) -> str:
    """What can be read on a page, a line for each block."""
    pieces = ("\n" * (one.name in LINES_AFTER) if isinstance(one, Tag) else one.words for one in spoken(page))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
