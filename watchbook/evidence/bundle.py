"""A bundle's files read where they lie, by range: nothing is unpacked, and no more is decrypted than is asked for."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, BinaryIO, cast
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from watchbook.capture import answers
from watchbook.capture.wacz import INDEX, WARC

ARCHIVE, RECORD = "capture.wacz", "capture.json"
# The document at the end, and the words that were visible then.
DOCUMENT, WORDS = "dom.html", "text.txt"
CAME = "came."  # how the file begins that was made elsewhere, in the bundle around it
TEXT_LIMIT = 12 * 1024**2
VIEW_BYTES = 48 * 1024**2  # of pictures in one view
PICTURE_LIMIT = 64 * 1024**2
HEAD_LIMIT = 64 * 1024
END_OF_HEAD = b"\r\n\r\n"
GZIP = 31
# What reading says of a zip or a record that is not as we write it: broken, cut off, or locked.
NOT_OURS = (BadZipFile, EOFError, RuntimeError, ValueError, zlib.error)


class NotReadable(Exception):
    """What was asked for is not in the bundle, or not as we write it."""


class StoredFiles:
    """The files of a zip that stores and never deflates, as ours are, by name. Raises NotReadable."""

    def __init__(self, source: BinaryIO) -> None:
        try:
            self._zip = ZipFile(source)
        except NOT_OURS:
            raise NotReadable from None
        self._members = {one.filename: one for one in self._zip.infolist() if one.compress_type == ZIP_STORED}

    @property
    def names(self) -> list[str]:
        """Of every file, in the order of the zip."""
        return list(self._members)

    def size(self, name: str) -> int:
        """Of a file, in bytes; nought where there is none."""
        return self._members[name].file_size if name in self._members else 0

    def part(self, name: str) -> BinaryIO:
        """A file, read where it lies."""
        if name not in self._members:
            raise NotReadable
        try:
            return cast(BinaryIO, self._zip.open(self._members[name]))  # it reads as a file does
        except NOT_OURS:
            raise NotReadable from None

    def content(self, name: str, *, limit: int) -> bytes:
        """A file's bytes, no more than so many."""
        try:
            return self.part(name).read(limit)
        except NOT_OURS:
            raise NotReadable from None

    def text(self, name: str) -> str:
        """A text, empty where there is none; what is no UTF-8 in it shows as missing letters."""
        if name not in self._members:
            return ""
        return self.content(name, limit=TEXT_LIMIT).decode("utf-8", "replace")


@dataclass(frozen=True)
class Resource:
    """One answer in the archive: its address, what its bytes are by their hash, and where its record stands."""

    address: str
    digest: str
    status: int
    method: str
    offset: int
    length: int


@dataclass(frozen=True)
class ArchivedPage:
    """A page: its address and title, the names of its pieces and of their words, and how many of its bytes, or pages, are shown.

    `size` is nought where nobody knows it.
    """

    address: str
    title: str
    at: str
    pieces: list[str]
    words: list[str]
    kept: int
    size: int
    unit: str = "bytes"
    answered: str = ""  # the number of an answer that is no good one, such as 404


class Bundle(StoredFiles):
    """The files of a sealed bundle, and the answers in its archive."""

    def documents(self) -> list[ArchivedPage]:
        """Return the page as it stood at the end, as far as a view reads it."""
        size = self.size(DOCUMENT)
        said = parsed(self.text(RECORD)).get("address")
        address = str(said.get("shown", "")) if isinstance(said, dict) else ""
        return [ArchivedPage(address, "", "", [DOCUMENT], [WORDS], min(size, TEXT_LIMIT), size)]

    @cached_property
    def archive(self) -> StoredFiles:
        """The files of its archive."""
        return StoredFiles(self.part(ARCHIVE))

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """Each line of a file of JSON lines that is a group of facts."""
        return (found for line in self.text(name).split("\n") if (found := parsed(line)))

    def resources(self) -> list[Resource]:
        """The answers in the archive, in the order of its index; none where there is no archive."""
        if ARCHIVE not in self._members:
            return []
        lines = self.archive.text(INDEX).split("\n")
        return [one for one in map(_resource, lines) if one is not None]

    def answer(self, one: Resource) -> bytes:
        """The bytes of an answer, no more of them than a picture may have."""
        _fields, _, block = self._record(one, limit=PICTURE_LIMIT).partition(END_OF_HEAD)
        if not block:
            raise NotReadable
        _head, _, body = block.partition(END_OF_HEAD)
        return body.removesuffix(END_OF_HEAD)

    def fields(self, one: Resource) -> list[tuple[str, str]]:
        """What the record of an answer says of its connection and its time: WARC’s fields, by their names."""
        head, _, _block = self._record(one, limit=HEAD_LIMIT).partition(END_OF_HEAD)
        lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")[1:])
        return [(name, value.strip()) for name, _, value in lines]

    def _record(self, one: Resource, *, limit: int) -> bytes:
        """The record of an answer, no more of it than so many bytes."""
        if not (one.offset >= 0 and 0 < one.length <= PICTURE_LIMIT):
            raise NotReadable
        file = self.archive.part(WARC)
        file.seek(one.offset)
        try:
            return zlib.decompressobj(GZIP).decompress(file.read(one.length), limit)
        except NOT_OURS:
            raise NotReadable from None


def parsed(text: str) -> dict[str, Any]:
    """A JSON object's facts; none where the text is no such thing."""
    found = answers.parsed(text)
    return found if isinstance(found, dict) else {}


def _resource(line: str) -> Resource | None:
    facts = parsed(line.split(" ", 2)[-1])
    try:
        return Resource(
            address=str(facts["url"]),
            digest=str(facts["digest"]),
            status=int(facts["status"]),
            method=str(facts.get("method", "GET")),
            offset=int(facts["offset"]),
            length=int(facts["length"]),
        )
    except (KeyError, ValueError, TypeError):
        return None
