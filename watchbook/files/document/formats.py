"""A document in each of its formats, which say the same in the same order: HTML, DOCX and a tagged PDF."""

from base64 import b64encode
from collections.abc import Callable
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils import translation

from watchbook.files.document.docx import docx_of
from watchbook.files.document.pdf import PdfPaper, pdf


class Format(NamedTuple):
    """One format of a document."""

    media_type: str
    render: Callable[[PdfPaper], bytes]


def html_of(paper: PdfPaper) -> bytes:
    """One file that needs no other: style and logo are in it, and nothing in it runs."""
    logo = f"data:{media_type(paper.logo)};base64,{b64encode(paper.logo).decode()}" if paper.logo else ""
    with translation.override(paper.language):
        return render_to_string("web/letter.html", {"letter": paper, "logo": logo}).encode()


def media_type(picture: bytes) -> str:
    """What kind of picture it is."""
    return "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    "html": Format("text/html; charset=utf-8", html_of),
    "docx": Format(DOCX, docx_of),
    "pdf": Format("application/pdf", pdf),
}
