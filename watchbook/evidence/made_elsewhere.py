"""A file made elsewhere and added, seen as a bundle of ours is: its page, its pictures, its words.

They were noted once, when it came in (`capture.foreign_index`), and lie beside it in the bundle; the file itself is not read again.
"""

from collections.abc import Iterator
from typing import Any

from watchbook.capture import foreign_index, foreign_pages
from watchbook.evidence.bundle import CAME, TEXT_LIMIT, ArchivedPage, Bundle, NotReadable, Resource, parsed
from watchbook.evidence.models import ContentKind

SEEN = "seen/"  # where in the bundle that lies
PAGE_FILE, WORDS_FILE = foreign_index.PAGE_FILE, foreign_index.WORDS_FILE
PIECE_LIMIT = 4 * foreign_pages.LONGEST_PIECE  # bytes


class MadeElsewhere:
    """A file that came, within the bundle around it; it offers what it holds as `Bundle` does."""

    def __init__(self, bundle: Bundle, *, kind: ContentKind) -> None:
        self._bundle, self._kind = bundle, kind
        self._file = next((name for name in bundle.names if name.startswith(CAME)), "")

    @property
    def names(self) -> list[str]:
        """Of its pictures: the one that it is. Others have pictures on their page alone."""
        return [self._file] if self._kind == ContentKind.IMAGE and self._file else []

    def size(self, name: str) -> int:
        """Of its picture, or of what was noted of it, in bytes."""
        return self._bundle.size(name if name == self._file else SEEN + name)

    def content(self, name: str, *, limit: int) -> bytes:
        """The bytes of the picture that it is. Raises NotReadable."""
        return self._bundle.content(name, limit=limit)

    def text(self, name: str) -> str:
        """One piece of a page, its words, or where it was; empty where there is none."""
        name = SEEN + name
        return (
            self._bundle.content(name, limit=PIECE_LIMIT).decode("utf-8", "replace")
            if self._bundle.size(name)
            else ""
        )

    def documents(self) -> list[ArchivedPage]:
        """Return the pages that were noted when it came, or the one of an earlier release, of which no more than 12 MB was kept."""
        lines = self._bundle.text(SEEN + foreign_pages.PAGES_FILE).splitlines()
        if found := [ArchivedPage(**one) for one in map(parsed, lines) if one]:
            return found
        size = self.size(PAGE_FILE)
        if not size:
            return []
        said = parsed(self.text(foreign_index.ADDRESS_FILE)).get("address")
        address = str(said.get("shown", "")) if isinstance(said, dict) else ""
        is_known = size < TEXT_LIMIT
        return [ArchivedPage(address, "", "", [PAGE_FILE], [WORDS_FILE], size, size if is_known else 0)]

    def lines(self, _name: str) -> Iterator[dict[str, Any]]:
        """It tells of no steps and no frames."""
        return iter(())

    def resources(self) -> list[Resource]:
        """Answers, each by the number of its record; the pictures among them can be read."""
        lines = map(parsed, self._bundle.text(SEEN + foreign_index.ANSWERS_FILE).splitlines())
        return [
            Resource(one["address"], one["digest"], 200, "GET", one["number"], one["bytes"])
            for one in lines
            if one
        ]

    def answer(self, one: Resource) -> bytes:
        """The bytes of a picture among the answers. Raises NotReadable for anything else."""
        name = f"{SEEN}{one.offset}"
        if not self._bundle.size(name):
            raise NotReadable
        return self._bundle.content(name, limit=foreign_index.ROOM)


# What a view is made of: a bundle of ours, or what was made elsewhere and reads like one.
type BundleContent = Bundle | MadeElsewhere
