"""The container in which Outlook keeps a mail ([MS-CFB]): its streams by their paths, of those that a mail is read from.

The library that reads its sectors lists them by recursion and compares each with all others: 10,000 recipients took it a minute.
"""

from dataclasses import dataclass
from struct import iter_unpack

from olefile import OleFileIO

ENTRY = "<64sHBBIII36xIII"  # name and its length, kind, colour, left, right, child, start, size
STORAGE, STREAM = 1, 2
FREE = 0xFFFFFFFF
# Whom a mail went to, and the names of unusual properties, tell nothing of a request.
PASSED_OVER = ("__recip_version1.0_#", "__nameid_version1.0")
DEEPEST = 12  # folders within folders
HIGH_OF_LONG = 4096  # bytes of a sector where the size of a stream has 64 bits


@dataclass
class _Root:
    isectStart: int  # noqa: N815  # the library calls it so
    size: int


class Container(OleFileIO):  # type: ignore[misc]  # the library says no types
    """A container and where each stream lies that a mail is read from."""

    def loaddirectory(self, sect: int) -> None:
        """Find the streams, each entry once. The library calls it."""
        content = self._open(sect, force_FAT=True).read()
        entries = list(iter_unpack(ENTRY, content[: len(content) // 128 * 128]))
        *_others, start, low, high = entries[0]
        self.root = _Root(start, self._size(low, high))
        self.places: dict[tuple[str, ...], tuple[int, int]] = {}
        seen = set[int]()
        waiting: list[tuple[int, tuple[str, ...]]] = [(entries[0][6], ())]
        while waiting:
            number, at = waiting.pop()
            if number in seen or number >= len(entries):
                continue
            seen.add(number)
            raw, length, kind, _colour, left, right, child, start, low, high = entries[number]
            path = (*at, raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"))
            waiting += [(left, at), (right, at)]
            if kind == STREAM:
                self.places.setdefault(path, (start, self._size(low, high)))
            elif kind == STORAGE and len(path) < DEEPEST and not path[-1].startswith(PASSED_OVER):
                waiting.append((child, path))

    def _size(self, low: int, high: int) -> int:
        return low + (high << 32) if self.sectorsize == HIGH_OF_LONG else low

    @property
    def ends_early(self) -> bool:
        """Whether the file ends before a sector that it says it uses."""
        return any(one != FREE for one in self.fat[self.nb_sect :])

    def content(self, path: tuple[str, ...]) -> bytes:
        """The bytes of a stream; fewer than it says where the file ends before."""
        start, size = self.places[path]
        content: bytes = self._open(start, size).read()
        return content
