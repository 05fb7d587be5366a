"""Names in the bytes of a PDF, whatever its table says: outside streams, and in packed streams of objects."""

import re
import zlib
from collections.abc import Iterator

from watchbook.reading.held import WithinKind
from watchbook.reading.within.form_scripts import without_those
from watchbook.reading.within.work import MEGABYTE, HeldThing, WorkLeft

STREAM, END = re.compile(rb"\bstream\r?\n"), b"endstream"
SPELT = re.compile(rb"#([0-9A-Fa-f]{2})")
_GAP = rb"(?:[\s\x00]|%[^\r\n]{0,200}[\r\n]){0,20}"
ENDS = rb"(?![A-Za-z0-9#_.-])"
SAYS = (
    (re.compile(rb"/S" + _GAP + rb"/JavaScript" + ENDS), WithinKind.SCRIPT),
    (re.compile(rb"/S" + _GAP + rb"/(?:Launch|ImportData|GoToR|GoToE)" + ENDS), WithinKind.STARTS),
    (re.compile(rb"/XFA" + _GAP + rb"[\[\d]"), WithinKind.FORM),
    (re.compile(rb"/Type" + _GAP + rb"/EmbeddedFile" + ENDS), WithinKind.FILE),
)
MOST_SPELT = 100_000
# Each letter may be spelt by its number.
PACKS = re.compile(b"/" + b"".join(b"(?:%c|#%x|#%X)" % (c, c, c) for c in b"ObjStm"))
HEAD = 2048  # bytes before a stream that say what it is
OF_OBJECTS = 8 * MEGABYTE


def looked(data: bytes, work: WorkLeft) -> Iterator[HeldThing]:
    """Each kind of thing once."""
    told = set()
    for written in _written(data, work):
        if written.count(b"#") > MOST_SPELT:
            yield HeldThing(WithinKind.UNREAD)
            return
        plain = without_those(_spelt(written))
        for says, kind in SAYS:
            if kind not in told and says.search(plain):
                told.add(kind)
                yield HeldThing(kind)


def _written(data: bytes, work: WorkLeft) -> Iterator[bytes]:
    """All that stands outside streams, in one; then what each stream of objects unpacks to."""
    at, outside, packed = 0, [], []
    while begun := STREAM.search(data, at):
        outside.append(data[at : begun.start()])
        ended = data.find(END, begun.end())
        if ended < 0:
            ended = len(data)
        if PACKS.search(data, max(at, begun.start() - HEAD), begun.start()):
            packed.append((begun.end(), ended))
        at = ended + len(END)
    outside.append(data[at:])
    yield b"\n".join(outside)
    for start, end in packed:
        yield _unpacked(data[start:end], work)


def _spelt(written: bytes) -> bytes:
    return SPELT.sub(lambda found: bytes([int(found[1], 16)]), written)


def _unpacked(packed: bytes, work: WorkLeft) -> bytes:
    room = min(OF_OBJECTS, work.unpacked)
    try:
        data = zlib.decompressobj().decompress(packed, room)
    except zlib.error:
        return packed
    work.take(len(data))
    return data
