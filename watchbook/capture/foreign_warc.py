"""A foreign WARC, read record by record: gzip members unpacked no further than the limits."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import BinaryIO

from watchbook.capture.foreign_body import body_of
from watchbook.capture.foreign_record import FileEnd, ForeignRecord, named, refused, without_secrets
from watchbook.capture.refusal import CaptureRefused
from watchbook.capture.warc_digests import NONE, UNCHECKED, RecordCheck

CHUNK = 256 * 1024
HEAD_LIMIT = 256 * 1024
RECORD_LIMIT = 512 * 1024**2
TOLD_LIMIT = 32 * 1024**2  # bytes of a record that are told; of a larger one the rest is hashed alone
TOTAL_LIMIT = 4 * 1024**3
RECORDS_LIMIT = 200_000
MEMBERS_LIMIT = 2 * RECORDS_LIMIT
PIECE = 16 * 1024  # bytes handed to a member: what it leaves over is copied
GROWTH_LIMIT, GROWTH_MATTERS_FROM = 100, 16 * 1024**2
BEGINS = b"WARC/1."
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
WITH_HTTP = {"request", "response"}
TIES = {"warc-record-id", "warc-concurrent-to"}
TRUNCATED = "warc-truncated"  # as the program says that cut a record
NOUGHTS = re.compile(rb"\0*")
PRINTABLE = re.compile(r"[^\x20-\x7e]")


class UnpackBudget:
    """Bytes that a file may still unpack to, over all that is packed in it."""

    def __init__(self) -> None:
        self.left = TOTAL_LIMIT

    def spend(self, size: int) -> None:
        """Refuse the file once it is too much."""
        self.left -= size
        if self.left < 0:
            raise grown()


class UnpackedWarc:
    """The plain bytes of a WARC, gzip or not, held against the limits while they are read."""

    def __init__(self, file: BinaryIO, budget: "UnpackBudget | None" = None) -> None:
        self._file, self._budget = file, budget or UnpackBudget()
        self._packed, self._at, self._members = file.read(CHUNK), 0, 0
        self._buffer = bytearray()
        self._read, self._grown = len(self._packed), 0
        self._gzip = self._packed.startswith(b"\x1f\x8b")
        self._member = zlib.decompressobj(31)
        self._is_within = False  # a packed member, whose end with its checksum is still to come
        self.is_over = False
        self.breaks_off = False  # it ends before what it packs does

    def fill(self, size: int) -> bytearray:
        """The buffer, with at least so many bytes if there are any."""
        while len(self._buffer) < size and not self.is_over:
            self._buffer += self._more()
        return self._buffer

    def take(self, size: int) -> bytes:
        """The next bytes; fewer if the file ends before."""
        self.breaks_off = len(self.fill(size)) < size or self.breaks_off
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _more(self) -> bytes:
        """Some of the plain bytes; none is not the end, since a chunk may hold no more than a part of a member's head."""
        has_ended = False
        if self._at == len(self._packed):
            self._packed, self._at = self._file.read(CHUNK), 0
            self._read += len(self._packed)
            has_ended = not self._packed
        if self._gzip:
            plain = self._unpack()
        else:
            plain, self._at = self._packed, len(self._packed)
        self._grown += len(plain)
        self.is_over = has_ended and not plain
        self.breaks_off = self.breaks_off or (self.is_over and self._is_within)
        self._budget.spend(len(plain))
        if self._grown > GROWTH_MATTERS_FROM and self._grown > GROWTH_LIMIT * self._read:
            raise grown()
        return plain

    def _unpack(self) -> bytes:
        """Some of the plain bytes; a new member begins where one ends, and noughts may fill the space between."""
        if not self._is_within and (noughts := NOUGHTS.match(self._packed, self._at)):
            self._at = noughts.end()
        piece = self._packed[self._at : self._at + PIECE]
        try:
            plain = self._member.decompress(piece, CHUNK * 4)
        except zlib.error:
            raise refused(
                f"its compression is broken after {self._grown:,} bytes of what it packs: something else stands there, or it is damaged"
            ) from None
        self._is_within = not self._member.eof and (self._is_within or bool(piece))
        left = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        self._at += len(piece) - len(left)
        if self._member.eof:
            self._member, self._members = zlib.decompressobj(31), self._members + 1
            if self._members > MEMBERS_LIMIT:
                raise refused(f"it is packed in more than {MEMBERS_LIMIT} pieces")
        return plain


