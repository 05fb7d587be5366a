"""A second file in the bytes of a first: what begins where nothing should."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import is_zipfile

from watchbook.reading.held import WithinKind
from watchbook.reading.within.programs import PAGE, RUNS_IN_DOS
from watchbook.reading.within.work import HeldThing

ZIP, ZIP_START = "ZIP", b"PK\x03\x04"
BEGINNINGS = {
    ZIP: re.compile(rb"PK\x03\x04[\x0a\x14\x2d-\x3f]\x00[\x00-\x0f][\x00-\x08]"),
    "RAR": re.compile(rb"Rar!\x1a\x07[\x00\x01]"),
    "7z": re.compile(rb"7z\xbc\xaf\x27\x1c"),
    "CAB": re.compile(rb"MSCF\x00{4}[^\x00]...\x00{4}", re.DOTALL),
    # The words may be left out; the mark of a portable executable and its machine may not.
    "EXE": re.compile(
        re.escape(RUNS_IN_DOS)
        + rb"|PE\x00\x00(?:\x4c\x01|\x64\x86|\xc0\x01|\xc4\x01|\x64\xaa)[\x01-\x60]\x00.{12}[\xe0\xf0]\x00",
        re.DOTALL,
    ),
    "ELF": re.compile(rb"\x7fELF[\x01\x02][\x01\x02]\x01[\x00-\x12]\x00{7}"),
}
PDF = re.compile(rb"%PDF-\d")
# In so many bytes at random, a shorter pattern would be met by chance.
SCRIPT = re.compile(rb"<(?:script|html|body)[\s>/]|<svg(?:>|\s+[\w:-]{2,20}\s*=)", re.IGNORECASE)


def seconds(data: bytes, *, page: bytes, of_pdf: bool = False) -> Iterator[HeldThing]:
    """Name what begins inside the bytes; `page` is as much of them as a browser looks at."""
    for name, begins in BEGINNINGS.items():
        if begins.search(data, 1):
            yield HeldThing(WithinKind.SECOND, name)
    if not of_pdf and PDF.search(data, 1):
        yield HeldThing(WithinKind.SECOND, "PDF")
    if SCRIPT.search(page):
        yield HeldThing(WithinKind.SECOND, "HTML")


def is_archive_too(data: bytes) -> bool:
    """Whether bytes that begin as something else are opened as a zip file."""
    return not data.startswith(ZIP_START) and is_zipfile(BytesIO(data))


def is_pdf_too(start: bytes) -> bool:
    """Whether a reader of PDF, which looks for its mark in the first kilobyte, opens what begins as something else."""
    return PDF.search(start, 1) is not None


def is_page_too(start: bytes) -> bool:
    """Whether a browser would take the first kilobyte for a page."""
    return PAGE.search(start) is not None
