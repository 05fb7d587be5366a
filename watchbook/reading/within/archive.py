"""The parts of a zip file, and of documents that are one; and what lies in its bytes beside them."""

import struct
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain
from pathlib import PurePath
from zipfile import ZipFile, ZipInfo

from watchbook.reading.held import WithinKind
from watchbook.reading.text.archive import BROKEN, CONTENT_TYPES, LOCKED
from watchbook.reading.within import office
from watchbook.reading.within.programs import LOOKED_AT, START, kind_of
from watchbook.reading.within.second import is_page_too, is_pdf_too, seconds
from watchbook.reading.within.work import MEGABYTE, Finding, HeldThing, InnerFile, WorkLeft

HEAD = struct.Struct("<4s22xHH")
PART_READ = 32 * MEGABYTE  # of one part
# Parts whose XML says what is started or fetched; sheets, which are the largest, say neither.
ASKS = ("word/", "xl/externallinks/", "content.xml", "styles.xml")


def looked(data: bytes, work: WorkLeft) -> Iterator[Finding]:
    """Name what is in the list of parts, and what is not; it was held against every limit when it came."""
    try:
        archive = ZipFile(BytesIO(data))
        parts = archive.infolist()
    except BROKEN:
        yield HeldThing(WithinKind.UNREAD)
        yield from seconds(data, page=data[:START])
        return
    is_document = any(part.filename.lower() in {CONTENT_TYPES.lower(), "mimetype"} for part in parts)
    if is_document and data.startswith(b"PK"):
        yield from _also(data[:START])
    beside = b"".join(_beside(data, parts, directory=archive.start_dir))
    yield from seconds(b"\x00" + beside, page=beside)
    for part in parts:
        if not part.is_dir():
            yield from _part(part, archive, work, is_document=is_document)


def _also(start: bytes) -> Iterator[HeldThing]:
    """A PDF or page as which a document opens elsewhere, out of a part that is not packed."""
    if is_pdf_too(start):
        yield HeldThing(WithinKind.SECOND, "PDF")
    if is_page_too(start):
        yield HeldThing(WithinKind.SECOND, "HTML")


def _beside(data: bytes, parts: Sequence[ZipInfo], *, directory: int) -> Iterator[bytes]:
    """The bytes that belong to no part of the list."""
    at = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        head = data[part.header_offset : part.header_offset + HEAD.size]
        if len(head) < HEAD.size:
            continue
        if part.header_offset > at:
            yield data[at : part.header_offset]
        _, name, extra = HEAD.unpack(head)
        at = max(at, part.header_offset + HEAD.size + name + extra + part.compress_size)
    yield data[at:directory]
    yield data[max(at, directory) :]


def _part(part: ZipInfo, archive: ZipFile, work: WorkLeft, *, is_document: bool) -> Iterator[Finding]:
    name = part.filename.replace("\\", "/")
    if part.flag_bits & LOCKED:
        is_told = kind_of(name) is WithinKind.PROGRAM
        yield HeldThing(WithinKind.PROGRAM if is_told else WithinKind.UNREAD, name)
        return
    data = _read(part, archive, work)
    if data is None:
        yield HeldThing(WithinKind.UNREAD, name)
    elif is_document:
        yield from _of_document(name, data)
    else:
        yield InnerFile(name, data)


def _read(part: ZipInfo, archive: ZipFile, work: WorkLeft) -> bytes | None:
    """As much of a part as is looked at; nothing of one that is broken, or beyond the budget."""
    is_sheet = part.filename.lower().endswith(".xml") and not part.filename.lower().startswith(ASKS)
    wanted = min(part.file_size, LOOKED_AT if is_sheet else PART_READ)
    if not work.take_part() or work.take(wanted) < wanted:
        return None
    try:
        with archive.open(part) as opened:
            return opened.read(wanted)
    except BROKEN:
        return None


def _of_document(name: str, data: bytes) -> Iterator[Finding]:
    told, is_xml = name.lower(), data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"<")
    if is_xml and told.endswith(".rels"):
        yield from office.relations(data, name=name)
    elif "/activex/" in told or "/macrosheets/" in told or told.startswith(("basic/", "scripts/")):
        yield HeldThing(WithinKind.PROGRAM, name)
    elif is_xml and told.endswith((".xml", ".vml")):
        yield from office.asks(data, name=told)
        if told == "meta-inf/manifest.xml" and b"encryption-data" in data:
            yield HeldThing(WithinKind.UNREAD)
    else:
        is_object = told.startswith("object") and not told.startswith("objectreplacements/")
        is_put_in = "/embeddings/" in told or "afchunk" in told or is_object
        yield InnerFile(PurePath(name).name, data, is_put_in=is_put_in, is_drawn=not is_put_in)


def everything(data: bytes, work: WorkLeft) -> Iterator[Finding]:
    """A zip file that begins as something else: that there are two, and what the second holds."""
    return chain([HeldThing(WithinKind.SECOND, "ZIP")], looked(data, work))