def grown() -> CaptureRefused:
    """The refusal of what packs more than any capture."""
    return refused("it would grow beyond all bounds when it is unpacked")


def records(
    file: BinaryIO, end: FileEnd | None = None, budget: UnpackBudget | None = None
) -> Iterator[ForeignRecord]:
    """Every record, requests and responses with their HTTP heads read; of one within which the file ends, as much as is there."""
    source, end = UnpackedWarc(file, budget), end or FileEnd()
    for _ in range(RECORDS_LIMIT):
        while bytes(source.fill(1)[:1]) in (b"\r", b"\n"):
            source.take(1)
        head = _head(source) if source.fill(1) else None
        if head is not None:
            yield _record(source, head)
        end.is_missing = end.is_missing or source.breaks_off
        if head is None:
            return
    raise refused(f"it has more than {RECORDS_LIMIT} records")


def _record(source: UnpackedWarc, head: bytes) -> ForeignRecord:
    first, headers = _lines(head)
    if not first.startswith("WARC/1."):
        raise refused("it has something between its records that is no record")
    own = {name.lower(): value for name, value in headers}
    size = own.get("content-length", "")
    if not size.isascii() or not size.isdigit() or int(size) > RECORD_LIMIT:
        raise refused(f"it has a record of the length {named(size[:20])}, which none can have")
    length, kind = int(size), own.get("warc-type", "")
    block = source.take(min(length, TOLD_LIMIT))
    end = END_OF_HEAD.search(block, 0, HEAD_LIMIT) if kind in WITH_HTTP else None
    hashed, left, check = sha256(block), length - len(block), RecordCheck(own, kind=kind)
    check.begin(block, payload_from=end.end() if end else 0)
    while left and (piece := source.take(min(left, CHUNK))):
        hashed.update(piece)
        check.go_on(piece)
        left -= len(piece)
    ties = frozenset(one for name, one in headers if name.lower() in TIES)
    address = own.get("warc-target-uri", "").strip("<>")
    at = " and ".join(dict.fromkeys(one for name, one in headers if name.lower() == "warc-date"))
    digest = hashed.hexdigest()
    if end is None:
        told = (("Content-Type", own.get("content-type", "")),)
        found = ForeignRecord(kind, address, at, "", told, block, digest, 0, length, ties)
    else:
        line, http = _lines(block[: end.start()])
        kept, withheld = without_secrets(http)
        body = block[end.end() :]
        found = ForeignRecord(kind, address, at, line, kept, body, digest, withheld, length - end.end(), ties)
    others = _payloads(found, block) if not found.is_cut else ()
    state = check.state(others, is_all=not found.is_cut)
    if left and state != NONE:
        state = UNCHECKED  # the file ends within it
    return replace(found, digest=state, breaks_off=bool(left) or TRUNCATED in own)


def _payloads(one: ForeignRecord, block: bytes) -> Iterator[bytes]:
    """Return what programs take for the payload of a record besides what follows its head: the block; the body without chunks, or unpacked."""
    yield block
    if one.first_line:
        yield body_of(replace(one, headers=tuple(_unpacked_not(one)))).content or b""
        yield body_of(one).content or b""
    elif one.kind in WITH_HTTP:
        yield b""


def _unpacked_not(one: ForeignRecord) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in one.headers if name.lower() != "content-encoding")


def _head(source: UnpackedWarc) -> bytes | None:
    """The head of a record; None where the file ends within it."""
    size = 1024
    while True:
        buffer = source.fill(size)
        end = END_OF_HEAD.search(buffer)
        if end:
            return source.take(end.end())[: end.start()]
        if source.is_over and bytes(buffer[: len(BEGINS)]) == BEGINS[: len(buffer)]:
            source.breaks_off = True
            return None
        if source.is_over or size > HEAD_LIMIT:
            raise refused("it is a web archive that is damaged: the head of a record has no end")
        size *= 2


def _lines(head: bytes) -> tuple[str, list[tuple[str, str]]]:
    """First line and headers; what is folded over lines belongs to the header before, and is as secret."""
    first, *rest = head.decode("latin-1").replace("\r\n", "\n").split("\n")
    headers: list[tuple[str, str]] = []
    for line in rest:
        if line[:1] in (" ", "\t") and headers:
            headers[-1] = headers[-1][0], f"{headers[-1][1]} {line.strip()}"
        elif ":" in line:
            name, _, value = line.partition(":")
            headers.append((PRINTABLE.sub("", name).strip(), PRINTABLE.sub("?", value).strip()))
    return PRINTABLE.sub("?", first), headers
