"""The three files of a letter: HTML, DOCX and a tagged PDF, each the same bytes for the same letter on one machine."""

from base64 import b64encode
from collections.abc import Callable
from typing import NamedTuple

from django.template.loader import render_to_string

from watchbook.files.document.docx import docx_of
from watchbook.files.document.pdf import PdfPaper, pdf
from watchbook.foi.letter.blocks import blocks
from watchbook.foi.letter.content import Letter
from watchbook.foi.letter.logo import media_type


class Format(NamedTuple):
    """One format of a letter."""

    media_type: str
    render: Callable[[Letter], bytes]


def _html(letter: Letter) -> bytes:
    """One file that needs no other: style and logo are in it, and nothing in it runs."""
    logo = f"data:{media_type(letter.logo)};base64,{b64encode(letter.logo).decode()}" if letter.logo else ""
    context = {"letter": letter, "blocks": blocks(letter), "logo": logo}
    return render_to_string("foi/letter.html", context).encode()


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


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    "html": Format("text/html; charset=utf-8", _html),
    "docx": Format(DOCX, lambda letter: docx_of(paper_of(letter))),
    "pdf": Format("application/pdf", lambda letter: pdf(paper_of(letter))),
}


def rendered(letter: Letter) -> dict[str, bytes]:
    """The letter in each format, by its ending."""
    return {ending: one.render(letter) for ending, one in FORMATS.items()}
