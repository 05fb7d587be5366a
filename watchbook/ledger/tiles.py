"""Tiles (c2sp.org/tlog-tiles): a log as files that never change once they are full.

A tile of level L holds up to 256 hashes side by side, each the root over 256**L leaves; a bundle holds the leaves of a
tile of level 0. Only full tiles are hashed into the level above. A partial tile is the beginning of the full one, so one
stored row or file is enough for all of them: cut it to the width that a path asks for.

>>> tile_path(0, 1234067), tile_path(1, 0, width=17), bundle_path(5)
('tile/0/x001/x234/067', 'tile/1/000.p/17', 'tile/entries/005')
>>> [(tile.level, tile.index, tile.width) for tile in tiles_of(257)]
[(0, 0, 256), (0, 1, 1), (1, 0, 1)]
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from watchbook.ledger.tree import DIGEST_BYTES, Node, Range, row_above

WIDTH = 256
BITS = 8
LONGEST_LEAF = 2**16 - 1

type ReadTile = Callable[[int, int], bytes]
"""Reads the stored content of a tile by level and index: at least as many hashes as the log's size gives it."""


@dataclass(frozen=True)
class TilePlace:
    """Where a tile stands and how many hashes it has."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its path in a published log."""
        return tile_path(self.level, self.index, width=self.width)


def tile_path(level: int, index: int, *, width: int = WIDTH) -> str:
    """The path of a tile."""
    return f"tile/{level}/{_path(index, width)}"


def bundle_path(index: int, *, width: int = WIDTH) -> str:
    """The path of a bundle of leaves."""
    return f"tile/entries/{_path(index, width)}"


def tiles_of(size: int) -> Iterator[TilePlace]:
    """Every tile of a log, level by level; the tiles of level 0 have a bundle beside them."""
    level = 0
    while size:
        full, rest = divmod(size, WIDTH)
        yield from (TilePlace(level, index) for index in range(full))
        if rest:
            yield TilePlace(level, full, rest)
        level, size = level + 1, full


def bundle(leaves: Iterable[bytes]) -> bytes:
    """Leaves side by side, each after its length in two bytes. Raises ValueError for a leaf longer than that can say."""
    return b"".join(len(leaf).to_bytes(2) + leaf for leaf in map(_fitting, leaves))


def cut(content: bytes, *, width: int, unit: int = DIGEST_BYTES) -> bytes:
    """The partial tile of a width, from a stored tile that may have grown since. Raises ValueError for one too short."""
    if len(content) < width * unit:
        raise ValueError(f"A tile of {len(content) // unit} hashes has no beginning of {width}.")
    return content[: width * unit]


def grown(size: int, hashes: Sequence[bytes], *, read: ReadTile) -> Iterator[tuple[TilePlace, bytes]]:
    """The tiles that a log of `size` leaves needs anew or fuller for further leaves, given as their hashes.

    `read` is asked for the last, partial tile of a level that grows. Each tile comes with its whole new content.
    """
    level, row = 0, list(hashes)
    while row:
        index, width = divmod(size, WIDTH)
        content = (cut(read(level, index), width=width) if width else b"") + b"".join(row)
        full = []
        for begin in range(0, len(content), WIDTH * DIGEST_BYTES):
            part = content[begin : begin + WIDTH * DIGEST_BYTES]
            tile = TilePlace(level, index + begin // (WIDTH * DIGEST_BYTES), len(part) // DIGEST_BYTES)
            yield tile, part
            full += [root_of_tile(part)] if tile.width == WIDTH else []
        level, size, row = level + 1, index, full


def node_reader(read: ReadTile, *, size: int) -> Node:
    """A reader of perfect subtrees for `ledger.tree`'s proofs, from stored tiles of a log of `size` leaves or more."""

    @lru_cache(maxsize=64)
    def rows(level: int, index: int) -> list[list[bytes]]:
        width = min(WIDTH, (size >> level * BITS) - index * WIDTH)
        content = cut(read(level, index), width=width)
        found = [[content[at : at + DIGEST_BYTES] for at in range(0, len(content), DIGEST_BYTES)]]
        while len(found[-1]) > 1:
            row = found[-1]
            found.append(row_above(row[: len(row) // 2 * 2]))
        return found

    def node(level: int, index: int) -> bytes:
        tile, inner = divmod(level, BITS)
        at, place = divmod(index << inner, WIDTH)
        return rows(tile, at)[inner][place >> inner]

    return node


def range_of(size: int, *, read: ReadTile) -> Range:
    """The compact range of the first `size` leaves, from stored tiles."""
    node = node_reader(read, size=size)
    levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
    return Range(size=size, hashes=tuple(node(level, (size >> level) - 1) for level in levels))


def _fitting(leaf: bytes) -> bytes:
    if len(leaf) > LONGEST_LEAF:
        raise ValueError(f"A leaf of {len(leaf)} bytes does not fit into a bundle; {LONGEST_LEAF} do.")
    return leaf


def _path(index: int, width: int) -> str:
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
    return path if width == WIDTH else f"{path}.p/{width}"


def root_of_tile(content: bytes) -> bytes:
    """The root over the hashes of a full tile; empty where it is missing."""
    row = [content[at : at + DIGEST_BYTES] for at in range(0, len(content), DIGEST_BYTES)]
    while len(row) > 1:
        row = row_above(row)
    return row[0] if row else b""
