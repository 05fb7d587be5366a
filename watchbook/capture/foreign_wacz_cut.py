"""A foreign WACZ that is cut off: its list of contents, which stands last, is missing, so its web archives are found by their own heads.

Its lists of pages and of hashes are read as far as they are there.
"""

import mmap
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import UnsupportedOperation
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED

from watchbook.capture.foreign_record import named, refused

HEAD = struct.Struct("<4s5H3I2H")
BEGINS, DESCRIBES = b"PK\3\4", b"PK\7\x08"
LOCKED, SAID_LATER, IN_EXTRA = 0x1, 0x8, 0xFFFFFFFF
EXTRA_OF_64 = 1
MEMBERS_LIMIT = 20_000
ENDS_LIMIT = 200_000  # of archives within the member that have such marks too
WARC = re.compile(r"archive/[A-Za-z0-9_-][^/\\:\x00-\x1f\x7f]*\.warc(\.gz)?")

type Bytes = mmap.mmap | bytes


@dataclass
class CutArchive:
    """A web archive within the file, read as a file of its own; of the last one only the beginning may be there."""

    file: BinaryIO
    place: int
    end: int

    def read(self, size: int) -> bytes:
        """The next bytes."""
        self.file.seek(self.place)
        piece = self.file.read(min(size, self.end - self.place))
        self.place += len(piece)
        return piece


def archives(file: BinaryIO) -> list[CutArchive]:
    """Each web archive of a cut file; Refused for one that is locked or packed twice."""
    return [
        CutArchive(file, one.start, one.end) for one in _members(bytes_of(file)) if WARC.fullmatch(one.name)
    ]


def content(file: BinaryIO, name: str, *, limit: int) -> bytes:
    """The content of a part, as far as it is there; nothing of one that is not, or that grows beyond the limit."""
    data = bytes_of(file)
    for one in _members(data):
        if one.name == name and one.packed in {ZIP_STORED, ZIP_DEFLATED}:
            packed = data[one.start : min(one.end, one.start + limit)]
            return packed if one.packed == ZIP_STORED else _unpacked(packed, limit)
    return b""


def stored_whole(file: BinaryIO) -> dict[str, CutArchive]:
    """Each part that is whole and not packed, by its name."""
    found = (one for one in _members(bytes_of(file)) if one.is_whole and one.packed == ZIP_STORED)
    return {one.name: CutArchive(file, one.start, one.end) for one in found}


def _unpacked(packed: bytes, limit: int) -> bytes:
    plain = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = plain.decompress(packed, limit)
    except zlib.error:
        return b""
    return b"" if plain.unconsumed_tail else found


def bytes_of(file: BinaryIO) -> Bytes:
    """The bytes of a file where they lie; of one in memory alone, themselves."""
    try:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except UnsupportedOperation:
        file.seek(0)
        return file.read()


@dataclass(frozen=True)
class _Member:
    """A part by its own head: where it begins and ends in the file, how it is packed, and whether all of it is there."""

    name: str
    start: int
    end: int
    packed: int
    is_whole: bool


def _members(data: Bytes) -> Iterator[_Member]:
    """Each member by its own head."""
    place = 0
    for _ in range(MEMBERS_LIMIT):
        if place + HEAD.size > len(data) or data[place : place + 4] != BEGINS:
            return
        _, _, flags, packed, _, _, _, size, _, name_size, extra_size = HEAD.unpack_from(data, place)
        begins = place + HEAD.size
        name = data[begins : begins + name_size].decode("utf-8", "replace")
        extra = data[begins + name_size : begins + name_size + extra_size]
        start = begins + name_size + extra_size
        if WARC.fullmatch(name) and (flags & LOCKED or packed != ZIP_STORED):
            raise refused(
                f"the file {named(name)} inside is locked, or packed twice, which the format forbids"
            )
        size = _size_of_64(extra) if size == IN_EXTRA else size
        end = _described_end(data, start) if flags & SAID_LATER and not size else start + size
        yield _Member(name, min(start, len(data)), min(end, len(data)), packed, is_whole=end < len(data))
        place = _behind_description(data, end) if flags & SAID_LATER else end


def _size_of_64(extra: bytes) -> int:
    """The size that stands beside the head, where it needs more than 32 bits."""
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, place)
        if kind == EXTRA_OF_64 and length >= 16 and place + 20 <= len(extra):
            return int.from_bytes(extra[place + 12 : place + 20], "little")
        place += 4 + length
    return IN_EXTRA


def _described_end(data: Bytes, start: int) -> int:
    """Find the end of a member whose size is said behind it: the end of the file where that is missing, or behind too many that are none."""
    place = start - 1
    for _ in range(ENDS_LIMIT):
        if (place := data.find(DESCRIBES, place + 1)) < 0:
            break
        if place - start in {int.from_bytes(data[place + 8 : place + 8 + size], "little") for size in (4, 8)}:
            return place
    return len(data)


def _behind_description(data: Bytes, end: int) -> int:
    found = (end + size for size in (16, 24, 12, 20) if data[end + size : end + size + 4] == BEGINS)
    return next(found, len(data))
