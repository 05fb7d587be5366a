"""A foreign WACZ that is cut off: its list of contents, which stands last, is missing, so its web archives are found by their own heads.

Nothing else of it is read: the lists of pages and of hashes are not there, or cannot be told from what was lost.
"""

import mmap
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import UnsupportedOperation
from typing import BinaryIO
from zipfile import ZIP_STORED

from watchbook.capture.foreign_record import named, refused

HEAD = struct.Struct("<4s5H3I2H")
BEGINS, DESCRIBES = b"PK\3\4", b"PK\7\x08"
LOCKED, SAID_LATER, IN_EXTRA = 0x1, 0x8, 0xFFFFFFFF
EXTRA_OF_64 = 1
MEMBERS_LIMIT = 20_000
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
        CutArchive(file, start, end) for name, start, end in _members(bytes_of(file)) if WARC.fullmatch(name)
    ]


def bytes_of(file: BinaryIO) -> Bytes:
    """The bytes of a file where they lie; of one in memory alone, themselves."""
    try:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except UnsupportedOperation:
        file.seek(0)
        return file.read()


def _members(data: Bytes) -> Iterator[tuple[str, int, int]]:
    """Each member by its own head, with where it begins and ends."""
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
        yield name, start, min(end, len(data))
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
    """Find the end of a member whose size is said behind it: the end of the file where that is missing."""
    place = data.find(DESCRIBES, start)
    while place >= 0:
        if place - start in {int.from_bytes(data[place + 8 : place + 8 + size], "little") for size in (4, 8)}:
            return place
        place = data.find(DESCRIBES, place + 1)
    return len(data)


def _behind_description(data: Bytes, end: int) -> int:
    found = (end + size for size in (16, 24, 12, 20) if data[end + size : end + size + 4] == BEGINS)
    return next(found, len(data))
