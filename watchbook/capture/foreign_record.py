"""One record of a foreign capture, its secrets withheld, and the refusal that all its readers give."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from watchbook.capture.check_copy import is_harmless
from watchbook.capture.refusal import CaptureRefused

WITHHELD = "withheld"
BODILESS = re.compile(r"HTTP/\S+ (?:1|204|304)")  # answers that never have a body
ANOTHER_COPY = (
    "Ask its sender for another copy. Keep this file, since it may be the only one, and do not open it."
)
UNPACKED = "Unpack it, and add each web archive, saved page, picture or PDF in it by itself."
AS_PDF = (
    "Keep the file itself: it is the original. Save a copy as a PDF or a picture (PNG or JPEG), add the copy, and say under "
    "“With which program or device?” that it is one."
)


@dataclass
class FileEnd:
    """Whether a file ends before its own end, as its reader finds once it comes there."""

    is_missing: bool = False


@dataclass(frozen=True)
class ForeignRecord:
    """What one exchange or file was, as far as it may be told; `sha256` is that of the record as it came."""

    kind: str
    address: str
    at: str
    first_line: str
    headers: tuple[tuple[str, str], ...]
    content: bytes
    sha256: str
    withheld: int
    length: int = (
        -1
    )  # of the content; more than there is of it where it is so large that only its start is told
    ties: frozenset[str] = frozenset()  # its own id, and those of the records that came with it
    breaks_off: bool = False  # the file ends within it
    digest: str = "none"  # what the digests say that its file gives of it

    @property
    def is_cut(self) -> bool:
        """Whether only the start of the content is told."""
        return self.length > len(self.content)

    @property
    def is_short(self) -> bool:
        """Whether the content is shorter than its own head says, as where the answer or the archive was cut off."""
        told = {name.lower(): value.strip() for name, value in self.headers}
        size = told.get("content-length", "")
        is_whole = (
            self.kind == "response"
            and not BODILESS.match(self.first_line)
            and size.isascii()
            and size.isdigit()
        )
        return self.breaks_off or (
            is_whole
            and "transfer-encoding" not in told
            and max(self.length, len(self.content)) < int(size[:18])
        )

    @property
    def asks_for_head(self) -> bool:
        """Whether it asks for the head of an answer alone."""
        return self.kind == "request" and self.first_line.startswith("HEAD ")

    @property
    def media_type(self) -> str:
        """What the content says it is; never what a browser may be told."""
        found = (value for name, value in self.headers if name.lower() == "content-type")
        return next(found, "").partition(";")[0].strip().lower()


def without_secrets(headers: Iterable[tuple[str, str]]) -> tuple[tuple[tuple[str, str], ...], int]:
    """The headers with secret values withheld, and how many were."""
    found = list(headers)
    kept = tuple((name, value if is_harmless(name) else WITHHELD) for name, value in found)
    return kept, sum(1 for name, _ in found if not is_harmless(name))


def named(name: str) -> str:
    """A name that a stranger gave, as a sentence shows it: in quotation marks, what cannot be printed by its number."""
    shown = "".join(one if one.isprintable() else f"[U+{ord(one):04X}]" for one in name[:80])
    return f"“{shown}”"


def refused(why: str, next_step: str = ANOTHER_COPY) -> CaptureRefused:
    """Return the refusal of a whole file: `why` begins with “it”, or names a part."""
    return CaptureRefused(
        "You cannot add this file:",
        why=f"{why}.",
        next_step=next_step,
    )
