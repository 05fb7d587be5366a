"""Index of what is seen of a foreign capture, made once when it comes in: its pages, their words, what answered, pictures.

They are files of a folder, which go beside the file into the bundle around it; a view then reads those alone, by range.
"""

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from watchbook.capture.foreign_pages import NotedPage, PageWriter
from watchbook.capture.foreign_record import ForeignRecord, refused
from watchbook.capture.picture import media_type_of

ANSWERS_FILE, PAGE_FILE, WORDS_FILE, ADDRESS_FILE = "answers.jsonl", "dom.html", "text.txt", "capture.json"
ROOM = 48 * 1024**2  # bytes of pictures, as many as a view holds
ANSWERS_LIMIT = 5_000  # noted of a file
BODY_LIMIT = 32 * 1024**2  # bytes that one body may unpack to
BODIES_LIMIT = 4 * 1024**3  # and all of them together
GROWTH_LIMIT, GROWTH_MATTERS_FROM = 50, 256 * 1024**2
HTML = {"text/html", "application/xhtml+xml"}
ANSWERS = {"response", "part", "resource"}
OK = re.compile(r"HTTP/\S+ 200\b")
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
    listed: Mapping[str, str] = field(
        default_factory=dict
    )  # titles of pages that the file says it holds, by address
    pages: PageWriter = field(init=False)

    def __post_init__(self) -> None:
        self.pages = PageWriter(self.folder)

    def note(self, one: ForeignRecord, number: int) -> None:
        """Note a record if it is a good answer whose body we can unpack; of a page that is too long, its beginning."""
        if one.kind not in ANSWERS or (one.first_line and not OK.match(one.first_line)):
            return
        is_page = one.media_type in HTML and self._is_shown(one.address)
        if not is_page and (one.is_cut or len(self.answers) == ANSWERS_LIMIT):
            return
        body, is_whole = _plain(one)
        if body is None:
            return
        self.packed, self.plain = self.packed + len(one.content), self.plain + len(body)
        most = min(BODIES_LIMIT, max(GROWTH_MATTERS_FROM, GROWTH_LIMIT * self.packed))
        if self.plain > most:
            raise refused("what its answers pack would grow beyond all bounds")
        if media_type_of(body) and len(body) <= self.room:
            (self.folder / str(number)).write_bytes(body)
            self.room -= len(body)
        if not one.is_cut and len(self.answers) < ANSWERS_LIMIT:
            self.answers.append(
                {"address": one.address, "digest": f"sha256:{sha256(body).hexdigest()}", "number": number}
                | {"bytes": len(body)}
            )
        if is_page and not media_type_of(body):
            # Of a packed page that is longer than we unpack, nobody knows how long it is.
            size = (
                one.length
                if one.is_cut and not _header(one, "content-encoding")
                else len(body) + (not is_whole)
            )
            self.pages.add(one, body, said=_header(one, "content-type"), size=size)

    def _is_shown(self, address: str) -> bool:
        """Whether a page is shown: the first of the file, and the others that its list names or, without one, all."""
        return not self.pages.found or not self.listed or address.partition("#")[0] in self.listed

    def noted(self) -> list[NotedPage]:
        """The pages in the order of the file: those that its list names, with its titles; the first answer where it names none of them."""
        found = [one for one in self.pages.found if one.address.partition("#")[0] in self.listed]
        for one in found:
            one.title = self.listed[one.address.partition("#")[0]] or one.title
        return found or self.pages.found

    def close(self) -> None:
        """Write what answered, the pages, and the address of the first."""
        lines = "".join(f"{json.dumps(one)}\n" for one in self.answers)
        (self.folder / ANSWERS_FILE).write_text(lines, encoding="utf-8")
        noted = self.noted()
        self.pages.close(noted)
        first = noted[0].address if noted else ""
        address = json.dumps({"address": {"shown": first}})
        (self.folder / ADDRESS_FILE).write_text(address, encoding="utf-8")


def _header(one: ForeignRecord, name: str) -> str:
    return next((value for known, value in one.headers if known.lower() == name), "").strip().lower()


def _plain(one: ForeignRecord) -> tuple[bytes | None, bool]:
    """The content as a page got it, where chunks and packing are of a kind that we read, and whether that is all of it."""
    content = _joined(one.content) if _header(one, "transfer-encoding") == "chunked" else one.content
    packing = _header(one, "content-encoding")
    if packing in {"", "identity"}:
        return content, not one.is_cut
    if packing not in PACKED:
        return None, True
    unpacked = zlib.decompressobj(PACKED[packing])
    try:
        plain = unpacked.decompress(content, BODY_LIMIT)
    except zlib.error:
        return None, True
    return plain, unpacked.eof


def _joined(content: bytes) -> bytes:
    """The chunks without what parts them; bytes that are in no chunks stay as they are."""
    found, place = [], 0
    while (head := CHUNK.match(content, place)) and (size := int(head[1], 16)):
        found.append(content[head.end() : head.end() + size])
        place = head.end() + size + 2
    return b"".join(found) if found else content
