"""Index of what is seen of a foreign capture, made once when it comes in: its first page, that page's words, what answered, pictures.

They are files of a folder, which go beside the file into the bundle around it; a view then reads those alone, by range.
"""

import json
import re
import zlib
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from watchbook.capture.foreign_record import ForeignRecord, refused
from watchbook.capture.inert import spoken
from watchbook.capture.markup import Tag
from watchbook.capture.picture import media_type_of

ANSWERS_FILE, PAGE_FILE, WORDS_FILE, ADDRESS_FILE = "answers.jsonl", "dom.html", "text.txt", "capture.json"
ROOM = 48 * 1024**2  # bytes of pictures, as many as a view holds
TEXT_LIMIT = 12 * 1024**2
START = 2048  # bytes of a page in which it says its letters
ANSWERS_LIMIT = 5_000  # noted of a file
BODY_LIMIT = 32 * 1024**2  # bytes that one body may unpack to
BODIES_LIMIT = 4 * 1024**3  # and all of them together
GROWTH_LIMIT, GROWTH_MATTERS_FROM = 50, 256 * 1024**2
HTML = {"text/html", "application/xhtml+xml"}
ANSWERS = {"response", "part", "resource"}
OK = re.compile(r"HTTP/\S+ 200\b")
CHARSET = re.compile(r"charset=[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
CHARSETS = {
    "utf-8", "utf8", "iso-8859-1", "latin1", "us-ascii", "windows-1252", "utf-16", "utf-16le", "utf-16be",
    "iso-8859-15",
}  # fmt: skip
LINES_AFTER = {
    "p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "header", "footer",
}  # fmt: skip
PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 47}
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r\n")


@dataclass
class ForeignIndex:
    """Notes what is seen of the records it is given, one after the other; pictures are written as they come."""

    folder: Path
    room: int = ROOM
    packed: int = 0  # bytes of the bodies as they came
    plain: int = 0
    answers: list[dict[str, Any]] = field(default_factory=list)
    address: str | None = None  # of the page

    def note(self, one: ForeignRecord, number: int) -> None:
        """Note a record if it is a good answer whose body we can unpack."""
        if len(self.answers) == ANSWERS_LIMIT or one.is_cut or one.kind not in ANSWERS:
            return
        if one.first_line and not OK.match(one.first_line):
            return
        body = _plain(one)
        if body is None:
            return
        self.packed, self.plain = self.packed + len(one.content), self.plain + len(body)
        most = min(BODIES_LIMIT, max(GROWTH_MATTERS_FROM, GROWTH_LIMIT * self.packed))
        if self.plain > most:
            raise refused("what its answers pack would grow beyond all bounds")
        if media_type_of(body) and len(body) <= self.room:
            (self.folder / str(number)).write_bytes(body)
            self.room -= len(body)
        self.answers.append(
            {"address": one.address, "digest": f"sha256:{sha256(body).hexdigest()}", "number": number}
            | {"bytes": len(body)}
        )
        if self.address is None and one.media_type in HTML:
            self.address = one.address
            self._write(body, said=_header(one, "content-type"))

    def close(self) -> None:
        """Write what answered, and the address of the page."""
        lines = "".join(f"{json.dumps(one)}\n" for one in self.answers)
        (self.folder / ANSWERS_FILE).write_text(lines, encoding="utf-8")
        address = json.dumps({"address": {"shown": self.address or ""}})
        (self.folder / ADDRESS_FILE).write_text(address, encoding="utf-8")

    def _write(self, body: bytes, *, said: str) -> None:
        page = _in_letters(body, said=said)
        (self.folder / PAGE_FILE).write_text(page, encoding="utf-8", errors="replace", newline="")
        (self.folder / WORDS_FILE).write_text(_words(page), encoding="utf-8", errors="replace", newline="")


def _header(one: ForeignRecord, name: str) -> str:
    return next((value for known, value in one.headers if known.lower() == name), "").strip().lower()


def _plain(one: ForeignRecord) -> bytes | None:
    """The content as a page got it, where chunks and packing are of a kind that we read."""
    content = _joined(one.content) if _header(one, "transfer-encoding") == "chunked" else one.content
    packing = _header(one, "content-encoding")
    if packing in {"", "identity"}:
        return content
    if packing not in PACKED:
        return None
    try:
        return zlib.decompressobj(PACKED[packing]).decompress(content, BODY_LIMIT)
    except zlib.error:
        return None


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
