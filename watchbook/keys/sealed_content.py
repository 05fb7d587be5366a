"""Sealed content: the bytes of one item, however many, encrypted under its key as they pass by (docs/explanation/integrity.md#keys-and-deletion).

    bound to = authority | item id | version | kind, so none opens for another item, kind or register

The format is Cobblestone-256 (cobblestone.py) with nothing before or after it: any program that knows the format opens
it. The bytes in clear touch no disk on our part: where they come from is the caller's to choose.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO
from uuid import UUID

from cryptography.cobblestone import Cobblestone256Encryptor

from watchbook.keys.cobblestone import SealedReader
from watchbook.keys.keyring import the_keyring

__all__ = ["SealedContent", "SealedReader", "opened", "seal"]

VERSION = b"\x01"
DOMAIN = b"watchbook/content/v1"
# Larger ones are handed out anew by the system each time, which costs more than the cipher.
BLOCK_BYTES = 256 * 1024


@dataclass(frozen=True)
class SealedContent:
    """What was sealed and what came of it: SHA-256 in hexadecimal, and bytes."""

    plain_sha256: str
    plain_bytes: int
    sealed_sha256: str
    sealed_bytes: int


def seal(source: BinaryIO, to: BinaryIO, *, item: UUID, kind: str) -> SealedContent:
    """Seal the source from where it stands to its end; both hashes come of the same pass.

    The item's key is in both copies on disk before the first byte is written. Raises KeyDestroyed for a deleted item.
    """
    ring = the_keyring()
    key = ring.keys_to_seal([item])[item]
    encryptor = Cobblestone256Encryptor(key, _bound(ring.authority(), item=item, kind=kind))
    plain, sealed, plain_bytes, sealed_bytes = sha256(), sha256(), 0, 0

    def written(content: bytes) -> int:
        sealed.update(content)
        to.write(content)
        return len(content)

    with ThreadPoolExecutor(1) as beside:  # a hash costs five times as much as the cipher
        while block := source.read(BLOCK_BYTES):
            hashing = beside.submit(plain.update, block)
            plain_bytes += len(block)
            sealed_bytes += written(encryptor.update(block))
            hashing.result()
    sealed_bytes += written(encryptor.finalize())
    return SealedContent(plain.hexdigest(), plain_bytes, sealed.hexdigest(), sealed_bytes)


def opened(source: BinaryIO, *, item: UUID, kind: str) -> SealedReader:
    """The content of a sealed source, to be read at any place; closing it, or a refusal, closes the source.

    Raises NotOpened where anything was changed, now or when that part is read; KeyDestroyed for a deleted item.
    """
    with ExitStack() as stack:
        stack.callback(source.close)
        ring = the_keyring()
        key = ring.keys([item])[item]
        found = SealedReader(source, key=key, context=_bound(ring.authority(), item=item, kind=kind))
        stack.pop_all()
    return found


def _bound(authority: bytes, *, item: UUID, kind: str) -> bytes:
    return DOMAIN + authority + item.bytes + VERSION + kind.encode()
