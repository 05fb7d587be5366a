"""The text of a PDF's pages, no more than was asked for."""

import logging
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from time import process_time
from typing import BinaryIO, TypedDict

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, TextStringObject

from watchbook.reading.text.pdf_unseen import PageWords

PAGES_LIMIT = 100
WORDS_LIMIT, SECONDS = 8_000_000, 6  # of characters, and of the processor, where every page is wanted
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]"
)  # they stand where a font's encoding is unknown
# What a file that was damaged or made to deceive brings the library to raise.
BROKEN = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError,
    OSError, RecursionError, RuntimeError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
# The library logs what it mends, with pieces of the file: a requester's words have no place in a log.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

type PagesRead = dict[str, str | int]


class PagesWords(TypedDict):
    """The words of a PDF: how many pages it has, and the words of each of the first; None of a page that cannot be read."""

    pages: int
    words: list[str | None]


def read(data: bytes, *, characters: int) -> PagesRead:
    """The text of the pages, at most so many characters of it; or why there is none: locked, too_many, broken."""
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted:
            return {"refused": "locked"}
        pages = len(reader.pages)
        if pages > PAGES_LIMIT:
            return {"refused": "too_many", "pages": pages}
        parted = list(_texts(reader, left=characters))
        texts, hidden = (
            [seen for seen, _hidden in parted],
            "\n".join(one for _seen, one in parted if one.strip()),
        )
        return (
            {"text": "\n".join(texts)}
            | ({"hidden": hidden} if hidden else {})
            | _not_of_pages(reader, texts, left=characters)
        )
    except BROKEN:
        return {"refused": "broken"}


def fault_of(file: BinaryIO) -> str:
    """Say why nobody can read a PDF: locked, broken; empty of one with a page that opens without a password."""
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return "locked"
        return "" if len(reader.pages) else "broken"
    except BROKEN:
        return "broken"


def words_in(file: BinaryIO) -> PagesWords:
    """Return the number of pages of a PDF and the words of each of the first, as many as are read in some seconds.

    Of a locked or broken file nothing is read.
    """
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"pages": 0, "words": []}
        return {"pages": len(reader.pages), "words": list(_words(reader))}
    except BROKEN:
        return {"pages": 0, "words": []}


def _words(reader: PdfReader) -> Iterator[str | None]:
    left, begun = WORDS_LIMIT, process_time()
    for number in range(len(reader.pages)):
        if process_time() - begun > SECONDS or left <= 0:
            return
        try:
            written = CONTROLS.sub("", reader.pages[number].extract_text())[:left]
        except BROKEN:
            yield None
            continue
        left -= len(written)
        yield written


def _parted(page: PageObject) -> tuple[str, str]:
    try:
        return PageWords(page).parted()
    except BROKEN:
        return page.extract_text(), ""


def _not_of_pages(reader: PdfReader, texts: Sequence[str], *, left: int) -> PagesRead:
    """The words of notes and filled-in fields, which are no text of their pages; the numbers of pages that show something without text."""
    beside = "\n".join(dict.fromkeys(one for page in reader.pages for one in _noted(page)))[:left]
    pages = zip(reader.pages, texts, strict=False)
    wordless = [
        str(number)
        for number, (page, text) in enumerate(pages, start=1)
        if "/Contents" in page and not text.strip()
    ]
    found: PagesRead = {"beside": CONTROLS.sub("", beside), "wordless": ", ".join(wordless)}
    return {name: words for name, words in found.items() if str(words).strip()}


def _noted(page: PageObject) -> Iterator[str]:
    for one in page.get("/Annots", ArrayObject()).get_object():
        note = one.get_object()
        said = note.get("/Contents"), note.get("/V", note.get("/Parent", {}).get("/V"))
        yield from (words for words in said if isinstance(words, TextStringObject) and words.strip())


def _texts(reader: PdfReader, *, left: int) -> Iterator[tuple[str, str]]:
    """Read of each page the words that are seen, and those that are not."""
    for page in reader.pages:
        seen, hidden = (CONTROLS.sub("", one)[:left] for one in _parted(page))
        left -= len(seen) + len(hidden)
        yield seen, hidden
        if left <= 0:
            return
