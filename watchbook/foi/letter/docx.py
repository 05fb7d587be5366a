"""The letter as a DOCX."""

from watchbook.files.document import docx
from watchbook.foi.letter.content import Letter
from watchbook.foi.letter.pdf import paper_of


def docx_of(letter: Letter) -> bytes:
    """The letter's bytes: the same for the same letter."""
    return docx.docx_of(paper_of(letter))
