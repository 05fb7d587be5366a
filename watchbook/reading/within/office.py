"""Other files, macros and programs that parts of Office and OpenDocument files ask for when they are opened."""

import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.parsers.expat import ExpatError, ParserCreate

from watchbook.reading.held import WithinKind
from watchbook.reading.within.work import HeldThing

LOCAL = re.compile(
    r"(?:file:/{2,3})?[a-z]:[\\/]", re.IGNORECASE
)  # the writer's own disk: a template that Word names in each letter
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:|[\\/]{2}", re.IGNORECASE)
# A field that starts another program. Its words may be cut into several runs.
FIELD = re.compile(rb"<(?:\w+:)?instrText\b[^>]*>([^<]*)<|<(?:\w+:)?fldSimple\b[^>]*\binstr=\"([^\"]*)\"")
EXCHANGE = re.compile(rb"\bDDE(?:AUTO)?\b", re.IGNORECASE)
LINK = re.compile(rb"<(?:\w+:)?ddeLink\b")
# Of OpenDocument: what is drawn or run from elsewhere as soon as the page is shown.
DRAWN = re.compile(
    rb"<draw:(?:image|object|object-ole|floating-frame|plugin|applet)\b[^>]{0,4000}?\bxlink:href=\"([^\"]{1,2000})\""
)
LISTENS = re.compile(
    rb"<script:event-listener\b|<office:script\b[^>]*>\s*<|vnd\.sun\.star\.script:", re.IGNORECASE
)


def relations(data: bytes, *, name: str) -> Iterator[HeldThing]:
    """Name what a list of relations has fetched, and the part that it says is macros."""
    told: list[dict[str, str]] = []

    def begun(element: str, attributes: dict[str, str]) -> None:
        if element.rpartition(":")[2] == "Relationship":
            told.append({key.rpartition(":")[2]: value for key, value in attributes.items()})

    reader = ParserCreate()
    reader.StartElementHandler, reader.EntityDeclHandler = begun, _no_entities
    try:
        reader.Parse(data, True)
    except (ExpatError, ValueError, LookupError):
        yield HeldThing(WithinKind.UNREAD, name)
    for one in told:
        yield from _relation(one)


def _no_entities(*_: object) -> None:
    raise ValueError("No program that writes documents declares entities.")


def _relation(told: dict[str, str]) -> Iterator[HeldThing]:
    kind, target = told.get("Type", "").rpartition("/")[2].lower(), told.get("Target", "")
    if kind in {"vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"}:
        yield HeldThing(WithinKind.PROGRAM, target)
    is_elsewhere = told.get("TargetMode", "").lower() == "external"
    if (
        is_elsewhere and kind != "hyperlink" and goes_elsewhere(target)
    ):  # a link is one that somebody must press
        yield HeldThing(WithinKind.FETCHED, target)


def goes_elsewhere(target: str) -> bool:
    """Whether an address leads off the disk of whoever opens the file."""
    address = unquote(target).strip()
    address = re.sub(r"^file:/{2,}(?=[\\/]{2})", "", address, flags=re.IGNORECASE)
    return ELSEWHERE.match(address) is not None and LOCAL.match(address) is None


def asks(data: bytes, *, name: str) -> Iterator[HeldThing]:
    """Name what a part of a document starts or draws from elsewhere."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", errors="replace").encode(errors="replace")
    said = b"".join(one or other for one, other in FIELD.findall(data))
    if EXCHANGE.search(said) or ("externallinks/" in name.lower() and LINK.search(data)):
        yield HeldThing(WithinKind.STARTS)
    if name in {"content.xml", "styles.xml"}:
        for address in DRAWN.findall(data):
            if goes_elsewhere(written := address.decode(errors="replace")):
                yield HeldThing(WithinKind.FETCHED, written)
        if LISTENS.search(data):
            yield HeldThing(WithinKind.SCRIPT)
