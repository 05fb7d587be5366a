"""Things that a document holds besides what it shows: programs, other files, scripts, and things that are fetched when it is opened.

Named for whoever opens it; nothing is refused for it here, since a stranger's letter is kept as it came. A child runs this.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import PurePath
from typing import Any, BinaryIO
from zipfile import ZipFile, ZipInfo

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from watchbook.reading.held import WithinKind
from watchbook.reading.text.archive import BROKEN as BROKEN_ARCHIVE
from watchbook.reading.text.kinds import is_mail, is_pdf
from watchbook.reading.text.mail import attached_names
from watchbook.reading.text.pdf_pages import BROKEN as BROKEN_PDF
from watchbook.reading.text.refusals import NotARequest

TOLD = 20
NAME_LENGTH = 150
PART_READ = 1024 * 1024  # of one part
DEEPEST = 20
# What Windows runs when somebody opens it, alone or out of an image of a disk.
PROGRAMS = {
    ".appx", ".bat", ".chm", ".cmd", ".com", ".cpl", ".dll", ".docm", ".dotm", ".exe", ".hta", ".img", ".iso", ".jar", ".js", ".jse", ".lnk", ".msi", ".msix",
    ".one", ".ps1", ".pptm", ".py", ".reg", ".scr", ".sct", ".sh", ".url", ".vb", ".vbe", ".vbs", ".vhd", ".vhdx", ".wsf", ".wsh", ".xlam", ".xll", ".xlsm", ".xltm",
}  # fmt: skip
ARCHIVES = {".zip", ".rar", ".7z", ".gz", ".tar", ".cab", ".xz", ".ace"}
RUNS_IN_DOS = b"This program cannot be run in DOS mode"
# A file that an old Office object packs: its label, then where it lay.
PACKED = re.compile(rb"\x02\x00([^\x00-\x1f]{1,255})\x00[^\x00-\x1f]{1,255}\x00\x00\x00\x03\x00")
RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]{0,4000}>")
ATTRIBUTE = re.compile(rb"""\b(Type|Target|TargetMode)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# What begins inside another file where nothing should.
BEGINNINGS = {
    "ZIP": re.compile(rb"PK\x03\x04[\x0a\x14\x2d]\x00[\x00-\x0f][\x00-\x08]"),
    "RAR": re.compile(rb"Rar!\x1a\x07[\x00\x01]"),
    "7z": re.compile(rb"7z\xbc\xaf\x27\x1c"),
    "EXE": re.compile(re.escape(RUNS_IN_DOS)),
}
PAGE = re.compile(rb"<(?:script|html|svg|body)\b", re.IGNORECASE)
START, END = 1024, b"%%EOF"
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")


type Held = tuple[WithinKind, str]


def found_in(file: BinaryIO, name: str) -> list[Held]:
    """Each kind of thing with its name, once, at most twenty."""
    data = file.read()
    found = dict.fromkeys((kind, _told(what)) for kind, what in _found(data, name=name))
    return list(found)[:TOLD]


def _found(data: bytes, *, name: str) -> Iterator[Held]:
    if data.startswith(b"PK\x03\x04"):
        yield from _in_archive(data)
    elif is_pdf(data):
        yield from _in_pdf(data)
        yield from _second(data, page=data[:START] + data.rpartition(END)[2])
    elif data.startswith(PICTURES):
        yield from _second(data, page=data)
    elif is_mail(data, name=name):
        yield from _in_mail(data)


def _in_archive(data: bytes) -> Iterator[Held]:
    """The parts of a document that are no part of its text; it was held against every limit when it came."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            for part in archive.infolist():
                yield from _of_part(part, archive)
    except BROKEN_ARCHIVE:
        return


def _of_part(part: ZipInfo, archive: ZipFile) -> Iterator[Held]:
    named = part.filename.replace("\\", "/").lower()
    with archive.open(part) as opened:
        if "/activex/" in named:
            yield WithinKind.PROGRAM, part.filename
        elif "/embeddings/" in named or named.startswith("object"):
            yield from _embedded(part.filename, opened.read(PART_READ))
        elif named.endswith(".rels"):
            yield from _fetched(opened.read(PART_READ))


def _embedded(name: str, start: bytes) -> Iterator[Held]:
    packed = PACKED.search(start)
    named = packed[1].decode(errors="replace") if packed else PurePath(name).name
    if named.endswith((".xml", ".rels")):
        return  # a part of a drawing or sheet that the document itself shows
    is_program = RUNS_IN_DOS in start or start.startswith((b"MZ", b"\x7fELF", b"#!"))
    yield (WithinKind.PROGRAM if is_program else kind_of(named)), named


def _fetched(relationships: bytes) -> Iterator[Held]:
    for one in RELATIONSHIP.findall(relationships):
        told = {name: double or single for name, double, single in ATTRIBUTE.findall(one)}
        is_link = told.get(b"Type", b"").endswith(b"/hyperlink")  # which somebody must press
        if told.get(b"TargetMode", b"").lower() == b"external" and not is_link:
            yield WithinKind.FETCHED, told.get(b"Target", b"").decode(errors="replace")


def _in_pdf(data: bytes) -> Iterator[Held]:
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted:
            return
        places = {number for at in reader.xref.values() for number in at} | set(reader.xref_objStm)
        for number in sorted(places):
            yield from _in_object(reader.get_object(IndirectObject(number, 0, reader)), deep=0)
    except BROKEN_PDF:
        return


def _in_object(one: Any, *, deep: int) -> Iterator[Held]:
    """Look into a dictionary and those written inside it; what it refers to is an object of its own."""
    if deep > DEEPEST:
        return
    if isinstance(one, DictionaryObject):
        yield from _of_dictionary(one)
        for within in one.values():
            yield from _in_object(within, deep=deep + 1)
    elif isinstance(one, ArrayObject):
        for within in one:
            yield from _in_object(within, deep=deep + 1)


def _of_dictionary(one: Mapping[str, Any]) -> Iterator[Held]:
    action = one.get("/S")
    if action == "/JavaScript" or "/JS" in one:
        yield WithinKind.SCRIPT, ""
    if action in {"/Launch", "/ImportData", "/GoToR", "/GoToE"}:
        yield WithinKind.STARTS, ""
    if "/EF" in one:
        name = str(one.get("/UF") or one.get("/F") or "")
        yield kind_of(name), name
    if one.get("/Subtype") in {"/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"}:
        yield WithinKind.FILE, str(one["/Subtype"]).lstrip("/")


def _in_mail(data: bytes) -> Iterator[Held]:
    try:
        names = attached_names(data)
    except NotARequest:
        return
    for name in names:
        if (ending := PurePath(name).suffix.lower()) in PROGRAMS | ARCHIVES:
            yield (WithinKind.PROGRAM if ending in PROGRAMS else WithinKind.FILE), name


def _second(data: bytes, *, page: bytes) -> Iterator[Held]:
    for kind, begins in BEGINNINGS.items():
        if begins.search(data, 1):
            yield WithinKind.SECOND, kind
    if PAGE.search(page):
        yield WithinKind.SECOND, "HTML"


def kind_of(name: str) -> WithinKind:
    """Whether a name is that of a program or of any other file."""
    return WithinKind.PROGRAM if PurePath(name).suffix.lower() in PROGRAMS else WithinKind.FILE


def _told(name: str) -> str:
    return "".join(character for character in name if character.isprintable())[:NAME_LENGTH]
