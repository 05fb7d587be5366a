"""Parts of an overview: words that lead somewhere, the one step that is next, a picture with its table."""

from typing import NamedTuple

from watchbook.web.picture import PictureRow, Shape


class LinkedWords(NamedTuple):
    """Words, and the address that they lead to, if any."""

    words: str
    href: str = ""


class StepAhead(NamedTuple):
    """The next step in a sentence; the words and the address of its act where the reader may do it."""

    says: str
    words: str = ""
    href: str = ""


class DrawnFigures(NamedTuple):
    """A picture with its words, what its marks mean, and the head and rows of its table."""

    title: str
    says: str
    rows: list[PictureRow]
    key: list[tuple[Shape, str]]
    head: list[str]
    table: list[tuple[str, ...]]
