"""What every store does alike: the name and place of content, and its bytes block by block, hashed as they pass."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Protocol

NAME = re.compile(r"[0-9a-f]{64}")
BLOCK_BYTES = 1024 * 1024


class Hash(Protocol):
    """A hash that is worked out as bytes come."""

    def update(self, content: bytes, /) -> None:
        """Take these bytes in."""

    def hexdigest(self) -> str:
        """The hash of all bytes so far, in hexadecimal."""


def name_of(content: bytes) -> str:
    """The name under which content is kept: its SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def place(name: str) -> str:
    """Where content of that name lies in a store: `ab/abcd…`. Raises FileNotFoundError for what is no name."""
    if not NAME.fullmatch(name):
        raise FileNotFoundError("A file is named by 64 hexadecimal digits.")
    return f"{name[:2]}/{name}"


def reading(source: Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    """A path opened and closed again; an open file as it is, which stays open."""
    return source.open("rb") if isinstance(source, Path) else nullcontext(source)


def blocks(source: BinaryIO, *, into: Hash, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    """The rest of a file in blocks, each hashed."""
    while block := source.read(size):
        into.update(block)
        yield block
