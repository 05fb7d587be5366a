"""The letter as a row of blocks, so that its three formats say the same in the same order."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from watchbook.files.document.blocks import Block, Kind
from watchbook.foi.letter.content import Letter, LetterQuestion
from watchbook.web import wording


def blocks(letter: Letter) -> tuple[Block, ...]:
    """Every block of a letter in its order."""
    return tuple(
        block
        for part in (_head(letter), _questions(letter), _enclosed(letter), _foot(letter))
        for block in part
        if block.text or block.lead
    )


def _head(letter: Letter) -> Iterator[Block]:
    if letter.is_draft:
        yield Block(Kind.MARK, _("Draft, not sent"))
    yield Block(Kind.ADDRESS, letter.authority)
    yield Block(Kind.ADDRESS, letter.addressee)
    yield Block(Kind.ADDRESS, wording.day(letter.day))
    yield Block(Kind.TITLE, letter.title)
    yield Block(Kind.PARAGRAPH, letter.salutation)
    for paragraph in letter.opening:
        yield Block(Kind.PARAGRAPH, paragraph)


def _questions(letter: Letter) -> Iterator[Block]:
    yield Block(Kind.HEADING, _("Your questions and our answers"))
    for answered in letter.answers:
        yield from _answered(answered)


def _answered(answered: LetterQuestion) -> Iterator[Block]:
    yield Block(Kind.SUBHEADING, _("Question {number}").format(number=answered.number))
    yield Block(Kind.QUESTION, answered.question)
    yield Block(Kind.PARAGRAPH, answered.answer, lead=answered.status)
    if answered.enclosed:
        yield Block(Kind.NOTE, _("Enclosed: {files}").format(files=answered.enclosed))
    for looked in answered.searched:
        yield Block(Kind.NOTE, looked)


def _enclosed(letter: Letter) -> Iterator[Block]:
    if letter.enclosures:
        yield Block(Kind.HEADING, _("Enclosed files"))
    for file in letter.enclosures:
        yield Block(Kind.ITEM, file)


def _foot(letter: Letter) -> Iterator[Block]:
    yield Block(Kind.HEADING, _("If you are not content with this answer"))
    for paragraph in letter.rights:
        yield Block(Kind.PARAGRAPH, paragraph)
    yield Block(Kind.HEADING, _("Using this answer again"))
    for paragraph in letter.licence:
        yield Block(Kind.PARAGRAPH, paragraph)
    if letter.contact:
        yield Block(Kind.HEADING, _("How to reach us"))
        yield Block(Kind.PARAGRAPH, letter.contact)
    yield Block(
        Kind.PARAGRAPH, _("For {authority}, the information officer").format(authority=letter.authority)
    )
