"""The work that one file may cost, and what is found in it: a thing that is named, or a file within that is looked into in its turn."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from watchbook.reading.held import WithinKind

MEGABYTE = 1024 * 1024


class HeldThing(NamedTuple):
    """A thing in a file: its kind, its name, and the name of the file within that holds it."""

    kind: WithinKind
    name: str = ""
    where: str = ""


@dataclass(frozen=True)
class InnerFile:
    """A file in a file. One that was put in as a file is named whatever it is; a part of a document only for what it holds."""

    name: str
    data: bytes
    is_put_in: bool = False
    is_drawn: bool = False  # a picture that the document itself shows


type Finding = HeldThing | InnerFile


@dataclass
class WorkLeft:
    """The bytes and parts that may still be looked at: one budget over a file and all files in it."""

    unpacked: int = 128 * MEGABYTE  # more than a document may grow to when it comes
    parts: int = 6000

    def take(self, size: int) -> int:
        """Return how many of these bytes may be read, and count them."""
        granted = max(min(size, self.unpacked), 0)
        self.unpacked -= granted
        return granted

    def take_part(self) -> bool:
        """Whether one more part may be looked at."""
        self.parts -= 1
        return self.parts >= 0


def ending_of(name: str) -> str:
    """The ending that decides what opens a file: Windows drops blanks and full stops at the end, and a stream's name."""
    last = PurePath(name.replace("\\", "/")).name.partition(":")[0]
    drawn = "".join(character for character in last if character.isprintable())
    return PurePath(drawn.rstrip(". ")).suffix.lower()
