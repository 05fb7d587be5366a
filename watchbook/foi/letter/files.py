"""The letter as a row of blocks, so that its three files say the same in the same order: HTML, DOCX and a tagged PDF."""

import re
from collections.abc import Iterator
from itertools import chain, groupby

from django.utils import translation
from django.utils.translation import gettext as _

from watchbook.figures.sentences import POINT
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.formats import FORMATS
from watchbook.files.document.pdf import PdfPaper
from watchbook.foi.letter.content import Letter, LetterQuestion
from watchbook.foi.small_parts import NOT_SHOWN
from watchbook.organisation.welsh_check import unchecked
from watchbook.web import wording

PAIR = re.compile(r"\S.{0,120}: [0-9][0-9,]*")  # `Housing: 3`
# `1 January 2025 to 31 March 2025: 4.` within a sentence is a pair too, also in Welsh.
SPAN = re.compile(r"\s*\b([0-9]{1,2} \w+ [0-9]{4} (?:to|i) [0-9]{1,2} \w+ [0-9]{4}: [0-9][0-9,]*)\.(?:\s+|$)")


def blocks(letter: Letter) -> tuple[TextBlock, ...]:
    """Every block of a letter in its order."""
    with translation.override(letter.language):
        every = chain(_head(letter), _questions(letter), _foot(letter))
        return tuple(block for block in every if block.text or block.lead)


def _head(letter: Letter) -> Iterator[TextBlock]:
    if letter.is_draft:
        yield TextBlock(BlockKind.MARK, _("Draft, not sent"))
    yield TextBlock(BlockKind.ADDRESS, "\n".join((letter.authority, *letter.reached)))
    yield TextBlock(BlockKind.ADDRESS, letter.addressee)
    yield TextBlock(BlockKind.ADDRESS, wording.day(letter.day))
    yield TextBlock(BlockKind.TITLE, letter.title)
    yield TextBlock(BlockKind.PARAGRAPH, letter.salutation)
    for paragraph in letter.opening:
        yield TextBlock(BlockKind.PARAGRAPH, paragraph)
    yield TextBlock(BlockKind.NOTE, unchecked())
    yield from letter.body


def _questions(letter: Letter) -> Iterator[TextBlock]:
    if letter.answers:
        yield TextBlock(BlockKind.HEADING, _("Your questions and our answers"))
    for answered in letter.answers:
        yield TextBlock(BlockKind.SUBHEADING, answered.heading)
        yield TextBlock(BlockKind.QUESTION, answered.question)
        yield from _said(answered)
        if answered.enclosed:
            yield TextBlock(BlockKind.NOTE, _("Enclosed: {files}").format(files=answered.enclosed))
        for looked in answered.searched:
            yield TextBlock(BlockKind.NOTE, looked)
    if letter.enclosures:
        yield TextBlock(BlockKind.HEADING, _("Enclosed files"))
    for file in letter.enclosures:
        yield TextBlock(BlockKind.ITEM, file)


def _said(answered: LetterQuestion) -> Iterator[TextBlock]:
    """The status and the answer; figures that stand one below the other as a table, and points as a list."""
    lead, answer = answered.status, SPAN.sub(r"\n\1\n", answered.answer).replace("\n\n", "\n").strip("\n")
    if answered.is_notice:
        for nth, line in enumerate(answer.split("\n")):
            yield TextBlock(BlockKind.PARAGRAPH, line, lead="" if nth else lead)
        return
    for kind, found in groupby(answer.split("\n"), key=_kind_of):
        lines = list(found)
        if kind is BlockKind.PARAGRAPH or (kind is BlockKind.TABLE and len(lines) == 1):
            yield TextBlock(BlockKind.PARAGRAPH, "\n".join(lines), lead=lead)
        else:
            yield TextBlock(BlockKind.PARAGRAPH, "", lead=lead)
            yield from map(_point, lines) if kind is BlockKind.ITEM else [TextBlock(kind, "\n".join(lines))]
        lead = ""


def _kind_of(line: str) -> BlockKind:
    if line.startswith(POINT):
        return BlockKind.ITEM
    is_pair = PAIR.fullmatch(line) or line.endswith(f": {NOT_SHOWN}")
    return BlockKind.TABLE if is_pair else BlockKind.PARAGRAPH


def _point(line: str) -> TextBlock:
    """A line of a list; what it names stands in bold type, so that a reader finds it."""
    name, colon, words = line.removeprefix(POINT).partition(": ")
    return TextBlock(BlockKind.ITEM, words if colon else name, lead=f"{name}:" if colon else "")


def _foot(letter: Letter) -> Iterator[TextBlock]:
    if letter.rights:
        yield TextBlock(BlockKind.HEADING, _("Reviews and complaints"))
    for paragraph in letter.rights:
        yield TextBlock(BlockKind.PARAGRAPH, paragraph)
    if letter.licence:
        yield TextBlock(BlockKind.HEADING, _("Re-use of this answer"))
    for paragraph in letter.licence:
        yield TextBlock(BlockKind.PARAGRAPH, paragraph)
    if letter.contact:
        yield TextBlock(BlockKind.HEADING, _("How to reach us"))
        yield TextBlock(BlockKind.PARAGRAPH, letter.contact)
    yield TextBlock(BlockKind.PARAGRAPH, letter.signed)


def paper_of(letter: Letter) -> PdfPaper:
    """The letter as paper carries it."""
    return PdfPaper(
        title=letter.title,
        authority=letter.authority,
        reference=letter.reference,
        day=letter.day,
        language=letter.language,
        colour=letter.colour,
        blocks=blocks(letter),
        logo=letter.logo,
    )


def rendered(letter: Letter) -> dict[str, bytes]:
    """The letter in each format, by its ending."""
    paper = paper_of(letter)
    return {ending: one.render(paper) for ending, one in FORMATS.items()}
