"""A file looked into, and each file in it in its turn, within one budget."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from watchbook.reading.held import WithinKind
from watchbook.reading.text.kinds import is_mail, is_outlook, is_pdf
from watchbook.reading.within import archive, mail, ole, pdf
from watchbook.reading.within.office import goes_elsewhere
from watchbook.reading.within.programs import (
    ARCHIVES,
    LOOKED_AT,
    PAGES,
    START,
    TEXTS,
    is_program,
    kind_of,
    runs,
)
from watchbook.reading.within.second import PDF, ZIP_START, is_archive_too, is_page_too, seconds
from watchbook.reading.within.work import Finding, HeldThing, InnerFile, WorkLeft, ending_of

TOLD = 20
NAME_LENGTH = 150
DEEPEST = 4
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
DRAWINGS = {".svg", ".svgz"}
OUTLOOK = b"\x78\x9f\x3e\x22"  # the wrapping in which Outlook sends files
RICH_TEXT, OBJECT = b"{\\rt", re.compile(rb"\\obj(?:data|emb|autlink|link|ocx)\b")
TEMPLATE = re.compile(rb"\\\*\\template\s*([^{}\r\n]{1,500})")
# The gravest first, so that no crowd of small things hides one.
GRAVEST = list(WithinKind)

type ThingWithin = tuple[WithinKind, str, str]


def found_in(file: BinaryIO, name: str) -> list[ThingWithin]:
    """Each kind of thing with its name and the file within that holds it, once: the gravest twenty, then how many more."""
    found = dict.fromkeys(
        HeldThing(one.kind, _told(one.name), _told(one.where))
        for one in _found(file.read(), WorkLeft(), name=name, deep=0)
    )
    by_gravity = sorted(found, key=lambda one: GRAVEST.index(one.kind))
    more = [(WithinKind.MORE, str(len(by_gravity) - TOLD), "")] if len(by_gravity) > TOLD else []
    return [(one.kind, one.name, one.where) for one in by_gravity[:TOLD]] + more


def _found(data: bytes, work: WorkLeft, *, name: str, deep: int) -> Iterator[HeldThing]:
    for one in _here(data, work, name=name):
        if isinstance(one, HeldThing):
            yield one
        else:
            yield from _inner(one, work, deep=deep + 1)


def _inner(file: InnerFile, work: WorkLeft, *, deep: int) -> Iterator[HeldThing]:
    """A file within: what it is, then what it holds."""
    if deep > DEEPEST:
        yield HeldThing(WithinKind.UNREAD, file.name)
        return
    kind, ending = kind_of(file.name, file.data[:LOOKED_AT]), ending_of(file.name)
    if kind is WithinKind.PAGE and file.is_drawn and ending in DRAWINGS and not runs(file.data):
        kind = WithinKind.FILE
    found = list(_found(file.data, work, name=file.name, deep=deep))
    if kind is WithinKind.FILE and ole.is_ole(file.data) and found:
        yield from found  # a wrapping that nobody sees as a file
        return
    if file.is_put_in or kind is not WithinKind.FILE or ending in ARCHIVES:
        yield HeldThing(kind, file.name)
    for one in found:
        yield one if one.name == file.name else one._replace(where=one.where or file.name)


def _here(data: bytes, work: WorkLeft, *, name: str) -> Iterator[Finding]:
    start = data[:START]
    if is_program(data[:LOOKED_AT]):
        yield HeldThing(WithinKind.PROGRAM, name)
    if data.startswith(ZIP_START):
        yield from archive.looked(data, work)
    elif is_pdf(data):
        yield from pdf.looked(data, work)
        yield from seconds(data, page=start + data.rpartition(b"%%EOF")[2], of_pdf=True)
    elif data.startswith(PICTURES):
        yield from seconds(data, page=data)
    else:
        yield from _of_others(data, work, name=name)
    if is_archive_too(data) and not is_outlook(data):  # whose files lie in it as they are
        yield from archive.everything(data, work)


def _of_others(data: bytes, work: WorkLeft, *, name: str) -> Iterator[Finding]:
    if is_outlook(data) and ending_of(name) in {"", ".msg"}:
        yield from mail.looked_in_outlook(data, work)
    elif ole.is_ole(data):
        yield from ole.looked(data, name=name)
    elif is_mail(data, name=name):
        yield from mail.looked(data, work)
    elif data.startswith(OUTLOOK):
        yield HeldThing(WithinKind.FILE, name)
        yield from seconds(data, page=b"")
    elif data.startswith(RICH_TEXT):
        yield from _in_rich_text(data)
    elif ending_of(name) not in TEXTS | PAGES:
        yield from _unknown(data, work)


def _in_rich_text(data: bytes) -> Iterator[HeldThing]:
    if OBJECT.search(data):
        yield HeldThing(WithinKind.FILE)
    for address in TEMPLATE.findall(data):
        if goes_elsewhere(written := address.decode(errors="replace")):
            yield HeldThing(WithinKind.FETCHED, written)


def _unknown(data: bytes, work: WorkLeft) -> Iterator[Finding]:
    """Name what else a file is that is named as a document or picture, and is neither."""
    start = data[:START]
    if begun := PDF.search(start, 1):
        yield HeldThing(WithinKind.SECOND, "PDF")
        yield from pdf.looked(data[begun.start() :], work)
    if is_page_too(start):
        yield HeldThing(WithinKind.SECOND, "HTML")


def _told(name: str) -> str:
    return "".join(character for character in name if character.isprintable())[:NAME_LENGTH]
