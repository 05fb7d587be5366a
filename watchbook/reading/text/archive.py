"""Documents that are zip files (DOCX, ODT, XLSX): looked at by their list of parts before anything is unpacked.

What the list says is checked first: how many parts, how large, how much they grow, whether they are locked. A list
that lies is no way round it: `zipfile` never gives more of a part than the list says, and then finds its sum wrong.
Zip files within are never opened.
"""

import zlib
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from watchbook.reading.text.refusals import ArchiveFault, ArchiveRefused

PARTS_LIMIT = 5_000
UNPACKED_LIMIT = 100 * 1024 * 1024
# Text packs to a twentieth, a sheet of one repeated row to a hundredth; a bomb packs to a thousandth.
GROWTH_LIMIT = 200
GROWTH_MATTERS_FROM = 1024 * 1024
LOCKED = 0x1
CONTENT_TYPES = "[Content_Types].xml"
CONTENT_TYPES_LIMIT = 1024 * 1024
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN = (BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error, KeyError)


# What a document's list of parts must hold, by its ending.
SHAPES = {
    ".docx": (CONTENT_TYPES, "word/document.xml"),
    ".odt": ("mimetype", "content.xml"),
    ".xlsx": (CONTENT_TYPES, "xl/workbook.xml"),
}


def fault_of(file: BinaryIO, ending: str) -> dict[str, Any]:
    """`fault` and `values` of a document, as a child tells them; empty for one that is let through."""
    try:
        look_at_archive(file.read(), ending=ending)
    except ArchiveRefused as refusal:
        return {"fault": refusal.fault, "values": dict(refusal.values)}
    return {}


def look_at_archive(data: bytes, *, ending: str) -> None:
    """Refuse what is no document of its ending, what would grow beyond bounds, what is locked, what holds macros."""
    if data.startswith(OLE_START):
        raise _locked_or_old(data, ending=ending)
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_too_much(parts)
            _refuse_parts_over_one_another(parts)
            if any(part.flag_bits & LOCKED for part in parts):
                raise ArchiveRefused(ArchiveFault.LOCKED)
            _refuse_macros(archive, parts)
    except BROKEN:
        raise not_what_it_is_named(ending) from None
    if not {part.lower() for part in SHAPES[ending]} <= {part.filename.lower() for part in parts}:
        raise not_what_it_is_named(ending)


def not_what_it_is_named(ending: str) -> ArchiveRefused:
    """The refusal of a file whose content is not what its ending says."""
    return ArchiveRefused(ArchiveFault.NOT_WHAT_IT_IS_NAMED, ending=ending)


def _locked_or_old(data: bytes, *, ending: str) -> ArchiveRefused:
    """Office keeps a document with a password, and every document of before 2007, in its old container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ArchiveRefused(ArchiveFault.LOCKED)
    return ArchiveRefused(ArchiveFault.OLD_FORMAT, ending=ending)


def _refuse_too_much(parts: Sequence[ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    times = unpacked // max(packed, 1)
    if unpacked > GROWTH_MATTERS_FROM and times >= GROWTH_LIMIT:
        raise ArchiveRefused(ArchiveFault.GROWS_AS_A_BOMB, times=f"{times:,}")
    if len(parts) > PARTS_LIMIT or unpacked > UNPACKED_LIMIT:
        size = -(-unpacked // (1024 * 1024))
        raise ArchiveRefused(ArchiveFault.GROWS_TOO_MUCH, size=size, parts=f"{len(parts):,}")


def _refuse_parts_over_one_another(parts: Sequence[ZipInfo]) -> None:
    """A list that names one place twice unpacks one part many times over, which no program that writes documents does."""
    begun = sorted((part.header_offset, part.compress_size) for part in parts)
    if any(start + size >= after for (start, size), (after, _size) in pairwise(begun)):
        raise ValueError("The parts of a document lie one after another.")


def _refuse_macros(archive: ZipFile, parts: Sequence[ZipInfo]) -> None:
    """A program in a document is known by its part's name, or by what the list of content types says of it."""
    names = [part.filename.lower().replace("\\", "/") for part in parts]
    held = any("vbaproject" in name or name.startswith(("basic/", "scripts/")) for name in names)
    listed = [part for part in parts if part.filename.lower() == CONTENT_TYPES.lower()]
    if any(part.file_size > CONTENT_TYPES_LIMIT for part in listed):
        raise ValueError("No document has so many kinds of part.")
    types = b"".join(archive.read(part).lower() for part in listed)
    if held or b"macroenabled" in types or b"vbaproject" in types:
        raise ArchiveRefused(ArchiveFault.MACROS)
