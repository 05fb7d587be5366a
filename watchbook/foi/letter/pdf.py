"""The letter as a tagged PDF."""

from watchbook.files.document.pdf import PdfPaper
from watchbook.files.document.pdf import pdf as set_as_pdf
from watchbook.foi.letter.blocks import blocks
from watchbook.foi.letter.content import Letter


def pdf(letter: Letter) -> bytes:
    """The letter's bytes: the same for the same letter on one machine."""
    return set_as_pdf(paper_of(letter))


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
