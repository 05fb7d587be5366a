"""Headers, footers, notes and comments of a Word document, which stand beside its text; and the count of the things that are not read."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from watchbook.reading.text import marks

_LINES = {"header": "Header", "footer": "Footer"}
_NOTES = {
    "footnotes": ("w:footnote", "Footnote"),
    "endnotes": ("w:endnote", "Endnote"),
    "comments": ("w:comment", "Comment"),
}
_UNREAD = {
    "image": marks.PICTURE,
    "chart": marks.DRAWING,
    "diagramData": marks.DRAWING,
    "package": marks.EMBEDDED,
    "oleObject": marks.EMBEDDED,
    "aFChunk": marks.EMBEDDED,
}
_OFF = {"0", "false", "off"}
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}

type Lines = Callable[[Any], Iterator[str]]


def beside(document: WordDocument, lines: Lines) -> Iterator[tuple[str, str]]:
    """The words of each part beside the text, under the mark that says where they stood; what stands there twice, once."""
    told = set[str]()
    for kind, part in _parts(document):
        for mark, words in _of_part(kind, part, lines):
            if words.strip() and words not in told:
                told.add(words)
                yield mark, words


def is_hidden(run: Any) -> bool:
    """Whether a run of words is formatted as hidden text, which Word shows to nobody who does not ask for it."""
    hides = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if run.tag == qn("w:r") else None
    return hides is not None and hides.get(qn("w:val")) not in _OFF


def hidden_words(document: WordDocument) -> str:
    """The hidden words of the text, a line for each paragraph that has any."""
    lines = (
        "".join(
            piece.text or ""
            for run in paragraph.iter(qn("w:r"))
            if is_hidden(run)
            for piece in run.iter(qn("w:t"))
        )
        for paragraph in document.element.body.iter(qn("w:p"))
    )
    return "\n".join(line for line in lines if line.strip())


def left_out(document: WordDocument) -> Mapping[marks.Kind, int]:
    """Count each kind of thing in the document that is not read."""
    found = dict.fromkeys((*_UNREAD.values(), marks.DELETED), 0)
    seen = set[str]()
    for kind, part in _parts(document):
        if kind in _UNREAD and str(part.partname) not in seen:
            seen.add(str(part.partname))
            found[_UNREAD[kind]] += 1
    found[marks.DELETED] = sum(
        next(one.iter(qn("w:delText")), None) is not None for one in document.element.iter(qn("w:del"))
    )
    return found


def _parts(document: WordDocument) -> Iterator[tuple[str, Part]]:
    """Each part that the document shows, by the last word of its kind; those that a header or note shows too."""
    for one in document.part.rels.values():
        if one.is_external:
            continue
        kind = re.split(r"[/#]", one.reltype)[-1]
        yield kind, one.target_part
        if kind in _LINES or kind in _NOTES:
            yield from (
                (re.split(r"[/#]", its.reltype)[-1], its.target_part)
                for its in one.target_part.rels.values()
                if not its.is_external
            )


def _of_part(kind: str, part: Part, lines: Lines) -> Iterator[tuple[str, str]]:
    if kind not in _LINES and kind not in _NOTES:
        return
    root = parse_xml(part.blob)
    if kind in _LINES:
        yield f"[{_LINES[kind]}:]", "\n".join(lines(root))
        return
    tag, name = _NOTES[kind]
    numbers = count(1)
    for one in root.iter(qn(tag)):
        if one.get(qn("w:type")) not in _SEPARATORS:
            yield f"[{name} {next(numbers)}:]", "\n".join(lines(one))
