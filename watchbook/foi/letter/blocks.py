"""The letter as a row of blocks, so that its three formats say the same in the same order."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.foi.letter.content import Letter, LetterQuestion
from watchbook.web import wording


def blocks(letter: Letter) -> tuple[TextBlock, ...]:
    """Every block of a letter in its order."""
    return tuple(
        block
        for part in (_head(letter), _questions(letter), _enclosed(letter), _foot(letter))
        for block in part
        if block.text or block.lead
    )


def _head(letter: Letter) -> Iterator[TextBlock]:
    if letter.is_draft:
        yield TextBlock(BlockKind.MARK, _("Draft, not sent"))
    yield TextBlock(BlockKind.ADDRESS, letter.authority)
    yield TextBlock(BlockKind.ADDRESS, letter.addressee)
    yield TextBlock(BlockKind.ADDRESS, wording.day(letter.day))
    yield TextBlock(BlockKind.TITLE, letter.title)
    yield TextBlock(BlockKind.PARAGRAPH, letter.salutation)
    for paragraph in letter.opening:
        yield TextBlock(BlockKind.PARAGRAPH, paragraph)


def _questions(letter: Letter) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, _("Your questions and our answers"))
    for answered in letter.answers:
        yield from _answered(answered)


def _answered(answered: LetterQuestion) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.SUBHEADING, _("Question {number}").format(number=answered.number))
    yield TextBlock(BlockKind.QUESTION, answered.question)
    yield TextBlock(BlockKind.PARAGRAPH, answered.answer, lead=answered.status)
    if answered.enclosed:
        yield TextBlock(BlockKind.NOTE, _("Enclosed: {files}").format(files=answered.enclosed))
    for looked in answered.searched:
        yield TextBlock(BlockKind.NOTE, looked)


def _enclosed(letter: Letter) -> Iterator[TextBlock]:
    if letter.enclosures:
        yield TextBlock(BlockKind.HEADING, _("Enclosed files"))
    for file in letter.enclosures:
        yield TextBlock(BlockKind.ITEM, file)


def _foot(letter: Letter) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, _("If you are not content with this answer"))
    for paragraph in letter.rights:
        yield TextBlock(BlockKind.PARAGRAPH, paragraph)
    yield TextBlock(BlockKind.HEADING, _("Using this answer again"))
    for paragraph in letter.licence:
        yield TextBlock(BlockKind.PARAGRAPH, paragraph)
    if letter.contact:
        yield TextBlock(BlockKind.HEADING, _("How to reach us"))
        yield TextBlock(BlockKind.PARAGRAPH, letter.contact)
    yield TextBlock(
        BlockKind.PARAGRAPH, _("For {authority}, the information officer").format(authority=letter.authority)
    )
