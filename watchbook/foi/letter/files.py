"""The three files of a letter, with their endings and media types."""

from collections.abc import Callable
from dataclasses import dataclass

from watchbook.foi.letter.content import Letter
from watchbook.foi.letter.docx import docx_of
from watchbook.foi.letter.html import html
from watchbook.foi.letter.pdf import pdf


@dataclass(frozen=True)
class Format:
    """One format of a letter."""

    ending: str
    media_type: str
    render: Callable[[Letter], bytes]


FORMATS = {
    one.ending: one
    for one in (
        Format("html", "text/html; charset=utf-8", html),
        Format("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx_of),
        Format("pdf", "application/pdf", pdf),
    )
}


def rendered(letter: Letter) -> dict[str, bytes]:
    """The letter in each format, by its ending."""
    return {ending: one.render(letter) for ending, one in FORMATS.items()}
