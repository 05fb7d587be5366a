"""Cobblestone-256: content in chunks of 16 KiB, each under AES-256-GCM, of which any part is read without the rest.

    sealed = salt (24 random bytes) ‖ commitment (32) ‖ chunks, each with its tag (16); all of 16,384 bytes but the last,
             which is shorter and may be empty, so that where the content ends is authenticated too
    key (32) ‖ base nonce (12) ‖ commitment (32) = HKDF-Expand with SHA-512 of the item's key over
             "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM" ‖ 0x00 ‖ salt ‖ context
    nonce of chunk n = base nonce XOR n, big-endian; no additional data

Source: C2SP chunked-encryption v1 (https://c2sp.org/chunked-encryption). Sealing is `cryptography`'s own; reading at any
place is not in it yet, and is here.
"""

import hmac
import io
from collections.abc import Buffer
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from watchbook.keys.refused import EnvelopeNotOpened

CHUNK_BYTES = 16 * 1024
TAG_BYTES = 16
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES
SALT_BYTES = 24
KEY_BYTES, NONCE_BYTES, COMMITMENT_BYTES = 32, 12, 32
HEADER_BYTES = SALT_BYTES + COMMITMENT_BYTES
MOST_CHUNKS = 2**38
DOMAIN = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00"
# Chunks asked of the source in one read: what is larger is handed out anew by the system each time.
AT_ONCE = 4


class SealedReader(io.RawIOBase):
    """The content of a sealed source: reads, seeks, and decrypts only the chunks that are asked for.

    Opening checks the commitment and the last chunk, so `size` (bytes of content) is authentic before anything is read.
    It refuses any change by NotOpened and gives no byte of a chunk that was changed. Closing it closes the source.
    """

    def __init__(self, source: BinaryIO, *, key: bytes, context: bytes) -> None:
        super().__init__()
        self._source, self._at = source, 0
        if len(key) != KEY_BYTES:
            raise ValueError(f"A key of {len(key)} bytes opens nothing here. Give one of {KEY_BYTES}.")
        last, length = _last_chunk(source.seek(0, io.SEEK_END))
        self._cut = last * SEALED_CHUNK_BYTES + length  # bytes of all sealed chunks
        header = self._sealed(-HEADER_BYTES, 0)
        derived = _derived(key, salt=header[:SALT_BYTES], context=context)
        if not hmac.compare_digest(derived[KEY_BYTES + NONCE_BYTES :], header[SALT_BYTES:]):
            raise _not_opened()
        self._cipher = AESGCM(derived[:KEY_BYTES])
        self._nonce = int.from_bytes(derived[KEY_BYTES : KEY_BYTES + NONCE_BYTES])
        self._held = -1, b""
        self.size = last * CHUNK_BYTES + len(self._chunk(last))

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill the buffer from here on, as far as there is content; how many bytes."""
        if self.closed:
            raise ValueError("This content was closed. Open it again.")
        wanted = memoryview(buffer).cast("B")[: max(self.size - self._at, 0)]
        filled = 0
        while left := len(wanted) - filled:
            number, offset = divmod(self._at + filled, CHUNK_BYTES)
            if offset or left < CHUNK_BYTES:
                part = self._chunk(number)[offset : offset + left]
                wanted[filled : filled + len(part)] = part
                filled += len(part)
            else:
                count = min(left // CHUNK_BYTES, AT_ONCE)
                self._decrypt(number, count, into=wanted[filled:])
                filled += count * CHUNK_BYTES
        self._at += filled
        return filled

    def readall(self) -> bytes:
        """Everything from here on."""
        content = bytearray(max(self.size - self._at, 0))
        self.readinto(content)
        return bytes(content)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place in the content; beyond its end there is nothing to read."""
        place = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence] + offset
        if place < 0:
            raise ValueError(f"There is no place {place} in a file. Seek to 0 or beyond.")
        self._at = place
        return place

    def tell(self) -> int:
        """The place of the next byte."""
        return self._at

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """Any place can be read without what is before it."""
        return True

    def close(self) -> None:
        """Close the source with it."""
        if not self.closed:
            self._source.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        """One chunk, which is held back for who reads a few bytes at a time."""
        if number != self._held[0]:
            start = number * SEALED_CHUNK_BYTES
            self._held = number, self._opened(number, self._sealed(start, start + SEALED_CHUNK_BYTES))
        return self._held[1]

    def _opened(self, number: int, sealed: bytes) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce_of(number), sealed, None)
        except InvalidTag:
            raise _not_opened() from None

    def _decrypt(self, first: int, count: int, *, into: memoryview) -> None:
        """Full chunks straight to where they are wanted; where one was changed, nothing of it stays there."""
        start = first * SEALED_CHUNK_BYTES
        sealed = memoryview(self._sealed(start, start + count * SEALED_CHUNK_BYTES))
        for number in range(count):
            part = into[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES]
            chunk = sealed[number * SEALED_CHUNK_BYTES : (number + 1) * SEALED_CHUNK_BYTES]
            try:
                self._cipher.decrypt_into(self._nonce_of(first + number), chunk, None, part)
            except InvalidTag:
                part[:] = bytes(CHUNK_BYTES)
                raise _not_opened() from None

    def _nonce_of(self, number: int) -> bytes:
        return (self._nonce ^ number).to_bytes(NONCE_BYTES)

    def _sealed(self, start: int, stop: int) -> bytes:
        """The source from one place after its header to another; a source that ends before it did is refused."""
        self._source.seek(HEADER_BYTES + start)
        left = min(stop, self._cut) - start
        parts = []
        while left:
            parts.append(self._source.read(left))
            if not parts[-1]:
                raise _not_opened()
            left -= len(parts[-1])
        return b"".join(parts)


def _last_chunk(sealed_bytes: int) -> tuple[int, int]:
    """The number of the last chunk, and its length with its tag, which must leave it shorter than the others."""
    last, length = divmod(sealed_bytes - HEADER_BYTES, SEALED_CHUNK_BYTES)
    if not 0 <= last < MOST_CHUNKS or length < TAG_BYTES:
        raise _not_opened()
    return last, length


def _derived(key: bytes, *, salt: bytes, context: bytes) -> bytes:
    length = KEY_BYTES + NONCE_BYTES + COMMITMENT_BYTES
    return HKDFExpand(SHA512(), length, DOMAIN + salt + context).derive(key)


def _not_opened() -> EnvelopeNotOpened:
    return EnvelopeNotOpened(
        "The content was changed or cut, or is not this item's. Nothing of what was changed is shown. "
        "Compare it with a backup of the files."
    )
