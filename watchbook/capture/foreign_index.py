"""Index of what is seen of a foreign capture, made once when it comes in: its pages, their words, what answered, pictures.

They are files of a folder, which go beside the file into the bundle around it; a view then reads those alone, by range.
"""

import json
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from watchbook.capture.foreign_body import AnswerBody, body_of, header
from watchbook.capture.foreign_pages import ROOM as ROOM_OF_PAGES
from watchbook.capture.foreign_pages import NotedPage, PageWriter
from watchbook.capture.foreign_record import ForeignRecord, refused
from watchbook.capture.foreign_times import later_of
from watchbook.capture.picture import media_type_of

ANSWERS_FILE, PAGE_FILE, WORDS_FILE, ADDRESS_FILE = "answers.jsonl", "dom.html", "text.txt", "capture.json"
ROOM = 48 * 1024**2  # bytes of pictures, as many as a view holds
ANSWERS_LIMIT = 5_000  # noted of a file
BODIES_LIMIT = 4 * 1024**3  # bytes that all bodies together may unpack to
GROWTH_LIMIT, GROWTH_MATTERS_FROM = 50, 256 * 1024**2
HTML = {"text/html", "application/xhtml+xml"}
ANSWERS = {"response", "part", "resource"}
HOLDS = ANSWERS | {"revisit"}
OK, FAILED = re.compile(r"HTTP/\S+ 200\b"), re.compile(r"HTTP/\S+ ([45]\d\d)\b")
FAILED_LIMIT, ROOM_OF_FAILED = 50, 4 * 1024**2


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
    addresses: Set[str] = frozenset()  # of those pages, as they are written
    held: set[str] = field(default_factory=set)  # of those, the ones of which it holds a record
    times: list[tuple[str, str]] = field(
        default_factory=list
    )  # of the records of pages that are listed, by address
    latest: str = ""  # time of a record
    cut_off: int = 0  # answers that break off within their chunks or their packing
    pages: PageWriter = field(init=False)
    kept_back: list[ForeignRecord] = field(default_factory=list)  # pages that answered badly
    room_of_failed: int = ROOM_OF_FAILED
    failed: PageWriter = field(init=False)
    others: PageWriter = field(init=False)  # of pages that its list leaves out, which take no room from those

    def __post_init__(self) -> None:
        self.addresses = set(self.listed)
        self.listed = {bare(address): title for address, title in self.listed.items()}
        self.pages, self.failed = PageWriter(self.folder), PageWriter(self.folder)
        self.others = PageWriter(self.folder, room=ROOM_OF_PAGES // 2) if self.listed else self.pages

    def note(self, one: ForeignRecord, number: int) -> None:
        """Note a record if it is an answer whose body we can unpack; of a page that is too long, its beginning."""
        if one.kind in HOLDS:
            self.latest = later_of(self.latest, one.at)
            if one.address in self.addresses and len(self.times) < ANSWERS_LIMIT:
                self.times.append((one.address, one.at))
            self.held |= {bare(one.address)} & self.listed.keys()
        if one.kind in ANSWERS and (not one.first_line or OK.match(one.first_line)):
            self._note_good(one, number)
        elif one.kind in ANSWERS and one.media_type in HTML and FAILED.match(one.first_line):
            self._keep_back(one)

    def _note_good(self, one: ForeignRecord, number: int) -> None:
        is_page = one.media_type in HTML
        if not is_page and (one.is_cut or len(self.answers) == ANSWERS_LIMIT):
            return
        found = body_of(one)
        self.cut_off += found.breaks_off and not one.is_short
        body = found.content
        if body is None:
            return
        self._spend(len(one.content), len(body))
        if media_type_of(body) and len(body) <= self.room:
            (self.folder / str(number)).write_bytes(body)
            self.room -= len(body)
        if not one.is_cut and len(self.answers) < ANSWERS_LIMIT:
            self.answers.append(
                {"address": one.address, "digest": f"sha256:{sha256(body).hexdigest()}", "number": number}
                | {"bytes": len(body)}
            )
        if is_page and not media_type_of(body):
            self._add_page(
                one, found, body, to=self.pages if bare(one.address) in self.listed else self.others
            )

    def _keep_back(self, one: ForeignRecord) -> None:
        """Keep a page that says that something is gone or not to be had until it is known whether it is needed."""
        self.room_of_failed -= len(one.content)
        if self.room_of_failed >= 0 and len(self.kept_back) < FAILED_LIMIT:
            self.kept_back.append(one)

    def _note_failed(self) -> None:
        """Note the pages that answered badly which the list names; where the file has no other, all."""
        good = self.noted()
        absent = self.listed.keys() - {bare(one.address) for one in good}
        listed = [one for one in self.kept_back if bare(one.address) in absent]
        for one in listed if good or listed else self.kept_back:
            found, answered = body_of(one), FAILED.match(one.first_line)
            if found.content is not None and answered:
                self._spend(len(one.content), len(found.content))
                self._add_page(one, found, found.content, to=self.failed)
                self.failed.found[-1].answered = answered[1]

    def _spend(self, packed: int, plain: int) -> None:
        """Refuse the file once its bodies grow beyond all bounds."""
        self.packed, self.plain = self.packed + packed, self.plain + plain
        most = min(BODIES_LIMIT, max(GROWTH_MATTERS_FROM, GROWTH_LIMIT * self.packed))
        if self.plain > most:
            raise refused("what its answers pack would grow beyond all bounds")

    def _add_page(self, one: ForeignRecord, found: AnswerBody, body: bytes, *, to: PageWriter) -> None:
        # Of a packed page that is longer than we unpack, nobody knows how long it is.
        is_known = one.is_cut and not header(one, "content-encoding")
        size = one.length if is_known else len(body) + (not found.is_whole)
        to.add(one, body, said=header(one, "content-type"), size=size)

    def noted(self) -> list[NotedPage]:
        """The pages, those that its list names first; one that gives itself no title has that of the list."""
        found = self.pages.found + (self.others.found if self.others is not self.pages else [])
        found += self.failed.found
        for one in found:
            one.title = one.title or self.listed.get(bare(one.address), "")
        return found

    @property
    def more(self) -> int:
        """Pages beyond those that are noted."""
        return self.pages.more + (self.others.more if self.others is not self.pages else 0)

    def close(self) -> None:
        """Write what answered, the pages, and the address of the first."""
        lines = "".join(f"{json.dumps(one)}\n" for one in self.answers)
        (self.folder / ANSWERS_FILE).write_text(lines, encoding="utf-8")
        self._note_failed()
        noted = self.noted()
        self.pages.close(noted)
        first = noted[0].address if noted else ""
        address = json.dumps({"address": {"shown": first}})
        (self.folder / ADDRESS_FILE).write_text(address, encoding="utf-8")


def bare(address: str) -> str:
    """An address as lists and records are compared by it: without a place in the page, or a stroke at its end."""
    return address.partition("#")[0].removesuffix("/")
