"""A document as a row of blocks, which each format writes in its own way: so all say the same in the same order."""

from dataclasses import dataclass
from enum import StrEnum

from watchbook.files.document.characters import runs_right_to_left


class BlockKind(StrEnum):
    """What a block is; the three headings are levels 1 to 3."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    MARK = "mark"
    ADDRESS = "address"
    PARAGRAPH = "paragraph"
    QUESTION = "question"
    NOTE = "note"
    ITEM = "item"
    TABLE = "table"  # of pairs, a line each: `Housing: 3`
    PART = "part"  # a heading of the second level that begins a page of its own
    PICTURE = "picture"  # its text says what it shows, for whoever cannot see it; a document has one at most


@dataclass(frozen=True)
class TextBlock:
    """One block: its text, whose line ends stand, and the words in bold type before it."""

    kind: BlockKind
    text: str
    lead: str = ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The lines of a table as what they name and its figure."""
        return [
            (name, figure) for name, _colon, figure in (one.rpartition(": ") for one in self.text.split("\n"))
        ]

    @property
    def runs_right_to_left(self) -> bool:
        """Whether it is set from right to left."""
        return runs_right_to_left(self.text)
