"""The bundle's file: members one after the other as `verify` spells them, hashed in the same pass as they are written."""

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from watchbook.capture import verify
from watchbook.capture.refusal import CaptureRefused

CHUNK = 1024 * 1024
LIMIT = 2**32 - 1  # what the one spelling can say
HEADER = len(verify.local_header(b"", 0, 0))


@dataclass(frozen=True)
class Member:
    """A file that was written: what manifest and seal say of it, and where it stands."""

    path: str
    bytes: int
    sha256: str
    crc32: int
    offset: int

    def as_data(self) -> dict[str, str | int]:
        """The file as a list names it."""
        return {"path": self.path, "bytes": self.bytes, "sha256": self.sha256, "crc32": self.crc32}


def write_member(file: BinaryIO, path: str, content: bytes | Path) -> Member:
    """Write one file into the bundle, in one pass."""
    name = verify.checked_name(path.encode())
    offset = file.tell()
    file.seek(offset + HEADER + len(name))
    hashed, crc, size = sha256(), 0, 0
    for chunk in _chunks(content):
        hashed.update(chunk)
        crc = zlib.crc32(chunk, crc)
        size += len(chunk)
        if offset + size > LIMIT:
            raise CaptureRefused(
                "The capture is too large for one bundle.",
                why="A bundle holds 4 GB at the most.",
                next_step="Capture less of the page, or without its films.",
            )
        file.write(chunk)
    end = file.tell()
    file.seek(offset)
    file.write(verify.local_header(name.encode(), crc, size))
    file.seek(end)
    return Member(name, size, hashed.hexdigest(), crc, offset)


def write_end(file: BinaryIO, members: list[Member]) -> None:
    """Write the list of files and have all of it on disk."""
    start = file.tell()
    for one in members:
        file.write(verify.central_header(one.path.encode(), one.crc32, one.bytes, one.offset))
    file.write(verify.end_record(len(members), file.tell() - start, start))
    file.truncate()
    file.flush()
    os.fsync(file.fileno())


def _chunks(content: bytes | Path) -> Iterator[bytes | memoryview]:
    if isinstance(content, bytes):
        yield content
        return
    buffer = bytearray(CHUNK)
    with content.open("rb", buffering=0) as source, memoryview(buffer) as view:
        while count := source.readinto(view):
            yield view[:count]
