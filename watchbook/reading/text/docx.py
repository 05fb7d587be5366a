"""A request that comes as a Word document (DOCX): its paragraphs and tables in order, lists with the numbers Word shows.

Headers, footers, notes and comments stand below it, each under a mark. Of what is not read, such as pictures and text that was
deleted under “track changes”, the last line tells.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from watchbook.reading.text import docx_beside, marks
from watchbook.reading.text.archive import look_at_archive
from watchbook.reading.text.docx_numbers import ListNumbers
from watchbook.reading.text.refusals import ArchiveRefused, NotARequest, RequestFault

# A letter of 200,000 characters needs a tenth of this; the parts are read into memory many times their size.
XML_LIMIT = 20 * 1024 * 1024
# What a file that was damaged or made to deceive brings the libraries to raise; lxml's errors are SyntaxErrors.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, BadZipFile, EOFError, LookupError, NotImplementedError,
    OSError, OpcError, RecursionError, RuntimeError, SyntaxError, TypeError, ValueError, zlib.error,
)  # fmt: skip
_INSIDE = frozenset(
    qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:customXml")
)
_WRITTEN = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# The second copy of a drawing is for programs that cannot show the first; a box has paragraphs of its own.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_APART = frozenset((qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), _FALLBACK))


def text(data: bytes) -> str:
    """The text of a Word document. Raises NotARequest."""
    try:
        look_at_archive(data, ending=".docx")
        _refuse_too_much(data)
        document = Document(BytesIO(data))
        written = "\n".join(_lines(document))
        unread = marks.not_read(docx_beside.left_out(document))
        hidden = (marks.HIDDEN, docx_beside.hidden_words(document))
        further = [hidden, *docx_beside.beside(document, _plain_lines), (unread, "")]
    except ArchiveRefused as refusal:
        raise NotARequest(refusal.fault, **refusal.values) from None
    except _BROKEN:
        raise NotARequest(RequestFault.DOCX_BROKEN) from None
    if not written.strip() and not any(words.strip() for _mark, words in further):
        raise NotARequest(RequestFault.DOCX_WITHOUT_TEXT)
    return marks.below(written, [one for one in further if any(one)])


def _refuse_too_much(data: bytes) -> None:
    """Refuse a document whose XML is too much to read, or declares entities, which a program can make grow without end."""
    with ZipFile(BytesIO(data)) as archive:
        parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
        if sum(part.file_size for part in parts) > XML_LIMIT:
            raise NotARequest(RequestFault.DOCX_TOO_LARGE)
        if any(b"<!DOCTYPE" in archive.read(part)[:4096] for part in parts):
            raise NotARequest(RequestFault.DOCX_ENTITIES)


def _lines(document: WordDocument) -> Iterator[str]:
    numbers = ListNumbers(
        numbering=_part(document, RELATIONSHIP_TYPE.NUMBERING),
        styles=_part(document, RELATIONSHIP_TYPE.STYLES),
    )
    yield from _below(document.element.body, numbers=numbers)


def _plain_lines(parent: Any) -> Iterator[str]:
    """The lines of what stands beside the document's own text; its lists count for themselves."""
    return _below(parent, numbers=ListNumbers(numbering=None, styles=None))


def _part(document: WordDocument, kind: str) -> Any:
    """The root of a part of the document that need not be there."""
    try:
        part = document.part.part_related_by(kind)
    except KeyError:
        return None
    return getattr(part, "element", None)


def _below(parent: Any, *, numbers: ListNumbers) -> Iterator[str]:
    for child in parent:
        if child.tag == qn("w:p"):
            yield from _paragraph(child, numbers=numbers)
        elif child.tag == qn("w:tbl"):
            yield from _table(child, numbers=numbers)
        elif child.tag in _INSIDE:
            yield from _below(child, numbers=numbers)


def _paragraph(paragraph: Any, *, numbers: ListNumbers) -> Iterator[str]:
    """A paragraph with its number, then those of the text boxes that hang on it; an empty one shows no number."""
    boxes: list[Any] = []
    written = "".join(_pieces(paragraph, boxes=boxes))
    yield f"{numbers.before(paragraph)}{written}" if written.strip() else ""
    for box in boxes:
        yield from _below(box, numbers=numbers)


def _pieces(parent: Any, *, boxes: list[Any]) -> Iterator[str]:
    for child in parent:
        if child.tag in _APART or docx_beside.is_hidden(child):
            continue
        if child.tag in (qn("w:t"), qn("m:t")):
            yield child.text or ""
        elif child.tag in _WRITTEN:
            yield _WRITTEN[child.tag]
        elif child.tag == qn("w:txbxContent"):
            boxes.append(child)
        else:
            yield from _pieces(child, boxes=boxes)


def _table(table: Any, *, numbers: ListNumbers) -> Iterator[str]:
    """The rows of a table, cells apart by a tab; cells of more than one paragraph stand on lines of their own."""
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue  # of a table within a cell, which is read with its cell
        own = (cell for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row)
        cells = [list(_below(cell, numbers=numbers)) for cell in own]
        filled = [[line for line in cell if line.strip()] for cell in cells]
        if all(len(cell) <= 1 for cell in filled):
            yield "\t".join("".join(cell) for cell in filled).rstrip()
        else:
            yield from (line for cell in filled for line in cell)
