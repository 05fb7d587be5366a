"""The content of a capture in clear, read from its ciphertext in the store a part at a time; nothing of it lies on a disk.

Whoever shows a byte of it notes custody first (custody.note).
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import IO, BinaryIO, cast

from watchbook.evidence.models import Capture
from watchbook.files.store import the_store
from watchbook.keys import sealed_content

BLOCK_BYTES = 1024 * 1024


def kind_of(capture: Capture) -> str:
    """Under which name its content is sealed: it opens as nothing else."""
    return f"{capture.kind_of_envelope}.content"


def opened(capture: Capture) -> BinaryIO:
    """A reader over the plain bytes, to be read at any place and closed. Raises FileNotFoundError, NotOpened, KeyDestroyed."""
    source = the_store().open(capture.file_sha256)
    found = sealed_content.opened(source, item=capture.item, kind=kind_of(capture))
    return cast(BinaryIO, found)  # it reads as a file does


def is_whole(capture: Capture) -> bool:
    """Whether the store has its ciphertext, byte for byte."""
    hashed = sha256()
    try:
        with the_store().open(capture.file_sha256) as file:
            while block := file.read(BLOCK_BYTES):
                hashed.update(block)
    except FileNotFoundError:
        return False
    return hashed.hexdigest() == capture.file_sha256


@contextmanager
def member(capture: Capture, name: str) -> Iterator[IO[bytes]]:
    """One file of its bundle, to be read at any place: only what is read is decrypted. Raises KeyError for one it has not."""
    with opened(capture) as file, zipfile.ZipFile(file) as bundle, bundle.open(name) as found:
        yield found
