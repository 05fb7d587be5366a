"""Acts of a PDF when it is opened, and the files in it.

Its objects are read by its table. What is written in its bytes is read beside, since another reader may mend a table that misleads.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from watchbook.reading.held import WithinKind
from watchbook.reading.text.pdf_pages import BROKEN
from watchbook.reading.within import pdf_bytes
from watchbook.reading.within.form_scripts import only_fills
from watchbook.reading.within.work import Finding, HeldThing, InnerFile, WorkLeft

DEEPEST = 20
OBJECT = re.compile(rb"\bobj\b")
STARTS = {"/Launch", "/ImportData", "/GoToR", "/GoToE"}
SENDS = {"/URI", "/SubmitForm"}  # harmless where somebody presses them
SHOWS = {"/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"}
FILLS = HeldThing(WithinKind.FIELDS)
FILES = {WithinKind.FILE, WithinKind.PROGRAM, WithinKind.PAGE}


def looked(data: bytes, work: WorkLeft) -> Iterator[Finding]:
    """Name what the objects hold; then what only the bytes show."""
    named, kinds = False, set()
    for one in _by_table(data, work):
        named |= isinstance(one, InnerFile)
        kinds |= {one.kind} if isinstance(one, HeldThing) else set()
        if one != FILLS:
            yield one
    for found in pdf_bytes.looked(data, work):
        kinds.add(found.kind)
        if not (named and found.kind in FILES):
            yield found
    if WithinKind.FIELDS in kinds and WithinKind.SCRIPT not in kinds:
        yield FILLS


def _by_table(data: bytes, work: WorkLeft) -> Iterator[Finding]:
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            yield HeldThing(WithinKind.UNREAD)
            return
        places = {number for at in reader.xref.values() for number in at} | set(reader.xref_objStm)
    except BROKEN:
        if OBJECT.search(data):  # without an object there is nothing to look into
            yield HeldThing(WithinKind.UNREAD)
        return
    for number in sorted(places):
        yield from _numbered(number, reader, work)


def _numbered(number: int, reader: PdfReader, work: WorkLeft) -> Iterator[Finding]:
    """One object; a broken one keeps nobody from the next."""
    try:
        yield from list(_in_object(reader.get_object(IndirectObject(number, 0, reader)), work, deep=0))
    except BROKEN:
        return


def _in_object(one: Any, work: WorkLeft, *, deep: int) -> Iterator[Finding]:
    """Look into a dictionary and those written inside it; what it refers to is an object of its own."""
    if deep > DEEPEST:
        return
    if isinstance(one, DictionaryObject):
        yield from _of_dictionary(one, work)
        for within in one.values():
            yield from _in_object(within, work, deep=deep + 1)
    elif isinstance(one, ArrayObject):
        for within in one:
            yield from _in_object(within, work, deep=deep + 1)


def _of_dictionary(one: Mapping[str, Any], work: WorkLeft) -> Iterator[Finding]:
    action = one.get("/S")
    if action == "/JavaScript" or "/JS" in one:
        yield FILLS if only_fills(_script(one)) else HeldThing(WithinKind.SCRIPT)
    if action in STARTS:
        yield HeldThing(WithinKind.STARTS)
    if "/XFA" in one:
        yield HeldThing(WithinKind.FORM)
    if one.get("/FS") == "/URL":
        yield HeldThing(WithinKind.FETCHED, str(one.get("/F", "")))
    if "/EF" in one:
        yield from _file(one, work)
    if one.get("/Subtype") in SHOWS:
        yield HeldThing(WithinKind.FILE, str(one["/Subtype"]).lstrip("/"))
    yield from _unasked(one)


def _script(action: Mapping[str, Any]) -> str:
    """The script that an action writes itself; of one that is kept elsewhere nothing."""
    said = action.get("/JS")
    return said if isinstance(said, str) else ""


def _file(one: Mapping[str, Any], work: WorkLeft) -> Iterator[Finding]:
    """A file under each of its names: readers do not agree on which counts."""
    kept = [of.get_object() for of in one["/EF"].get_object().values()]
    content = next((_content(of, work) for of in kept if isinstance(of, StreamObject)), b"")
    names = dict.fromkeys(str(one[key]) for key in ("/UF", "/F") if one.get(key))
    first, *others = names or {"": None}
    yield InnerFile(first, content, is_put_in=True)
    for other in others:
        yield InnerFile(other, b"")


def _content(stream: StreamObject, work: WorkLeft) -> bytes:
    try:
        data: bytes = stream.get_data()
    except BROKEN:
        return b""
    return data[: work.take(len(data))]


def _unasked(one: Mapping[str, Any]) -> Iterator[HeldThing]:
    """Addresses that are asked without a press: as the document opens, a page is shown or a field is left."""
    of_events = one["/AA"].get_object() if "/AA" in one else {}
    actions = [one["/OpenAction"]] if "/OpenAction" in one else []
    actions += list(of_events.values()) if isinstance(of_events, DictionaryObject) else []
    for action in actions:
        done, deep = action.get_object(), 0
        while isinstance(done, DictionaryObject) and deep < DEEPEST:
            if done.get("/S") in SENDS:
                yield HeldThing(WithinKind.FETCHED, _address(done))
            done, deep = done.get("/Next", 0), deep + 1
            done = done.get_object() if hasattr(done, "get_object") else done


def _address(action: Mapping[str, Any]) -> str:
    told = action.get("/URI") or action.get("/F") or ""
    told = told.get_object() if hasattr(told, "get_object") else told
    return str(told.get("/F", "") if isinstance(told, DictionaryObject) else told)
