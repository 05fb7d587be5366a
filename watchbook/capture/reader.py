"""What others captured (WACZ, WARC, MHTML), read without being unpacked, and never trusted.

    found = reader.look(path)          # kind, hash, pages, what its own hashes say; Refused with the reason
    for record in reader.records(path): …

Taken by its first bytes, whatever its name. Nothing is written anywhere: members are read where they lie, and no name in a
file becomes a path. Bombs, zips within zips, links and names that climb are refused whole. Session secrets in headers are
withheld, with the hash of the record as it came, so that the withholding can be shown. No content is ever run: `inert` gives
the text of a page as HTML of our own making.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from watchbook.capture import foreign_mhtml, foreign_wacz, foreign_warc
from watchbook.capture.foreign_record import AS_PDF, UNPACKED, FileEnd, ForeignRecord, refused
from watchbook.capture.foreign_wacz import ForeignPage, OwnHashes

FILE_LIMIT = 8 * 1024**3
START, GZIP = 4096, b"\x1f\x8b"
READERS = {"WACZ": foreign_wacz.records, "WARC": foreign_warc.records, "MHTML": foreign_mhtml.records}


@dataclass(frozen=True)
class ForeignCapture:
    """A foreign capture: its kind and size, its pages, and whether the hashes it carries are those of its files."""

    kind: str
    bytes: int
    pages: tuple[ForeignPage, ...] = ()
    own_hashes: OwnHashes = field(default_factory=OwnHashes)
    bytes_after: int = 0  # behind the end of a ZIP file


def look(path: Path) -> ForeignCapture:
    """What a file is and holds, after every limit has been held against its list of contents."""
    with _opened(path) as (kind, file):
        size = path.stat().st_size
        if kind == "WACZ":
            pages, own_hashes = foreign_wacz.look(file)
            return ForeignCapture(kind, size, tuple(pages), own_hashes, foreign_wacz.bytes_after(file))
        return ForeignCapture(kind, size)


def records(path: Path, end: FileEnd | None = None) -> Iterator[ForeignRecord]:
    """Each record in the order of the file; Refused as soon as a limit is passed. `end` says afterwards whether the file has its own."""
    with _opened(path) as (kind, file):
        yield from READERS[kind](file, end)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    with path.open("rb") as file:
        start = file.read(START)
        file.seek(0)
        if path.stat().st_size > FILE_LIMIT:
            raise refused("it is larger than 8 GB")
        yield _kind(start), file


def _unpacked(start: bytes) -> bytes:
    """Return the first bytes of what a file packs; nothing of one that is broken, which its reader says."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, len(b"WARC/"))
    except zlib.error:
        return b""


def _kind(start: bytes) -> str:
    if start.startswith(b"PK\3\4"):
        return "WACZ"
    if start.startswith(GZIP) and not _unpacked(start).startswith(b"WARC/"[: len(_unpacked(start))]):
        if _unpacked(start).startswith((GZIP, b"PK\3\4")):
            raise refused("it was packed more than once", "Unpack it once, and add the file in it.")
        raise refused("it is a packed file (gzip) with no web archive in it", UNPACKED)
    if start.startswith((GZIP, b"WARC/1.")):
        return "WARC"
    if b"multipart/related" in start.lower():
        return "MHTML"
    accepted = "We accept web archives (WACZ, WARC), saved pages (MHTML), pictures (PNG, JPEG, GIF, WebP) and PDF files."
    raise refused("it is of another kind than we accept", f"{accepted} {AS_PDF}")
