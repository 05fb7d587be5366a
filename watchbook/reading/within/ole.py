"""The old container of Office: its macros, packed files, and whether it is locked."""

import re
from collections.abc import Iterator
from pathlib import PureWindowsPath

from watchbook.reading.held import WithinKind
from watchbook.reading.text.archive import OLE_START
from watchbook.reading.within.programs import PROGRAMS, kind_of
from watchbook.reading.within.second import BEGINNINGS
from watchbook.reading.within.work import HeldThing, ending_of

# A file that an object packs: its label, then where it lay.
PACKED = re.compile(rb"\x02\x00([^\x00-\x1f]{1,255})\x00([^\x00-\x1f]{1,255})\x00\x00\x00\x03\x00")
MACROS = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "PROJECTwm"))
LOCKED = "EncryptedPackage".encode("utf-16-le")
INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")  # the class of a Windows Installer package
RAR_OR_ZIP = {"ZIP", "RAR", "7z", "CAB"}


def is_ole(data: bytes) -> bool:
    """Whether bytes are an old container, which a longer mark than the first four bytes is not needed to say."""
    return data.startswith(OLE_START[:4])


def looked(data: bytes, *, name: str) -> Iterator[HeldThing]:
    """Name what is packed in the container, and its macros."""
    if any(mark in data for mark in MACROS):
        yield HeldThing(WithinKind.PROGRAM, name)
    if LOCKED in data:
        yield HeldThing(WithinKind.UNREAD, name)
    if INSTALLER in data[:4096]:
        yield HeldThing(WithinKind.PROGRAM, name)
    packed = list(packed_in(data))
    yield from packed
    if not packed and any(
        begins.search(data, 1) for kind, begins in BEGINNINGS.items() if kind not in RAR_OR_ZIP
    ):
        yield HeldThing(WithinKind.PROGRAM, name)


def packed_in(data: bytes) -> Iterator[HeldThing]:
    """Each file that an object packs, under its label; by where it lay where only that says that it is a program."""
    for found in PACKED.finditer(data):
        label, lay = (one.decode(errors="replace") for one in found.groups())
        lay_as = PureWindowsPath(lay).name
        named = lay_as if ending_of(lay_as) in PROGRAMS and ending_of(label) not in PROGRAMS else label
        yield HeldThing(kind_of(named, data[found.end() : found.end() + 64].lstrip(b"\x00")), named)
